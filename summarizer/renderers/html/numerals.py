"""Where a number in a table is cut, so that a column of them lines up on the decimal point."""

import re
from typing import NamedTuple

_WHOLE = re.compile(r"\d[\d,，]*")


class Aligned(NamedTuple):
    """A number up to its decimal point, set to the right, and what follows it, set to the left."""

    whole: str
    rest: str


def aligned(text: str) -> Aligned:
    """``text`` cut behind its first whole number: 约32.46万件 is 约32 and .46万件; whole where there are no digits."""
    found = _WHOLE.search(text)
    return Aligned(text[: found.end()], text[found.end() :]) if found else Aligned(text, "")
