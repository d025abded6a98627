"""Pages that are pictures: what they show is recognized, each number says how surely, an unsure one gets no tick."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import summarizer
from benchmarks._scans import font_file, pages_of, scan
from benchmarks.scans import SAMPLES, tried
from summarizer.base.document import Document, Recognized
from summarizer.base.errors import InputError
from summarizer.pipeline.whole import prepare
from summarizer.readers import pdf, read
from summarizer.readers.bounded import document_of, read_bounded, told
from summarizer.readers.pdf.extra import is_installed
from summarizer.verify import verify_text
from summarizer.verify.pictures import SURE
from tests.made_pdf import pdf as pdf_of
from tests.made_pdf import prose

needs_ocr = pytest.mark.skipif(
    not is_installed() or font_file() is None, reason="the extra ocr, or the font of the extra dev, is not installed"
)
needs_font = pytest.mark.skipif(font_file() is None, reason="the font of the extra dev is not installed")
REPORT = "青岚区2023年法治政府建设年度报告\n一、主要工作成效\n全年办理案件128件，罚没金额4513.6万元。"


def recognized(*sure: float) -> Document:
    document = read(REPORT)
    numbers = [document.text.index(number) for number in ("2023", "128", "4513.6")]
    told = zip(numbers, (4, 3, 6), sure, strict=True)
    return replace(document, recognized=tuple(Recognized(start, start + size, one) for start, size, one in told))


def checked(claim: str, document: Document) -> Sequence[tuple[str, str]]:
    source = prepare(document).proof()
    return [(check.verdict, check.reason) for check in verify_text(claim, source)]


def test_a_number_that_was_read_surely_is_supported_and_says_where_it_is_from() -> None:
    source = prepare(recognized(1.0, 0.999, 0.999)).proof()
    (check,) = verify_text("全年办理案件128件。", source)
    assert check.verdict == "supported"
    assert "read from a picture" in check.explanation


def test_a_number_that_was_not_read_surely_is_for_review_at_best() -> None:
    document = recognized(1.0, SURE - 0.01, 0.999)
    assert checked("全年办理案件128件。", document) == [("review", "read_unsurely")]
    assert checked("罚没金额4513.6万元。", document) == [("supported", "exact")]
    assert [verdict for verdict, _ in checked("全年办理案件129件。", document)] == ["rejected"]


def test_how_sure_the_numbers_are_passes_from_one_process_to_another() -> None:
    import json
    from dataclasses import asdict

    document = recognized(1.0, 0.5, 0.9)
    assert document_of(json.loads(json.dumps(asdict(document)))) == document


@needs_font
def test_without_the_extra_a_scan_is_a_sentence_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    with pytest.raises(InputError, match=r"is a scan.*pip install \"summarizer\[ocr\]\""):
        read(scan([["全年办理案件128件。"]]), name="scan.pdf")


@needs_font
def test_a_scan_tells_which_of_its_pages_are_pictures() -> None:
    import json

    assert json.loads(told(scan([["全年"], ["办理"]]), "scan.pdf"))["pictures"] == [1, 2]


@needs_ocr
@pytest.mark.process
def test_a_scan_that_lies_askew_is_read_page_by_page() -> None:
    pages: list[tuple[int, int]] = []
    given = scan([[*REPORT.split("\n")], ["二、存在的问题", "有47件逾期，占36.7%。"]], turn=1.0, noise=18.0)
    document = read_bounded(given, "scan.pdf", on_page=lambda done, total: pages.append((done, total)))
    assert pages == [(1, 2), (2, 2)]
    found = [one.text for one in summarizer.figures(document) if one.is_figure]
    assert found == ["128件", "4513.6万元", "47件", "36.7%"]
    assert "128" in {document.excerpt(one.start, one.end) for one in document.recognized if one.sure >= SURE}
    assert any(note.startswith("Read from a picture: pages 1, 2") for note in document.notes)


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("quality", [(1.0, 18.0, 0.6), (-1.5, 40.0, 1.3)])
def test_no_number_that_was_read_wrongly_gets_a_tick(quality: tuple[float, float, float]) -> None:
    drawn = pages_of((SAMPLES / "yunhe_2023_rule_of_law.txt").read_text(encoding="utf-8"))[:2]
    right, there, _, wrong = tried(drawn, quality)
    assert right >= 0.95 * there
    assert [one for one, sure in wrong if sure >= SURE] == []


@needs_ocr
@pytest.mark.process
def test_a_picture_without_words_is_told_as_not_read() -> None:
    document = read_bounded(scan([["全年办理案件128件。"], []], turn=0, noise=0), "scan.pdf")
    assert "128件" in document.text
    assert any(sentence.startswith("Not read: page 2") for sentence in document.unread)


@needs_font
@pytest.mark.process
def test_where_the_recognizer_dies_what_was_read_before_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.readers.bounded.is_installed", lambda: True)
    monkeypatch.setattr("summarizer.readers.bounded.in_a_fresh_process", lambda *_: b"")
    with pytest.raises(InputError, match="1 page that is a picture"):
        read_bounded(scan([["全年办理案件128件。"]]), "scan.pdf")
    mixed = read_bounded(pdf_of(prose("青岚区全年办理案件128件，办结率96.5%。" * 3), [("picture",)]), "mixed.pdf")
    assert "128件" in mixed.text
    assert "recognizing what they show takes more memory or time" in mixed.unread[0]
