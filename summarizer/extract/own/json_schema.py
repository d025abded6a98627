"""A JSON Schema as a pydantic class: what a form needs of the standard, and a plain refusal of all else.

Read are objects with properties, arrays of one thing, string, integer, number, boolean, null, enum and const, format
"date", the limits on values, and references within the schema; ``unit`` is read beside them ("unit": "件").
Nothing is fetched. https://json-schema.org/draft/2020-12/json-schema-validation
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic_core import SchemaError as PydanticSchemaError

from summarizer.base.errors import SchemaError
from summarizer.verify.fields import Unit

DEPTH = 8
"""Schemas within each other at most, references followed."""
PROPERTIES = 300
"""Properties of all objects together at most."""
_TYPES: dict[str, type] = {"string": str, "integer": int, "number": Decimal, "boolean": bool}
_LIMITS = {
    "minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt", "multipleOf": "multiple_of",
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_length", "maxItems": "max_length",
    "pattern": "pattern",
}  # fmt: skip
# What only describes; a default is not taken: it would tell what the report does not say.
_SAID = {
    "$schema", "$id", "$comment", "$anchor", "$defs", "definitions", "title", "description", "examples", "example",
    "default", "deprecated", "readOnly", "writeOnly", "unit", "uniqueItems",
}  # fmt: skip
_READ = {"type", "properties", "required", "items", "enum", "const", "format", "anyOf", "$ref", "additionalProperties"}
_REFUSED_NAME = re.compile(r"^_|[.\[\]\s]|^$")


def model_of(schema: Mapping[str, Any]) -> type[BaseModel]:
    """The class that ``schema`` (parsed JSON) describes; raises SchemaError naming what cannot be read and where."""
    return _Reader(schema).model()


class _Reader:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._root = schema
        self._properties = 0

    def model(self) -> type[BaseModel]:
        if not isinstance(self._root, Mapping) or not isinstance(self._root.get("properties"), Mapping):
            raise SchemaError('This is no JSON Schema of an object: it needs "type": "object" and "properties".')
        title = self._root.get("title")
        return self._object(self._root, title if isinstance(title, str) and title.isidentifier() else "Schema", "", 0)

    def _object(self, schema: Mapping[str, Any], name: str, where: str, depth: int) -> type[BaseModel]:
        self._known(schema, where)
        properties = schema.get("properties")
        if not isinstance(properties, Mapping) or not properties:
            raise SchemaError(f"The schema {where or 'itself'} is an object without properties: name them.")
        if schema.get("additionalProperties") not in (None, True, False):
            raise SchemaError(
                f"The schema {where or 'itself'} has additionalProperties of a kind: name the properties."
            )
        self._properties += len(properties)
        if self._properties > PROPERTIES:
            raise SchemaError(f"The schema has more than {PROPERTIES} properties.")
        required = schema.get("required", [])
        fields: dict[str, Any] = {}
        for key, inner in properties.items():
            at = f"{where}.{key}" if where else str(key)
            if _REFUSED_NAME.search(key) or hasattr(BaseModel, key):
                raise SchemaError(f"The schema property {at!r} cannot be a field's name: rename it.")
            fields[key] = self._field(inner, at, depth + 1, needed=key in required)
        config = ConfigDict(extra="forbid", protected_namespaces=())
        try:
            return create_model(name, __config__=config, **fields)
        except (PydanticSchemaError, TypeError, ValueError, RuntimeError) as error:
            reason = str(error).splitlines()[0]
            raise SchemaError(f"The schema {where or 'itself'} cannot be used: {reason}.") from error

    def _field(self, schema: Any, where: str, depth: int, *, needed: bool) -> tuple[Any, Any]:
        python, optional, said = self._type(schema, where, depth)
        if optional or not needed:
            python = python | None
        unit = said.get("unit")
        if isinstance(unit, str) and unit:
            python = Annotated[python, Unit(unit)]
        words = {key: said[key] for key in ("title", "description") if isinstance(said.get(key), str)}
        return python, Field(... if needed else None, **words)

    def _type(self, schema: Any, where: str, depth: int) -> tuple[Any, bool, dict[str, Any]]:
        """The Python type, whether null is allowed, and what the schema says besides."""
        if depth > DEPTH:
            raise SchemaError(f"The schema {where} lies deeper than {DEPTH} schemas within each other, or in itself.")
        if not isinstance(schema, Mapping):
            raise SchemaError(f'The schema {where} must be an object such as {{"type": "integer"}}.')
        self._known(schema, where)
        said = {key: value for key, value in schema.items() if key in _SAID}
        if "$ref" in schema:
            python, optional, inner = self._type(self._referred(schema["$ref"], where), where, depth + 1)
            return python, optional, inner | said
        if "anyOf" in schema:
            return self._any_of(schema["anyOf"], said, where, depth)
        kinds = schema.get("type")
        names = [kinds] if isinstance(kinds, str) else list(kinds) if isinstance(kinds, list) else []
        optional = "null" in names
        names = [name for name in names if name != "null"]
        if "const" in schema or "enum" in schema:
            return self._choice(schema, where), optional or None in schema.get("enum", []), said
        if not names and "properties" in schema:
            names = ["object"]
        if len(names) != 1:
            raise SchemaError(f"The schema {where} needs one type: object, array, string, integer, number or boolean.")
        return self._one(names[0], schema, where, depth), optional, said

    def _one(self, kind: str, schema: Mapping[str, Any], where: str, depth: int) -> Any:
        if kind == "object":
            return self._object(schema, "Inner", where, depth)
        limits = {name: schema[key] for key, name in _LIMITS.items() if key in schema}
        if kind == "array":
            many: Any = list.__class_getitem__(self._type(schema.get("items"), f"{where}[]", depth + 1)[0])
            return Annotated[many, Field(**limits)] if limits else many
        if kind not in _TYPES:
            raise SchemaError(f"The schema {where} has the unknown type {kind!r}.")
        form = schema.get("format")
        if form == "date" and kind == "string":
            return date
        if form is not None and kind == "string":
            raise SchemaError(f'The schema {where} has the format {form!r}: only "date" is read.')
        return Annotated[_TYPES[kind], Field(**limits)] if limits else _TYPES[kind]

    def _any_of(self, parts: Any, said: dict[str, Any], where: str, depth: int) -> tuple[Any, bool, dict[str, Any]]:
        """One type or null, as pydantic writes what may be missing; other alternatives are refused."""
        kept = [part for part in parts if part != {"type": "null"}] if isinstance(parts, list) else []
        # A number or its text, as pydantic writes a Decimal: the number is meant.
        types = [part.get("type") if isinstance(part, Mapping) else None for part in kept]
        if sorted(map(str, types)) == ["number", "string"]:
            kept = [kept[types.index("number")]]
        if len(kept) != 1:
            raise SchemaError(f"The schema {where} may be one of several types (anyOf): give it one type, or null.")
        python, optional, inner = self._type(kept[0], where, depth + 1)
        return python, optional or {"type": "null"} in parts, inner | said

    def _choice(self, schema: Mapping[str, Any], where: str) -> Any:
        options = [schema["const"]] if "const" in schema else schema["enum"]
        kept = [option for option in options if option is not None] if isinstance(options, list) else []
        if not kept or not all(isinstance(option, str) for option in kept):
            raise SchemaError(f"The schema {where} must choose from texts: enum is a list of strings.")
        return Literal[tuple(kept)]

    def _referred(self, reference: Any, where: str) -> Any:
        if not isinstance(reference, str) or not reference.startswith("#/"):
            raise SchemaError(
                f"The schema {where} refers to {reference!r}: only references within the schema are read."
            )
        at: Any = self._root
        for step in reference[2:].split("/"):
            step = step.replace("~1", "/").replace("~0", "~")
            at = at.get(step) if isinstance(at, Mapping) else None
        if at is None:
            raise SchemaError(f"The schema {where} refers to {reference!r}, which is not there.")
        return at

    def _known(self, schema: Mapping[str, Any], where: str) -> None:
        unknown = [key for key in schema if key not in _READ | _SAID and key not in _LIMITS]
        if unknown:
            raise SchemaError(
                f"The schema {where or 'itself'} uses {unknown[0]!r}, which is not read here: "
                "use object, array, string, integer, number, boolean, enum, anyOf with null, and limits."
            )
