"""The comparison's own words in both languages: (Chinese, English)."""

from summarizer.compare.record import StatementVerdict, Status

STATUSES: dict[Status, tuple[str, str]] = {
    "done": ("已完成", "done"),
    "partly": ("部分完成", "partly"),
    "not_mentioned": ("未提及", "not mentioned"),
    "addressed": ("有涉及", "addressed"),
    "unclear": ("待核", "unclear"),
}
STATUS_SIGNS: dict[Status, str] = {"done": "✓", "partly": "◐", "not_mentioned": "○", "addressed": "·", "unclear": "?"}
STATEMENTS: dict[StatementVerdict, tuple[str, str]] = {
    "agrees": ("相符", "agrees"),
    "differs": ("不符", "differs"),
    "unknown": ("无从核对", "cannot be checked"),
}
STATEMENT_SIGNS: dict[StatementVerdict, str] = {"agrees": "✓", "differs": "✗", "unknown": "?"}
SUGGESTED = ("模型推测，未经证实", "suggested by a model, not proven")
"""What stands beside a pair of open figures that a model took for the same measure."""
ASPECTS = {"cumulative": ("累计", "cumulative")}
FROM = {
    "source": ("据原文核对", "verified in the report"),
    "brief": ("据简报引文核对", "verified in what its brief quotes"),
}
"""How a year's numbers were verified."""
