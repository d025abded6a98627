"""The schema that a user names: a pydantic class in a Python file, a JSON Schema, or either already loaded.

A Python file is the user's own code and is run; a JSON Schema is data and is only read.
"""

import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from summarizer.base.errors import SchemaError, UsageError
from summarizer.extract.own.json_schema import model_of

LARGEST = 256 * 1024
"""Bytes of a schema file at most."""


def load_schema(named: type[BaseModel] | Mapping[str, Any] | Path | str) -> type[BaseModel]:
    """The class that ``named`` means: itself, a JSON Schema as parsed, "FILE.json", "FILE.py:Class" or "FILE.py".

    Raises:
        UsageError: there is no such file or class, or the file is of another kind.
        SchemaError: what is in it cannot be used as a schema.
    """
    if isinstance(named, Mapping):
        return model_of(named)
    if isinstance(named, Path | str):
        return _from_file(str(named))
    return named


def _from_file(named: str) -> type[BaseModel]:
    path, name = _parted(named)
    if path.suffix not in (".py", ".json"):
        raise UsageError(f"A schema is FILE.py:Class or FILE.json, not {named!r}.")
    if not path.is_file():
        raise UsageError(f"There is no schema file {path}.")
    if path.stat().st_size > LARGEST:
        raise SchemaError(f"The schema file {path} is larger than {LARGEST // 1024} KB.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"The schema file {path} cannot be read as UTF-8 text.") from error
    return model_of(_parsed(text, path)) if path.suffix == ".json" else _class_in(_run(path), name, path)


def _parted(named: str) -> tuple[Path, str]:
    """The file and the class of "FILE.py:Class"; a drive's colon is none."""
    head, colon, name = named.rpartition(":")
    return (Path(head), name) if colon and head.endswith(".py") else (Path(named), "")


def _parsed(text: str, path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"The schema file {path} is not valid JSON.") from error
    if not isinstance(found, dict):
        raise SchemaError(f"The schema file {path} holds no JSON Schema: it must be an object.")
    return found


def _run(path: Path) -> ModuleType:
    name = f"_schema_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None  # a .py file always has both
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its classes look up the names that they mention
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise SchemaError(f"The schema file {path} could not be run: {type(error).__name__}: {error}.") from error
    return module


def _class_in(module: ModuleType, name: str, path: Path) -> type[BaseModel]:
    own = {
        key: value for key, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__
    }  # fmt: skip
    if name:
        found = getattr(module, name, None)
        if not (isinstance(found, type) and issubclass(found, BaseModel)):
            raise UsageError(f"{path} has no pydantic class {name!r}: it has {', '.join(own) or 'none'}.")
        return found
    if len(own) != 1:
        listed = ", ".join(own) or "none"
        raise UsageError(f"Say which class of {path} is meant, as {path.name}:Class; it has {listed}.")
    return next(iter(own.values()))
