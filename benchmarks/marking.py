"""How good the prose is, as a strict editor marks it: passages of real reports, blind sheets of variants, the tally.

    python -m benchmarks.marking passages                   the 60 passages, by reference (data/prose/passages.jsonl)
    python -m benchmarks.marking sheets A.jsonl B.jsonl -o DIR  blind sheets: who wrote what is in DIR/key.json only
    python -m benchmarks.marking tally DIR                  DIR/marks.tsv, filled in by the editor, summed by variant

A variant is a JSON line for a passage: ``{"id": "p01", "en": "…"}``. The editor marks by data/prose/README.md, and
does not see the key. chrF++ does not tell good from bad: free English of
83 points scored 54.5, the small model's 50.6.
"""

import argparse
import csv
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shared import shared_folder
from summarizer.base.document import Span
from summarizer.outline import outline
from summarizer.outline.structure import Item, Outline
from summarizer.quantities import locate
from summarizer.quantities.wording import english_quantity
from summarizer.readers import read

DATA = Path(__file__).parent / "data" / "prose"
REPORTS = 10
EACH = {"achievements": 3, "problems": 1, "plans": 2}
"""Passages of each kind from a report: 60 in all."""
_SIZE = range(20, 320)  # characters of a passage
_SENTENCE = re.compile(r"[.!?](?=\s|$)")
PRINT = 80
"""From so many points a passage can be printed as it stands."""


@dataclass(frozen=True)
class Passage:
    """A run of a shared report; ``sha256`` is the report's text's, so that offsets cannot slip unseen."""

    id: str
    report: str
    start: int
    end: int
    kind: str
    sha256: str

    def text(self) -> str:
        """The passage; raises ValueError where the report is not the one it was picked from."""
        whole = read(shared_folder() / self.report).text
        if _digest(whole) != self.sha256:
            raise ValueError(f"{self.report} is not the report that {self.id} was picked from")
        return whole[self.start : self.end]


def passages(path: Path = DATA / "passages.jsonl") -> list[Passage]:
    """The passages kept in ``path``."""
    return [Passage(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def picked() -> list[Passage]:
    """Passages from ten corpus reports, evenly over each report's items of a kind; the same in every run."""
    found: list[Passage] = []
    reports = sorted((shared_folder() / "corpus" / "province_2026").glob("*.txt"))
    for path in reports:
        document = read(path)
        own = []
        outlined = outline(document)
        for kind, count in EACH.items():
            spans = [_cut(outlined, item) for item in outlined.items if item.kind == kind]
            fit = [span for span in spans if span.end - span.start in _SIZE]
            step = max(1, len(fit) // count)
            own += [(*span, kind) for span in fit[::step][:count]]
        if len(own) < sum(EACH.values()):
            continue
        name = path.relative_to(shared_folder()).as_posix()
        found += [Passage("", name, *place, _digest(document.text)) for place in own]
    chosen = found[: REPORTS * sum(EACH.values())]
    return [Passage(f"p{at:02}", *list(vars(one).values())[1:]) for at, one in enumerate(chosen, start=1)]


def _cut(outlined: Outline, item: Item) -> Span:
    """An item as far as its whole sentences go within the longest passage."""
    ends = [one.end for one in outlined.sentences if item.start < one.end <= item.start + _SIZE.stop - 1]
    return Span(item.start, min(item.end, max(ends, default=item.start)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- blind sheets -------------------------------------------------------------------------------------------------


def sheets(
    texts: Mapping[str, str], variants: Mapping[str, Mapping[str, str]], seed: int
) -> tuple[str, dict[str, dict[str, str]]]:
    """The sheet to be marked, and its key (passage → letter → variant); the order is drawn anew for each passage."""
    draw = random.Random(seed)
    lines: list[str] = []
    key: dict[str, dict[str, str]] = {}
    for name, chinese in texts.items():
        present = [variant for variant in sorted(variants) if name in variants[variant]]
        draw.shuffle(present)
        key[name] = {chr(ord("A") + at): variant for at, variant in enumerate(present)}
        lines += [f"## {name}", "", chinese, ""]
        lines += [f"{letter}. {variants[variant][name]}\n" for letter, variant in key[name].items()]
    return "\n".join(lines), key


# --- the tally ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """One editor's judgement of one text: errors of both sorts, points from 0 to 100."""

    passage: str
    letter: str
    majors: int
    minors: int
    points: int
    unmarked: int = 0
    """Of the majors, those that the program told without a mark of its own."""


def tally(
    marks: Sequence[Mark],
    key: Mapping[str, Mapping[str, str]],
    variants: Mapping[str, Mapping[str, str]],
    texts: Mapping[str, str],
) -> dict[str, dict[str, float]]:
    """By variant: points, majors per 100 sentences, minors, share to print, share of the passage's figures present."""
    by_variant: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_variant[key[mark.passage][mark.letter]].append(mark)
    found = {}
    for variant, own in sorted(by_variant.items()):
        english = [variants[variant][one.passage] for one in own]
        sentences = sum(max(1, len(_SENTENCE.findall(text))) for text in english)
        told = [_present(texts[one.passage], variants[variant][one.passage]) for one in own]
        there, of_all = (sum(column) for column in zip(*told, strict=True))
        found[variant] = {
            "passages": len(own),
            "points": round(sum(one.points for one in own) / len(own), 1),
            "majors": sum(one.majors for one in own),
            "majors per 100 sentences": round(100 * sum(one.majors for one in own) / sentences, 1),
            "majors without a mark": sum(one.unmarked for one in own),
            "minors": sum(one.minors for one in own),
            "to print, %": round(100 * sum(one.points >= PRINT for one in own) / len(own)),
            "figures present, %": round(100 * there / of_all) if of_all else 100,
        }
    return found


def _present(chinese: str, english: str) -> tuple[int, int]:
    """How many of the passage's figures the English says by their digits, of how many; rounded ones count as said."""
    wanted = [english_quantity(one) for one in locate(chinese, language="zh") if one.is_figure]
    digits = [match.group() for phrase in wanted if (match := re.search(r"\d[\d,.]*", phrase))]
    said = set(re.findall(r"\d[\d,]*(?:\.\d+)?", english))
    return sum(any(one[:3] == number[:3] for number in said) for one in digits), len(digits)


def read_marks(path: Path) -> list[Mark]:
    """Marks from a table: passage, letter, majors, minors, points, majors without a mark."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [Mark(row[0], row[1], *(int(cell or 0) for cell in row[2:6])) for row in rows if row]


def main() -> None:
    """The command line above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("passages", "sheets", "tally"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("marking"))
    parser.add_argument("--seed", type=int, default=16)
    given = parser.parse_args()
    if given.what == "passages":
        lines = [json.dumps(vars(one), ensure_ascii=False) for one in picked()]
        (DATA / "passages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines)} passages")
        return
    folder = given.files[0] if given.what == "tally" else given.output
    kept = folder / "files.json"
    files = [Path(name) for name in json.loads(kept.read_text())] if given.what == "tally" else given.files
    variants = {path.stem: _lines(path) for path in files}
    texts = {one.id: one.text() for one in passages()}
    if given.what == "tally":
        key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
        for variant, row in tally(read_marks(folder / "marks.tsv"), key, variants, texts).items():
            print(variant, json.dumps(row, ensure_ascii=False))
        return
    sheet, key = sheets(texts, variants, given.seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sheet.md").write_text(sheet, encoding="utf-8")
    (folder / "key.json").write_text(json.dumps(key), encoding="utf-8")
    (folder / "files.json").write_text(json.dumps([str(path.resolve()) for path in files]), encoding="utf-8")
    rows = [f"{name}\t{letter}\t\t\t\t" for name, letters in key.items() for letter in letters]
    head = "passage\tletter\tmajors\tminors\tpoints\tmajors without a mark"
    (folder / "marks.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def _lines(path: Path) -> dict[str, str]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["en"] for row in rows}


if __name__ == "__main__":
    main()
