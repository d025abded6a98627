"""The process that reads and computes for the service: ``python -m summarizer.server.worker``.

It has none of the service's environment (no key), gets one task after the other and answers each, both as a JSON object
and bytes behind it. An upload is read in a child of this process, with bounded
memory and time: what kills that child is a sentence. Reports and sources are kept ready for the next claims, the ones
not used for longest going first.
"""

import json
import os
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from summarizer.api.records import figures_record, outline_record
from summarizer.base.document import Document
from summarizer.base.errors import InputError, SummarizerError
from summarizer.base.processes import attend
from summarizer.pipeline import whole
from summarizer.pipeline.claims import claims_in, verified
from summarizer.readers import kinds, read, require_chinese
from summarizer.readers.bounded import DIED, Bounds, in_a_child
from summarizer.schema import Brief
from summarizer.server import changes, drafts
from summarizer.server.bodies import (
    Box,
    Change,
    ClaimsAsked,
    DraftAsked,
    PlaceTold,
    Review,
    TextAsked,
    VerifyByJob,
    VerifyByText,
)
from summarizer.server.problems import Problem, invalid, status_of
from summarizer.verify import Source

Task = dict[str, Any]
Given = TypeVar("Given", bound=BaseModel)
_LENGTH = struct.Struct(">Q")
_DOCUMENT = TypeAdapter(Document)
_KEPT, _KEPT_CHARACTERS = 16, 300_000


# --- the wire -------------------------------------------------------------------------------------------------------


def packed(head: Task, content: bytes = b"") -> bytes:
    """One task or answer: the length of a JSON object, the object, bytes."""
    told = json.dumps(head).encode()
    return _LENGTH.pack(len(told)) + told + content


def unpacked(sent: bytes) -> tuple[Task, bytes]:
    """What :func:`packed` was given."""
    begins = _LENGTH.size + _LENGTH.unpack_from(sent)[0]
    return json.loads(sent[_LENGTH.size : begins]), sent[begins:]


# --- reading --------------------------------------------------------------------------------------------------------


def read_bounded(content: bytes, task: Task) -> bytes:
    """The document in ``content`` as JSON, read in a child of this process within the bounds of ``task``.

    ``task`` has ``name``, ``memory`` in bytes, ``cpu`` in seconds, ``text`` and ``pages`` at most, and ``chinese``:
    whether it must have any. Raises InputError with the reader's own sentence, or where the child came to its end.
    """
    name = str(task["name"])
    bounds = Bounds(task["memory"], task["cpu"])
    got = in_a_child(lambda: _read(content, task), bounds) if hasattr(os, "fork") else _read(content, task)
    if not got:
        raise InputError(DIED.format(name=name))
    told: dict[str, Any] = json.loads(got)
    if "refused" in told:
        raise InputError(str(told["refused"]))
    document = told["document"]
    if len(document["text"]) > task["text"]:
        raise InputError(f"{name} has {len(document['text']):,} characters; at most {task['text']:,} are taken.")
    if len(document["pages"]) > task["pages"]:
        raise InputError(f"{name} has {len(document['pages']):,} pages; at most {task['pages']:,} are taken.")
    return json.dumps(document).encode()


def _read(content: bytes, task: Task) -> bytes:
    try:
        document = read(content, name=str(task["name"]))
        answer: Task = {"document": asdict(require_chinese(document) if task["chinese"] else document)}
    except InputError as error:
        answer = {"refused": str(error)}
    return json.dumps(answer).encode()


# --- computing ------------------------------------------------------------------------------------------------------


class Shelf:
    """Reports kept ready, with what their numbers are verified against: so many, and so many characters of them."""

    def __init__(self, most: int = _KEPT, characters: int = _KEPT_CHARACTERS) -> None:
        self._most, self._characters = most, characters
        self._held: OrderedDict[str, tuple[whole.Prepared, Source]] = OrderedDict()

    def get(self, key: str, make: Callable[[], whole.Prepared]) -> tuple[whole.Prepared, Source]:
        """What is kept under ``key``, made where it is not."""
        held = self._held.pop(key, None)
        if held is None:
            made = make()
            held = made, made.proof()
        self._held[key] = held
        while len(self._held) > self._most or self._size() > self._characters:
            self._held.popitem(last=False)
        return held

    def _size(self) -> int:
        return sum(len(prepared.document.text) for prepared, _ in self._held.values())


_shelf = Shelf()


def _job(task: Task) -> tuple[whole.Prepared, Source]:
    """The report of a job, by what was read of it when it was handed in."""
    path = Path(task["document"])

    def make() -> whole.Prepared:
        try:
            return whole.prepare(_DOCUMENT.validate_python(json.loads(path.read_bytes())))
        except (OSError, ValueError) as error:
            raise InputError(f"What was read of {task['name']} is gone: send the report again.") from error

    return _shelf.get(f"job {path}", make)


def _text(text: str, name: str, task: Task) -> tuple[whole.Prepared, Source]:
    """A text that was handed in; a web page in it is taken apart in a child."""

    def make() -> whole.Prepared:
        if kinds.media_type(text) == "text/plain":
            return whole.prepare(read(StringIO(text), name=name))
        page = read_bounded(text.encode("utf-8", "surrogatepass"), {**task, "name": name, "chinese": True})
        return whole.prepare(_DOCUMENT.validate_python(json.loads(page)))

    return _shelf.get(sha256(f"{name}\n{text}".encode("utf-8", "surrogatepass")).hexdigest(), make)


def _document(written: bytes) -> tuple[whole.Prepared, Source]:
    return _shelf.get(
        sha256(written).hexdigest(), lambda: whole.prepare(_DOCUMENT.validate_python(json.loads(written)))
    )


def _asked(structure: type[Given], content: bytes) -> Given:
    try:
        return structure.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error.errors(include_url=False)) from None


def _verify(task: Task, content: bytes) -> BaseModel:
    """Claims against a text beside them, a job's report, or a document that was read before: what ``by`` says."""
    asked: ClaimsAsked
    if task["by"] == "job":
        asked = _asked(VerifyByJob, content)
        proof = _job(task)[1]
    elif task["by"] == "document":
        asked = _asked(ClaimsAsked, content[: task["length"]])
        proof = _document(content[task["length"] :])[1]
    else:
        asked = by_text = _asked(VerifyByText, content)
        proof = _text(by_text.source, "source", task)[1]
    claims = claims_in(asked.claims) if isinstance(asked.claims, str) else asked.claims
    return verified(claims, proof, task.get("schema"))


def _figures(task: Task, content: bytes) -> BaseModel:
    asked = _asked(TextAsked, content)
    known = _text(asked.text, asked.name, task)[0]
    return figures_record(known.outline, known.figures)


def _outline(task: Task, content: bytes) -> BaseModel:
    asked = _asked(TextAsked, content)
    return outline_record(_text(asked.text, asked.name, task)[0].outline)


def _change(task: Task, content: bytes) -> BaseModel:
    review = Review.model_validate_json(content)
    return changes.make(review, Change.model_validate(task["change"]), _job(task)[1])


def _compare(task: Task, content: bytes) -> bytes:
    """One issuer's briefs side by side, each with what was read of its report."""
    from summarizer.compare import build, years_of
    from summarizer.renderers.comparison import FORMATS

    given: list[Document | Brief] = []
    for brief, document in zip(task["briefs"], task["documents"], strict=True):
        try:
            given.append(Brief.model_validate_json(Path(brief).read_bytes()))
            given.append(_DOCUMENT.validate_python(json.loads(Path(document).read_bytes())))
        except (OSError, ValueError) as error:
            raise InputError("The files of one of these briefs are gone: send that report again.") from error
    made = FORMATS[task["as"]](build(years_of(given)))
    return made if isinstance(made, bytes) else made.encode()


def _draft(task: Task, content: bytes) -> BaseModel | bytes:
    """A text checked against a job's report; as ``as`` says the verdicts themselves, or the text marked with them."""
    from summarizer.renderers.draft.page import to_html
    from summarizer.renderers.draft.word import to_docx

    asked = _asked(DraftAsked, content[: task["length"]])
    original = content[task["length"] :]
    judged = drafts.judged(asked.text, asked.name, *_job(task))
    if task["as"] == "html":
        return to_html(judged, asked.lang).encode()
    if task["as"] == "docx":
        return to_docx(judged, asked.lang, original if original.startswith(b"PK") else None)
    return drafts.told(judged)


def _in_child(task: Task, work: Callable[[], bytes]) -> bytes:
    """What ``work`` makes of the original, taken apart in a child; raises InputError in a sentence."""

    def told() -> bytes:
        try:
            return b"+" + work()
        except InputError as error:
            return b"-" + str(error).encode()

    got = in_a_child(told, Bounds(task["memory"], task["cpu"])) if hasattr(os, "fork") else told()
    if not got:
        raise InputError(DIED.format(name=task["name"]))
    if got.startswith(b"-"):
        raise InputError(got[1:].decode())
    return got[1:]


def _original(task: Task) -> bytes:
    try:
        return (Path(task["document"]).parent / "source").read_bytes()
    except OSError as error:
        raise InputError(f"The file of {task['name']} is gone: send the report again.") from error


def _page(task: Task, content: bytes) -> bytes:
    """A page of the PDF that was handed in, as an image."""
    from summarizer.readers.pdf.shown import png

    original = _original(task)
    return _in_child(task, lambda: png(original, task["page"]))


def _place(task: Task, content: bytes) -> BaseModel:
    """Where a run of the report's text stands."""
    from summarizer.readers.pdf.shown import place

    outline, start, end = _job(task)[0].outline, task["start"], task["end"]
    document = outline.document
    if not start < end <= len(document.text):
        raise Problem(422, f"The report has {len(document.text):,} characters: start must lie before end within them.")
    around = sorted((one for one in outline.sections if one.start <= start < one.end), key=lambda one: one.level)
    told = PlaceTold(
        paragraph=sum(bool(line.strip()) for line in document.text[: start + 1].split("\n")),
        sections=[one.heading for one in around if one.heading],
    )
    if not document.pages or document.media_type != "application/pdf":
        return told
    original = _original(task)

    def work() -> bytes:
        found = place(original, document, start, end)
        return json.dumps(None if found is None else asdict(found)).encode()

    found = json.loads(_in_child(task, work))
    if found is None:
        return told
    boxes = [Box(left=box[0], top=box[1], right=box[2], bottom=box[3]) for box in found["boxes"]]
    return told.model_copy(update={"page": found["page"], "pages": found["pages"], "boxes": boxes})


_WORK: dict[str, Callable[[Task, bytes], BaseModel | bytes]] = {
    "compare": _compare, "draft": _draft, "page": _page, "place": _place,
    "verify": _verify, "figures": _figures, "outline": _outline, "change": _change,
}  # fmt: skip


def answer(task: Task, content: bytes) -> tuple[Task, bytes]:
    """What is answered to ``task``: a status, a sentence where it is no success, and the body."""
    try:
        if task["do"] == "read":
            return {"status": 200}, read_bounded(content, task)
        made = _WORK[task["do"]](task, content)
        if isinstance(made, bytes):
            return {"status": 200, "counts": {}}, made
        counts = getattr(made, "counts", None)
        return {"status": 200, "counts": counts.model_dump() if counts else {}}, made.model_dump_json().encode()
    except Problem as problem:
        faults = [fault.model_dump() for fault in problem.faults]
        return {"status": problem.status, "detail": problem.detail, "faults": faults}, b""
    except SummarizerError as error:
        return {"status": status_of(error), "detail": str(error)}, b""
    except MemoryError:
        raise
    except Exception as error:  # the program's own fault: said as such
        return {"status": 500, "fault": type(error).__name__}, b""


def _answer(sent: bytes) -> bytes:
    return packed(*answer(*unpacked(sent)))


if __name__ == "__main__":
    attend(_answer)
