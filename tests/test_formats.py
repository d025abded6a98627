"""All formats of a brief say the same numbers with the same verdicts; each is read back out of its file."""

import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import summarizer
from summarizer import Brief, Presentation, UsageError
from summarizer.pipeline.brief import make_brief
from summarizer.renderers.files import contents
from summarizer.renderers.notebook import to_fragment
from summarizer.renderers.options import FORMATS, USUAL_FORMATS, Length
from summarizer.renderers.selection import select
from summarizer.schema import StyleFinding
from tests import readback
from tests.command import ROOT
from tests.made_reports import TEXT, made_audit, made_checks, made_report

SAMPLES = ("yunhe_2023_rule_of_law.txt", "qilan_bureau_2022_summary.txt", "jichuan_2021_openness.html")
Made = tuple[Brief, str]


def made_by_hand() -> Made:
    """A brief with a number of each verdict, in both languages."""
    return make_brief(made_report(), TEXT, made_checks(), made_audit()), TEXT


def of_sample(name: str) -> Made:
    document = summarizer.load(ROOT / "samples" / name)
    return summarizer.summarize(document, model="none"), document.text


@pytest.fixture(scope="module", params=["by hand", *SAMPLES])
def made(request: pytest.FixtureRequest) -> Made:
    return made_by_hand() if request.param == "by hand" else of_sample(request.param)


def content(made: Made, format: str, file: str = "", length: Length = "full") -> Any:
    return contents(*made, [format], Presentation(length=length))[file or f"brief.{format}"]


WRITTEN: dict[str, Callable[[Any], str]] = {
    "md": readback.words_of_markdown,
    "html": readback.words_of_html,
    "docx": readback.words_of_docx,
}
WORDS: dict[str, Callable[[Made], str]] = {
    "md": lambda made: readback.words_of_markdown(content(made, "md")),
    "html": lambda made: readback.words_of_html(content(made, "html")),
    "docx": lambda made: readback.words_of_docx(content(made, "docx")),
    "xlsx": lambda made: readback.words_of_xlsx(content(made, "xlsx")),
    "csv": lambda made: readback.words_of_csv(content(made, "csv", "brief.items.csv")),
}
FIGURES: dict[str, Callable[[Made], readback.Figures]] = {
    "docx": lambda made: readback.figures_of_docx(content(made, "docx")),
    "xlsx": lambda made: readback.figures_of_xlsx(content(made, "xlsx")),
    "csv": lambda made: readback.figures_of_csv(content(made, "csv", "brief.figures.csv")),
}


@pytest.mark.parametrize("format", WORDS)
def test_every_format_says_the_same_numbers_with_the_same_verdicts(made: Made, format: str) -> None:
    said = WORDS[format](made)
    expected = readback.expected(made[0])
    assert any("✓" in text for text in expected)
    assert [text for text in expected if text not in said] == []


@pytest.mark.parametrize("length", ["short", "standard"])
def test_a_shorter_brief_is_as_short_in_every_written_format(made: Made, length: Length) -> None:
    chosen = select(*made, Presentation(length=length))
    kept = readback.expected(made[0], chosen.shown, chosen.told)
    for format, reader in WRITTEN.items():
        said = reader(content(made, format, length=length))
        assert [text for text in kept if text not in said] == [], format


def test_tables_have_every_item_at_every_length(made: Made) -> None:
    for format in ("xlsx", "csv"):
        assert contents(*made, [format], Presentation(length="short")) == contents(
            *made, [format], Presentation(length="full")
        )


@pytest.mark.parametrize("format", FIGURES)
def test_every_format_shows_the_same_figures_with_the_same_verdicts(made: Made, format: str) -> None:
    assert FIGURES[format](made) == readback.figures_of_markdown(content(made, "md"))


def test_json_reads_back_as_the_same_brief(made: Made) -> None:
    assert Brief.model_validate_json(content(made, "json")) == made[0]


def test_the_checks_of_the_tables_are_those_of_the_brief(made: Made) -> None:
    expected = [(check.text, check.verdict, check.reason, check.field) for check in made[0].checks]
    for rows in (
        readback.csv_rows(content(made, "csv", "brief.checks.csv")),
        readback.sheet_rows(content(made, "xlsx"), "checks"),
    ):
        assert [(row["text"], row["verdict"], row["reason"], row["field"]) for row in rows] == expected


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_the_same_every_time(format: str) -> None:
    assert contents(*made_by_hand(), [format]) == contents(*made_by_hand(), [format])


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
@pytest.mark.parametrize("format", ["md", "docx", "xlsx", "csv"])
def test_one_language_leaves_the_other_out(format: str, language: str, other: str) -> None:
    brief, text = made_by_hand()
    shown = contents(brief, text, [format], Presentation((language,), "full"))  # type: ignore[arg-type]
    reader: Any = {
        "md": readback.words_of_markdown,
        "docx": readback.words_of_docx,
        "xlsx": readback.words_of_xlsx,
        "csv": readback.words_of_csv,
    }[format]
    said = reader(shown["brief.items.csv" if format == "csv" else f"brief.{format}"])
    summary = brief.report.plans[0].title
    assert readback.bare(getattr(summary, language)) in said
    assert readback.bare(getattr(summary, other)) not in said


def test_all_formats_are_written_by_name(tmp_path: Path) -> None:
    document = summarizer.load(ROOT / "samples" / SAMPLES[1])
    brief = summarizer.summarize(document, model="none")
    paths = summarizer.save(brief, document, tmp_path, FORMATS)
    assert set(USUAL_FORMATS) < set(FORMATS)
    assert list(paths) == ["md", "html", "docx", "xlsx", "figures.csv", "items.csv", "checks.csv", "json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths.values())
    with pytest.raises(UsageError, match="no format 'pdf': use md, html, docx, xlsx, csv, json"):
        summarizer.save(brief, document, tmp_path, ["pdf"])


def test_english_that_is_missing_is_said_to_be_and_the_chinese_stands_in_its_place() -> None:
    brief, text = made_by_hand()
    shown = contents(brief, text, ["md", "docx"], Presentation(("en",), "full"))
    for said in (
        readback.words_of_markdown(str(shown["brief.md"])),
        readback.words_of_docx(bytes(shown["brief.docx"])),  # type: ignore[arg-type]
    ):
        assert "NoEnglishcouldbemadeforthis." in said
        assert readback.bare("法制审核人员仅19名 ?，未达到每个镇街不少于2名 ?的要求。") in said


# --- English that is to be read with care ---------------------------------------------------------------------------


DOUBT = "It does not use the term 'law-based administration' (依法行政)."


@pytest.fixture(scope="module")
def doubtful() -> Made:
    """The brief by hand, the English of one plan doubtful."""
    found = StyleFinding(field="plans[0].summary.en", kind="term", explanation=DOUBT)
    report = made_report().model_copy(update={"style": (found,)})
    return make_brief(report, TEXT, made_checks(), made_audit()), TEXT


def all_words(made: Made, format: str, length: Length = "full") -> str:
    """All that a format says: of HTML also what is not prose."""
    if format in ("xlsx", "csv"):
        return WORDS[format](made)
    written = content(made, format, length=length)
    return (
        readback.bare(html.unescape(re.sub("<[^>]*>", "", written))) if format == "html" else WRITTEN[format](written)
    )


@pytest.mark.parametrize("format", WORDS)
def test_doubtful_english_is_marked_at_its_item_in_every_format(doubtful: Made, format: str) -> None:
    assert readback.bare(DOUBT) in all_words(doubtful, format)


def test_doubtful_english_is_marked_in_json_and_in_a_notebook(doubtful: Made) -> None:
    assert json.loads(content(doubtful, "json"))["report"]["style"][0]["explanation"] == DOUBT
    assert DOUBT in html.unescape(to_fragment(*doubtful))


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("length", ["short", "standard", "full"])
def test_a_reader_is_told_at_once_how_much_english_is_doubtful(doubtful: Made, format: str, length: Length) -> None:
    said = all_words(doubtful, format, length)
    assert readback.bare("1 item is marked 'English to be read with care'") in said
    assert "其中1项的英文存疑" in said


def test_a_brief_without_doubtful_english_says_nothing_of_it() -> None:
    assert "readwithcare" not in readback.words_of_markdown(content(made_by_hand(), "md"))


def test_a_standard_word_brief_tells_what_it_leaves_out_by_section_without_a_row_for_each() -> None:
    brief, text = of_sample("yunhe_2023_rule_of_law.txt")
    standard, full = (
        docx.Document(io.BytesIO(content((brief, text), "docx", length=one))) for one in ("standard", "full")
    )
    rows = [sum(len(table.rows) for table in made.tables) for made in (standard, full)]
    assert rows[0] + len(brief.ledger.unused) <= rows[1]
    said = "\n".join(paragraph.text for paragraph in standard.paragraphs)
    known = {one.figure.id: one.figure.text for one in brief.report.figures}
    assert [known[name] for name in brief.ledger.unused if known[name] not in said] == []  # none is dropped


def test_numbers_stand_to_the_right_in_word_and_the_source_beside_them_in_excel() -> None:
    brief, text = of_sample("yunhe_2023_rule_of_law.txt")
    made = docx.Document(io.BytesIO(content((brief, text), "docx")))
    table = next(one for one in made.tables if "✓" in one.rows[1].cells[-1].text and len(one.columns) == 4)
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells[:3]] == [2, 2, None]
    figures = list(readback.sheet(content((brief, text), "xlsx"), "figures"))
    heads = [str(head) for head in figures[0]]
    assert heads.index("原文句 Sentence") == heads.index("英文数量 Quantity") + 1
    assert "数据 statistic" in {row[heads.index("类别 Kind")] for row in figures[1:]}


def test_a_numeral_that_no_check_judges_is_drawn_as_such_with_the_reason() -> None:
    brief, text = of_sample("yunhe_2023_rule_of_law.txt")
    page = content((brief, text), "html")
    left = [one for one in brief.ledger.unchecked if one.field.split(".")[-2:] == ["summary", "zh"]]
    assert left
    assert [one.text for one in left if f">{html.escape(one.text)}</u>" not in page] == []
    assert "未经核对 not checked: " in page
