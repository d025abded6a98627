"""A text without the white space that layout put into it, and the way back to the offsets as written."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` with some characters left out; ``at[i]`` is where its i-th character stands in the original."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, original: str, left_out: str, start: int = 0) -> "Squeezed":
        """``original``, which begins at offset ``start`` of the document, without what ``left_out`` matches."""
        kept: list[int] = []
        last = 0
        for match in re.finditer(left_out, original):
            kept.extend(range(last, match.start()))
            last = match.end()
        kept.extend(range(last, len(original)))
        return cls("".join(original[index] for index in kept), tuple(start + index for index in kept))

    def span(self, match: re.Match[str], group: int = 0) -> tuple[int, int]:
        """Where ``match`` of this text stands in the original."""
        start, end = match.span(group)
        if start >= end or not self.at:
            return 0, 0
        return self.at[start], self.at[end - 1] + 1
