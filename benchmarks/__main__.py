"""``python -m benchmarks [NAME…] [--quick] [--write FILE]``: one table of everything measured, held against its floors.

Each ``benchmarks/<name>.py`` with a function ``measure() -> dict[str, number | str]`` is a benchmark. One that needs
the shared reports and does not find them is skipped, and the table says so. Floors stand in ``floors.toml``: a number
worse than its floor makes the exit code 1, and so does a floor that was lowered since the commit before. With --quick
a benchmark that takes long (``SLOW = True``) is left out, or is run as its function ``quick`` says: fewer numbers, each
held against its own floor.
"""

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import benchmarks
from benchmarks.floors import Floor, read_floors, weakened_since_last_commit
from benchmarks.shared import shared_folder

FLOORS = Path(__file__).parent / "floors.toml"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
Value = float | int | str


@dataclass(frozen=True)
class Row:
    """One measured number; ``floor`` is None where none is set, ``held`` False where the value is worse."""

    benchmark: str
    measure: str
    value: Value
    floor: Floor | None
    held: bool


def discover() -> dict[str, ModuleType]:
    """Every benchmark by name, those that cannot be imported (an extra is missing) left to the caller to report."""
    names = [found.name for found in pkgutil.iter_modules(benchmarks.__path__) if not found.name.startswith("_")]
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    return {name: module for name, module in sorted(modules.items()) if hasattr(module, "measure")}


def run(
    modules: dict[str, ModuleType], floors: dict[str, dict[str, Floor]], *, quick: bool = False
) -> tuple[list[Row], list[str]]:
    """The rows of all benchmarks, and a sentence for each that was skipped; a floor without its number is not held.

    With ``quick`` those that take long measure what they can in short, and only that is held against floors.
    """
    rows: list[Row] = []
    skipped: list[str] = []
    for name, module in modules.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        begun = time.monotonic()
        in_short = quick and getattr(module, "SLOW", False)
        try:
            measured = module.quick() if in_short else module.measure()
        except FileNotFoundError as missing:
            skipped.append(f"{name}: skipped: {missing}")
            continue
        print(f"{name}: {time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)
        wanted = floors.get(name, {})
        if in_short:
            wanted = {measure: floor for measure, floor in wanted.items() if measure in measured}
            skipped.append(f"{name}: in part: it takes long, and --quick was asked for")
        rows += compare(name, measured, wanted)
    return rows, skipped


def compare(name: str, measured: dict[str, Value], floors: dict[str, Floor]) -> Iterable[Row]:
    """A row for each measured number, and one for each floor whose number is missing."""
    for measure, value in measured.items():
        floor = floors.get(measure)
        yield Row(name, measure, value, floor, floor is None or floor.holds(value))
    for measure, floor in floors.items():
        if measure not in measured:
            yield Row(name, measure, "not measured", floor, not has_shared_reports())


def has_shared_reports() -> bool:
    """Whether the real reports are here; without them a floor over them is neither held nor broken."""
    try:
        shared_folder()
    except FileNotFoundError:
        return False
    return True


def table(rows: list[Row], skipped: list[str]) -> str:
    """The table in Markdown, then what was skipped."""
    lines = ["| benchmark | measure | value | floor | |", "|---|---|---:|---:|---|"]
    lines += [
        f"| {row.benchmark} | {row.measure} | {shown(row.value)} | {row.floor or ''} | {state(row)} |" for row in rows
    ]
    return "\n".join(lines + (["", *skipped] if skipped else []))


def state(row: Row) -> str:
    """What the floor says of the row: held, BROKEN, skipped, or nothing where there is none."""
    if row.floor is None:
        return ""
    if row.held:
        return "held" if row.floor.holds(row.value) else "skipped"
    return "BROKEN"


def shown(value: Value) -> str:
    """``value`` for people: shares with four digits, counts with separators."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) else value


def write_between_marks(page: Path, text: str) -> None:
    """Put ``text`` into ``page`` in place of what stands between its two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """0 when every floor holds; 1 when one is broken or was lowered; 2 for a name that is no benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="which benchmarks (default: all)")
    parser.add_argument("--quick", action="store_true", help="leave out, or do in part, what takes long (SLOW = True)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also put the table into FILE, between its marks")
    wanted = parser.parse_args(arguments)
    modules = discover()
    if unknown := [name for name in wanted.names if name not in modules]:
        parser.error(f"there is no benchmark {unknown[0]!r}: use {', '.join(modules)}")
    chosen = {name: modules[name] for name in wanted.names or modules}
    slow = [
        name
        for name, module in chosen.items()
        if wanted.quick and getattr(module, "SLOW", False) and not hasattr(module, "quick")
    ]
    for name in slow:
        del chosen[name]
    rows, skipped = run(chosen, read_floors(FLOORS), quick=wanted.quick)
    text = table(rows, [*skipped, *(f"{name}: skipped: it takes long, and --quick was asked for" for name in slow)])
    print(text)
    if wanted.write:
        write_between_marks(wanted.write, text)
    weakened = weakened_since_last_commit(FLOORS)
    for sentence in weakened:
        print(sentence, file=sys.stderr)
    return 1 if weakened or not all(row.held for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
