"""The page in a real browser: opened from a file, without a network, used with mouse, keyboard, paper and phone."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

import summarizer
from summarizer import Presentation
from summarizer.pipeline.brief import make_brief
from summarizer.renderers import to_html
from summarizer.schema import Bilingual, Brief
from tests.made_reports import TEXT, made_audit, made_checks, made_report
from tests.test_renderers import hostile_brief

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium"),
]
SAMPLE = Path(__file__).parent.parent / "samples" / "yunhe_2023_rule_of_law.txt"
SAMPLES = [SAMPLE.with_name(name) for name in ("yanchuan_2023.txt", "cenjiang_2022.txt", "jichuan_2021_openness.html")]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: The lowest contrast of any text with what is behind it, and the text; colours that are mixed in are laid over.
CONTRAST = """() => {
  const parse = (c) => { const [r, g, b, a = 1] = c.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255, 1];
  };
  let worst = [99, ""];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !one.checkVisibility() || one.closest("script, style, svg, .sr")) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst[0]) worst = [ratio, one.className + ": " + text.slice(0, 40)];
  }
  return worst;
}"""
IN_VIEW = """(one) => {
  const box = one.getBoundingClientRect(), frame = (one.closest("#source") || document.body).getBoundingClientRect();
  return box.top >= Math.max(0, frame.top) && box.bottom <= Math.min(innerHeight, frame.bottom);
}"""


@dataclass
class Opened:
    """A page with what its console said and what it asked of the network."""

    page: Page
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def shown(self, selector: str) -> Any:
        """The elements of ``selector`` that can be seen."""
        return self.page.locator(selector).locator("visible=true")

    def hash(self) -> str:
        return str(self.page.evaluate("location.hash"))

    def in_view(self, selector: str) -> bool:
        return bool(self.page.locator(selector).first.evaluate(IN_VIEW))


@pytest.fixture(scope="module")
def browser(files: dict[str, Path]) -> Iterator[Browser]:
    # The pages are made before, for playwright leaves a loop running in this thread as long as it is open.
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    document = summarizer.load(SAMPLE)
    hostile, text = hostile_brief()
    long = Bilingual(zh="长" * 300, en="<b>long</b> " * 60)
    hostile = hostile.model_copy(update={"report": hostile.report.model_copy(update={"headings": {"sec2": long}})})
    pages = {
        "sample": to_html(summarizer.summarize(document, model="none"), document.text),
        "made": to_html(brief_of_all_kinds(), TEXT),
        "hostile": to_html(hostile, text),
    }
    for path in SAMPLES:
        read = summarizer.load(path)
        brief = summarizer.summarize(read, model="none")
        for length in ("short", "standard"):
            pages[f"{path.stem}-{length}"] = to_html(brief, read.text, Presentation.of(length=length))
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


def brief_of_all_kinds() -> Brief:
    return make_brief(made_report(), TEXT, made_checks(), made_audit())


@pytest.fixture
def open_page(browser: Browser, files: dict[str, Path]) -> Iterator[Any]:
    contexts = []

    def opened(name: str, **options: Any) -> Opened:
        context = browser.new_context(**({"viewport": {"width": 1400, "height": 900}} | options))
        contexts.append(context)
        context.set_default_timeout(60_000)  # a loaded machine is slow; nothing here waits for it
        made = Opened(context.new_page())

        def gate(route: Route) -> None:
            made.asked.append(route.request.url)
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                route.abort()

        context.route("**/*", gate)
        made.page.on("console", lambda message: made.told.append(message.text))
        made.page.on("pageerror", lambda error: made.told.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.told.append(dialog.message), dialog.dismiss()))
        made.page.goto(files[name].as_uri())
        return made

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["sample", "made", "hostile"])
def test_the_page_opens_from_a_file_without_network_and_without_a_word_of_complaint(open_page: Any, name: str) -> None:
    opened = open_page(name)
    opened.page.keyboard.press("n")
    assert opened.told == []
    assert all(url.startswith("file:") for url in opened.asked)


def test_report_text_runs_nothing_and_overflows_nothing(open_page: Any) -> None:
    opened = open_page("hostile")
    assert opened.page.locator("img, iframe, object, script").count() == 1  # the page's own script
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "<script>alert(1)</script>" in opened.page.locator("#source .text").inner_text()


def test_a_click_on_a_number_lights_its_evidence_in_view_and_b_leads_back(open_page: Any) -> None:
    opened = open_page("sample")
    number = opened.shown("#plans a.n.supported").last
    name = number.get_attribute("href")[1:]
    number.click()
    assert opened.page.locator(f'mark[data-e="{name}"].lit').count() == 1
    assert opened.in_view(f"#{name}")
    assert opened.hash() == f"#{name}"
    assert opened.shown("#panel .badge").inner_text().startswith("✓")
    opened.page.evaluate("scrollTo(0, 0)")
    opened.page.keyboard.press("b")
    assert opened.page.evaluate("document.activeElement.hash") == f"#{name}"
    assert opened.in_view(".n.current")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".lit, .current").count() == 0


def test_a_figure_of_the_source_leads_to_the_places_that_use_it(open_page: Any) -> None:
    opened = open_page("sample")
    figure = opened.page.locator("mark.spot:not(.idle)").last
    name = figure.get_attribute("id")
    figure.click()
    uses = opened.shown(f'.n.lit[href="#{name}"]')
    assert uses.count() >= 1
    assert opened.in_view(".n.current")
    assert opened.page.locator("#panel-uses li").count() == uses.count()


def test_the_keyboard_walks_through_numbers_and_to_those_not_proven(open_page: Any) -> None:
    opened = open_page("made")
    press = opened.page.keyboard.press

    def current() -> str:
        return str(opened.page.locator(".n.current").get_attribute("id"))

    press("n")
    first = current()
    press("n")
    assert current() != first
    press("p")
    assert current() == first
    for _ in range(3):
        press("u")
        assert "supported" not in str(opened.page.locator(".n.current").get_attribute("class"))
    assert opened.shown("#panel [data-why]").count() == 2  # why, in both languages
    press("?")
    assert opened.page.locator("#help").is_visible()
    press("Escape")
    press("s")
    assert not opened.page.locator("#source").is_visible()


def test_the_filter_leaves_only_what_has_the_verdict(open_page: Any) -> None:
    opened = open_page("made")
    whole = opened.shown(".entry").count()
    opened.page.keyboard.press("f")
    opened.page.click("label[for=only-rejected]")
    assert 1 <= opened.shown(".entry").count() < whole
    assert opened.shown(".entry").count() == opened.shown(".entry.has-rejected").count()
    assert opened.shown(".filtered").count() == 1  # and the page says that it hides something
    opened.page.click("label[for=every]")
    assert opened.shown(".entry").count() == whole


@pytest.mark.parametrize(("chosen", "hidden"), [("zh", "en"), ("en", "zh")])
def test_one_language_can_be_had_alone(open_page: Any, chosen: str, hidden: str) -> None:
    opened = open_page("made")
    assert opened.shown('h4 [lang="zh"]').count() and opened.shown('h4 [lang="en"]').count()
    opened.page.click(f"label[for=only-{chosen}]")
    assert opened.shown(f'.t[lang="{hidden}"]').count() == 0
    assert opened.shown(f'h4 [lang="{chosen}"]').count()
    assert opened.page.evaluate("document.documentElement.lang") == chosen


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground_in_both_themes(open_page: Any, theme: str) -> None:
    opened = open_page("made", color_scheme=theme)
    opened.page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    opened.page.keyboard.press("u")
    ratio, where = opened.page.evaluate(CONTRAST)
    assert ratio >= 4.5, where


def test_the_theme_can_be_chosen_against_the_system_s(open_page: Any) -> None:
    opened = open_page("made", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = opened.page.evaluate(ground)
    opened.page.click(".menu summary")
    opened.page.click("label[for=dark]")
    assert opened.page.evaluate(ground) != before


def test_on_paper_verdicts_and_reasons_are_words_and_the_source_is_optional(open_page: Any) -> None:
    opened = open_page("made", color_scheme="dark")
    opened.page.emulate_media(media="print", color_scheme="dark")
    assert opened.shown(".bar, #source, #panel").count() == 0
    assert opened.shown(".n.rejected .m").count() >= 1
    assert opened.shown(".why.rejected").count() >= 1
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    opened.page.evaluate("document.getElementById('print-source').checked = true")
    assert opened.shown("#source").count() == 1


def test_on_a_phone_the_source_stands_below_and_nothing_is_cut_off(open_page: Any) -> None:
    opened = open_page("sample", viewport={"width": 390, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.evaluate(
        "document.querySelector('#source').getBoundingClientRect().top"
        " >= document.querySelector('.brief').getBoundingClientRect().bottom - 1"
    )
    number = opened.shown("#achievements a.n").first
    name = number.get_attribute("href")[1:]
    number.click()
    assert opened.in_view(f"#{name}")
    opened.page.click("#go-back")
    assert opened.in_view(".n.current")


def test_without_script_links_languages_and_filter_still_work(open_page: Any) -> None:
    opened = open_page("made", java_script_enabled=False)
    number = opened.shown("#plans a.n.supported").first
    number.click()
    assert opened.page.url.endswith(str(number.get_attribute("href")))
    opened.page.click("label[for=only-rejected]")
    assert opened.shown(".entry").count() == opened.shown(".entry.has-rejected").count()
    opened.page.click("label[for=only-en]")
    assert opened.shown('.t[lang="zh"]').count() == 0
    assert opened.shown("#ask, #panel").count() == 0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("length", "pages"), [("short", 1), ("standard", 2)])
def test_a_brief_is_printed_on_the_pages_it_promises(open_page: Any, path: Path, length: str, pages: int) -> None:
    printed = pypdfium2.PdfDocument(open_page(f"{path.stem}-{length}").page.pdf(prefer_css_page_size=True))
    texts = [page.get_textpage().get_text_bounded() for page in printed]
    ledger = next(number for number, text in enumerate(texts) if "简报未用的原文数据" in text)
    assert ledger == pages, "the ledger begins a page of its own, behind the brief"
