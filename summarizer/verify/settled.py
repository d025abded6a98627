"""What was found of one number of a claim."""

from dataclasses import dataclass, field

from summarizer.schema import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found of one number."""

    reason: Reason
    explanation: str
    figures: tuple[int, ...] = field(default_factory=tuple)


VERDICTS: dict[Reason, Verdict] = {
    "exact": "supported", "equivalent": "supported", "rounded": "supported", "derived": "supported",
    "qualifier_lost": "review", "ambiguous": "review", "outside_evidence": "review",
}  # fmt: skip


def verdict_on(reason: Reason) -> Verdict:
    """The verdict that goes with a reason."""
    return VERDICTS.get(reason, "rejected")
