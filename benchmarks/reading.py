"""How fast reading is, held against what others take for less: all of it in one run, in processor time.

- the 16 texts: outline and locate together against trafilatura taking the text out of the same as HTML
- linear time: characters a second of reader, outline and locator at 2,000,000 characters against 500,000
"""

import html
import time
from collections.abc import Callable

from benchmarks.shared import shared_folder
from summarizer.pipeline.whole import prepare
from summarizer.readers import read

LONG = 2_000_000


def measure() -> dict[str, float | int | str]:
    """Every number above; raises FileNotFoundError where the shared reports are missing."""
    import trafilatura

    texts = [path.read_text(encoding="utf-8") for path in sorted((shared_folder() / "reports" / "plain").glob("*.txt"))]
    pages = [_page(text) for text in texts]
    ours = _seconds(lambda: [prepare(read(text)) for text in texts])
    theirs = _seconds(lambda: [trafilatura.extract(page, include_tables=True) for page in pages])
    whole = "\n".join(texts)
    long = (whole * (LONG // len(whole) + 1))[:LONG]
    quarter = _seconds(lambda: [prepare(read(long[: LONG // 4]))], runs=1)
    full = _seconds(lambda: [prepare(read(long))], runs=1)
    return {
        "characters of the 16 texts": sum(map(len, texts)),
        "outline and locate to trafilatura's": round(ours / theirs, 2),
        "outline and locate, s": f"{ours:.2f}",
        "trafilatura, s": f"{theirs:.2f}",
        "time of 2M to 0.5M characters": round(full / quarter, 2),
        "2M characters, s": f"{full:.1f}",
    }


def _page(text: str) -> str:
    """The text as a page: a paragraph to a line."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    head = "<head><meta charset='utf-8'><title>报告</title></head>"
    return f"<!DOCTYPE html><html>{head}<body><article>{lines}</article></body></html>"


def _seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of several runs."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:40} {value}")
