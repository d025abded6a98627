"""What a run over many reports would cost, before anybody is asked."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from summarizer.api.many import JOBS, Inputs, Many, ManyOptions
from summarizer.schema import Usage

if TYPE_CHECKING:
    from summarizer.batch.rehearsal import Estimate


def estimate_many(
    inputs: Inputs, output: Path | str, **options: Unpack[ManyOptions]
) -> "tuple[Estimate, Decimal | None]":
    """What :func:`summarize_many` would cost: calls and tokens of what is yet to be done, money where a price is known.

    Nobody is asked and nothing is written; see :mod:`summarizer.batch.rehearsal` for how it is reckoned.

    Raises:
        UsageError: as :func:`summarize_many`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        known = Path(output) / JOBS
        if known.is_file():
            with closing(sqlite3.connect(known)) as old, closing(sqlite3.connect(Path(scratch) / JOBS)) as new:
                old.backup(new)
        many = Many(inputs, output, options, scratch=Path(scratch))
        try:
            if many.endpoint.place == "none":
                from summarizer.batch.rehearsal import Estimate

                return Estimate(many.table.status()["pending"], 0, 0, Usage()), None
            found = asyncio.run(many.estimate())
        finally:
            many.close()
    usage, price = found.usage, many.price
    if price is None:
        return found, None
    return replace(found, currency=price.currency), price.of(usage.prompt_tokens, usage.completion_tokens)
