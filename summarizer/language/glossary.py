"""The genre's terms in both languages, and names of places and governments by the rules of pinyin.

The terms are data: prompts/glossary.tsv, columns ``zh``, ``en``, ``kind`` and ``also`` (other English in use, "; "
between them; understood, never written). Kinds: term, verb, institution, rank, law, place, document, unit, formula (a
stock formula or slogan of the genre, 六稳六保, with one English each); a report's own terms may also be a person.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from summarizer.base.document import Span
from summarizer.base.resources import text as resource
from summarizer.language.pinyin import romanized

_COLUMNS = ["zh", "en", "kind", "also"]
_KINDS = ("term", "verb", "institution", "rank", "law", "place", "person", "document", "unit", "formula")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry; ``en`` is what is written, ``also`` what is understood as well."""

    zh: str
    en: str
    kind: str
    also: tuple[str, ...] = ()


class Glossary:
    """Terms by their Chinese and by their English."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_zh: dict[str, Term] = {}
        self._by_en: dict[str, tuple[Term, ...]] = {}
        self._zh_keys: dict[str, tuple[str, ...]] = {}  # by their first character, the longest first
        self._en_lengths: dict[str, tuple[int, ...]] = {}  # by the first word, how many words, the longest first
        for term in {term.zh: term for term in terms}.values():
            self._add(term)

    def _add(self, term: Term) -> None:
        """Take in a term whose Chinese is not known yet."""
        self._by_zh[term.zh] = term
        fellows = (*self._zh_keys.get(term.zh[0], ()), term.zh)
        self._zh_keys[term.zh[0]] = tuple(sorted(fellows, key=len, reverse=True))
        for name in (term.en, *term.also):
            key = _folded(name)
            self._by_en[key] = (*self._by_en.get(key, ()), term)
            if words := key.split():
                lengths = {len(words), *self._en_lengths.get(words[0], ())}
                self._en_lengths[words[0]] = tuple(sorted(lengths, reverse=True))

    @classmethod
    def load(cls) -> "Glossary":
        """The glossary that comes with the program; read once."""
        return _bundled()

    @classmethod
    def current(cls) -> "Glossary":
        """The glossary in use here: the program's, with the terms of :func:`speaking` over it."""
        return _spoken.get() or _bundled()

    def with_terms(self, terms: Iterable[Term]) -> "Glossary":
        """This glossary with ``terms`` taking precedence (those of one document, say)."""
        own = {term.zh: term for term in terms}
        if own.keys() & self._by_zh.keys():
            return Glossary((self._by_zh | own).values())
        grown = Glossary(())  # every report has a few names of its own: the rest is not read again for them
        for name in ("_by_zh", "_by_en", "_zh_keys", "_en_lengths"):
            setattr(grown, name, dict(getattr(self, name)))
        for term in own.values():
            grown._add(term)
        return grown

    def __iter__(self) -> Iterator[Term]:
        return iter(self._by_zh.values())

    def __len__(self) -> int:
        return len(self._by_zh)

    def english(self, zh: str) -> str | None:
        """The English of exactly this term, or None."""
        term = self._by_zh.get(zh)
        return term.en if term else None

    def terms_in(self, text: str) -> tuple[Term, ...]:
        """The terms of a Chinese text in the order of their first place, each once."""
        return tuple(dict.fromkeys(term for _, term in self.spans_in(text)))

    def spans_in(self, text: str) -> tuple[tuple[Span, Term], ...]:
        """Where the terms of a Chinese text stand: the longest at each place, none overlapping another."""
        # Quotation marks may stand anywhere in a term: “两法”衔接, “放管服”改革.
        places = [at for at, char in enumerate(text) if char not in _QUOTES]
        bare = "".join(text[at] for at in places)
        found: list[tuple[Span, Term]] = []
        at = 0
        while at < len(bare):
            keys = self._zh_keys.get(bare[at], ())
            key = next((key for key in keys if bare.startswith(key, at) and not _runs_on(bare, at + len(key))), None)
            if key is None:
                at += 1
                continue
            span = _with_its_quote(text, Span(places[at], places[at + len(key) - 1] + 1))
            found.append((span, self._by_zh[key]))
            at += len(key)
        return tuple(found)

    def terms_in_english(self, text: str) -> tuple[tuple[Span, Term], ...]:
        """The terms of an English text with their places, whatever their case or number.

        The longest at each place, none overlapping another; terms that share their English share the place
        (legal review: 法制审核, 法制审查, 法律审查).
        """
        words = [(Span(*match.span()), _folded(match.group())) for match in _WORD.finditer(text)]
        found: list[tuple[Span, Term]] = []
        at = 0
        while at < len(words):
            length, terms = self._longest_at(words, at)
            span = Span(words[at][0].start, words[at + length - 1][0].end)
            found += [(span, term) for term in terms]
            at += length
        return tuple(found)

    def chinese(self, en: str) -> tuple[Term, ...]:
        """The terms found in an English text, in its order, each once."""
        return tuple(dict.fromkeys(term for _, term in self.terms_in_english(en)))

    def _longest_at(self, words: list[tuple[Span, str]], at: int) -> tuple[int, tuple[Term, ...]]:
        for length in self._en_lengths.get(words[at][1].partition(" ")[0], ()):
            if at + length > len(words):
                continue
            terms = self._by_en.get(" ".join(word for _, word in words[at : at + length]))
            if terms:
                return length, terms
        return 1, ()


_spoken: ContextVar[Glossary | None] = ContextVar("_spoken", default=None)


@contextmanager
def speaking(terms: Iterable[Term]) -> Iterator[None]:
    """Within, :meth:`Glossary.current` knows ``terms`` (a genre's own) before all others."""
    token = _spoken.set(Glossary.current().with_terms(terms))
    try:
        yield
    finally:
        _spoken.reset(token)


# 长 that begins the next word (全市长期坚持, 各县长效机制) is no mayor's; 担任市长期间 is.
_LONG = re.compile("长(?:期(?!间)|效|远|久|足|途|治久安|三角|江)")


def _runs_on(text: str, end: int) -> bool:
    """Whether the last character before ``end`` belongs to the word that goes on after it."""
    return end > 0 and _LONG.match(text, end - 1) is not None


_QUOTES = frozenset('“”‘’"「」『』')
_OPENS, _CLOSES = "“‘「『", "”’」』"


def _with_its_quote(text: str, span: Span) -> Span:
    """``span`` with the quotation mark before it when only its fellow stands inside."""
    inside = text[span.start : span.end]
    opened = sum(inside.count(mark) for mark in _OPENS)
    closed = sum(inside.count(mark) for mark in _CLOSES)
    if closed > opened and span.start and text[span.start - 1] in _OPENS:
        return Span(span.start - 1, span.end)
    if opened > closed and span.end < len(text) and text[span.end] in _CLOSES:
        return Span(span.start, span.end + 1)
    return span


# --- English words, whatever their case and number ----------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z0-9&]+(?:['.-][A-Za-z0-9]+)*'?")


def _folded(english: str) -> str:
    """``english`` in lower case, its words reduced to a stem, without brackets and other marks."""
    return " ".join(_stem(word.group().lower().strip("'")) for word in _WORD.finditer(english))


def _stem(word: str) -> str:
    """The same for singular and plural (case, cases → cas; city, cities → citi); not always a word of its own."""
    if len(word) < 4:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = word.removesuffix("e")
    return f"{word[:-1]}i" if word.endswith("y") else word


@cache
def _bundled() -> Glossary:
    return Glossary(read_terms(resource("prompts", "glossary.tsv")))


def read_terms(table: str) -> Iterator[Term]:
    """The terms of a table like prompts/glossary.tsv; raises ValueError, naming the line, where it is none."""
    head, *lines = table.splitlines() or [""]
    if head.split("\t") != _COLUMNS:
        raise ValueError(f"glossary.tsv must begin with the columns {', '.join(_COLUMNS)}, tabs between them")
    for number, line in enumerate(lines, start=2):
        zh, en, kind, also, *_ = [*line.split("\t"), "", "", "", ""]
        if not (zh and en and kind in _KINDS):
            raise ValueError(f"line {number} of glossary.tsv needs Chinese, English and a kind of {', '.join(_KINDS)}")
        yield Term(zh, en, kind, tuple(name for name in also.split("; ") if name))


# --- names by rule ------------------------------------------------------------------------------------------------

# The official English of what a place is; a city's own name stands alone (广州市 → Guangzhou), as the press writes it.
_LEVELS = {
    "特别行政区": "Special Administrative Region",
    "综合实验区": "Comprehensive Pilot Zone",
    "高新技术产业开发区": "High-Tech Industrial Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "经济开发区": "Economic Development Zone",
    "高新区": "High-Tech Zone",
    "开发区": "Development Zone",
    "新区": "New Area",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "联合旗": "Union Banner",
    "地区": "Prefecture",
    "街道": "Subdistrict",
    "社区": "Community",
    "省": "Province",
    "市": "",
    "区": "District",
    "县": "County",
    "旗": "Banner",
    "镇": "Town",
    "民族乡": "Ethnic Township",
    "乡": "Township",
    "苏木": "Sumu",
    "盟": "League",
    "州": "Prefecture",
    "村": "Village",
}
# What follows the place in an issuer's name, with the words that go before the place in English.
_BODIES = {
    "人民代表大会常务委员会": "Standing Committee of the People's Congress of",
    "人民代表大会": "People's Congress of",
    "人民政府办公厅": "General Office of the People's Government of",
    "人民政府办公室": "General Office of the People's Government of",
    "人民政府": "People's Government of",
    "管理委员会": "Administrative Committee of",
    "管委会": "Administrative Committee of",
    "人民法院": "People's Court of",
    "人民检察院": "People's Procuratorate of",
}
# 广州市 and 景德镇市 are cities: a level within a longer name is none.
_PLACE = re.compile(
    rf"(?!市辖)[一-鿿]{{1,16}}?(?:(?:{'|'.join(_LEVELS)}|自治区)(?<![州镇乡村旗盟](?=[市区县新经高街])))"
)


def place_english(name: str) -> str | None:
    """The English of one place (从化区 → Conghua District), or of places one in another, the inner first; else None."""
    whole = _official("whole")
    if name in whole:
        return whole[name]
    parts: list[str] = []
    at = 0
    while at < len(name):
        part = _next_place(name, at)
        if part is None:
            return None
        english = whole.get(part) or _one_place(part)
        if english is None:
            return None
        parts.insert(0, english)
        at += len(part)
    return ", ".join(parts) or None


def issuer_english(issuer: str, glossary: Glossary | None = None) -> str | None:
    """An issuer in English (从化区人民政府 → People's Government of Conghua District), None where no rule fits."""
    glossary = glossary or Glossary.load()
    for end in range(len(issuer), 1, -1):
        place = place_english(issuer[:end])
        if place is None:
            continue
        body = issuer[end:]
        if not body:
            return place
        if body in _BODIES:
            return f"{_BODIES[body]} {place}"
        known = glossary.english(body)
        if known:
            return f"{title_case(known)} of {place}"
    return None


def title_case(name: str) -> str:
    """A name with its words in capitals, but for the small ones (Rules for the Review of Documents)."""
    small = {"of", "and", "for", "the", "to", "in", "on", "with", "a", "an", "by", "at", "from"}
    words = name.split()
    return " ".join(word if at and word in small else word[:1].upper() + word[1:] for at, word in enumerate(words))


def places_in_issuer(issuer: str) -> tuple[Term, ...]:
    """The places that an issuer's name speaks of, as terms for its report (广州市从化区人民政府 → 广州市, 从化区)."""
    places: list[Term] = []
    at = 0
    while part := _next_place(issuer, at):
        english = place_english(part)
        if english is None:
            break
        places.append(Term(part, english, "place"))
        at += len(part)
    return tuple(places)


def _next_place(name: str, at: int) -> str | None:
    match = _PLACE.match(name, at)
    if not match:
        return None
    # 新区, 地区 and 市区 end in 区 like a district: take the longest level that ends there or right after.
    end = match.end()
    for level in _LEVELS:
        longer = name.find(level, at + 1, end + len(level))
        if longer != -1 and longer < end < longer + len(level):
            end = longer + len(level)
            break
    part = name[at:end]
    return part if len(part) > 2 or end == len(name) or part[-1] in "市县区省" else None


def _one_place(part: str) -> str | None:
    level = next((level for level in _LEVELS if part.endswith(level) and len(part) > len(level)), None)
    if level is None:
        return None
    stem, peoples = _people_apart(part.removesuffix(level), level)
    if len(stem) == 1 and len(level) == 1 and not peoples:  # 忠县 is Zhongxian County: one syllable stands not alone
        return f"{_pinyin(stem)}{romanized(level).lower()} {_LEVELS[level]}".strip()
    level = "民族乡" if level == "乡" and peoples else level
    return " ".join(word for word in (_pinyin(stem), _listed(peoples), _LEVELS[level]) if word)


def _people_apart(stem: str, level: str) -> tuple[str, list[str]]:
    """The stem of an autonomous place's name, and the peoples named in it (恩施土家族苗族 → 恩施, Tujia, Miao)."""
    if not level.startswith(("自治", "民族")) and not (level == "乡" and stem.endswith("族")):
        return stem, []
    names = _official("people")
    found: list[str] = []
    # A people may be left out of no stem: 白族乡 is all people.
    while key := next((one for one in sorted(names, key=len, reverse=True) if stem.endswith(one)), None):
        stem = stem.removesuffix(key)
        found.insert(0, names[key])
    return stem, found


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


@cache
def _official(kind: str) -> dict[str, str]:
    """Spellings of prompts/places.tsv by Chinese.

    Kinds: ``whole`` names; ``stem``, a name without its level; ``people``, as official English has them, since no rule
    of pinyin gives them.
    """
    lines = resource("prompts", "places.tsv").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {zh: english for zh, english, of in rows if of == kind}


def _pinyin(name: str) -> str:
    """A place's name without its level: the official spelling, else pinyin."""
    return _official("stem").get(name) or romanized(name)
