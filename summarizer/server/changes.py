"""A reviewer's change made to a brief: one text of the report put anew, and every number in it verified again.

A verdict is never set by hand: it follows from the words and the source. What a person accepts is noted beside it.
"""

import re
from datetime import UTC, datetime
from typing import Any

from summarizer.pipeline.brief import prose
from summarizer.pipeline.whole import conclude
from summarizer.schema import Brief, Check, WorkReport
from summarizer.server.audit import chained
from summarizer.server.bodies import Change, Decision, Entry, Review
from summarizer.server.problems import Problem
from summarizer.server.reviews import outdated
from summarizer.verify import Source

_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")
_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[A-Z“\"])")


def make(review: Review, change: Change, proof: Source) -> Review:
    """``review`` after ``change``, its brief verified against ``proof``.

    Raises Problem: 409 where the change was made to another version, 422 where it fits no number of the brief.
    """
    if change.version != review.version:
        raise outdated()
    return _restored(review, change, proof) if change.action == "restore" else _changed(review, change, proof)


def _changed(review: Review, change: Change, proof: Source) -> Review:
    check = _check(review.brief, change)
    before = _text(review.brief, check.field)
    if change.action == "accept":
        if not change.reason.strip():
            raise Problem(422, "A number is accepted with a reason: say why it is right.")
        accepted = [one for one in review.accepted if (one.field, one.start) != (check.field, check.start)]
        accepted.append(
            Decision(field=check.field, start=check.start, end=check.end, text=check.text, who=change.who.strip(),
                     reason=change.reason)
        )  # fmt: skip
        return _next(review, change, review.brief, accepted, check.field, check.text, (before, before))
    if change.action == "correct" and not change.reason.strip():
        raise Problem(422, "A text is corrected with a reason: say what was wrong, or where it is known from.")
    after = change.text.strip() if change.action == "correct" else without_sentence(before, check.start)
    return _rewritten(review, change, proof, check.field, check.text, (before, after))


def _restored(review: Review, change: Change, proof: Source) -> Review:
    """What one change of the log changed is as it was before it; what was changed of the same text since goes too."""
    entry = next((one for one in review.audit if one.version == change.entry), None)
    if entry is None or entry.action == "restore":
        raise Problem(422, f"The log has no change {change.entry} that could be taken back.")
    before = _text(review.brief, entry.field)
    if entry.action == "accept":
        accepted = [one for one in review.accepted if (one.field, one.text) != (entry.field, entry.number)]
        return _next(review, change, review.brief, accepted, entry.field, entry.number, (before, before))
    return _rewritten(review, change, proof, entry.field, entry.number, (before, entry.before))


def _rewritten(
    review: Review, change: Change, proof: Source, field: str, number: str, texts: tuple[str, str]
) -> Review:
    if not texts[1]:
        raise Problem(422, "Nothing would be left of this text: correct it instead.")
    brief = conclude(_with(review.brief.report, field, texts[1]), proof)
    accepted = [one for one in review.accepted if one.field != field]
    return _next(review, change, brief, accepted, field, number, texts)


def _next(
    review: Review,
    change: Change,
    brief: Brief,
    accepted: list[Decision],
    field: str,
    number: str,
    texts: tuple[str, str],
) -> Review:
    """The review one version later, with its line of the log."""
    entry = chained(Entry(
        version=review.version + 1, at=datetime.now(UTC).isoformat(timespec="seconds"), who=change.who.strip(),
        action=change.action, field=field, number=number, before=texts[0], after=texts[1], reason=change.reason,
        counts=brief.ledger.counts,
    ), review.audit)  # fmt: skip
    return Review(job=review.job, version=entry.version, brief=brief, accepted=accepted, audit=[*review.audit, entry])


def _text(brief: Brief, field: str) -> str:
    text = next((words.text for words in prose(brief.report) if words.field == field), None)
    if text is None:
        raise Problem(422, f"The text {field} of the brief cannot be changed.")
    return text


def _check(brief: Brief, change: Change) -> Check:
    place = (change.field, change.start, change.end)
    for check in brief.checks:
        if (check.field, check.start, check.end) == place:
            return check
    raise Problem(422, f"The brief has no number at {change.start} to {change.end} of {change.field[:100]!r}.")


def without_sentence(text: str, at: int) -> str:
    """``text`` without the sentence that the code point ``at`` stands in."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    end = min(end for end in ends if end > at)
    return (text[:start] + text[end:]).strip()


def _with(report: WorkReport, field: str, text: str) -> WorkReport:
    """``report`` with ``text`` at the path ``field`` ("problems[1].summary.en"); its style is no longer judged."""
    plain: dict[str, Any] = report.model_dump(mode="json")
    steps: list[str | int] = []
    for name, inside in _STEP.findall(field):
        steps.append(name or (int(inside) if inside.isdigit() else inside))
    here: Any = plain
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = text
    plain["style"] = [fault for fault in plain["style"] if fault["field"] != field]
    return WorkReport.model_validate(plain)
