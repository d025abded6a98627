"""Patterns for the end of a phrase, which most phrases are told not to have by their last character."""

import re


class Ending:
    """``pattern`` up to the end of a phrase; ``last`` are all the characters that it can end with."""

    def __init__(self, pattern: str, last: str) -> None:
        self.pattern = re.compile(rf"(?:{pattern})\Z")
        self.last = frozenset(last)

    def search(self, phrase: str) -> re.Match[str] | None:
        """The longest such end of ``phrase``, or None."""
        return self.pattern.search(phrase) if phrase[-1:] in self.last else None

    def strip(self, phrase: str) -> str:
        """``phrase`` without such an end."""
        found = self.search(phrase)
        return phrase[: found.start()] if found else phrase

    def is_all(self, phrase: str) -> bool:
        """Whether ``phrase`` is nothing else."""
        found = self.search(phrase)
        return found is not None and found.start() == 0
