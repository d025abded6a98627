"""The daily work of a desk, in a real browser: numbers found and reviewed, one's own text checked, years compared."""

from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.service import SAMPLE
from tests.test_server_page import CHROMIUM, address, briefed, browser, chosen, made_wrong, opened

__all__ = ["address", "browser"]  # fixtures
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium"),
    pytest.mark.loopback,
]


def test_any_number_is_found_filtered_and_reviewed_by_keyboard_and_undone(browser: Browser, address: str) -> None:
    one = opened(browser, address)
    page = one.page
    briefed(page)
    made_wrong(address)
    page.reload()
    chosen(page, "98765件")
    page.fill("#who", "乙")
    page.locator("#number").focus()
    page.keyboard.press("2")
    expect(page.locator("#verdict")).to_contain_text("有据")
    page.keyboard.press("/")
    page.keyboard.insert_text("32.46")
    expect(page.locator("#text mark")).to_have_text("32.46万件")
    page.keyboard.press("Enter")
    page.keyboard.press("o")
    expect(page.locator("#original mark").first).to_have_text("32.46万件")
    expect(page.locator("#original .where")).to_contain_text("段")
    page.keyboard.press("a")
    page.keyboard.insert_text("已核对原件")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#log li")).to_have_count(2)
    page.locator("#number").focus()
    page.keyboard.press("u")
    expect(page.locator("#log li")).to_have_count(3)
    page.locator("#number").focus()
    page.keyboard.press("n")  # the filter gives way
    expect(page.locator("#verdict")).not_to_contain_text("有据")
    page.keyboard.press("5")
    expect(page.locator("#verdict")).to_have_text("未核对")
    assert page.locator("#accept").is_disabled()
    assert one.told == []


def test_ones_own_text_is_pasted_checked_edited_and_saved_marked(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    one = opened(browser, address)
    page = one.page
    briefed(page)
    page.locator("#number, #none").locator("visible=true").first.wait_for()
    page.keyboard.press("d")
    expect(page.locator("#draft-text")).to_be_focused()
    page.keyboard.insert_text("一、全年办理各类事项32.46万件，下降8.7%。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#proof .mark.rejected")).to_contain_text("8.7%")
    expect(page.locator("#proof .mark.supported")).to_contain_text("32.46万件")
    expect(page.locator("#proof .mark.unchecked")).to_have_count(1)
    expect(page.locator("#draft-reason")).to_contain_text("增减方向不符")
    expect(page.locator("#draft-original mark").first).to_contain_text("8.7%")
    page.keyboard.press("k")
    expect(page.locator("#draft-original mark").first).to_have_text("32.46万件")
    with page.expect_download() as saving:
        page.keyboard.press("w")
    assert saving.value.suggested_filename == "文稿.已核对.docx"
    made = docx.Document(str(saving.value.path()))
    assert made.paragraphs[0].text == "一、全年办理各类事项32.46万件，下降8.7%。"
    assert any("增减方向不符" in comment.text for comment in made.comments)
    page.keyboard.press("e")
    page.fill("#draft-text", "全年办理各类事项32.46万件。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#proof .mark.rejected")).to_have_count(0)
    page.reload()
    expect(page.locator("#draft-text")).to_have_value("全年办理各类事项32.46万件。")
    own: Any = docx.Document()
    own.add_paragraph("In 2023, 99,999 cases were closed.")
    own.save(str(tmp_path / "own.docx"))
    page.set_input_files("#draft-file", tmp_path / "own.docx")
    expect(page.locator("#proof .mark.rejected")).to_contain_text("99,999")
    assert one.told == []


def test_reports_are_grouped_renamed_compared_and_their_figures_found(browser: Browser, address: str) -> None:
    one = opened(browser, address)
    page = one.page
    page.set_input_files("#file", [SAMPLE.with_name(f"yanchuan_{year}.txt") for year in (2022, 2023)])
    expect(page.locator("#list .line-acts input")).to_have_count(2, timeout=60_000)
    page.locator("#grouped").check()
    expect(page.locator("#list .group")).to_have_count(1)
    page.locator("#list .line-acts button").first.click()
    page.fill("#new-name", "砚川年报")
    page.keyboard.press("Enter")
    expect(page.locator("#list .title").first).to_have_text("砚川年报")
    page.locator("#list .line-acts input").first.check()
    expect(page.locator("#compare")).to_be_disabled()
    page.locator("#list .line-acts input").last.check()
    page.click("#compare")
    expect(page.frame_locator("#comparison-page").locator("table").first).to_be_visible(timeout=30_000)
    page.goto(f"{address}#index")
    page.fill("#index-words", "行政复议")
    expect(page.locator("#index-rows tr").first).to_contain_text("行政复议")
    page.fill("#index-year", "2022")
    expect(page.locator("#index-rows tr td:nth-child(2)").first).to_have_text("2022")
    assert one.told == []
