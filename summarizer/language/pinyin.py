"""How a Chinese name is read, in pinyin without tones.

The readings are data: prompts/pinyin.tsv. A line with one syllable lists the characters whose usual reading it is; a
line with two lists the words in which a character is read otherwise (重庆 is chong qing, 重 alone zhong). They were
written by scripts/write_pinyin.py from the dictionaries of pypinyin 0.55 (MIT licence); 长 and
都 stand as they are read in names of places, chang and du.
"""

import unicodedata
from functools import cache

from summarizer.base.resources import text as resource


def syllables(name: str) -> list[str]:
    """The syllables of ``name``, ü as "v"; what is no Chinese character has none."""
    characters, words = _readings()
    found: list[str] = []
    at = 0
    while at < len(name):
        word = words.get(name[at : at + 2])
        if word is not None:
            found += word
            at += 2
            continue
        if name[at] in characters:
            found.append(characters[name[at]])
        at += 1
    return found


def romanized(name: str) -> str:
    """``name`` in pinyin without tones as one word with a capital, by GB/T 16159.

    An apostrophe stands before a syllable in a, o or e within the word (西安 → Xi'an); ü is written (吕梁 → Lüliang).
    """
    return joined(syllables(name))


def joined(parts: list[str]) -> str:
    """Syllables as one word with a capital, see :func:`romanized`."""
    word = "".join(f"'{one}" if at and one[:1] in "aoe" else one for at, one in enumerate(parts))
    return word.replace("v", "ü").capitalize()


def plain_letters(english: str) -> str:
    """``english`` without marks on its letters (Garzê → Garze): the form for a reply that may hold ASCII only."""
    apart = unicodedata.normalize("NFKD", english)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _readings() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The reading of each character, and of each word that is read otherwise."""
    characters: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for line in resource("prompts", "pinyin.tsv").splitlines()[1:]:
        reading, _, listed = line.partition("\t")
        if " " in reading:
            words |= dict.fromkeys(listed.split(" "), reading.split(" "))
        else:
            characters |= dict.fromkeys(listed, reading)
    return characters, words
