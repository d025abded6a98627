"""What may be verified: a text in either language, or a structure of this program, as an object or as its JSON.

A structure's numbers are held against the source field by field; a :class:`Check` then says in which field one stands.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer.base.document import Span
from summarizer.base.errors import SchemaError
from summarizer.schema import (
    Brief,
    Check,
    Counts,
    DocumentRecord,
    Extraction,
    FieldEvidence,
    Gap,
    ModelRecord,
    Record,
    Unchecked,
    Usage,
    Verification,
    WorkReport,
)
from summarizer.verify import (
    Source,
    compared,
    unchecked,
    unchecked_of_report,
    verification,
    verify_model,
    verify_report,
    verify_text,
)

_NAME = re.compile(r"\[([^\]\d][^\]]*)\]")
_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")


class GivenExtraction(Record):
    """An :class:`Extraction` as it is read back from JSON: its value is a plain object, whose class is not known."""

    document: DocumentRecord
    value: dict[str, Any]
    sources: tuple[FieldEvidence, ...]
    checks: tuple[Check, ...]
    counts: Counts
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    model: ModelRecord
    usage: Usage


class _Plain(BaseModel):
    value: dict[str, Any]


STRUCTURES: tuple[type[Brief] | type[WorkReport] | type[GivenExtraction], ...] = (Brief, WorkReport, GivenExtraction)


def claims_in(text: str) -> str | BaseModel:
    """The structure of this program that ``text`` is the JSON of; else the text itself: other JSON is a text."""
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        for structure in STRUCTURES:
            with suppress(ValidationError):
                return structure.model_validate_json(text.lstrip("\ufeff"))
    return text


def verified(
    claims: str | BaseModel, proof: Source, schema: Mapping[str, Any] | None = None, *, why: bool = False
) -> Verification:
    """The verdict on every number of ``claims`` against ``proof``; ``why``: with the slots compared, for a text.

    ``schema`` is the JSON Schema that an extraction read back from JSON was made with: without it the names of the
    fields alone say what its numbers count. Raises SchemaError where the extraction does not fit it.
    """
    checks = _checks(claims, proof, schema)
    found = verification(proof, checks, unchecked=_unchecked(claims, checks))
    return (
        found.model_copy(update={"compared": compared(claims, proof, checks)})
        if why and isinstance(claims, str)
        else found
    )


def _unchecked(claims: str | BaseModel, checks: tuple[Check, ...]) -> tuple[Unchecked, ...]:
    if isinstance(claims, str):
        return unchecked(claims, checks)
    report = claims.report if isinstance(claims, Brief) else claims
    return unchecked_of_report(report, checks) if isinstance(report, WorkReport) else ()


def _checks(claims: str | BaseModel, proof: Source, schema: Mapping[str, Any] | None) -> tuple[Check, ...]:
    if isinstance(claims, str):
        return tuple(verify_text(claims, proof))
    if isinstance(claims, Brief):
        claims = claims.report
    if isinstance(claims, WorkReport):
        return verify_report(claims, proof)
    if isinstance(claims, GivenExtraction):
        return _given(claims, proof, schema)
    if isinstance(claims, Extraction):
        return verify_model(claims.value, proof, cited=_cited(claims.value.model_dump(), claims.sources))
    return verify_model(claims, proof)


def _given(claims: GivenExtraction, proof: Source, schema: Mapping[str, Any] | None) -> tuple[Check, ...]:
    cited = _cited(claims.value, claims.sources)
    if schema is not None:
        from summarizer.extract.own import load_schema

        try:
            return verify_model(load_schema(dict(schema)).model_validate(claims.value), proof, cited=cited)
        except ValidationError as error:
            one = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, one["loc"]))
            raise SchemaError(f"The extraction does not fit its schema: {where}: {one['msg']}.") from error
    # A plain object's path is value[rows][3][rate]; that of the same field in its class is rows[3].rate.
    within = {f"value{_STEP.sub(_key, path).replace('.', '')}": spans for path, spans in cited.items()}
    found = verify_model(_Plain(value=claims.value), proof, cited=within)
    return tuple(check.model_copy(update={"field": _path(check.field)}) for check in found)


def _key(step: re.Match[str]) -> str:
    return f"[{step[1] or step[2]}]"


def _path(field: str) -> str:
    return _NAME.sub(r".\1", field.removeprefix("value")).removeprefix(".")


def _cited(value: Any, sources: tuple[FieldEvidence, ...]) -> dict[str, tuple[Span, ...]]:
    """The evidence of each written field, by path. A number is not held against what it was taken from."""
    return {
        one.field: tuple(Span(piece.start, piece.end) for piece in one.evidence)
        for one in sources
        if isinstance(_at(value, one.field), str)
    }


def _at(value: Any, path: str) -> Any:
    for name, inside in _STEP.findall(path):
        try:
            value = value[name or (int(inside) if inside.isdigit() else inside)]
        except (KeyError, IndexError, TypeError):
            return None
    return value
