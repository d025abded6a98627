"""The brief as one self-contained HTML file: the brief on the left, its source on the right.

No network, no attributes of style or script: a Content-Security-Policy allows exactly the one style sheet and the
one script of this folder, by their hashes. Everything else is text and is escaped. The parts of the page are made
in ``parts``, each by itself; without script the page still reads, links, filters and prints.
"""

import base64
import hashlib

from markupsafe import Markup

from summarizer.renderers.html.parts import Parts, environment, resource
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.renderers.view import view
from summarizer.schema import Brief

__all__ = ["Parts", "policy", "to_html"]


def to_html(brief: Brief, source_text: str, presentation: Presentation = WHOLE) -> str:
    """``brief`` as one HTML document; ``source_text`` is the text its evidence points into."""
    parts = Parts(view(brief, source_text, presentation), source_text)
    style, script = resource("page.css"), resource("page.js")
    page = environment().get_template("page.html.jinja")
    return page.render(
        **parts.known, parts=parts, style=Markup(style), script=Markup(script), policy=policy(style, script)
    )


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page whose only style sheet and script are these; it lets nothing else in."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
