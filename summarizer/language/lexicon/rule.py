"""A pattern with a name and examples in, matches out: a rule says beside itself where it holds and where not."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

#: In an example, around what must be found: 全年⟨未⟩受理. Without them anything may be.
OPEN, CLOSE = "⟨", "⟩"


@dataclass(frozen=True)
class Rule:
    """A pattern under a name, compiled when it is first used.

    yes  texts in which it is found; where ⟨ ⟩ stand in one, what is found is what stands between them
    no   texts in which it is not found
    One parametrised test runs the examples of every rule in the package: a rule stands in a module under a name of its
    own, or in a tuple, list or dict of rules; in a tuple or list the first that is found wins, and every rule must win
    on one of its own examples.
    """

    name: str
    pattern: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    flags: int = 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first place in ``text`` from ``start`` to ``end`` where it is found, or None."""
        return self.compiled.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """What is found at ``start`` itself, or None."""
        return self.compiled.match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The whole of ``text`` from ``start`` to ``end``, or None."""
        return self.compiled.fullmatch(text, start, len(text) if end is None else end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every place from ``start`` to ``end`` where it is found, in order."""
        return self.compiled.finditer(text, start, len(text) if end is None else end)

    def findall(self, text: str, start: int = 0, end: int | None = None) -> list[str]:
        """What is found from ``start`` to ``end``, in order: the one group of the rule, or all of it."""
        return self.compiled.findall(text, start, len(text) if end is None else end)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """``text`` with ``put`` in every place where it is found."""
        return self.compiled.sub(put, text)

    def split(self, text: str) -> list[str]:
        """``text`` cut where it is found, what its groups hold kept between the pieces."""
        return [piece or "" for piece in self.compiled.split(text)]

    def fails(self) -> list[str]:
        """The examples that it does not keep, each told in a sentence; none for a good rule."""
        missed = [f"{self.name}: not found in {example!r}" for example in self.yes if not self._keeps(example)]
        return missed + [f"{self.name}: found in {example!r}" for example in self.no if self.search(example)]

    def _keeps(self, example: str) -> bool:
        text, wanted = bare(example)
        found = self.search(text)
        return found is not None and wanted in (None, found[0])


def bare(example: str) -> tuple[str, str | None]:
    """An example without its marks, and what stood between them (None where there are none)."""
    if OPEN not in example:
        return example, None
    head, _, rest = example.partition(OPEN)
    inside, _, tail = rest.partition(CLOSE)
    return head + inside + tail, inside


def first(rules: Iterable[Rule], text: str) -> tuple[Rule, re.Match[str]] | None:
    """The first of ``rules`` that is found in ``text``, with what is found; None where none is."""
    return next(((rule, found) for rule in rules if (found := rule.search(text))), None)


def idle(rules: Sequence[Rule]) -> list[str]:
    """The names of the ``rules`` of a table that win on none of their own examples: others are found before them."""

    def wins(rule: Rule) -> bool:
        return any((winner := first(rules, bare(example)[0])) and winner[0] is rule for example in rule.yes)

    return [rule.name for rule in rules if not wins(rule)]
