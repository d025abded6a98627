"""What the model is given to translate: the report's Chinese with its quantities in English, and the terms in it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Metadata, Span
from summarizer.extract.attribution import REMARK
from summarizer.extract.drafts import Draft
from summarizer.extract.shorten import strip_marker
from summarizer.glossary import Glossary, Term, places_in_issuer
from summarizer.outline.structure import ItemKind, Outline
from summarizer.quantities import Figure, locate
from summarizer.style import terms_of
from summarizer.wording import english_quantity, rewrite

TERMS = 10
"""Terms listed to one item at most: a small model loses sight of the text behind a long list."""
_LISTED = {"term", "rank", "document"}
_NAMES = {"place", "law", "institution"}  # names go into the text in English: a small model makes up its own
_TENSES: dict[ItemKind, str] = {"achievements": "past", "problems": "present", "plans": "future (will)"}
# One quantity right behind another: 一期750人次, 144批1744人次.
_EVENTS = re.compile(
    r"(?<![\d.,])(\d[\d,]* ?(?:times?|sessions?|batch(?:es)?)?) (?=(?:more than |about |nearly |over )?\d)"
)
# 10件12人: cases and the people in them.
_CASES_OF = re.compile(
    r"(?<![\d.,])(\d[\d,]* cases?) (?=(?:more than |about |nearly |over )?\d[\d,]* (?:people|person)\b)"
)
# 从府办〔2016〕57号 behind a document's title: to look it up by, nothing to translate.
_QUOTES = str.maketrans('“”‘’《》〈〉「」『』"', "'" * 13)  # a double quote in a reply would end it
_NUMBER_OF_DOCUMENT = re.compile(r"[(（][^()（）]{0,20}[\[〔]\d{4}[\]〕][^()（）]{0,8}[)）]")
# A line break or space within Chinese words is the page's.
_STRAY = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
# Measure words that English leaves out, but with these measures: 案件14件 is 14 cases, 居民14户 14 households.
_CASES = re.compile(r"案|处罚|纠纷|违法|侵权|诉讼|查处|处分|调解")
_NEVER = re.compile(r"(?!)")
_SPOKEN = {
    "件": _CASES,
    "份": _CASES,
    "个": _NEVER,
    "项": _NEVER,
    "部": re.compile(r"法|条例|规章"),
    "户": re.compile(r"居民|农户|农民(?!专业合作)|家庭|贫困|住|低保|村民|困难|户籍"),
}
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
class Task:
    """One item as the model is given it; quantities in ``title`` and ``text`` are English already."""

    title: str
    text: str
    terms: tuple[Term, ...]
    tense: str
    known: str = ""
    """Numbers that may be said besides those of the text: the year reported on, but never of a plan."""
    quantities: tuple[str, ...] = ()
    """The English phrases of the figures in ``text``, which its English must say."""
    chinese_title: str = ""
    chinese: str = ""
    """The Chinese that the English is held against."""
    held: tuple[Term, ...] = ()
    """The terms and names that its English must use."""


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
        glossary = (glossary or Glossary.current()).with_terms(_own_terms(known))
        return cls(outline.document.text, tuple(mentions), glossary, f"the {actor_of(known.issuer)}", known.period)

    def knowing(self, terms: Iterable[Term]) -> "Phrasing":
        """This phrasing with more terms, which take precedence."""
        terms = tuple(terms)
        return self if not terms else replace(self, glossary=self.glossary.with_terms(terms))

    def task(self, draft: Draft, runs: Sequence[Span] | None = None) -> Task:
        """What is asked for ``draft``; with ``runs`` for these runs of it only."""
        runs = draft.runs if runs is None else runs
        if runs:
            mentions = [one for run in runs for one in self._mentions(run)]
            text = "; ".join(self._run(run) for run in runs) + "."
        else:
            mentions = [counted(one) for one in locate(draft.summary, language="zh")]
            text = self._named(rewrite(draft.summary, mentions))
        title = self._named(rewrite(draft.title, [counted(one) for one in locate(draft.title, language="zh")]))
        known = "" if draft.kind == "plans" else self.period
        phrases = tuple(english_quantity(one) for one in mentions if one.is_figure)
        listed = self.terms(f"{draft.title}\n{draft.summary}")
        chinese = "；".join(self.text[slice(*run)] for run in runs) or draft.summary
        return Task(
            title,
            text,
            listed,
            _TENSES[draft.kind],
            known,
            phrases,
            chinese_title=draft.title,
            chinese=chinese,
            held=self._held(chinese, listed),
        )

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
        return [self._counted(one) for one in self.mentions if run.start <= one.start and one.end <= run.end]

    def _run(self, run: Span) -> str:
        words = rewrite(self.text[run.start : run.end], self._mentions(run), start=run.start)
        words = _STRAY.sub("", words)
        words = REMARK.sub("", _NUMBER_OF_DOCUMENT.sub("", strip_marker(" ".join(words.split()))))
        return self._named(_CASES_OF.sub(r"\1 involving ", _EVENTS.sub(r"\1 with ", words))).strip(" ，,；;。")

    def _named(self, text: str) -> str:
        return self._replaced(text, lambda term: term.kind in _NAMES)

    def _replaced(self, text: str, which: Callable[[Term], bool]) -> str:
        """``text`` with the terms that ``which`` picks in English, set off by spaces."""
        parts, at = [], 0
        for span, term in self.glossary.spans_in(text):
            if which(term):
                parts += [text[at : span.start], f" {term.en} "]
                at = span.end
        return " ".join("".join([*parts, text[at:]]).translate(_QUOTES).split())

    def _counted(self, figure: Figure) -> Figure:
        """6次在线访谈 is 6 online interviews, not 6 times; after what it counts, 次 is "times"."""
        before_noun = figure.unit == "次" and re.match(r"[一-鿿]", self.text[figure.end : figure.end + 1])
        return replace(figure, unit="") if before_noun else counted(figure)


def counted(figure: Figure) -> Figure:
    """``figure`` without a measure word that English leaves out: 规范性文件14件 is 14 normative documents."""
    spoken = _SPOKEN.get(figure.unit)
    return figure if spoken is None or spoken.search(figure.measure) else replace(figure, unit="")


def actor_of(issuer: str) -> str:
    """What a report calls its issuer: district, county, bureau …; "government" where the name does not say."""
    return next((actor for actor, ending in _ACTORS.items() if re.search(ending, issuer)), "government")


def _own_terms(known: Metadata) -> list[Term]:
    """Terms of this report only: its places, and 我区, 全区, 本区 or the like."""
    actor = actor_of(known.issuer)
    level = _SELF.get(actor)
    own = [Term(f"{word}{level}", f"the {actor}", "place") for word in "我全本"] if level else []
    # A bureau speaks of its district as 我区 too.
    others = [Term(f"我{sign}", f"the {name}", "place") for name, sign in _SELF.items() if sign != level]
    return [*own, *others, *places_in_issuer(known.issuer)]
