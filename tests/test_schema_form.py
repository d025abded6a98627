"""What a schema may ask for: classes and JSON Schemas as forms, and a plain refusal of what cannot be filled."""

import json
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, RootModel

from summarizer.base.errors import SchemaError, SummarizerError, UsageError
from summarizer.extract.own import form_of, load_schema
from summarizer.extract.own.json_schema import model_of
from summarizer.schema import Evidence
from summarizer.verify import EvidenceIn, Unit


class Level(Enum):
    COUNTY = "县级"
    CITY = "市级"


class Part(BaseModel):
    label: str
    value: Decimal | None = Field(description="投入资金（万元）")


class Whole(BaseModel):
    year: int
    level: Level | None = None
    kind: Literal["年报", "季报"] | None = None
    held: date | None = None
    public: bool = False
    fines: Annotated[Decimal, Unit("万元"), EvidenceIn("quotes")]
    quotes: list[str] = []
    first: Part
    parts: list[Part] = []
    names: list[str] = []
    evidence: tuple[Evidence, ...] = ()


def test_a_class_is_a_form_of_leaves_lists_and_what_is_filled_by_rule() -> None:
    form = form_of(Whole)

    assert {leaf.path: leaf.kind for leaf in form.leaves} == {
        "year": "year", "level": "choice", "kind": "choice", "held": "date", "public": "flag", "fines": "number",
        "first.label": "text", "first.value": "number", "names": "text",
    }  # fmt: skip
    units = {leaf.path: leaf.unit for leaf in form.leaves}
    assert (units["fines"], units["first.value"]) == ("万元", "万元")
    assert [entries.path for entries in form.entries] == ["parts"]
    assert {slot.path: slot.holds for slot in form.slots} == {"quotes": "quotation", "evidence": "evidence"}
    assert next(slot for slot in form.slots if slot.path == "quotes").covers == ("fines",)


class Itself(BaseModel):
    inner: "Itself | None" = None


class Bare(RootModel[list[int]]):
    pass


def model(**fields: Any) -> type[BaseModel]:
    from pydantic import create_model

    return create_model("Asked", **fields)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (model(a=(dict[str, int], ...)), "field a is of a type that cannot be filled"),
        (model(a=(int | str, ...)), "field a may be one of several types"),
        (model(a=(tuple[int, str], ...)), "field a is a tuple of different things"),
        (model(a=(list[list[int]], ...)), "field a is a list of lists"),
        (model(a=(Any, ...)), "field a is of a type"),
        (model(evidence=(int, ...), a=(str, ...)), "field evidence is to hold evidence"),
        (model(), "no field to fill"),
        (Itself, "contains itself"),
        (Bare, "must be an object"),
        (model(**{f"a{number}": (int, ...) for number in range(100)}), "at most 80"),
        (model(a=(list[model(b=(list[Part], ...))], ...)), "flatten it"),
    ],
)
def test_what_cannot_be_filled_is_named(asked: type[BaseModel], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        form_of(asked)


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Disclosure",
    "type": "object",
    "required": ["received"],
    "properties": {
        "received": {"type": "integer", "description": "收到政府信息公开申请", "unit": "件", "minimum": 0},
        "rate": {"type": ["number", "null"], "description": "按期答复率（%）"},
        "level": {"enum": ["县级", "市级"]},
        "held": {"type": "string", "format": "date"},
        "outcome": {"$ref": "#/$defs/outcome"},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/outcome"}, "maxItems": 5},
    },
    "$defs": {
        "outcome": {"type": "object", "properties": {"granted": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}}
    },
}


def test_a_json_schema_is_a_class_like_any_other() -> None:
    made = model_of(SCHEMA)
    form = form_of(made)

    assert made.__name__ == "Disclosure"
    assert {leaf.path: leaf.unit for leaf in form.leaves} == {
        "received": "件", "rate": "%", "level": "", "held": "", "outcome.granted": ""
    }  # fmt: skip
    value = made.model_validate({"received": 137, "rate": "99.5", "outcome": {"granted": 74}})
    assert value.model_dump(mode="json")["rate"] == "99.5"
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        made.model_validate({"received": -1})


def test_the_json_schema_that_pydantic_writes_reads_back() -> None:
    again = form_of(model_of(Part.model_json_schema()))

    assert [(leaf.path, leaf.python, leaf.unit) for leaf in again.leaves] == [
        ("label", str, ""), ("value", Decimal, "万元"),
    ]  # fmt: skip


def deep(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "integer"}
    for _ in range(levels):
        inner = {"type": "object", "properties": {"a": inner}}
    return inner


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string"}, "no JSON Schema of an object"),
        ({"type": "object", "properties": {}}, "without properties"),
        ({"properties": {"a": {"oneOf": []}}}, "'oneOf', which is not read"),
        ({"properties": {"a": {"type": "string", "format": "uri"}}}, "format 'uri'"),
        ({"properties": {"a": {"type": ["string", "integer"]}}}, "needs one type"),
        ({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}}, "several types"),
        ({"properties": {"a": {"$ref": "https://example.org/a.json"}}}, "only references within"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, "which is not there"),
        ({"properties": {"a": {"$ref": "#"}}}, "only references within"),
        ({"properties": {"a": {"$ref": "#/properties/a"}}}, "deeper than 8"),
        ({"properties": {"a": {"enum": [1, 2]}}}, "choose from texts"),
        ({"properties": {"a": {"type": "string", "pattern": "(?=x)"}}}, "cannot be used"),
        ({"properties": {"a": {"type": "array"}}}, "must be an object such as"),
        ({"properties": {"_a": {"type": "string"}}}, "cannot be a field's name"),
        ({"properties": {"copy": {"type": "string"}}}, "cannot be a field's name"),
        ({"properties": {f"a{n}": {"type": "string"} for n in range(400)}}, "more than 300"),
        (deep(12), "deeper than 8"),
    ],
)  # fmt: skip
def test_what_a_json_schema_may_not_say_is_named(schema: dict[str, Any], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        model_of(schema)


def test_a_schema_is_loaded_from_a_python_file_or_a_json_file(tmp_path: Path) -> None:
    code = tmp_path / "forms.py"
    code.write_text(
        "from __future__ import annotations\nfrom pydantic import BaseModel\n"
        "class One(BaseModel):\n    a: int\nclass Two(BaseModel):\n    one: One\n",
        encoding="utf-8",
    )
    data = tmp_path / "form.json"
    data.write_text(json.dumps(SCHEMA), encoding="utf-8")

    assert [leaf.path for leaf in form_of(load_schema(f"{code}:Two")).leaves] == ["one.a"]
    assert load_schema(data).__name__ == "Disclosure"
    assert load_schema(Part) is Part


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.py:A", None, "no schema file"),
        ("form.txt", "", "FILE.py:Class or FILE.json"),
        ("form.json", "{", "not valid JSON"),
        ("form.json", "[]", "must be an object"),
        ("form.json", "[" * 100_000, "not valid JSON"),
        ("form.json", " " * 300_000, "larger than 256 KB"),
        ("form.py:A", "import nothing_of_this_name", "could not be run: ModuleNotFoundError"),
        ("form.py:A", "A = 1", "no pydantic class 'A'"),
        ("form.py", "from pydantic import BaseModel\nclass A(BaseModel): a: int\nclass B(A): b: int", "it has A, B"),
    ],
)
def test_a_file_that_is_no_schema_is_said_to_be_none(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / name.partition(":")[0]).write_text(content, encoding="utf-8")
    with pytest.raises((SchemaError, UsageError), match=said) as raised:
        load_schema(str(tmp_path / name))
    assert isinstance(raised.value, SummarizerError)
    assert raised.value.exit_code == 2
