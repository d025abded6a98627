"""The checks of a text's dates, times, lengths, ages, ordinals and names, beside those of its figures."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.base.document import Span
from summarizer.language.sentences import split_sentences
from summarizer.schema import Check, Evidence, Reason, Verdict
from summarizer.verify.claims import stretches
from summarizer.verify.kinds.chinese import in_chinese
from summarizer.verify.kinds.english import in_english
from summarizer.verify.kinds.hold import Held, Place, hold
from summarizer.verify.kinds.said import Said
from summarizer.verify.kinds.statements import Statements, statements_of, words_of
from summarizer.verify.source import Source

#: Verdicts on a figure that say that the source has no such number: a mention of another kind may be it.
_NO_FIGURE: frozenset[Reason] = frozenset({"not_found", "unit", "scale", "range"})
#: Kinds that a claim may count: "three days", 5个月, 64岁.
_COUNTED = frozenset({"span", "age"})
_DIGIT = re.compile(r"\d")
#: So much of a claim's words must stand in a statement for it to be the one that the claim is about.
_SURE = 0.6
_REVIEW: frozenset[Reason] = frozenset({"ambiguous", "outside_evidence", "unread", "qualifier_lost"})


def with_kinds(
    checks: Sequence[Check],
    claims: str,
    source: Source,
    *,
    cited: Sequence[Span] | None = None,
    language: str | None = None,
    field: str = "",
) -> tuple[Check, ...]:
    """``checks`` of the figures of ``claims`` with those of the mentions of other kinds, in the order of the text.

    A figure that the source does not have is supported where a mention of another kind says the same (three days).
    """
    mentions = list(mentions_in(claims, language))
    if not mentions:
        return tuple(checks)
    known = statements_of(source)
    spans = [Span(one.start, one.end) for one in split_sentences(claims)] or [Span(0, len(claims))]
    starts = [span.start for span in spans]

    def sentence(at: int) -> int:
        return max(0, bisect_right(starts, at) - 1)

    by_sentence: dict[int, list[Check]] = defaultdict(list)
    others: dict[int, list[Said]] = defaultdict(list)
    for check in checks:
        by_sentence[sentence(check.start)].append(check)
    for readings in mentions:
        others[sentence(readings[0].start)].append(readings[0])
    places: dict[int, Place] = {}
    instead: dict[int, Check] = {}
    more: list[Check] = []
    for readings in mentions:
        start, end = readings[0].start, max(one.end for one in readings)
        at = sentence(start)
        over = [check for check in by_sentence[at] if check.start < end and start < check.end]
        if any(check.verdict == "supported" or check.reason not in _NO_FIGURE for check in over):
            continue
        if at not in places:
            places[at] = _place(claims, spans[at], by_sentence[at], others[at], known, cited)
        held = hold(readings, claims[start:end], places[at], known, source.document.plain)
        if over and held.supported and readings[0].sort in _COUNTED:
            instead |= {id(check): _instead(check, held, source, known) for check in over}
        elif not over and not _in_passing(readings[0], claims[start:end], held):
            more.append(_check(claims, start, end, held, source, known, field))
    kept = [*(instead.get(id(check), check) for check in checks), *more]
    return tuple(sorted(kept, key=lambda check: (check.start, check.end)))


def _in_passing(claim: Said, text: str, held: Held) -> bool:
    """Whether a mention needs no check: a month's name or an English word of order that the source gives no like."""
    if claim.word:
        return held.reason not in ("date", "rank")
    return claim.sort == "ordinal" and held.nothing and text.isascii() and not _DIGIT.search(text)


def mentions_in(claims: str, language: str | None = None) -> Iterator[tuple[Said, ...]]:
    """The mentions of ``claims`` in order, each with all its readings.

    A shorter one inside a longer one that says something else is part of that.
    """
    for span, tongue in [(Span(0, len(claims)), language)] if language else stretches(claims):
        read = in_chinese if tongue == "zh" else in_english
        found = (_moved(one, span.start) for one in read(claims[span.start : span.end]))
        yield from _grouped([one for one in found if tongue != "zh" or not one.word])


def _moved(one: Said, by: int) -> Said:
    return replace(one, start=one.start + by, end=one.end + by)


def _grouped(found: Sequence[Said]) -> Iterator[tuple[Said, ...]]:
    whole: list[Said] = []
    open_: list[Said] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        open_ = [other for other in open_ if other.end > one.start]
        if not any(_inside(one, other) for other in open_):
            whole.append(one)
        open_.append(one)
    group: list[Said] = []
    for one in whole:
        if group and one.start >= max(each.end for each in group):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _inside(one: Said, other: Said) -> bool:
    longer = other.end - other.start > one.end - one.start
    differ = (one.sort, one.parts) != (other.sort, other.parts)
    return longer and differ and other.start <= one.start and one.end <= other.end


def _place(
    claims: str,
    sentence: Span,
    checks: Sequence[Check],
    others: Sequence[Said],
    known: Statements,
    cited: Sequence[Span] | None,
) -> Place:
    """Where the claim's sentence speaks of: where its figures stand, in what is cited, by its words."""
    pieces = [piece for check in checks if check.reason != "not_found" for piece in check.evidence]
    sure = [at for piece in pieces for at in known.at(piece.start, piece.end)]
    if cited is not None:
        within = [at for span in cited for at in known.at(span.start, span.end)]
        return Place(tuple(dict.fromkeys((*sure, *within))), ())
    told = [*((one.start, one.end) for one in checks), *((one.start, one.end) for one in others)]
    cut = [Span(start - sentence.start, end - sentence.start) for start, end in told]
    about = known.about(words_of(claims[slice(*sentence)], _apart(cut)))
    if not sure:
        sure = [at for share, at in about[:1] if share >= _SURE]
    return Place(tuple(dict.fromkeys(sure)), tuple(at for _, at in about))


def _apart(spans: Sequence[Span]) -> list[Span]:
    """``spans`` in order, those that overlap the one before left out."""
    ordered = sorted(spans)
    return [*ordered[:1], *(two for one, two in pairwise(ordered) if two.start >= one.end)]


def _verdict(held: Held) -> Verdict:
    return "supported" if held.supported else "review" if held.reason in _REVIEW else "rejected"


def _evidence(held: Held, source: Source, known: Statements) -> tuple[Evidence, ...]:
    if held.statement is None:
        return ()
    start, end = known.all[held.statement].span
    return (Evidence(start=start, end=end, text=source.document.excerpt(start, end)),)


def _check(claims: str, start: int, end: int, held: Held, source: Source, known: Statements, field: str) -> Check:
    return Check(
        start=start, end=end, text=claims[start:end], value=None, unit="", verdict=_verdict(held), reason=held.reason,
        explanation=held.explanation, evidence=_evidence(held, source, known), field=field,
    )  # fmt: skip


def _instead(check: Check, held: Held, source: Source, known: Statements) -> Check:
    told = {"reason": held.reason, "explanation": held.explanation, "evidence": _evidence(held, source, known)}
    return check.model_copy(update={"verdict": "supported", **told})
