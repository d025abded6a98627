"""A pydantic class as a form to fill: its fields flattened to leaves, its lists of objects as forms of their own."""

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from summarizer.base.errors import SchemaError
from summarizer.schema import Evidence
from summarizer.verify.fields import POINTER, evidence_marks, unit_of, words_of

DEPTH = 5
"""Objects within objects at most."""
LEAVES = 80
"""Fields of a form at most, those of its inner objects counted, those of its lists' entries by themselves."""
OPTIONS = 40
"""Members of an enumeration at most."""

Kind = Literal["number", "year", "date", "text", "choice", "flag"]
_KINDS: dict[type, Kind] = {
    int: "number", Decimal: "number", float: "number", date: "date", str: "text", bool: "flag",
}  # fmt: skip
_SEQUENCES = (list, tuple, set, frozenset)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field that holds a value: ``path`` with dots from its form's root.

    ``own`` are its name, title and description, ``outer`` those of the objects it lies in; ``python`` the type of one
    value; ``many`` where it is a list of such; ``options`` the values of a choice.
    """

    path: str
    kind: Kind
    python: type
    own: tuple[str, ...]
    outer: tuple[str, ...]
    unit: str = ""
    many: bool = False
    options: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """All that the form says of it."""
        return " ".join((*self.outer, *self.own))


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that the program fills by rule: with the evidence of ``covers`` (paths), or with their unit."""

    path: str
    holds: Literal["evidence", "quotation", "unit"]
    many: bool
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of objects: where each stands is asked first, then each is filled as a form of its own."""

    path: str
    own: tuple[str, ...]
    outer: tuple[str, ...]
    form: "Form"

    @property
    def words(self) -> str:
        """All that the form says of the list and of what an entry holds."""
        return " ".join((*self.outer, *self.own, *(word for leaf in self.form.leaves for word in leaf.own)))


@dataclass(frozen=True, slots=True)
class Form:
    """What a class asks for."""

    model: type[BaseModel]
    leaves: tuple[Leaf, ...]
    entries: tuple[Entries, ...]
    slots: tuple[Slot, ...]


def form_of(model: type[BaseModel]) -> Form:
    """The form that ``model`` is; raises SchemaError naming the field that cannot be filled, and what to do."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise SchemaError(f"{model!r} is no pydantic class: give a subclass of pydantic.BaseModel, or a JSON Schema.")
    return _form(model, (), ())


def _form(model: type[BaseModel], outer: tuple[str, ...], above: tuple[type, ...]) -> Form:
    leaves: list[Leaf] = []
    entries: list[Entries] = []
    slots: list[Slot] = []
    for part in _parts(model, "", outer, above):
        if isinstance(part, Leaf):
            leaves.append(part)
        elif isinstance(part, Entries):
            entries.append(part)
        else:
            slots.append(part)
    if not leaves and not entries:
        raise SchemaError(f"The schema {model.__name__} has no field to fill.")
    if len(leaves) > LEAVES:
        raise SchemaError(
            f"The schema {model.__name__} has {len(leaves)} fields; at most {LEAVES} can be filled at once."
        )
    return Form(model, tuple(leaves), tuple(entries), tuple(slots))


def _parts(
    model: type[BaseModel], prefix: str, outer: tuple[str, ...], above: tuple[type, ...]
) -> Iterator[Leaf | Entries | Slot]:
    where = prefix.rstrip(".") or model.__name__
    if issubclass(model, RootModel):
        raise SchemaError(f"The schema {where} must be an object with named fields, not a bare value or list.")
    if model in above:
        raise SchemaError(f"The schema field {where} contains itself ({model.__name__}): give lists of plain objects.")
    if len(above) >= DEPTH:
        raise SchemaError(f"The schema field {where} lies deeper than {DEPTH} objects within each other.")
    pointed = {mark.name: name for name, info in model.model_fields.items() for mark in evidence_marks(info)}
    found: list[Leaf | Entries | Slot] = []
    held: list[tuple[str, FieldInfo]] = []
    for name, info in model.model_fields.items():
        if name == "evidence" or name in pointed or _holds_evidence(info.annotation):
            held.append((name, info))
        else:
            found += _field(model, name, info, prefix, outer, (*above, model))
    yield from _with_unit_slot(found, model, prefix)
    for name, info in held:
        covers = [leaf for leaf in found if isinstance(leaf, Leaf)]
        if name in pointed:
            covers = [leaf for leaf in covers if leaf.path == f"{prefix}{pointed[name]}"]
        yield _evidence_slot(f"{prefix}{name}", info, tuple(leaf.path for leaf in covers))


def _field(
    model: type[BaseModel], name: str, info: FieldInfo, prefix: str, outer: tuple[str, ...], above: tuple[type, ...]
) -> list[Leaf | Entries | Slot]:
    path = f"{prefix}{name}"
    own = words_of(name, info)
    core, many, _ = _core(info.annotation, path)
    if isinstance(core, type) and issubclass(core, BaseModel):
        if many:
            inner = _form(core, (*outer, *own)[-8:], above)
            if inner.entries:
                raise SchemaError(
                    f"The schema field {path} is a list of objects that hold lists of objects: flatten it."
                )
            return [Entries(path, own, outer, inner)]
        return list(_parts(core, f"{path}.", (*outer, *own)[-8:], above))
    kind, python, options = _kind(core, path)
    if kind == "number" and python is int and POINTER.search(name):
        kind = "year" if name.lower().endswith("year") or "年份" in name else kind
    return [Leaf(path, kind, python, own, outer, unit_of(info, own), many, options)]


def _core(annotation: Any, path: str) -> tuple[Any, bool, bool]:
    """The type of one value, whether there may be several of it, and whether it may be missing."""
    annotation, optional = _plain(annotation, path)
    origin = get_origin(annotation)
    if origin in _SEQUENCES:
        inner = [argument for argument in get_args(annotation) if argument is not Ellipsis]
        if len(inner) != 1:
            raise SchemaError(
                f"The schema field {path} is a tuple of different things: use an object with named fields."
            )
        core, empty = _plain(inner[0], path)
        if get_origin(core) in _SEQUENCES:
            raise SchemaError(f"The schema field {path} is a list of lists: use a list of objects with named fields.")
        return core, True, optional or empty
    return annotation, False, optional


def _plain(annotation: Any, path: str) -> tuple[Any, bool]:
    """``annotation`` without Annotated and without None."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            kept = [argument for argument in get_args(annotation) if argument is not type(None)]
            optional = optional or len(kept) < len(get_args(annotation))
            if len(kept) != 1:
                raise SchemaError(f"The schema field {path} may be one of several types: give it one type, or None.")
            annotation = kept[0]
        else:
            return annotation, optional


def _kind(core: Any, path: str) -> tuple[Kind, type, tuple[Any, ...]]:
    if get_origin(core) is Literal:
        return "choice", str, _few(get_args(core), path)
    if isinstance(core, type) and issubclass(core, Enum):
        return "choice", core, _few(tuple(core), path)
    if isinstance(core, type) and core in _KINDS:
        return _KINDS[core], core, ()
    name = getattr(core, "__name__", str(core))
    raise SchemaError(
        f"The schema field {path} is of a type that cannot be filled ({name}): use int, Decimal, str, bool, date, an "
        "Enum or Literal, an object with named fields, or a list of one of these."
    )


def _few(options: Sequence[Any], path: str) -> tuple[Any, ...]:
    if not 1 <= len(options) <= OPTIONS:
        raise SchemaError(
            f"The schema field {path} has {len(options)} values to choose from; at most {OPTIONS} are read."
        )
    return tuple(options)


# --- what the program fills by rule -------------------------------------------------------------------------------


def _holds_evidence(annotation: Any) -> bool:
    core = annotation
    while get_origin(core) is not None:
        inner = [one for one in get_args(core) if one is not type(None) and one is not Ellipsis]
        if not inner:
            return False
        core = inner[0]
    return core is Evidence


def _evidence_slot(path: str, info: FieldInfo, covers: tuple[str, ...]) -> Slot:
    core, many, _ = _core(info.annotation, path)
    if core is Evidence or core is str:
        return Slot(path, "evidence" if core is Evidence else "quotation", many, covers)
    raise SchemaError(
        f"The schema field {path} is to hold evidence: make it summarizer.Evidence or str, or a list of these."
    )


def _with_unit_slot(
    found: Sequence[Leaf | Entries | Slot], model: type[BaseModel], prefix: str
) -> Iterator[Leaf | Entries | Slot]:
    """A text field ``unit`` beside numbers is filled with the unit of their figures."""
    numbers = tuple(
        leaf.path for leaf in found
        if isinstance(leaf, Leaf) and leaf.kind == "number" and "." not in leaf.path.removeprefix(prefix)
    )  # fmt: skip
    for part in found:
        if isinstance(part, Leaf) and part.path == f"{prefix}unit" and part.kind == "text" and numbers:
            yield Slot(part.path, "unit", False, numbers)
        else:
            yield part
