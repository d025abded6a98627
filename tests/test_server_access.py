"""The page for everybody: axe-core finds nothing serious on any part of it, in both languages, light and dark."""

from typing import Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.service import SAMPLE
from tests.test_server_page import CHROMIUM, address, briefed, browser, made_wrong, opened

__all__ = ["address", "browser"]  # fixtures
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed (extra dev)")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium"),
    pytest.mark.loopback,
]


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe-core calls serious or critical: the rule, and the first place."""
    found: dict[str, Any] = axe.Axe().run(page, options={"iframes": False}).response
    return [
        (one["id"], one["nodes"][0]["html"][:120])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("language", "scheme"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious(browser: Browser, address: str, language: str, scheme: str) -> None:
    page = opened(browser, address, locale=language, color_scheme=scheme).page
    found = {"empty": serious(page)}
    briefed(page)
    made_wrong(address)
    for year in (2022, 2023):
        file = SAMPLE.with_name(f"yanchuan_{year}.txt")
        httpx.post(f"{address}/v1/briefs", files={"file": (file.name, file.read_bytes())}, timeout=60)
    page.reload()
    expect(page.locator("#number")).to_be_visible()
    found["review"] = serious(page)
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("o")
    page.keyboard.press("a")
    found["original and form"] = serious(page)
    page.locator("#help-open").click()
    found["help"] = serious(page)
    page.keyboard.press("Escape")
    page.goto(f"{address}#1/draft")
    page.fill("#draft-text", "一、全年办理各类事项32.46万件，下降8.7%。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#draft-card")).to_be_visible()
    found["own text"] = serious(page)
    page.goto(f"{address}#index")
    expect(page.locator("#index-rows tr").first).to_be_visible()
    found["index"] = serious(page)
    page.goto(f"{address}#")
    expect(page.locator("#list .line-acts input").first).to_be_visible()
    page.locator("#grouped").check()
    found["list"] = serious(page)
    assert {part: faults for part, faults in found.items() if faults} == {}
