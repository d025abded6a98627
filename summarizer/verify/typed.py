"""Typed numbers of one object, weighed together: which figure each means, and whether its field's words say so.

A sentence says what its number counts; a typed field has a name and a description for that, in a form whose fields
resemble each other (applications granted, granted in part, refused). So beyond the value, what sets a field apart from
the others of its form must be said where the figure stands, and one figure is not two fields' at once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log

from summarizer.base.document import Span
from summarizer.language.numerals import plain
from summarizer.schema import Check, Reason, Verdict
from summarizer.verify.explain import said
from summarizer.verify.match import same_sort
from summarizer.verify.numbers import goals
from summarizer.verify.settle import verify_text
from summarizer.verify.source import Place, Source
from summarizer.verify.topic import YEAR, groups

#: The share of a field's words that must be said at the figure, each weighed by how it sets the field apart.
_ANSWERED = 0.6
#: Said in the figure's own clause, in its sentence, in the heading over it.
_NEAR, _FAR, _OVER = 1.0, 0.4, 0.6
#: Another figure fits as well when its words fit no worse than by this much.
_TIE = 0.05
_LITTLE = 0.01
#: Words of a form, not of what is counted; and what stands in brackets as a unit.
_EMPTY = re.compile(
    r"[（(]\s*(?:单位[：:])?[^（()）]{1,8}[)）]"
    r"|\b(?:numbers?|counts?|amounts?|values?|rates?|ratios?|shares?|percentages?|totals?|units?|of|these|this|year)\b",
    re.I,
)
_PHRASE = re.compile(r"[，,、；;：:。\s/]+")
_WHOLE = frozenset({"", "总计", "合计", "总数", "共计", "总数量", "数量"})
_LATIN, _CHINESE = re.compile(r"[A-Za-z][A-Za-z'-]*"), re.compile(r"[\u3400-\u9fff]")
_BEFORE = re.compile(r"上年|去年|上一年|往年|结转|历年|累计|previous|last year|prior|earlier|carried|cumulative", re.I)
_LOOKS_BACK = re.compile(r"上年|去年|上一年|往年|previous year|last year|year before", re.I)
_GOAL = re.compile(r"\b(?:target|goal|plan|planned|aim)", re.I)


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in a typed field: ``shown`` as Python writes it, the field's ``own`` words and those around it."""

    path: str
    value: Decimal
    shown: str
    unit: str
    own: tuple[str, ...]
    outer: tuple[str, ...]
    cited: tuple[Span, ...] | None

    @property
    def words(self) -> str:
        """All that is said of it."""
        return " ".join((*self.outer, *self.own))

    @property
    def subject(self) -> str:
        """What is said of it without the words of any form."""
        return f"{subject(self.outer)} {subject(self.own)}"


def subject(words: Sequence[str]) -> str:
    """What ``words`` of a field say it counts, without its unit in brackets, "number of", "total" and the like.

    Where they are Chinese the Chinese counts alone: an English name beside it says the same, and a word of it may
    stand for many (carried: 开展, 组织).
    """
    said = _EMPTY.sub(" ", " ".join(words).replace("_", " "))
    return _LATIN.sub(" ", said) if _CHINESE.search(said) else said


def settle_typed(numbers: Sequence[TypedNumber], source: Source) -> dict[str, Check]:
    """The check of each of ``numbers``, all of one object, by path."""
    if not numbers:
        return {}
    index = {figure.id: at for at, figure in enumerate(source.figures)}
    own = _asked([subject(number.own) for number in numbers])
    outer = _telling([subject(number.outer) for number in numbers])
    checks: dict[str, Check] = {}
    for number, asked, inside in zip(numbers, own, outer, strict=True):
        check = _check(number, source)
        if check.verdict == "supported" and check.figures and number.cited is None:
            doubt = _doubt(number, source, index[check.figures[0]], asked, inside)
            check = _doubted(check, doubt) if doubt else check
        checks[number.path] = check
    return checks | _contested(numbers, own, checks, source, index)


def _check(number: TypedNumber, source: Source) -> Check:
    """The number as a claim of its own; one that no figure of the source could be is rejected, never passed over."""
    unit = number.unit or _unit_found(number, source)
    digits = plain(number.value) or "0"
    written = f"{digits}{unit}" if not unit or not re.match(r"[A-Za-z]", unit) else f"{digits} {unit}"
    language = "en" if unit[:1].isascii() and unit[:1].isalpha() else "zh"
    if _LOOKS_BACK.search(number.words):  # told of the year before, as the field asks
        written = f"last year {written}" if language == "en" else f"上年{written}"
    found = verify_text(
        written, source, cited=number.cited, language=language, field=number.path, context=number.subject
    )
    if found and found[0].value is not None:
        return found[0].model_copy(update={"start": 0, "end": len(number.shown), "text": number.shown})
    if source.with_value(Fraction(number.value), Fraction(number.value)):
        return _made(number, "ambiguous", f"What {number.shown} counts cannot be told from the words of its field.")
    return _made(number, "not_found", f"The source has no figure that {number.shown} could be.")


def _made(number: TypedNumber, reason: Reason, explanation: str) -> Check:
    verdict: Verdict = "review" if reason == "ambiguous" else "rejected"
    return Check(
        start=0, end=len(number.shown), text=number.shown, value=number.value, unit=number.unit, verdict=verdict,
        reason=reason, explanation=explanation, evidence=(), field=number.path,
    )  # fmt: skip


def _unit_found(number: TypedNumber, source: Source) -> str:
    """The unit of the figure that a number without one is likeliest to be: of its value, or else of its words."""
    words = source.weigh(groups(number.subject), ())
    same = source.with_value(Fraction(number.value), Fraction(number.value))
    likely = same or source.about(groups(number.subject), most=8)
    if number.cited is not None:
        inside = set(source.within(number.cited))
        likely = [at for at in likely if at in inside] or likely
    best = max(likely, key=lambda at: source.affinity(words, at) or 0.0, default=None)
    return "" if best is None else source.figures[best].unit


# --- doubts -------------------------------------------------------------------------------------------------------

_Groups = tuple[frozenset[str], ...]


def _telling(texts: Sequence[str]) -> list[_Groups]:
    """For each of ``texts`` its words (as groups of renderings) that not all of the others have too."""
    each = [tuple(dict.fromkeys(groups(text))) for text in texts]
    common = Counter(group for found in each for group in found)
    return [tuple(group for group in found if common[group] < len(texts)) for found in each]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a field's own words ask for, phrase by phrase, each word with how it sets the field apart from others."""

    phrases: tuple[dict[frozenset[str], float], ...]

    def answered(self, place: Place) -> float:
        """The share of the words that the figure's place says, of the phrase of which it says least."""
        return min((_share(phrase, place) for phrase in self.phrases), default=1.0)

    def whole(self, place: Place) -> float:
        """The share of all words that the figure's place says."""
        together: dict[frozenset[str], float] = {}
        for phrase in self.phrases:
            together |= phrase
        return _share(together, place)


def _share(words: dict[frozenset[str], float], place: Place) -> float:
    close = place.near | place.own
    got = sum(
        weight * (_NEAR if group & close else _FAR if group & place.far else _OVER if group & place.heading else 0.0)
        for group, weight in words.items()
    )
    return got / sum(words.values()) if words else 1.0


def _asked(texts: Sequence[str]) -> list[_Asked]:
    """What each of ``texts`` asks for. 复议后起诉 is not answered by 未经复议直接起诉 because 行政诉讼 is besides."""
    each = [
        [found for part in (_PHRASE.split(text) if _CHINESE.search(text) else [text]) if (found := _words(part))]
        for text in texts
    ]
    common = Counter(group for phrases in each for group in set().union(*phrases))
    return [
        _Asked(tuple({group: log(1 + len(texts) / common[group]) for group in phrase} for phrase in phrases))
        for phrases in each
    ]


def _words(phrase: str) -> list[frozenset[str]]:
    """The words of a phrase; none of one that only says that the whole is meant, which prose leaves unsaid."""
    return [] if phrase.strip() in _WHOLE else list(dict.fromkeys(groups(phrase)))


def _doubt(number: TypedNumber, source: Source, at: int, form: _Asked, inside: _Groups) -> str:
    """Why a figure of the right value may still not be what the field asks for; "" where nothing speaks against it."""
    place, figure = source.places[at], source.figures[at]
    here = place.near | place.own | place.far | place.heading
    words = number.words
    if form.answered(place) < _ANSWERED:
        return f"The source has {said(source, at)}, but not clearly of what the field asks for."
    theme = place.near | place.own | place.heading  # not its sentence: the next clause may speak of another thing
    if sum(not group.isdisjoint(theme) for group in inside) < _ANSWERED * len(inside):
        return f"The source has {said(source, at)}, but what the field lies in is not spoken of there."
    if place.aspect == "target" and not (goals(words) or _GOAL.search(words)):
        return f"The source gives {said(source, at)} as a target; the field does not ask for one."
    if figure.aspect in ("earlier", "cumulative") and not _BEFORE.search(words):
        return f"The source gives {said(source, at)} for an earlier or a longer time; the field does not ask for it."
    asked = set(YEAR.findall(words)) or set(YEAR.findall(source.document.metadata.period))
    years = source.years(at)
    if years and asked and not years & asked and not _BEFORE.search(words):
        return f"The source gives {said(source, at)} for {', '.join(sorted(years))}; the field asks for another year."
    if asked and years & asked and _BEFORE.search(words) and not YEAR.search(words) and not _answers_before(here):
        return f"The source gives {said(source, at)} for the year itself; the field asks for another time."
    if (other := _as_good(number, source, at, form)) is not None:
        both = f"{said(source, at)} and {said(source, other)}"
        return f"The source has {both}; the field's words do not show which it means."
    return ""


def _as_good(number: TypedNumber, source: Source, at: int, form: _Asked) -> int | None:
    """A figure of another value that the field's words fit as well, not one that is told as a part of this one."""
    words = source.weigh(groups(number.subject), ())
    figure = source.figures[at]
    least = (source.affinity(words, at) or 0.0) - _TIE
    for other in source.about(groups(number.subject)):
        rival = source.figures[other]
        if rival.value == figure.value or not same_sort(rival, figure):
            continue
        if figure.measure and rival.measure.startswith(f"{figure.measure}："):
            continue
        if source.years(other) != source.years(at) or source.places[other].aspect != source.places[at].aspect:
            continue
        if (source.affinity(words, other) or 0.0) < least:
            continue
        if form.whole(source.places[other]) >= form.whole(source.places[at]) - _LITTLE:
            return other
    return None


def _answers_before(here: frozenset[str]) -> bool:
    return bool(here & {"上年", "去年", "结转", "历年", "累计", "往年", "一年"})


def _contested(
    numbers: Sequence[TypedNumber],
    asked: Sequence[_Asked],
    checks: dict[str, Check],
    source: Source,
    index: dict[str, int],
) -> dict[str, Check]:
    """Checks of fields that rest on one figure which another field's words fit better, or as well.

    A field that a second figure of the same value answers too may keep its verdict: both are said.
    """
    claims: dict[str, list[tuple[TypedNumber, _Asked]]] = defaultdict(list)
    for number, form in zip(numbers, asked, strict=True):
        check = checks[number.path]
        if check.verdict == "supported" and check.figures:
            claims[check.figures[0]].append((number, form))
    doubted: dict[str, Check] = {}
    for id, claimants in claims.items():
        if len(claimants) < 2:
            continue
        at = index[id]
        fits = [form.whole(source.places[at]) for _, form in claimants]
        best = max(fits)
        for (number, form), fit in zip(claimants, fits, strict=True):
            alone = fit == best and fits.count(best) == 1
            if alone or _said_again(at, form, source):
                continue
            others = ", ".join(other.path for other, _ in claimants if other is not number)
            told = f"The source says {said(source, at)} once; {others} holds the same figure."
            doubted[number.path] = _doubted(checks[number.path], told)
    return doubted


def _said_again(at: int, form: _Asked, source: Source) -> bool:
    """Whether another figure has the same value and is spoken of in the field's words too."""
    figure = source.figures[at]
    if figure.value is None:
        return False
    value = Fraction(figure.value)
    return any(
        other != at and source.figures[other].unit == figure.unit and form.answered(source.places[other]) >= _ANSWERED
        for other in source.with_value(value, value)
    )


def _doubted(check: Check, explanation: str) -> Check:
    return check.model_copy(update={"verdict": "review", "reason": "ambiguous", "explanation": explanation})
