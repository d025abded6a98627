"""What of a file a reader does not see, and what could not be read: counted, and told in plain sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Unseen = Literal[
    "crossed out", "deleted", "hidden", "in the colour of the page", "off the page", "too small to be seen"
]  # fmt: skip
_ORDER: tuple[Unseen, ...] = (
    "crossed out", "deleted", "hidden", "in the colour of the page", "off the page", "too small to be seen",
)  # fmt: skip


@dataclass(slots=True)
class Sight:
    """Counts the characters that are left out of a text, by what hides them."""

    counts: Counter[Unseen] = field(default_factory=Counter)

    def leave_out(self, why: Unseen, words: str) -> None:
        """``words`` are not read."""
        self.counts[why] += len("".join(words.split()))

    def note(self) -> tuple[str, ...]:
        """One sentence on what was left out, none where nothing was."""
        told = [f"{self.counts[why]:,} {why}" for why in _ORDER if self.counts[why]]
        if not told:
            return ()
        characters = "character" if told[0].startswith("1 ") and len(told) == 1 else "characters"
        first, *more = told
        number, why = first.split(" ", 1)
        return (f"Left out, since a reader does not see it: {', '.join([f'{number} {characters} {why}', *more])}.",)


def places(kind: str, numbers: Sequence[int], most: int = 10) -> str:
    """ "page 3", "pages 1, 2, 5", "pages 1, 2, … and 4 more"."""
    shown = ", ".join(map(str, numbers[:most]))
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return f"{kind}{'' if len(numbers) == 1 else 's'} {shown}{more}"


def times(count: int, what: str) -> str:
    """ "1 picture", "3 pictures"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
