"""HTML elements: which break a line, which can hold the report, which are never shown."""

import re
from typing import Any

NO_TEXT = frozenset((
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "video",
))  # fmt: skip
"""Never shown as text."""
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
"""Begin and end a line."""
CONTAINERS = frozenset((
    "article", "blockquote", "body", "center", "div", "fieldset", "font", "form", "html", "main", "ol", "section",
    "span", "table", "tbody", "td", "tr", "ul",
))  # fmt: skip
"""What a report can stand in."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_shown(node: Any) -> bool:
    """Whether the page shows what is in ``node``."""
    return (
        isinstance(node.tag, str)
        and node.tag not in NO_TEXT
        and not _HIDDEN.search(node.get("style") or "")
        and node.get("hidden") is None
    )
