"""The brief as JSON: the structure itself, by its schema (schemas/brief.v1.json)."""

import json

from summarizer.schema import Brief, WorkReport


def to_json(brief: Brief | WorkReport) -> str:
    """``brief`` as readable JSON, Chinese as Chinese, decimals as strings; ``Brief.model_validate_json`` reads it."""
    return json.dumps(brief.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
