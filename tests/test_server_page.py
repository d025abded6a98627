"""The review page in a real browser, the whole way: hand in, watch, light an evidence, correct, export, reload."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.endpoint import MODEL, MockEndpoint, hung
from tests.service import SAMPLE, TOKEN, free_port, serve
from tests.test_page import CONTRAST, QUIET

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium"),
    pytest.mark.loopback,
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    process = serve(tmp_path / "service", port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=60)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


def made_wrong(address: str, wrong: str = "98765件", at: int = 0) -> dict[str, Any]:
    """Another reviewer adds a sentence with a wrong number to the text ``at``; gives that change as the log has it."""
    with httpx.Client(base_url=address, timeout=60) as client:
        review = client.get("/v1/briefs/1/review").json()
        fields = dict.fromkeys(one["field"] for one in review["brief"]["checks"] if one["field"].endswith("summary.zh"))
        check = next(one for one in review["brief"]["checks"] if one["field"] == list(fields)[at])
        kind, index = check["field"].split("]")[0].split("[")
        text = review["brief"]["report"][kind][int(index)]["summary"]["zh"]
        place = {key: check[key] for key in ("field", "start", "end")}
        body = {
            "version": review["version"],
            "who": "甲",
            "action": "correct",
            "reason": "据原件",
            "text": f"{text}另办理{wrong}。",
            **place,
        }
        answer = client.post("/v1/briefs/1/review", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["audit"][-1])


@dataclass
class Opened:
    """A page of the service with all that it told and asked for."""

    page: Page
    told: list[str]
    asked: list[str]


def opened(browser: Browser, address: str, **how: Any) -> Opened:
    page = browser.new_page(accept_downloads=True, **({"locale": "zh-CN"} | how))
    page.set_default_timeout(30_000)
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    return Opened(page, told, asked)


def briefed(page: Page) -> None:
    """Hand the sample in and wait for its brief."""
    page.set_input_files("#file", SAMPLE)
    expect(page.locator("#review")).to_be_visible(timeout=120_000)


def chosen(page: Page, number: str) -> None:
    """Go to ``number``; where it is the only one to be looked at, the page is there already and shows no queue."""
    expect(page.locator("#text mark")).to_be_visible()
    if page.locator("#queue").is_visible():
        page.locator("#queue button", has_text=number).click()
    expect(page.locator("#text mark")).to_have_text(number)


def test_the_whole_way_by_keyboard(browser: Browser, address: str) -> None:
    one = opened(browser, address)
    page = one.page
    expect(page.locator("#drop")).to_contain_text("把报告拖到这里")
    expect(page.locator("#empty")).to_be_visible()
    briefed(page)
    frame = page.frame_locator("#page")
    frame.locator(".n.supported").locator("visible=true").first.click()
    expect(frame.locator("mark.lit").first).to_be_visible()

    original = httpx.get(f"{address}/v1/briefs/1/brief.json?original=true").json()
    wrong = made_wrong(address)
    page.reload()
    chosen(page, "98765件")
    expect(page.locator("#verdict")).to_contain_text("不符")
    expect(frame.locator(".n.rejected.current, .n.review.current")).to_contain_text("98765件")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#text mark")).to_have_text("98765件")
    page.keyboard.press("c")
    page.fill("#words", wrong["before"])
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("改正的理由")
    page.keyboard.insert_text("据原件")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#log li")).to_have_count(2)
    expect(page.locator("#queue")).not_to_contain_text("98765")
    page.reload()
    expect(page.locator("#log li")).to_have_count(2)
    with page.expect_download() as downloading:
        page.click("#export")
    kept = json.loads(Path(downloading.value.path()).read_text(encoding="utf-8"))
    assert [(each["who"], each["action"]) for each in kept["audit"]] == [("甲", "correct"), ("乙", "correct")]
    assert kept["audit"][1]["before"] == wrong["after"]
    assert kept["brief"] == original

    page.click("#language")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".log")).to_contain_text("Changes")
    assert one.told == []
    assert all(url.startswith((address, "blob:")) for url in one.asked)


def test_a_number_is_accepted_with_a_reason_a_sentence_removed_and_either_taken_back(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address).page
    briefed(page)
    for at, number in enumerate(("98765件", "87654件")):
        made_wrong(address, number, at)
    page.reload()
    chosen(page, "98765件")
    page.locator("#number").focus()
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("请先填写审阅人")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("理由")
    page.keyboard.insert_text("已电话核实")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#log li")).to_have_count(3)
    expect(page.locator("#counts")).to_contain_text("已处理 1")
    expect(page.locator("#queue .settled")).to_contain_text("98765件")
    chosen(page, "87654件")
    page.locator("#number").focus()
    page.keyboard.press("x")
    expect(page.locator("#gone del")).to_contain_text("87654件")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#queue")).not_to_contain_text("87654件")
    page.locator("#log button").first.click()
    expect(page.locator("#queue")).to_contain_text("87654件")
    expect(page.locator("#log li")).to_have_count(5)


def test_two_people_on_one_brief_are_told_and_nothing_typed_is_lost(browser: Browser, address: str) -> None:
    page = opened(browser, address).page
    briefed(page)
    made_wrong(address)
    page.reload()
    chosen(page, "98765件")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("c")
    page.fill("#words", "全年办理若干件。")
    page.reload()
    expect(page.locator("#words")).to_have_value("全年办理若干件。")
    made_wrong(address, "87654件", 1)
    page.fill("#because", "据原件")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("他人修改")
    expect(page.locator("#queue")).to_contain_text("87654件")
    expect(page.locator("#words")).to_have_value("全年办理若干件。")
    page.fill("#because", "据原件")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#queue")).not_to_contain_text("98765件")
    expect(page.locator("#log li")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_languages_and_on_a_phone(browser: Browser, address: str, scheme: str) -> None:
    page = opened(browser, address, color_scheme=scheme).page
    expect(page.locator("#empty")).to_be_visible()
    page.locator("#options summary").click()
    worst = [page.evaluate(CONTRAST)]
    briefed(page)
    made_wrong(address)
    page.reload()
    chosen(page, "98765件")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("x")
    for _ in range(2):
        worst.append(page.evaluate(CONTRAST))
        page.locator("#language").click()
    page.locator("#help-open").click()
    worst.append(page.evaluate(CONTRAST))
    page.locator("#help button").click()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width
    page.locator("#review .crumb a").first.click()
    expect(page.locator("#list li")).to_have_count(1)
    worst.append(page.evaluate(CONTRAST))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert min(ratio for ratio, _ in worst) >= 4.5, min(worst)


def test_a_token_is_asked_for_once_and_a_wrong_one_is_told(browser: Browser, tmp_path: Path) -> None:
    file, port = tmp_path / "token", free_port()
    file.write_bytes(TOKEN)
    file.chmod(0o600)
    process = serve(tmp_path / "service", port, "--token-file", str(file))
    try:
        page = opened(browser, f"http://127.0.0.1:{port}").page
        expect(page.locator("#login")).to_be_visible()
        page.fill("#token", "not-the-right-one-12345")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("令牌")
        page.fill("#token", TOKEN.decode())
        page.keyboard.press("Enter")
        expect(page.locator("#empty")).to_be_visible()
        page.reload()
        expect(page.locator("#empty")).to_be_visible()
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_thirty_unfinished_reports_and_a_second_tab_leave_the_page_alive(browser: Browser, tmp_path: Path) -> None:
    with MockEndpoint(hung(60)) as silent:
        port = free_port()
        process = serve(tmp_path / "service", port, "--base-url", silent.base_url, model=MODEL)
        address = f"http://127.0.0.1:{port}"
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                for number in range(30):
                    text = f"云河市2023年法治政府建设年度报告\n一、主要成效\n全年受理案件{number + 100}件。\n"
                    assert client.post("/v1/briefs", json={"text": text}).status_code == 202
            first, second = opened(browser, address), opened(browser, address)
            for one in (first, second):
                expect(one.page.locator("#list .steps")).to_have_count(30)
            second.page.locator("#list .act").last.click()
            expect(second.page.locator("#list .chip.cancelled")).to_have_count(1)
            second.page.set_input_files("#file", [SAMPLE, SAMPLE.with_name("yanchuan_2023.txt")])
            expect(second.page.locator("#list .steps")).to_have_count(31)
            expect(first.page.locator("#list .chip.cancelled")).to_have_count(1)
            assert first.told == second.told == []
        finally:
            process.kill()
            process.wait(timeout=60)


def test_of_several_files_one_that_is_no_report_says_why_and_keeps_none_back(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    no_report = tmp_path / "empty.pdf"
    no_report.write_bytes(b"%PDF-1.4 nothing")
    page = opened(browser, address).page
    page.set_input_files("#file", [no_report, SAMPLE])
    expect(page.locator("#list li", has_text="empty.pdf")).to_contain_text("未能完成")
    expect(page.locator("#list a.title")).to_have_count(1, timeout=60_000)
