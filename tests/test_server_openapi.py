"""Every address as its own description says, tried with what schemathesis makes of it, right and wrong."""

from pathlib import Path
from typing import Any

import numpy  # noqa: F401  (imported late by two threads of the tools, it is there by half for one of them)
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from summarizer.server.app import create
from tests.service import site

pytestmark = pytest.mark.slow

EXAMPLES = 4


def test_every_address_is_as_it_is_described(tmp_path: Path) -> None:
    service = create(site(tmp_path))
    schema = schemathesis.openapi.from_dict(service.api.openapi())
    schema.app = service.app
    tried, faults = 0, []
    for found in schema.get_all_operations():
        operation: Any = found.ok()
        for mode in GenerationMode:
            try:
                tried += _try(operation, mode)
            except Unsatisfiable:
                continue  # where nothing can be sent, nothing wrong can be sent
            except BaseExceptionGroup as fault:  # all are to be told of, not only the first
                faults.append(f"{operation.label} ({mode.value}): {fault}")
    assert not faults, "\n\n".join(faults)
    assert tried > 50


def _try(operation: Any, mode: GenerationMode) -> int:
    tried = 0

    @seed(20261124)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        nonlocal tried
        tried += 1
        # What must stand in a file, Chinese, no schema can say: any bytes are valid there, and refused with a reason.
        a_file = case.media_type == "multipart/form-data"
        case.call_and_validate(
            base_url="http://127.0.0.1", excluded_checks=[positive_data_acceptance] if a_file else []
        )

    one()
    return tried
