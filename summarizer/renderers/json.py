"""The brief as JSON: the structure itself, by its schema (schemas/brief.v1.json)."""

from summarizer.schema import Brief, WorkReport


def to_json(brief: Brief | WorkReport) -> str:
    """``brief`` as readable JSON, Chinese as Chinese, decimals as strings; ``Brief.model_validate_json`` reads it."""
    return brief.model_dump_json(indent=2) + "\n"
