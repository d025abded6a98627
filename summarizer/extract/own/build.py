"""From a filled form to an object of the user's class, whatever could be found of it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.extract.own.fill import Filled
from summarizer.extract.own.form import Form, Slot
from summarizer.schema import Evidence

T = TypeVar("T", bound=BaseModel)


def built(model: type[T], form: Form, filled: Filled) -> tuple[T, dict[str, str]]:
    """An object of ``model`` and, by path, what its class says against the values found.

    A field that was not found is None (a list empty), whether or not the class allows it: a default would tell a
    number that the report does not. Where the class refuses the whole for that, the object is made without its
    validators; each refusal of a value that was found is in the second of the answer.
    """
    data = _data(form, filled)
    missing = {path for path, _, _ in evidence_of(form, filled, gaps=True)}
    try:
        return model.model_validate(data, by_name=True, by_alias=False), {}
    except ValidationError as error:
        refused = {
            path: f"The schema refuses what the report says: {item['msg']}."
            for item in error.errors(include_url=False, include_context=False, include_input=False)
            if (path := _path(item["loc"])) not in missing
        }
        return _constructed(model, data), refused


def evidence_of(form: Form, filled: Filled, prefix: str = "", *, gaps: bool = False) -> Iterator[tuple[str, Any, Any]]:
    """(path, evidence, unit) of every value found; with ``gaps`` (path, reason, "") of every one that was not."""
    if gaps:
        yield from ((f"{prefix}{path}", reason, "") for path, reason in filled.gaps.items())
    else:
        for path, pieces in filled.evidence.items():
            yield f"{prefix}{path}", pieces, filled.units.get(path, "")
    for entries in form.entries:
        for index, one in enumerate(filled.entries.get(entries.path, ())):
            yield from evidence_of(entries.form, one, f"{prefix}{entries.path}[{index}].", gaps=gaps)


def _data(form: Form, filled: Filled) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in filled.values.items():
        _put(data, path, value)
    for entries in form.entries:
        _put(data, entries.path, [_data(entries.form, one) for one in filled.entries.get(entries.path, ())])
    for slot in form.slots:
        _put(data, slot.path, _slot(slot, filled))
    return data


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *inside, name = path.split(".")
    for step in inside:
        data = data.setdefault(step, {})
    data[name] = value


def _slot(slot: Slot, filled: Filled) -> Any:
    if slot.holds == "unit":
        units = {unit for path in slot.covers if (unit := filled.units.get(path))}
        return units.pop() if len(units) == 1 else ""
    pieces: list[Evidence] = list(dict.fromkeys(one for path in slot.covers for one in filled.evidence.get(path, ())))
    held = [piece.text if slot.holds == "quotation" else piece for piece in pieces]
    return held if slot.many else (held[0] if held else None)


def _path(steps: tuple[int | str, ...]) -> str:
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _constructed(model: type[T], data: Mapping[str, Any]) -> T:
    """The object without validation, inner objects likewise."""
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inner = _class_in(info.annotation)
        given = data.get(name)
        if inner is not None and isinstance(given, dict):
            given = _constructed(inner, given)
        elif inner is not None and isinstance(given, list):
            given = [_constructed(inner, one) if isinstance(one, dict) else one for one in given]
        values[name] = given
    return model.model_construct(**values)


def _class_in(annotation: Any) -> type[BaseModel] | None:
    """The pydantic class in ``annotation``, however wrapped; None where there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_class_in(inner) for inner in getattr(annotation, "__args__", ()))
    return next((one for one in found if one is not None and one is not Evidence), None)
