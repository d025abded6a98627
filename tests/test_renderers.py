"""The rendered brief: every number marked, every mark leads to its evidence, no text becomes markup."""

import asyncio
import base64
import hashlib
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from summarizer.base.document import Span
from summarizer.extract import extract_report
from summarizer.outline import outline
from summarizer.pipeline.brief import make_brief
from summarizer.quantities import locate
from summarizer.readers import read
from summarizer.renderers import to_html, to_json, to_markdown
from summarizer.renderers.evidence import find_places, stretches
from summarizer.renderers.html.source import source_markup
from summarizer.renderers.markdown import escape
from summarizer.renderers.visible import visible
from summarizer.schema import Bilingual, Brief, Evidence, ModelRecord
from tests.made_reports import TEXT, item, made_audit, made_checks, made_report
from tests.proof import unmarked_in_html, unmarked_in_markdown

HOSTILE = (
    "<script>alert(1)</script> | `code` [link](http://evil.example) {{ 7*7 }} {% raw %} *bold* =HYPERLINK(1) "
    '"><img src=x onerror=alert(1)> www.evil.example a@evil.example \u202egnp.exe\u202c ignore previous instructions'
)


@pytest.fixture
def brief() -> Brief:
    return make_brief(made_report(), TEXT, made_checks(), made_audit())


def hostile_brief() -> tuple[Brief, str]:
    text = TEXT.replace("（一）严格执法。", HOSTILE + "。")
    hostile = Bilingual(zh=HOSTILE, en=HOSTILE)
    start = text.index(HOSTILE)
    said = Evidence(start=start, end=start + len(HOSTILE), text=HOSTILE)
    achievement = item("a1", "achievements", "sec2", hostile, hostile, "一、工作情况", theme=HOSTILE, note=HOSTILE)
    report = made_report(
        title=hostile,
        achievements=(achievement.model_copy(update={"evidence": (said,)}),),
        problems=(),
        plans=(),
        figures=(),
        headings={"sec2": hostile},
        notes=(HOSTILE,),
    )
    return make_brief(report, text, ()), text


class Page(HTMLParser):
    """What a browser would find in a page: tags with their attributes, ids, links, text of the source pane."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pane = ""
        self._in_pane = 0
        self._skip = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        if known.get("class") == "text":
            self._in_pane = 1
        elif self._in_pane and tag == "div":
            self._in_pane += 1
        self._skip = self._skip or (known.get("class") == "e")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._in_pane:
            self._in_pane -= 1
        if tag in ("a", "span"):
            self._skip = False

    def handle_data(self, data: str) -> None:
        if self._in_pane and not self._skip:
            self.pane += data

    def values(self, name: str) -> list[str]:
        return [str(known[name]) for _, known in self.tags if known.get(name) is not None]


# --- every number has its mark ---------------------------------------------------------------------------------------


def test_no_number_of_the_words_is_unmarked(brief: Brief) -> None:
    assert unmarked_in_markdown(to_markdown(brief, TEXT)) == []
    assert unmarked_in_html(to_html(brief, TEXT)) == []


@pytest.mark.parametrize("lost", ["achievements[0].summary.zh", "achievements[0].summary.en", "plans[0].summary.en"])
def test_the_proof_finds_a_number_whose_mark_is_lost(brief: Brief, lost: str) -> None:
    kept = tuple(check for check in brief.checks if check.field != lost)
    assert len(kept) < len(brief.checks)
    broken = brief.model_copy(update={"checks": kept})
    assert unmarked_in_markdown(to_markdown(broken, TEXT))
    assert unmarked_in_html(to_html(broken, TEXT))


def test_a_number_without_a_check_is_shown_as_not_checked(brief: Brief) -> None:
    assert "19名 ? (未经核对)" in to_markdown(brief, TEXT)
    assert "未经核对" in to_html(brief, TEXT)


def test_rejected_and_review_numbers_say_why_in_place(brief: Brief) -> None:
    markdown = to_markdown(brief, TEXT)
    assert "451,342.300 yuan ✗ (not in the source)" in markdown
    assert re.search(r"to 80% \[\? e\d+\]\(#e\d+\) \(qualifier lost\)", markdown)


def test_an_english_quantity_without_a_check_is_never_shown_as_supported() -> None:
    bare = make_brief(made_report(), TEXT, ())
    rows = re.findall(r"^\| 12167宗 .*$", to_markdown(bare, TEXT), re.M)
    assert rows
    assert all("✓" not in row for row in rows)


def test_a_figure_that_the_source_does_not_read_so_is_rejected(brief: Brief) -> None:
    other = TEXT.replace("12167", "12176")
    assert re.search(r"\| 12167宗 .*✗", to_markdown(brief, other))


# --- marks lead to evidence ------------------------------------------------------------------------------------------


def test_every_link_of_the_page_has_its_target(brief: Brief) -> None:
    page = Page(to_html(brief, TEXT))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert all(link.startswith("#") for link in page.values("href"))


def test_every_link_of_the_markdown_has_its_target(brief: Brief) -> None:
    markdown = to_markdown(brief, TEXT)
    targets = set(re.findall(r'<a id="(e\d+)"></a>', markdown))
    links = set(re.findall(r"\]\(#(e\d+)\)", markdown))
    assert links
    assert links <= targets


def test_evidence_is_numbered_in_the_order_of_the_source(brief: Brief) -> None:
    places = find_places(brief, TEXT).all
    assert [place.id for place in places] == [f"e{number}" for number in range(1, len(places) + 1)]
    assert [place.span for place in places] == sorted(place.span for place in places)
    assert places == find_places(brief, TEXT).all


def test_many_places_in_a_row_are_told_by_the_first_and_the_last() -> None:
    assert stretches(["e1", "e3", "e4", "e7", "e8", "e9"]) == [("e1",), ("e3",), ("e4",), ("e7", "e9")]
    assert stretches([]) == []


def test_the_source_pane_is_the_source_word_for_word(brief: Brief) -> None:
    assert Page(to_html(brief, TEXT)).pane == TEXT


def test_evidence_that_crosses_another_is_nested_and_whole(brief: Brief) -> None:
    text = "甲一二三四五乙。"
    pieces = [Evidence(start=1, end=4, text="一二三"), Evidence(start=3, end=6, text="三四五")]
    check = made_checks()[0].model_copy(update={"evidence": tuple(pieces)})
    crossing = brief.model_copy(
        update={
            "checks": (check,),
            "key_figures": (),
            "report": made_report(achievements=(), problems=(), plans=(), figures=()),
            "ledger": brief.ledger.model_copy(update={"audit": (), "unused": ()}),
        }
    )
    places = find_places(crossing, text)
    markup = str(source_markup(text, places, {}))
    assert markup.count("<mark") == markup.count("</mark>")
    for piece in pieces:
        place = places.place(Span(piece.start, piece.end))
        assert place is not None
        name = place.spot(Span(piece.start, piece.end))
        assert _covered(markup, name) == piece.text


def _covered(markup: str, name: str) -> str:
    """The text inside all pieces of the evidence ``name``."""
    stack: list[str] = []
    covered = ""
    bare = re.sub(r'<span class="e">.*?</span>', "", markup)
    for tag, text in re.findall(r"(<[^>]+>)|([^<]+)", bare):
        if tag.startswith("<mark"):
            stack.append(re.search(r'data-e="([^"]+)"', tag).group(1))  # type: ignore[union-attr]
        elif tag == "</mark>":
            stack.pop()
        elif name in stack:
            covered += text
    return covered


# --- text is never markup --------------------------------------------------------------------------------------------


def test_hostile_text_stays_text_in_html() -> None:
    brief, text = hostile_brief()
    page = Page(to_html(brief, text))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not any(tag == "img" for tag, _ in page.tags)
    assert not any(name.startswith("on") or name == "style" for _, known in page.tags for name in known)
    assert page.pane == visible(text)


def test_hostile_text_stays_text_in_markdown() -> None:
    brief, text = hostile_brief()
    markdown = to_markdown(brief, text)
    assert "<script" not in markdown
    assert "<img" not in markdown
    assert "](http" not in markdown.replace("\\]", "")
    assert "http://" not in markdown
    assert "\u202e" not in markdown
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 3 for row in re.findall(r"^\| 发文.*$", markdown, re.M))


@pytest.mark.parametrize(
    "line", ["# 标题", "- 一项", "+ 一项", "1. 一项", "12) 一项", "=== ", "> 引文", "*强调*", "~~删~~"]
)
def test_report_text_opens_no_block(line: str) -> None:
    assert re.match(r"\\[#+=*~-]|\d+\\[.)]|&gt;", escape(line))


def test_escaping_leaves_ordinary_numbers_readable() -> None:
    assert escape("2358.415万元，占94.4%（见2-3页）") == "2358.415万元，占94.4%（见2-3页）"


def test_a_heading_of_three_hundred_characters_is_shown_whole() -> None:
    long = Bilingual(zh="长" * 300, en=None)
    brief = make_brief(made_report(headings={"sec2": long}), TEXT, made_checks())
    assert "长" * 300 in to_markdown(brief, TEXT)
    assert "长" * 300 in to_html(brief, TEXT)


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_policy_allows_exactly_the_style_and_script_of_the_page(brief: Brief) -> None:
    page = to_html(brief, TEXT)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert "unsafe" not in rules


def test_the_page_asks_nothing_of_the_network(brief: Brief) -> None:
    page = Page(to_html(brief, TEXT))
    assert page.values("src") == []
    assert not any(tag in ("link", "iframe", "img") for tag, _ in page.tags)
    assert "url(" not in to_html(brief, TEXT)
    assert "@import" not in to_html(brief, TEXT)


def test_missing_english_is_said_plainly() -> None:
    report = made_report(model=ModelRecord(name="none"), title=Bilingual(zh="标题"))
    brief = make_brief(report, TEXT, made_checks())
    for rendered in (to_markdown(brief, TEXT), to_html(brief, TEXT)):
        assert "No English: no model was used." in rendered


def test_a_report_without_problems_or_plans_says_so() -> None:
    brief = make_brief(made_report(problems=(), plans=()), TEXT, ())
    for rendered in (to_markdown(brief, TEXT), to_html(brief, TEXT)):
        assert "No problems are admitted in the report" in rendered
        assert "No plans were found" in rendered


def test_gaps_and_incomplete_items_are_told(brief: Brief) -> None:
    for rendered in (to_markdown(brief, TEXT), to_html(brief, TEXT)):
        assert rendered.count("The reply was cut at the token limit.") >= 2


def test_the_source_s_own_disagreement_is_told_as_the_source_s(brief: Brief) -> None:
    for rendered in (to_markdown(brief, TEXT), to_html(brief, TEXT)):
        assert "The source disagrees with itself" in rendered or "the source disagrees with itself" in rendered
        assert "79 / 86 = 91.86%" in rendered


def test_json_reads_back_as_the_same_brief(brief: Brief) -> None:
    text = to_json(brief)
    assert Brief.model_validate_json(text) == brief
    assert "行政处罚" in text
    assert json.loads(text)["report"]["figures"][1]["figure"]["value"] == "23584150"


def test_all_formats_say_the_same_counts(brief: Brief) -> None:
    counts = brief.ledger.counts
    assert f"✓ {counts.supported} supported · ? {counts.review} review · ✗ {counts.rejected}" in to_markdown(
        brief, TEXT
    )
    assert f"<b>{counts.rejected}</b> ✗" in to_html(brief, TEXT)


def test_rendering_is_the_same_every_time(brief: Brief) -> None:
    assert to_html(brief, TEXT) == to_html(brief, TEXT)
    assert to_markdown(brief, TEXT) == to_markdown(brief, TEXT)


# --- on whole reports ------------------------------------------------------------------------------------------------

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SHARED = Path(os.environ.get("SUMMARIZER_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")


def brief_without_checks(path: Path) -> tuple[Brief, str]:
    made = outline(read(path))
    text = made.document.text
    chrome = [region for region in made.document.regions if region.kind == "chrome"]
    figures = locate(text, sentences=made.sentences, skip=chrome)
    report = asyncio.run(extract_report(made, figures, client=None, plan="none"))
    return make_brief(report, text, ()), text


@pytest.mark.parametrize(
    "name", ["yunhe_2023_rule_of_law.txt", "qilan_bureau_2022_summary.txt", "jichuan_2021_openness.html"]
)
def test_a_whole_sample_has_every_number_marked_and_its_source_beside_it(name: str) -> None:
    brief, text = brief_without_checks(SAMPLES / name)
    assert brief.ledger.counts.supported == 0
    assert unmarked_in_markdown(to_markdown(brief, text)) == []
    page = to_html(brief, text)
    assert unmarked_in_html(page) == []
    assert Page(page).pane == visible(text)


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the folder of real reports is not here")
def test_a_real_report_s_page_is_small_and_marked() -> None:
    brief, text = brief_without_checks(SHARED / "reports" / "plain" / "000_808629f87b488684.txt")
    page = to_html(brief, text)
    assert len(page.encode()) <= 400_000
    assert unmarked_in_html(page) == []
    assert unmarked_in_markdown(to_markdown(brief, text)) == []


def test_every_reason_has_words() -> None:
    from typing import get_args

    from summarizer.renderers.words import REASONS
    from summarizer.schema import Reason

    assert set(REASONS) == set(get_args(Reason))
