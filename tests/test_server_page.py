"""The review page in a real browser, the whole way: hand in, watch, light an evidence, correct, export, reload."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.service import SAMPLE, free_port, serve
from tests.test_page import QUIET

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


def made_wrong(address: str) -> dict[str, Any]:
    """Another reviewer puts a wrong number into the brief; gives that change as the log has it."""
    with httpx.Client(base_url=address, timeout=60) as client:
        review = client.get("/v1/briefs/1/review").json()
        check = next(one for one in review["brief"]["checks"] if one["field"].startswith("achievements["))
        index, name = int(check["field"].split("[")[1].split("]")[0]), check["field"].split(".")[1]
        text = review["brief"]["report"]["achievements"][index][name]["zh"]
        wrong = text[: check["start"]] + "98765件" + text[check["end"] :]
        place = {key: check[key] for key in ("field", "start", "end")}
        body = {"version": 0, "who": "甲", "action": "correct", "text": wrong, **place}
        answer = client.post("/v1/briefs/1/review", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["audit"][0])


def test_the_whole_way_by_keyboard(browser: Browser, address: str) -> None:
    told: list[str] = []
    page = browser.new_page(locale="zh-CN", accept_downloads=True)
    page.set_default_timeout(30_000)
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(address)
    expect(page.locator("#drop")).to_contain_text("把报告拖到这里")
    page.set_input_files("#file", SAMPLE)
    expect(page.locator("#review")).to_be_visible(timeout=120_000)
    frame = page.frame_locator("#page")
    frame.locator(".n.supported").locator("visible=true").first.click()
    expect(frame.locator("mark.lit").first).to_be_visible()

    original = httpx.get(f"{address}/v1/briefs/1/brief.json?original=true").json()
    wrong = made_wrong(address)
    page.reload()
    expect(page.locator("#verdict")).to_contain_text("不符")
    expect(page.locator("#text mark")).to_contain_text("98765")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("c")
    page.fill("#words", wrong["before"])
    page.keyboard.press("Control+Enter")
    expect(page.locator("#log li")).to_have_count(2)
    expect(page.locator("#text")).not_to_contain_text("98765")
    page.reload()
    expect(page.locator("#log li")).to_have_count(2)
    with page.expect_download() as downloading:
        page.click("#export")
    kept = json.loads(Path(downloading.value.path()).read_text(encoding="utf-8"))
    assert [(one["who"], one["action"]) for one in kept["audit"]] == [("甲", "correct"), ("乙", "correct")]
    assert kept["audit"][1]["before"] == wrong["after"]
    assert kept["brief"] == original

    page.click("#language")
    expect(page.locator("#correct")).to_contain_text("Correct")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert told == []
