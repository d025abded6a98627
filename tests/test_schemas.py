"""schemas/ says what the program writes: no drift, and what is written fits."""

import json
from pathlib import Path

import pytest

from summarizer.api import schema_files
from summarizer.api.schema_files import STRUCTURES, drifted, export, main, schema_text
from summarizer.base import resources
from summarizer.pipeline.brief import make_brief
from summarizer.renderers import to_json
from tests.made_reports import TEXT, made_audit, made_checks, made_report


def test_the_schema_files_are_those_of_the_structures() -> None:
    assert drifted() == [], "run: python -m summarizer.api.schema_files"


def test_a_changed_structure_is_drift(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(schema_files.STRUCTURES, "brief.v1.json", STRUCTURES["outline.v1.json"])
    assert main(["--check"]) == 1
    assert "brief.v1.json" in capsys.readouterr().err


def test_a_missing_schema_file_is_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schema_files.STRUCTURES, "unwritten.v1.json", STRUCTURES["outline.v1.json"])
    assert drifted() == ["unwritten.v1.json"]


def test_export_writes_every_schema_and_is_repeatable(tmp_path: Path) -> None:
    export(tmp_path)
    for name in STRUCTURES:
        assert (tmp_path / name).read_text(encoding="utf-8") == schema_text(name)


def test_every_schema_closes_its_objects_and_carries_no_address() -> None:
    for name in STRUCTURES:
        schema = json.loads(resources.text("schemas", name))
        assert "$id" not in schema
        for part in (schema, *schema.get("$defs", {}).values()):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False, (name, part["title"])


def test_decimals_leave_as_strings() -> None:
    figure = json.loads(resources.text("schemas", "figures.v1.json"))["$defs"]["FigureRecord"]
    assert {"type": "string"} in figure["properties"]["value"]["anyOf"]
    assert {"type": "number"} not in figure["properties"]["value"]["anyOf"]


def test_a_written_brief_has_exactly_the_fields_of_its_schema() -> None:
    written = json.loads(to_json(make_brief(made_report(), TEXT, made_checks(), made_audit())))
    schema = json.loads(resources.text("schemas", "brief.v1.json"))
    assert list(_misfits(written, schema, schema["$defs"])) == []


def _misfits(value: object, schema: dict, parts: dict, path: str = "$"):  # type: ignore[no-untyped-def, type-arg]
    """Paths at which ``value`` does not fit: a check of structure and types, enough for our own schemas."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        if all(list(_misfits(value, one, parts, path)) for one in schema["anyOf"]):
            yield path
        return
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
    }
    right_type = "type" not in schema or isinstance(value, types[schema["type"]])
    if not right_type or value not in schema.get("enum", [value]):
        yield path
    elif isinstance(value, dict):
        if "properties" in schema and set(value) != set(schema["properties"]):
            yield path
        for key, inner in value.items():
            inner_schema = schema.get("properties", {}).get(key) or schema.get("additionalProperties") or {}
            yield from _misfits(inner, inner_schema, parts, f"{path}.{key}")
    elif isinstance(value, list) and "items" in schema:
        for index, inner in enumerate(value):
            yield from _misfits(inner, schema["items"], parts, f"{path}[{index}]")


def test_wrong_arguments_are_usage_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--nonsense"]) == 2
    assert "usage" in capsys.readouterr().err
