"""The audit log as a chain: each line carries the digest of the one before, and what is delivered of it.

Lines in, lines with digests out; a review in, the brief out with what people decided about its numbers.
"""

import json
from collections.abc import Sequence
from hashlib import sha256

from summarizer.schema import Brief, Reviewed
from summarizer.server.bodies import Entry, Review


def chained(entry: Entry, log: Sequence[Entry]) -> Entry:
    """``entry`` as the line behind ``log``."""
    linked = entry.model_copy(update={"previous": log[-1].digest if log else "", "digest": ""})
    return linked.model_copy(update={"digest": _digest(linked)})


def broken_at(log: Sequence[Entry]) -> int:
    """The version of the first line that does not follow from those before it; 0 where all do.

    A log that began before lines were chained has lines without a digest at its head: what follows them is checked.
    """
    previous = ""
    for version, entry in enumerate(log, start=1):
        unchained = not entry.digest and not previous
        whole = entry.previous == previous and entry.digest == _digest(entry.model_copy(update={"digest": ""}))
        if entry.version != version or not (unchained or whole):
            return version
        previous = entry.digest
    return 0


def _digest(entry: Entry) -> str:
    told = json.dumps(entry.model_dump(mode="json", exclude={"digest"}), ensure_ascii=True, sort_keys=True)
    return sha256(told.encode("ascii")).hexdigest()


def delivered(review: Review) -> Brief:
    """The brief of ``review`` with the lines of its log, those that still stand tied to the brief's own checks."""
    standing = {(one.field, one.text, one.who, one.reason): one for one in review.accepted}
    lines = []
    for entry in review.audit:
        decision = standing.get((entry.field, entry.number, entry.who, entry.reason))
        stands = decision if entry.action == "accept" else None
        lines.append(
            Reviewed(
                action=entry.action, field=entry.field, number=entry.number, who=entry.who, at=entry.at,
                reason=entry.reason, before=entry.before, after=entry.after, standing=stands is not None,
                start=stands.start if stands else 0, end=stands.end if stands else 0,
            )
        )  # fmt: skip
    return review.brief.model_copy(update={"reviewed": tuple(lines)})
