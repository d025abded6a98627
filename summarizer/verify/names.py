"""Names of places and firms in a claim: does the statement that it is held against speak of them?

An English name is held against the source's Chinese by its pinyin, a Chinese one as it is written.
"""

import re
from functools import lru_cache

from summarizer.language.pinyin import plain_letters, syllables
from summarizer.verify.numbers import Number
from summarizer.verify.source import Source

_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}(?:['’][a-z]+)?\b")
_PLACE_ZH = re.compile(r"[\u3400-\u9fff]{2,3}?(?=[区县市镇州旗])|(?<=[、和与及，])[\u3400-\u9fff]{2}(?=[、和与及])")
_GENERAL = re.compile(r"[全本我各该两三四五六七八九十城市区县乡镇农村新老大小中国省级重点主]")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: A name stands in two characters at least.
_LEAST = 4
#: How far round a figure's sentence a name may stand.
_AROUND = 60


def named_here(number: Number, source: Source, index: int) -> bool:
    """Whether a name of the claim's clause stands in the figure's statement."""
    return any(_here(name, source, index) for name in _names(number.clause))


def elsewhere(number: Number, source: Source, index: int) -> bool:
    """Whether a name of the claim's clause stands in the source, but not in the figure's statement."""
    for name in _names(number.clause):
        if name.lower() in _own(source):
            continue
        places = _places(name, source)
        if places and len(places) <= 40 and not _here(name, source, index):
            return True
    return False


@lru_cache(maxsize=4096)
def _names(clause: str) -> tuple[str, ...]:
    if _HAN.search(clause):
        return tuple(dict.fromkeys(one for one in _PLACE_ZH.findall(clause) if not _GENERAL.search(one)))
    return tuple(dict.fromkeys(one for one in _CAPITAL.findall(clause) if len(one) > _LEAST))


def _here(name: str, source: Source, index: int) -> bool:
    span = source.places[index].sentence
    figure = source.figures[index]
    left, right = max(span.start, figure.start - 3 * _AROUND), min(span.end, figure.end + 2 * _AROUND)
    return any(left <= at < right for at in _places(name, source))


def _own(source: Source) -> frozenset[str]:
    """What the issuer is called, which every sentence speaks of."""
    return source.remembered("issuer", lambda: _issuer(source))


def _issuer(source: Source) -> frozenset[str]:
    issuer = source.document.metadata.issuer
    parts = {issuer[at : at + 2] for at in range(len(issuer) - 1)}
    return frozenset({*parts, *("".join(syllables(part)) for part in parts)})


def _places(name: str, source: Source) -> tuple[int, ...]:
    """Where the source has ``name``."""
    return source.remembered(f"name {name}", lambda: _found(name, source))


def _found(name: str, source: Source) -> tuple[int, ...]:
    text = source.document.plain
    if _HAN.match(name):
        return tuple(match.start() for match in re.finditer(re.escape(name), text))
    letters = plain_letters(name).lower().replace("'", "").replace("’", "")
    letters = letters.removesuffix("s") if letters.endswith("'s") else letters
    joined, starts = source.remembered("pinyin", lambda: _pinyin(text))
    found, at = [], joined.find(letters)
    while at >= 0:
        if at in starts and (at + len(letters)) in starts and starts[at + len(letters)] - starts[at] >= 2:
            found.append(starts[at])
        at = joined.find(letters, at + 1)
    return tuple(found)


def _pinyin(text: str) -> tuple[str, dict[int, int]]:
    """The Chinese of ``text`` in pinyin, one run, and by the offset of each syllable the character's."""
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    for match in re.finditer(r"[\u3400-\u9fff]+", text):
        read = syllables(match[0])
        if len(read) == len(match[0]):
            for at, syllable in enumerate(read):
                starts[length] = match.start() + at
                parts.append(syllable)
                length += len(syllable)
        starts[length] = match.end()
        parts.append("|")
        length += 1
    return "".join(parts), starts
