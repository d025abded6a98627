"""Damaged input: nothing may crash, hang or grow, whatever the bytes.

    python -m benchmarks.fuzz [--count 100000] [--seed 1] [--jobs 2]

Seeds are the samples, cut into pieces, in several encodings, as HTML, small PDF and Word files made here, the traits of
``benchmarks.formats`` in every format (of what is packed a part is changed, and packed again), and flattened forms.
Each input is one of them mutated: by bytes (flipped, cut out, doubled, spliced with another seed, numbers and marks put
in), in its structure (numbers, values and elements exchanged), or by words, so that most of these are read: with the
words that the program's own rules look for put in, swapped, and repeated many times over, which is what a rule that
tries too many ways hangs on. It goes through the reader, the outline and the locator. Right is a result, or InputError;
anything else is a fault. An input may take SECONDS; the process may not grow beyond MEGABYTES. The same seed gives the
same inputs.
"""

import argparse
import io
import os
import re
import resource
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType
from xml.sax.saxutils import escape

from benchmarks._packed import bent, packed_seeds, repacked
from benchmarks.forms import ORDERS, form
from summarizer.base.errors import InputError
from summarizer.pipeline.whole import prepare
from summarizer.readers import read, require_chinese

SAMPLES = Path(__file__).parent.parent / "samples"
SECONDS, MEGABYTES = 10, 2_000
_PIECE = 500
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "gb18030", "big5hkscs", "utf-16", "utf-8-sig")
_INSERTED = (
    "一、", "（二）", "2023年", "13.86亿元", "\n", "\t", "\0", "\ufffd", "。", "<table><tr><td>", "</td>", "&#x20;",
    "%", "()", "“", "9" * 40, "一" * 40, "（" * 30, "<div>" * 20, "\u202e", "零〇○", "其中", "分别为", "\x1f\x0b",
)  # fmt: skip


_WORD = re.compile("[一-鿿]{1,8}")
_BETWEEN = ("", " ", "、", "，", "：", "。", "\n", "1", "\u3000", "（", "年", "-")


@dataclass
class Outcome:
    """What became of the inputs: how many of each kind, the faults, the longest time (seconds) and memory (MB)."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: float = 0.0


def seeds() -> dict[str, list[bytes]]:
    """The inputs to start from, by kind."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    pieces = [text[at : at + _PIECE] for text in texts for at in range(0, len(text), _PIECE)]
    page = (SAMPLES / "jichuan_2021_openness.html").read_text(encoding="utf-8")
    return {
        "text": [piece.encode(code, "replace") for piece in pieces for code in _ENCODINGS],
        "html": [page.encode("utf-8"), page[:2500].encode("gb18030"), page[1800:].encode("utf-8")],
        "page": [page.encode("utf-8"), page[1800:].encode("utf-8")],
        "pdf": [_pdf(_drawn("2023年，青岚区办理案件12件。")), _pdf(_drawn("一、工作情况", table=True))],
        "docx": [_docx(_body(pieces[0])), _docx(_body(pieces[1], table=True))],
        "drawn": [_drawn("2023年，青岚区办理案件12件。"), _drawn("一、工作情况", table=True)],
        "body": [piece.encode() for piece in pieces],
        "form": [form(number, order)[0].encode() for number, order in enumerate(ORDERS)],
        **packed_seeds(),
    }


def mutated(seed: bytes, other: bytes, random: Random) -> bytes:
    """``seed`` with one to eight changes."""
    changed = bytearray(seed)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(changed) + 1)
        match random.randrange(7):
            case 0 if changed:
                changed[at % len(changed)] = random.randrange(256)
            case 1:
                del changed[at : at + random.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + random.randint(1, 60)] * random.randint(1, 5)
            case 3:
                start = random.randrange(len(other))
                changed[at:at] = other[start : start + random.randint(1, 200)]
            case 4:
                changed[at:at] = random.choice(_INSERTED).encode(random.choice(("utf-8", "gb18030")))
            case 5:
                del changed[at:]
            case _:
                changed[at:at] = random.randbytes(random.randint(1, 12))
    return bytes(changed)


def vocabulary() -> list[str]:
    """The Chinese words in the program's own rules, in order."""
    sources = sorted((Path(__file__).parent.parent / "summarizer").rglob("*.py"))
    return sorted({word for path in sources for word in _WORD.findall(path.read_text(encoding="utf-8"))})


def reworded(seed: str, other: str, words: list[str], random: Random) -> str:
    """``seed`` with one to six changes of its words."""
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(seed) + 1)
        match random.randrange(6):
            case 0:
                seed = seed[:at] + seed[at + random.randint(1, 30) :]
            case 1:
                seed = seed[:at] + random.choice(words) + seed[at:]
            case 2:
                start = random.randrange(len(other))
                seed = seed[:at] + other[start : start + random.randint(1, 120)] + seed[at:]
            case 3:
                seed = seed[:at] + random.choice(_INSERTED) + seed[at:]
            case 4:
                again = random.choice(words) + random.choice(_BETWEEN) + random.choice(("", random.choice(words)))
                seed = seed[:at] + again * random.randint(5, 80) + seed[at:]
            case _:
                seed = seed[:at] + seed[at : at + random.randint(1, 40)] * random.randint(2, 30) + seed[at:]
    return seed


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` mutated inputs with their kind: half of them text, the rest HTML, PDF, Word, Excel, OFD.

    Text and HTML are changed by bytes or by words; of a PDF or Word file either any byte is changed, or what its page
    draws and its XML says.
    """
    random = Random(seed)
    found = seeds()
    words = vocabulary()
    kinds = ["text"] * 4 + ["words"] * 8 + ["html"] * 2 + ["page"] * 2 + ["pdf", "docx", "inside", "inside"]
    kinds += ["form", "xlsx", "ofd", "word", "made pdf", "md"]
    everything = [one for some in found.values() for one in some]
    for _ in range(count):
        kind = random.choice(kinds)
        if kind in ("words", "page"):
            told = [one.decode() for one in found["body" if kind == "words" else "page"]]
            yield kind, reworded(random.choice(told), random.choice(told), words, random).encode()
            continue
        if kind == "inside":
            kind = random.choice(("drawn", "body"))
        if kind in ("xlsx", "ofd", "word") and random.random() < 0.8:
            change = partial(mutated, other=random.choice(everything), random=random)
            change = change if random.random() < 0.3 else partial(bent, random=random)
            yield kind, repacked(random.choice(found[kind]), change, random)
            continue
        if kind in ("html", "made pdf", "drawn") and random.random() < 0.6:
            changed = bent(random.choice(found[kind]), random)
        else:
            changed = mutated(random.choice(found[kind]), random.choice(everything), random)
        if kind == "body":
            changed = _docx(_body(escape(changed.decode("utf-8", "ignore")), table=random.random() < 0.5))
        yield kind, _pdf(changed) if kind == "drawn" else changed


def run(count: int, seed: int, *, told: int = 0, share: tuple[int, int] = (0, 1)) -> Outcome:
    """Put ``count`` inputs through; a fault is told with the kind, the number of the input and the error.

    With ``share`` (k, n) only every n-th input, from the k-th on, as one of n processes that share a run.
    """
    outcome = Outcome()
    previous = signal.signal(signal.SIGALRM, _too_long)
    try:
        for number, (kind, content) in enumerate(inputs(count, seed)):
            if number % share[1] != share[0]:
                continue
            begun = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            try:
                outcome.counts[f"{kind}: {_put_through(content)}"] += 1
            except Exception as error:
                outcome.faults.append(f"{kind}, input {number} of seed {seed}: {type(error).__name__}: {error}")
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            outcome.slowest = max(outcome.slowest, time.perf_counter() - begun)
            if told and number % told < share[1]:
                print(f"{number:,} inputs, {len(outcome.faults)} faults", file=sys.stderr, flush=True)
    finally:
        signal.signal(signal.SIGALRM, previous)
    outcome.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return outcome


def run_shared(count: int, seed: int, jobs: int, *, told: int = 0) -> Outcome:
    """The same, shared by ``jobs`` processes: the counts and faults of all, the worst time and memory of any."""
    work = partial(_run_share, count, seed, told, jobs)
    with ProcessPoolExecutor(jobs) as pool:
        parts = list(pool.map(work, range(jobs)))
    return Outcome(
        sum((part.counts for part in parts), Counter()),
        [fault for part in parts for fault in part.faults],
        max(part.slowest for part in parts),
        max(part.peak for part in parts),
    )


def _run_share(count: int, seed: int, told: int, jobs: int, number: int) -> Outcome:
    return run(count, seed, told=told if number == 0 else 0, share=(number, jobs))


def _put_through(content: bytes) -> str:
    try:
        document = require_chinese(read(content, name="report"))
    except InputError as refused:
        if not str(refused):
            raise AssertionError("refused without a word") from refused
        return "refused"
    prepared = prepare(document)
    text = document.text
    for figure in prepared.figures:
        if text[figure.start : figure.end] != figure.text:
            raise AssertionError(f"a figure is not where it says: {figure.start}")
    for item in prepared.outline.items:
        if not 0 <= item.start < item.end <= len(text):
            raise AssertionError(f"an item is not where it says: {item.start}")
    for cell in (cell for table in document.tables for cell in table.cells):
        if not 0 <= cell.start <= cell.end <= len(text) or "\t" in text[cell.start : cell.end]:
            raise AssertionError(f"a cell is not where it says: {cell.start}")
    return "read"


def _too_long(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds")


def _drawn(words: str, *, table: bool = False) -> bytes:
    """What a page draws: a line, and a ruled table."""
    drawn = [f"BT /F1 16 Tf 80 700 Td <{words.encode('utf-16-be').hex()}> Tj ET"]
    if table:
        drawn += [f"80 {y} m 300 {y} l S" for y in (500, 530, 560)] + [f"{x} 500 m {x} 560 l S" for x in (80, 190, 300)]
        drawn += [f"BT /F1 10 Tf {x} {y} Td <0034> Tj ET" for x in (90, 200) for y in (510, 540)]
    return "\n".join(drawn).encode()


def _pdf(drawn: bytes) -> bytes:
    """A PDF of one page that draws ``drawn``, not packed, so that a changed byte changes what it says."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
        b" /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    written = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer\n<< /Root 1 0 R /Size 7 >>\n%%%%EOF\n" % written


def _body(words: str, *, table: bool = False) -> bytes:
    """The body of a Word file: paragraphs, and a table."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words.splitlines())
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("事项", "件数"), ("许可", "12")))
    return (lines + (f"<w:tbl>{rows}</w:tbl>" if table else "")).encode()


def _docx(body: bytes) -> bytes:
    """A Word file with this body, its parts not packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        namespace = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (namespace, body)
        archive.writestr(zipfile.ZipInfo("word/document.xml", (2026, 1, 1, 0, 0, 0)), document)
    return held.getvalue()


def main() -> int:
    """Run from the command line; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description="Mutated input through readers, outline and locator.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    begun = time.perf_counter()
    outcome = run_shared(options.count, options.seed, options.jobs, told=5_000)
    for kind, number in sorted(outcome.counts.items()):
        print(f"{kind:16} {number:>8,}")
    for fault in outcome.faults[:20]:
        print(fault)
    print(
        f"{options.count:,} inputs in {time.perf_counter() - begun:.0f} s, {len(outcome.faults)} faults,"
        f" slowest {outcome.slowest:.2f} s, memory at most {outcome.peak:.0f} MB"
    )
    return 1 if outcome.faults or outcome.peak > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
