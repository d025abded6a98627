"""An amount in brackets behind another in a different currency or measure: 2.06 billion yuan ($300 million).

Such an amount is somebody's conversion. Where the source does not give it, it is neither wrong nor proven: for review.
"""

import re
from collections.abc import Sequence

from summarizer.quantities.figure import Figure
from summarizer.schema import Check
from summarizer.verify.compare import is_currency, same_unit

_OPENED = re.compile(
    r"\s?[A-Za-z.\s]{0,12}[(（]\s?(?:or\s|i\.e\.,?\s|equivalent to\s|approximately\s|about\s|约合?|合)?\Z"
)
_CLOSED = re.compile(r"[^()（）]{0,30}[)）]")
_SIZES = re.compile(r"\A(?:feet|foot|mile|acre|pound|inch|yard|ounce|gallon|fahrenheit)\Z")


def with_conversions(checks: Sequence[Check], figures: Sequence[Figure], claims: str) -> list[Check]:
    """``checks`` of ``figures`` (one each, in order) where what is rejected is a conversion of the figure before it."""
    found = list(checks)
    for at in range(1, len(found)):
        if found[at].verdict == "rejected" and _converted(figures[at - 1], figures[at], claims):
            told = (
                f"{found[at].text} stands in brackets as a conversion of {found[at - 1].text}; the source gives none."
            )
            found[at] = found[at].model_copy(update={"verdict": "review", "reason": "ambiguous", "explanation": told})
    return found


def _converted(before: Figure, figure: Figure, claims: str) -> bool:
    opened = _OPENED.fullmatch(claims[before.end : figure.start]) and _CLOSED.match(claims, figure.end)
    if not opened or before.unit == figure.unit:
        return False
    money = is_currency(before.unit) and is_currency(figure.unit)
    return money or (bool(_SIZES.match(figure.unit)) and same_unit(before.unit, figure.unit) is not True)
