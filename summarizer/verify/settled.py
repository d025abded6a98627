"""What was found of one number of a claim."""

from dataclasses import dataclass, field

from summarizer.schema import Reason


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found of one number."""

    reason: Reason
    explanation: str
    figures: tuple[int, ...] = field(default_factory=tuple)
