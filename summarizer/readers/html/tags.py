"""HTML elements: which break a line, which can hold the report, which are never shown."""

NO_TEXT = frozenset((
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "noscript", "object", "rp", "rt", "script",
    "select", "style", "svg", "template", "textarea", "video",
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
CROSSED = frozenset(("s", "strike"))
"""Shown crossed out."""
FRAMES = {
    "iframe": "frame", "embed": "embedded object", "object": "embedded object", "canvas": "drawing", "svg": "drawing"
}  # fmt: skip
"""What may show words that the page itself does not hold."""
FIELDS = frozenset(("input", "select", "textarea"))
"""Fields of a form: the page shows their values."""
