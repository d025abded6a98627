"""Write prompts/pinyin.tsv from the dictionaries of pypinyin: ``pip install pypinyin==0.55.0``, then run this.

A line with one syllable lists the characters (U+4E00 to U+9FFF) whose usual reading it is; a line with two lists the
words of two characters that are read otherwise than their characters alone. ``--check`` writes nothing and exits with
1 where the file is another. The library is no dependency: it takes 60 MB of memory, the table takes none to speak of.
"""

import argparse
import unicodedata
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parent.parent / "prompts" / "pinyin.tsv"
FIRST, LAST = "\u4e00", "\u9fff"
#: As they are read in names of places, for which the table is made.
IN_PLACES = {"长": "chang", "都": "du"}


def bare(syllable: str) -> str:
    """A syllable without its tone, ü as "v"."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("\u0261", "g")


def table() -> str:
    """The text of the table."""
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    usual = {chr(point): bare(readings.split(",")[0]) for point, readings in pinyin_dict.items()}
    characters = {one: reading for one, reading in usual.items() if FIRST <= one <= LAST} | IN_PLACES
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(characters):
        lines[characters[one]].append(one)
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word, readings in sorted(phrases_dict.items()):
        spelt = [bare(one[0]) for one in readings]
        if len(word) == 2 and spelt != [characters.get(one) for one in word]:
            words[" ".join(spelt)].append(word)
    rows = [f"{reading}\t{''.join(lines[reading])}" for reading in sorted(lines)]
    rows += [f"{reading}\t{' '.join(words[reading])}" for reading in sorted(words)]
    return "\n".join(["reading\tcharacters", *rows, ""])


def main() -> int:
    """Write the table, or with --check say whether it is the one that would be written."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--check", action="store_true")
    if asked.parse_args().check:
        same = TABLE.read_text(encoding="utf-8") == table()
        print("as written" if same else f"{TABLE.name} is another than this script writes")
        return 0 if same else 1
    TABLE.write_text(table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
