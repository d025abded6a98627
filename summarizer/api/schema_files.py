"""The JSON Schemas of everything the program writes: ``python -m summarizer.api.schema_files [--check]``.

They are exported from the pydantic structures of :mod:`summarizer.schema`, as JSON that leaves the
program looks (decimals as strings). With ``--check`` nothing is written and drift is an error.
"""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from summarizer.base import resources
from summarizer.base.files import write_atomically
from summarizer.compare.record import Comparison
from summarizer.schema import Brief, Extraction, FiguresRecord, OutlineRecord, Verification, WorkReport

STRUCTURES: dict[str, type[BaseModel]] = {
    "outline.v1.json": OutlineRecord,
    "figures.v1.json": FiguresRecord,
    "work_report.v1.json": WorkReport,
    "verification.v1.json": Verification,
    "brief.v1.json": Brief,
    "extraction.v1.json": Extraction,
    "compare.v1.json": Comparison,
}
"""File name in schemas/ → the structure it describes. A new version is a new name; old ones stay."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """The text of the schema file ``name``; the same for the same structures. KeyError if unknown."""
    schema = STRUCTURES[name].model_json_schema(mode="serialization")
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


def drifted() -> list[str]:
    """Names of the schema files that are missing or differ from their structures."""
    return [name for name in STRUCTURES if _kept(name) != schema_text(name)]


def export(folder: Path) -> None:
    """Write all schema files into ``folder``."""
    for name in STRUCTURES:
        write_atomically(folder / name, schema_text(name))


def _kept(name: str) -> str | None:
    try:
        return resources.text("schemas", name)
    except FileNotFoundError:
        return None


def main(arguments: list[str]) -> int:
    """0 when all is well; 1 when ``--check`` finds drift; 2 on an unknown argument."""
    if arguments == ["--check"]:
        changed = drifted()
        for name in changed:
            print(
                f"schemas/{name} differs from its structure: run python -m summarizer.api.schema_files", file=sys.stderr
            )
        return 1 if changed else 0
    if arguments:
        print("usage: python -m summarizer.api.schema_files [--check]", file=sys.stderr)
        return 2
    export(Path(__file__).resolve().parents[2] / "schemas")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
