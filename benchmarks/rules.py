"""Which rules change nothing: ``python -m benchmarks.rules [--corpus N]`` takes each rule of the package away in turn.

In go all rules of the package, out come those that nothing would miss. A rule is a ``Rule`` that stands under a name of
its own in a module, or in a tuple, list or dict of them; one that is taken away is found nowhere. Looked at are the
examples of all rules, what outline and figures say of the samples, and of every N-th report of the corpus (0: of none).
A rule whose absence changes nothing goes, or has its reason in ``REASONS``. Since a rule's own examples miss it,
``--texts`` asks the texts alone: it prints the rules that no text meets, and those that are met and change nothing.
"""

import argparse
import hashlib
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summarizer
from benchmarks.shared import shared_folder
from summarizer.base.document import Document
from summarizer.language.lexicon import Rule
from summarizer.language.lexicon.rule import bare, first

ROOT = Path(__file__).parent.parent
SLOW = True
_NEVER = re.compile(r"(?!)")
_OPTIONAL = ("summarizer.server", "summarizer.__main__", "summarizer.model.local", "summarizer.batch.cluster")
#: Rules that may change nothing on all that is looked at, each with why it stays.
REASONS: dict[str, str] = {}


def tables() -> list[tuple[str, tuple[Rule, ...]]]:
    """Where rules stand, and which: a name of a module's own that is a rule, or a collection of rules."""
    found: dict[int, tuple[str, tuple[Rule, ...]]] = {}
    for info in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if info.name.startswith(_OPTIONAL):
            continue
        for called, value in vars(importlib.import_module(info.name)).items():
            held = (value,) if isinstance(value, Rule) else value
            held = tuple(held.values()) if isinstance(held, dict) else held
            if isinstance(held, (tuple, list)) and held and all(isinstance(one, Rule) for one in held):
                found.setdefault(id(value), (f"{info.name}.{called}", tuple(held)))
    return list(found.values())


def measure() -> dict[str, float | int | str]:
    """How many rules there are, and how many of them change nothing without a reason."""
    rules = {id(rule): rule for _, table in tables() for rule in table}
    return {"rules": len(rules), "rules that change nothing": len(idle(every=0))}


def quick() -> dict[str, float | int | str]:
    """How many rules there are."""
    return {"rules": len({id(rule) for _, table in tables() for rule in table})}


def idle(every: int) -> list[str]:
    """The rules that change nothing when they are taken away, those with a reason left out."""
    held = tables()
    texts = list(_texts(every))
    before = _examples(held), _told(texts)
    found: list[str] = []
    for name, rule in ((f"{where}: {rule.name}", rule) for where, table in held for rule in table):
        kept = rule.compiled
        rule.__dict__["compiled"] = _NEVER
        try:
            same = _examples(held) == before[0] and _told(texts) == before[1]
        finally:
            rule.__dict__["compiled"] = kept
        if same and name not in REASONS:
            found.append(name)
    return found


class _Counted:
    """A pattern that counts how often it is found, and else does what the pattern does."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.found = pattern, 0

    def __getattr__(self, name: str) -> Any:
        does = getattr(self.pattern, name)

        def counted(*given: Any) -> Any:
            outcome = list(does(*given)) if name in ("finditer", "findall") else does(*given)
            self.found += bool(outcome) and (name != "sub" or outcome != given[1])
            return iter(outcome) if name == "finditer" else outcome

        return counted if callable(does) else does


def unmet(every: int) -> tuple[list[str], list[str]]:
    """The rules that no text meets, and those that texts meet but whose absence changes nothing in what is said."""
    rules = {id(rule): (f"{where}: {rule.name}", rule) for where, table in tables() for rule in table}
    texts = list(_texts(every))
    counters = {key: _Counted(rule.compiled) for key, (_, rule) in rules.items()}
    kept = {key: rule.compiled for key, (_, rule) in rules.items()}
    for key, (_, rule) in rules.items():
        rule.__dict__["compiled"] = counters[key]
    before = _told(texts)
    for key, (_, rule) in rules.items():
        rule.__dict__["compiled"] = kept[key]
    never = [name for key, (name, _) in rules.items() if not counters[key].found]
    idle_ones = []
    for key, (name, rule) in rules.items():
        if counters[key].found and name not in REASONS:
            rule.__dict__["compiled"] = _NEVER
            if _told(texts) == before:
                idle_ones.append(name)
            rule.__dict__["compiled"] = kept[key]
    return never, idle_ones


def _examples(held: list[tuple[str, tuple[Rule, ...]]]) -> list[str]:
    """What wins in each table on each example of its rules."""
    outcome: list[str] = []
    for where, table in held:
        for example in (one for rule in table for one in (*rule.yes, *rule.no)):
            winner = first(table, bare(example)[0])
            outcome.append(f"{where} {example} {winner and (winner[0].name, winner[1][0])}")
    return outcome


def _texts(every: int) -> Iterator[Document]:
    """The samples, and every so many of the shared reports of all formats."""
    yield from (summarizer.load(path) for path in sorted((ROOT / "samples").glob("*.txt")))
    if every:
        shared = shared_folder()
        found = [path for folder in ("corpus", "reports") for path in sorted((shared / folder).rglob("*.*"))]
        kept = [path for path in found if path.suffix in (".txt", ".docx", ".html")]
        yield from (summarizer.load(path) for path in kept[::every])


def _told(texts: list[Document]) -> str:
    """One sum over what outline and figures say of ``texts``, and over the brief without a model of a few of them."""
    total = hashlib.sha256()
    for at, text in enumerate(texts):
        try:
            outline = summarizer.outline(text)
            figures = summarizer.figures(outline)
            brief = summarizer.summarize(text, model="none").report if at % 4 == 0 else ""
        except (IndexError, AssertionError, summarizer.SummarizerError) as lost:  # what everything stands on is gone
            return repr(lost)
        total.update(repr((outline.document.metadata, outline.sections, outline.items, figures, brief)).encode())
    return total.hexdigest()


def main() -> int:
    """Print what changes nothing; 1 where there is any."""
    asked = argparse.ArgumentParser(prog="benchmarks.rules", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--corpus", type=int, default=0, help="every so many reports of the corpus; 0: none")
    asked.add_argument("--texts", action="store_true", help="ask the texts alone, not the rules' own examples")
    given = asked.parse_args()
    if given.texts:
        never, met = unmet(given.corpus)
        print("met by no text:", *never, "", "met, and their absence changes nothing:", *met, sep="\n")
        return 0
    found = idle(given.corpus)
    print(*found, sep="\n")
    print(f"{measure()['rules']} rules, {len(found)} of them change nothing", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
