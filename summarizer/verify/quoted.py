"""A number in the source's own words: where a text repeats its evidence, the repetition itself is the proof.

Chinese summaries are the report's own clauses, shortened. Held against the source by its words alone, such a clause
can look like a claim about another time (its year stood in a clause that was left out), or like one of its own
neighbours. So a sentence whose every clause stands in the cited evidence, word for word and in order, tells what
the evidence tells, unless what was left out between its clauses says when, of what part, that it is not so, or what
the next clause is said of.

This is for texts with cited evidence only. A free text names no place: there the words must find it.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.base.characters import plain
from summarizer.base.document import Span
from summarizer.language.lexicon import pattern
from summarizer.schema import Check
from summarizer.verify import explain
from summarizer.verify.source import Source

_CLOSERS = "。；！？\n"
#: What changes the sense of the clause behind it: a time, a part, a goal, a denial.
_TURNS = re.compile(r"年|月|季|期|日|其中|分别|累计|目标|计划|力争|预计|拟|从|由|不|未|没|无|非|原|前|后|各|平均")
#: The same in front of the first clause that is kept, but for a date: a report's own year goes without saying.
_LED = re.compile(
    rf"\d年.{{0,6}}前|其中|累计|目标|计划|预计|拟|{pattern('aspires last_year', 'zh')}|到\d|上届|不|未|没|无|非"
)
#: A clause that says something of what stands before it: 同比增长7.2% of the clause that was left out.
_LEANS = re.compile(
    r"\s*(?:同比|环比|分别|平均|[增降涨减][长加幅低少]|上升|下降|提高|提升|降低|达|占|较|比|高于|低于|超|位?居|排|为|[升降增减]?至|[和与及等])"
)
#: Fewer characters besides numerals are no sentence that could be known again.
_LEAST = 4
#: In a measure: so many characters behind a number must be the source's own.
_BEHIND = 2


def by_quotation(
    checks: Sequence[Check], text: str, cited: Sequence[Span], source: Source, *, planned: bool = False
) -> Iterator[Check]:
    """``checks`` of the numbers of ``text``, those that its evidence ``cited`` repeats being supported by that.

    ``planned``: the text is told as a plan, so that the words of a goal may be left out before it.
    """
    text = plain(text)
    for check in checks:
        open_ = check.verdict != "supported"
        found = _in_sentence(text, Span(check.start, check.end), cited, source, planned) if open_ else None
        yield check if found is None else _supported(check, found, source)


def by_name(checks: Sequence[Check], measure: str, near: Span, source: Source) -> Iterator[Check]:
    """``checks`` of the numbers in the name of a ``measure``, which was made of the words of the source at ``near``.

    A number in a name (14个省份产业集群) is right where it stands there with the same words behind it.
    """
    measure = plain(measure)
    for check in checks:
        found = None
        if check.verdict != "supported":
            piece = measure[check.start : check.end + _BEHIND]
            places = _occurrences(piece, source.document.plain, near)
            length = check.end - check.start
            found = next((i for at in places if (i := source.at(Span(at, at + length))) is not None), None)
        yield check if found is None else _supported(check, found, source)


def _in_sentence(text: str, number: Span, cited: Sequence[Span], source: Source, planned: bool) -> int | None:
    start = max(text.rfind(mark, 0, number.start) for mark in _CLOSERS) + 1
    ends = [at for mark in _CLOSERS if (at := text.find(mark, number.end)) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    if len(re.sub(r"[\d\W]", "", sentence)) < _LEAST:
        return None
    clauses = [clause for clause in sentence.split("，") if clause.strip()]
    whole = source.document.plain
    for span in _joined(cited, whole):
        for first in _occurrences(clauses[0], whole, span):
            led = max(whole.rfind(mark, span.start, first) for mark in _CLOSERS) + 1
            if not planned and _LED.search(whole, max(led, span.start), first):
                continue
            if (places := _in_order(clauses, first, span.end, whole)) is not None:
                here = _place_in(sentence, number.start - start, clauses, places)
                told = None if here is None else source.at(Span(here, here + number.end - number.start))
                if told is not None:
                    return told
    return None


def _joined(cited: Sequence[Span], text: str) -> list[Span]:
    """Pieces of evidence with nothing but space between them made one."""
    joined: list[Span] = []
    for span in sorted(cited):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(Span(span.start, span.end))
    return joined


def _in_order(clauses: Sequence[str], first: int, end: int, text: str) -> list[int] | None:
    """Where each clause stands, one behind the other, nothing that turns the sense left out between; else None."""
    places, at = [first], first + len(clauses[0])
    for clause in clauses[1:]:
        found = text.find(clause, at, end)
        if found < 0 or _TURNS.search(text, at, found):
            return None
        if text[at:found].strip("，、；。 \n") and _LEANS.match(clause):
            return None
        places.append(found)
        at = found + len(clause)
    return places


def _place_in(sentence: str, offset: int, clauses: Sequence[str], places: Sequence[int]) -> int | None:
    """Where in the source the character at ``offset`` of ``sentence`` stands."""
    at = 0
    for clause, place in zip(clauses, places, strict=True):
        at = sentence.index(clause, at)
        if at <= offset < at + len(clause):
            return place + offset - at
        at += len(clause)
    return None


def _occurrences(piece: str, text: str, inside: Span) -> Iterator[int]:
    at = text.find(piece, inside.start, inside.end)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1, inside.end)


def _supported(check: Check, index: int, source: Source) -> Check:
    figure = source.figures[index]
    return check.model_copy(
        update={
            "verdict": "supported",
            "reason": "exact",
            "explanation": explain.quoted(source, index),
            "evidence": (source.evidence(index),),
            "figures": (figure.id,),
        }
    )
