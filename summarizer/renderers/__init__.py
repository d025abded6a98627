"""The brief as files: Markdown, HTML, JSON. All say the same; what they say is decided in ``view``."""

from summarizer.renderers.html import to_html
from summarizer.renderers.json import to_json
from summarizer.renderers.markdown import to_markdown

__all__ = ["to_html", "to_json", "to_markdown"]
