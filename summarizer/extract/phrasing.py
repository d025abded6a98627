"""What the model is given to translate: the report's Chinese with its quantities in English, and the terms in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.base.document import Metadata, Span
from summarizer.extract.attribution import REMARK
from summarizer.extract.counted import behind
from summarizer.extract.drafts import Draft
from summarizer.extract.opening import after_verbs, opening
from summarizer.extract.shorten import strip_marker
from summarizer.extract.statements import Piece, pieces
from summarizer.language.glossary import Glossary, Term, place_english, places_in_issuer
from summarizer.language.lexicon import Rule
from summarizer.language.persons import persons_in
from summarizer.language.pinyin import plain_letters
from summarizer.language.style import terms_of
from summarizer.outline.structure import ItemKind, Outline
from summarizer.quantities import Figure, locate
from summarizer.quantities.wording import english_quantity, rewrite

TERMS = 10
"""Terms listed to one item at most: a small model loses sight of the text behind a long list."""
_LISTED = {"term", "rank", "document"}
# Names and stock formulas go into the text in English: a small model makes up its own.
_NAMES = {"place", "person", "law", "institution", "formula"}
TENSES: dict[ItemKind, str] = {"achievements": "past", "problems": "present", "plans": "future (will)"}
# One quantity right behind another: 一期750人次, 144批1744人次.
_EVENTS = re.compile(
    r"(?<![\d.,])(\d[\d,]* ?(?:times?|sessions?|batch(?:es)?)?) (?=(?:more than |about |nearly |over )?\d)"
)
# 10件12人: cases and the people in them.
_CASES_OF = re.compile(
    r"(?<![\d.,])(\d[\d,]* cases?) (?=(?:more than |about |nearly |over )?\d[\d,]* (?:people|person)\b)"
)
# 全区14个镇: the district's 14 towns.
_OF_ALL = re.compile(
    r"\b(the (?:district|county|city|province|town|township|bureau|prefecture)) (?=(?:more than |about |nearly )?"
    r"(?!(?:19|20)\d\d(?!,|\d))\d[\d,]* ?[a-z一-鿿])"
)
# 从府办〔2016〕57号 behind a document's title: to look it up by, nothing to translate.
_QUOTES = str.maketrans('“”‘’《》〈〉「」『』"', "'" * 13)  # a double quote in a reply would end it
_NUMBER_OF_DOCUMENT = Rule(
    "a document's number in brackets",
    r"[(（][^()（）]{0,20}[\[〔]\d{4}[\]〕][^()（）]{0,8}[)）]",
    yes=("《方案》⟨（云府办〔2024〕5号）⟩",),
    no=("（试行）",),
)
# A line break or space within Chinese words is the page's.
_STRAY = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_SOME = Rule("some of them", r"部分|有的|有些|一些", yes=("⟨部分⟩干部", "⟨一些⟩单位"), no=("全体干部",))
_FEW = Rule("a few of them", r"个别|少数", yes=("⟨个别⟩单位",), no=("全体干部",))
# What an issuer calls itself, by how its name ends; the first that fits.
_ACTORS = {
    "district": r"区(?:人民政府|政府)?(?:办公室|办公厅)?$", "county": r"县(?:人民政府|政府)?(?:办公室|办公厅)?$",
    "city": r"市(?:人民政府|政府)?(?:办公室|办公厅)?$", "province": r"省(?:人民政府|政府)?(?:办公室|办公厅)?$",
    "town": r"镇(?:人民政府|政府)?(?:办公室)?$", "township": r"乡(?:人民政府|政府)?(?:办公室)?$",
    "prefecture": r"(?:州|地区)(?:人民政府|政府)?(?:办公室)?$", "subdistrict": r"街道(?:办事处)?$",
    "bureau": r"局$",
    "commission": r"委员?会?$",
    "department": r"[厅部]$",
    "office": r"办公?室?$",
}  # fmt: skip
_SELF = {"district": "区", "county": "县", "city": "市", "province": "省", "town": "镇", "township": "乡",
         "bureau": "局", "prefecture": "州", "commission": "委", "department": "厅", "office": "办"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an item as the model is given it: its Chinese words, quantities and names in English already.

    ``opening`` is what its English begins with ("The district held"), "" where that is the model's to find, and
    ``subject`` the part of it that says who acts;
    ``quantities`` are the phrases that it must say, ``held`` the terms that it must use, ``chinese`` the source's
    words.
    """

    text: str
    chinese: str
    opening: str = ""
    quantities: tuple[str, ...] = ()
    held: tuple[Term, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One item as the model is given it, statement by statement."""

    title: str
    statements: tuple[Statement, ...]
    terms: tuple[Term, ...]
    tense: str
    known: str = ""
    """Numbers that may be said besides those of the text: the year reported on, but never of a plan."""
    chinese_title: str = ""

    @property
    def text(self) -> str:
        """All that is to be translated."""
        return "; ".join(one.text for one in self.statements)

    @property
    def chinese(self) -> str:
        """The Chinese that the English is held against."""
        return "；".join(one.chinese for one in self.statements)

    @property
    def held(self) -> tuple[Term, ...]:
        """The terms and names that the English must use."""
        return tuple(dict.fromkeys(term for one in self.statements for term in one.held))


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How one report's items are put to a model."""

    text: str
    mentions: tuple[Figure, ...]
    glossary: Glossary
    actor: str
    period: str

    @classmethod
    def of(cls, outline: Outline, mentions: Sequence[Figure], glossary: Glossary | None = None) -> "Phrasing":
        """The phrasing of one report: its issuer says who acts, and which places it speaks of."""
        known = outline.document.metadata
        text = outline.document.text
        glossary = (glossary or Glossary.current()).with_terms([*_own_terms(known, text)])
        return cls(text, tuple(mentions), glossary, f"the {actor_of(known.issuer)}", known.period)

    def knowing(self, terms: Iterable[Term]) -> "Phrasing":
        """This phrasing with more terms, which take precedence."""
        terms = tuple(terms)
        return self if not terms else replace(self, glossary=self.glossary.with_terms(terms))

    def task(self, draft: Draft) -> Task:
        """What is asked for ``draft``."""
        listed = self.terms(f"{draft.title}\n{draft.summary}")
        if draft.runs:
            source, runs = self, draft.runs
        else:  # worded by a model: the summary is a source of its own
            mentions = tuple(locate(draft.summary, language="zh"))
            source, runs = replace(self, text=draft.summary, mentions=mentions), (Span(0, len(draft.summary)),)
        found = pieces(source.text, runs, self.glossary)
        return Task(
            self._named(rewrite(draft.title, locate(draft.title, language="zh"))),
            tuple(source._statement(piece, draft.kind, listed) for piece in found),
            listed,
            TENSES[draft.kind],
            "" if draft.kind == "plans" else self.period,
            chinese_title=draft.title,
        )

    def _statement(self, piece: Piece, kind: ItemKind, listed: Sequence[Term]) -> Statement:
        chinese = "，".join(self.text[slice(*clause)] for clause in piece.clauses)
        known = piece.opening if kind != "problems" else None
        begins = known.english(self.actor, kind) if known else _how_many(chinese)
        parts = [self._clause(clause) for clause in piece.clauses]
        return Statement(
            text="，".join(words for words, _ in parts if words) + ".",
            chinese=chinese,
            opening=begins,
            quantities=tuple(phrase for _, said in parts for phrase in said),
            held=self._held(chinese, listed),
            subject=known.who(self.actor) if known else "",
        )

    def _clause(self, clause: Span) -> tuple[str, list[str]]:
        """The words of a clause with quantities in English, and these; a counted noun goes behind its number."""
        mentions = self._mentions(clause)
        phrases = [english_quantity(one) for one in mentions if one.is_figure]
        verb = opening(self.text[slice(*clause)], self.glossary)
        rest = Span(clause.start + after_verbs(self.text[slice(*clause)], verb.end), clause.end) if verb else None
        moved = behind(self.text, rest, mentions) if rest else None
        if moved is None:
            return self._run(clause, mentions), phrases
        phrases[moved.index] = moved.phrase
        before = self._run(Span(clause.start, moved.start), mentions)
        after = self._run(Span(moved.end, clause.end), mentions)
        return " ".join(part for part in (before, self._named(moved.words), after) if part), phrases

    def _held(self, chinese: str, listed: Sequence[Term]) -> tuple[Term, ...]:
        """The terms that the English is held to: names, and those listed; what a document's title holds is its own."""
        named = {term for term in terms_of(self.glossary, chinese) if f"《{term.zh}》" in chinese}
        rest = re.sub(r"《[^》]*》?", "，", chinese)
        return tuple(
            term
            for term in terms_of(self.glossary, chinese)
            if term in named or (term in terms_of(self.glossary, rest) and (term in listed or term.kind in _NAMES))
        )

    def terms(self, text: str, most: int = TERMS) -> tuple[Term, ...]:
        """The terms to be listed for ``text``: the longest ones where there are too many, in the text's order."""
        found = [term for term in self.glossary.terms_in(text) if term.kind in _LISTED]
        longest = sorted(found, key=lambda term: -len(term.zh))[:most]
        return tuple(term for term in found if term in longest)

    def name(self, chinese: str) -> str:
        """A name with every term that the glossary knows in English, for the model to translate the rest."""
        return self._replaced(chinese, lambda term: term.kind not in ("unit", "verb"))

    def _mentions(self, run: Span) -> list[Figure]:
        return [one for one in self.mentions if run.start <= one.start and one.end <= run.end]

    def _run(self, run: Span, mentions: Sequence[Figure]) -> str:
        words = rewrite(self.text[run.start : run.end], mentions, start=run.start)
        words = _STRAY.sub("", words)
        words = REMARK.sub("", _NUMBER_OF_DOCUMENT.sub("", strip_marker(" ".join(words.split()))))
        return self._named(_CASES_OF.sub(r"\1 involving ", _EVENTS.sub(r"\1 with ", words))).strip(" ，,；;。")

    def _named(self, text: str) -> str:
        return _OF_ALL.sub(r"\1's ", self._replaced(text, lambda term: term.kind in _NAMES))

    def _replaced(self, text: str, which: Callable[[Term], bool]) -> str:
        """``text`` with the terms that ``which`` picks in English, set off by spaces."""
        parts, at = [], 0
        for span, term in self.glossary.spans_in(text):
            if which(term):
                quoted = term.kind == "formula" and _is_quoted(text, span)
                parts += [text[at : span.start - quoted], f" {plain_letters(term.en)} "]
                at = span.end + quoted
        return " ".join("".join([*parts, text[at:]]).translate(_QUOTES).split())


def _is_quoted(text: str, span: Span) -> bool:
    """Whether ``span`` stands in quotation marks: “放管服”改革 needs none in English."""
    return text[span.start - 1 : span.start] in ("“", "‘") and text[span.end : span.end + 1] in ("”", "’")


def _how_many(chinese: str) -> str:
    """How the English of a statement begins that says of how many it holds: 个别部门 are a few, 部分部门 some."""
    return "A few" if _FEW.match(chinese) else "Some" if _SOME.match(chinese) else ""


def actor_of(issuer: str) -> str:
    """What a report calls its issuer: district, county, bureau …; "government" where the name does not say."""
    return next((actor for actor, ending in _ACTORS.items() if re.search(ending, issuer)), "government")


def _own_terms(known: Metadata, text: str) -> Iterator[Term]:
    """Terms of this report only: its places, the people it names, and 我区, 全区, 本区 or the like."""
    actor = actor_of(known.issuer)
    level = _SELF.get(actor)
    if level:
        yield from (Term(f"{word}{level}", f"the {actor}", "place") for word in "我全本")
    # A bureau speaks of its district as 我区 too.
    yield from (Term(f"我{sign}", f"the {name}", "place") for name, sign in _SELF.items() if sign != level)
    places = places_in_issuer(known.issuer)
    yield from places
    for place in places:  # 广州市从化区, 从化区鳌头镇中塘村: places in which it lies, and that lie in it
        for match in re.finditer(
            rf"(?:[一-鿿]{{2,4}}[省市])?{place.zh}(?:[一-鿿]{{2,3}}(?:镇|乡|街道)(?:[一-鿿]{{2,3}}村)?)?", text
        ):
            if match.group() != place.zh and (english := place_english(match.group())):
                yield Term(match.group(), english, "place")
    yield from (Term(name, english, "person") for name, english in persons_in(text).items())
