"""How sure it is that a number tells a figure: the signs weighed by a small model, and what speaks against it named.

The weights are a file that ``training/verdicts.py`` makes from claims labelled by hand, sentences that a
model wrote and made claims; a logistic regression whose signs cannot turn around (what contradicts never speaks for).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from summarizer.schema import Reason

#: Of each sign that contradicts, the slot it is of and the reason that it gives.
AGAINST: Mapping[str, tuple[str, Reason]] = {
    "direction against": ("direction", "direction"), "opposed": ("direction", "direction"),
    "turned": ("direction", "direction"), "compared": ("direction", "direction"),
    "qualifier reversed": ("qualifier", "qualifier"), "qualifier changed": ("qualifier", "qualifier_lost"),
    "change or level": ("measure", "measure"), "change of level": ("measure", "measure"),
    "role": ("measure", "measure"),
    "outdone beside": ("measure", "measure"), "outdone apart": ("measure", "measure"),
    "outdone beside zh": ("measure", "measure"), "outdone beside en": ("measure", "measure"),
    "outdone apart zh": ("measure", "measure"), "outdone apart en": ("measure", "measure"),
    "outdone exchanged": ("pairing", "measure"), "outdone exchanged zh": ("pairing", "measure"),
    "outdone exchanged en": ("pairing", "measure"),
    "better beside": ("measure", "measure"), "better apart": ("measure", "measure"),
    "rival named": ("measure", "measure"), "leaves": ("measure", "measure"), "near elsewhere": ("measure", "measure"),
    "exchange named": ("pairing", "measure"), "exchange": ("pairing", "measure"),
    "exchange order": ("pairing", "measure"), "contested": ("pairing", "measure"),
    "part unsaid": ("part", "measure"), "part said": ("part", "measure"), "scope unsaid": ("part", "measure"),
    "all": ("part", "measure"),
    "axis against": ("subject", "subject"), "axis exchanged": ("subject", "subject"),
    "name elsewhere": ("subject", "subject"),
    "year against": ("period", "period"), "year other": ("period", "period"), "base against": ("period", "period"),
    "several years": ("period", "period"), "one year": ("period", "period"), "earlier": ("period", "period"),
    "planned as done": ("status", "status"), "planned as was": ("status", "status"),
    "planned as last": ("status", "status"), "goal word as done": ("status", "status"),
    "done as planned": ("status", "status"), "done as this": ("status", "status"),
    "under way as done": ("status", "status"), "done as under way": ("status", "status"),
    "time": ("status", "period"),
    "denied": ("denial", "denied"),
    "finished strange": ("status", "status"), "begun strange": ("status", "status"),
    "forecast as done": ("status", "status"),
    "act moved": ("measure", "measure"), "act strange": ("measure", "measure"),
    "moves against": ("direction", "direction"), "moves strange": ("direction", "direction"),
    "wholly strange": ("part", "measure"), "part apart": ("part", "measure"),
    "scope against": ("rank", "rank"), "level as change": ("measure", "measure"),
    "will as last": ("status", "status"),
}  # fmt: skip
#: Signs that are seldom wrong: with one of them a number is for review however sure the sum is.
DOUBTS = frozenset(
    {
        "outdone beside", "outdone exchanged", "axis against", "exchange named", "outdone perhaps exchanged",
        "turned", "opposed",
    }
)  # fmt: skip
#: What contradicts in a Chinese claim, whose words are the source's own: with one of them it is never supported.
CONTRADICTS = frozenset(
    {
        "axis against", "axis exchanged", "exchange named", "role", "several years", "compared",
        "moves against", "under way as done", "finished strange", "begun strange", "forecast as done", "act moved",
        "scope against", "level as change", "will as last", "part apart", "wholly strange", "all",
        "planned as done", "done as planned", "denied",
    }
)  # fmt: skip
_WEIGHTY = 0.5
#: A contradiction names the reason of a rejection only where it weighs so much.
_NAMED = -1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """``table`` has the weight of each sign.

    From ``supported`` on, by language and by whether the rules accept or doubt it, a number is supported; under ``low``
    what contradicts is named as the reason of a rejection. All are chosen by the training, by what an error costs.
    """

    table: Mapping[str, float]
    supported: Mapping[str, Mapping[str, float]]
    low: float


@dataclass(frozen=True, slots=True)
class Judged:
    """``sure`` is the probability that the number is told right; ``doubted``, whether a sign speaks against it that is
    seldom wrong; ``contradicted``, whether a slot does so plainly that nothing outweighs it; ``slots`` what
    contradicts, the weightiest first.
    """

    sure: float
    doubted: bool
    contradicted: bool
    slots: tuple[tuple[str, Reason, float], ...]

    @property
    def against(self) -> tuple[str, Reason] | None:
        """The slot that contradicts most and its reason, where one weighs enough to be named."""
        return self.slots[0][:2] if self.slots and self.slots[0][2] <= _NAMED else None


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    found = json.loads((files("summarizer.verify") / "data" / "decision.json").read_text(encoding="utf-8"))
    return Weights(found["weights"], found["supported"], found["low"])


def judged(signs: Mapping[str, float]) -> Judged:
    """The signs of one number telling one figure, weighed."""
    table = weights().table
    total = 0.0
    by_slot: dict[tuple[str, Reason], float] = {}
    for name, value in signs.items():
        part = table.get(name, 0.0) * value
        total += part
        slot = AGAINST.get(name)
        if slot is not None and part < 0:
            by_slot[slot] = by_slot.get(slot, 0.0) + part
    ranked = sorted(((slot, reason, part) for (slot, reason), part in by_slot.items()), key=lambda one: one[2])
    sure = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    return Judged(sure, doubted(signs), contradicted(signs), tuple(ranked))


def doubted(signs: Mapping[str, float]) -> bool:
    """Whether a sign speaks against the number that is seldom wrong, or nothing binds it to the figure."""
    unfit = "unfit" in signs and (signs.get("better apart", 0.0) >= 1 or "deserts" in signs)
    unbound = "near here" not in signs and "near nowhere" in signs and "rare" not in signs
    return unfit or unbound or any(name in signs for name in DOUBTS)


def contradicted(signs: Mapping[str, float]) -> bool:
    """Whether a slot contradicts in a Chinese claim so plainly that no sum of signs outweighs it."""
    return "en" not in signs and any(signs.get(name, 0.0) >= _WEIGHTY for name in CONTRADICTS)
