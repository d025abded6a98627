"""What a long run tells about itself while it works."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run: ``done`` of ``total`` in ``stage``, and the tokens spent so far."""

    stage: str
    done: int
    total: int
    prompt_tokens: int = 0
    completion_tokens: int = 0


Listener = Callable[[Progress], None]
