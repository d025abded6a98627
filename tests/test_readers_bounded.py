"""One bad file spoils no other: it is read in a child with bounded memory and time, and its end is a sentence."""

import json
import os
import time
from pathlib import Path

import pytest

import summarizer
from summarizer.base.document import Document
from summarizer.base.errors import InputError
from summarizer.batch.helpers import Helpers
from summarizer.batch.inputs import expand, path_of, source_of
from summarizer.readers import read
from summarizer.readers.bounded import Bounds, document_of, in_a_child, in_a_fresh_process, read_bounded
from tests.command import summarizer as command
from tests.made_pdf import pdf, prose
from tests.test_readers_docx import declaring

TEXT = "青岚区2023年工作总结\n一、主要工作\n办理案件96件，培训350人。\n二、存在的问题\n力量不足。"
_FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >>"


def endless_pdf() -> bytes:
    """A form that draws itself three times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        _FORM + b" /Length 17 >>\nstream\n/X Do /X Do /X Do\nendstream",
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, told) for number, told in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"


def test_a_document_comes_out_of_the_child_as_it_is() -> None:
    table = ("table", 300, [100, 80], [["事项", "件数"], ["许可", "5"]])
    content = pdf(prose("青岚区全年办理案件128件，办结率96.5%。" * 3), [table])
    assert read_bounded(content, "报告.pdf") == read(content, name="报告.pdf")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no child can be made here")
def test_a_child_that_takes_too_much_ends_alone() -> None:
    assert in_a_child(lambda: bytes(1 << 31), Bounds(memory=1 << 30)) == b""
    assert in_a_child(lambda: bytes(os.kill(os.getpid(), 9) or 0), Bounds()) == b""
    with pytest.raises(InputError, match=r"a\.pdf cannot be read: it needs more memory"):
        read_bounded(endless_pdf(), "a.pdf", Bounds(memory=300 << 20, cpu=5))


def test_a_child_beside_other_threads_is_a_fresh_interpreter_with_the_same_bounds() -> None:
    content = pdf(prose("青岚区全年办理案件128件，办结率96.5%。" * 3))
    told = in_a_fresh_process(content, "报告.pdf", Bounds())
    assert document_of(json.loads(told)["document"]) == read(content, name="报告.pdf")
    assert in_a_fresh_process(endless_pdf(), "a.pdf", Bounds(memory=300 << 20, cpu=5)) == b""
    assert in_a_fresh_process(content, "报告.pdf", Bounds(wall=0)) == b""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no child can be made here")
def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    assert in_a_child(lambda: bytes(time.sleep(60) or 1), Bounds(wall=1)) == b""


@pytest.mark.parametrize("call", ["load", "outline", "figures", "extract", "verify", "verify-claims", "compare"])
def test_whatever_opens_a_file_in_python_reads_it_within_bounds(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refused(content: bytes, name: str, on_page: object = None) -> Document:
        asked.append(name)
        raise InputError(f"{name} cannot be read.")

    monkeypatch.setattr("summarizer.readers.bounded.read_bounded", refused)
    content = endless_pdf()
    calls = {
        "load": lambda: summarizer.load(content), "outline": lambda: summarizer.outline(content),
        "figures": lambda: summarizer.figures(content), "extract": lambda: summarizer.extract(content, model="none"),
        "verify": lambda: summarizer.verify("办理案件96件。", content),
        "verify-claims": lambda: summarizer.verify(content, TEXT),
        "compare": lambda: summarizer.compare([content, content]),
    }  # fmt: skip
    with pytest.raises(InputError, match="cannot be read"):
        calls[call]()
    assert asked


@pytest.mark.parametrize(
    "verb",
    [("brief", "loop.pdf", "--model", "none"), ("extract", "loop.pdf", "--model", "none"), ("figures", "loop.pdf"),
     ("outline", "loop.pdf"), ("verify", "a.txt", "--source", "loop.pdf"), ("compare", "a.txt", "loop.pdf")],
)  # fmt: skip
def test_a_file_that_kills_its_reader_ends_no_command(verb: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "loop.pdf").write_bytes(endless_pdf())
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    shown = command(*(tmp_path / word if "." in word else word for word in verb))
    assert shown.code == 2
    assert "loop.pdf cannot be read: it needs more memory or time" in shown.err


def test_a_tag_with_a_hundred_thousand_attributes_is_read_without_them() -> None:
    many = " ".join(f'a{number}="{number}"' for number in range(100_000))
    begun = time.process_time()
    document = read(f"<html><body><div {many}><p>{TEXT}</p></div></body></html>".encode())
    assert "办理案件96件" in document.text
    assert time.process_time() - begun < 5


def test_an_entity_of_a_word_file_takes_nothing_of_its_text_away() -> None:
    text = read(declaring('<!ENTITY x "办结90件，">', "办理案件96件，&x;罚款12次。")).text
    assert text == "办理案件96件，办结90件，罚款12次。"


def test_a_helper_that_dies_or_is_late_is_replaced() -> None:
    helpers = Helpers(1, seconds=4)
    try:
        assert helpers.ask("a", len, "abc") == 3
        with pytest.raises(InputError, match="b cannot be read"):
            helpers.ask("b", os._exit, 1)
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            helpers.ask("c", divmod, 1, 0)
        assert helpers.ask("d", len, "abcd") == 4
    finally:
        helpers.close()


def test_a_run_goes_on_beside_a_file_that_kills_its_reader(tmp_path: Path) -> None:
    shelf = tmp_path / "in"
    for folder in ("a", "b"):
        (shelf / folder).mkdir(parents=True)
        (shelf / folder / "同名.txt").write_text(TEXT.replace("96", {"a": "97", "b": "98"}[folder]), "utf-8")
    (shelf / "loop.pdf").write_bytes(endless_pdf())
    (shelf / "~$报告.docx").write_bytes(b"lock")
    (shelf / ".DS_Store").write_bytes(b"x")
    shown = command("batch", shelf, "-o", tmp_path / "out", "--model", "none")
    assert shown.code == 1
    assert "2 done, 1 failed" in shown.out
    assert "loop.pdf" in shown.err


def test_a_name_in_gbk_bytes_stops_no_run(tmp_path: Path) -> None:
    shelf = tmp_path / "in"
    shelf.mkdir()
    try:
        odd = Path(os.fsdecode(os.fsencode(shelf) + b"/" + "报告.txt".encode("gbk")))
        odd.write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    [found] = expand([shelf])
    assert path_of(source_of(found)) == odd
    shown = command("batch", shelf, "-o", tmp_path / "out", "--model", "none")
    assert shown.code == 0 and "1 done" in shown.out


@pytest.mark.parametrize("main", ["gbk", "utf-8"])
def test_a_page_with_a_footer_in_another_encoding_is_read_whole(main: str) -> None:
    other = "utf-8" if main == "gbk" else "gbk"
    words = "青岚区2023年工作报告。全年办理案件128件，办结率96.5%，存在的问题是力量不足。" * 8
    page = f"<html><head><meta charset={main}></head><body><p>{words}</p>".encode(main)
    document = read(page + "<p>青岚区人民政府办公室主办。</p></body></html>".encode(other))
    assert document.text == f"{words}\n青岚区人民政府办公室主办。"


def test_an_encoding_declared_behind_a_long_style_sheet_is_used() -> None:
    sheet = "".join(f".c{number}{{margin:{number}px;color:#333}}" for number in range(3000))
    page = f"<html><head><style>{sheet}</style><meta charset=gb2312></head><body><p>{TEXT}</p></body></html>"
    assert read(page.encode("gbk")).text.startswith("青岚区2023年工作总结")
