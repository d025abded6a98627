"""HTML: the page's text in order, one block to a line; what is not the report is marked as chrome.

The report is the innermost container that still holds nearly all of the page's prose and tables. Inline
markup never breaks a line, so that a value split over spans stays whole; scripts, styles and hidden
elements are no text. Nothing is fetched and no entity is expanded from outside.
"""

import re
from typing import Any

from summarizer.base.characters import plain
from summarizer.base.document import Document, Metadata
from summarizer.base.errors import InputError
from summarizer.readers.chrome import chrome_regions
from summarizer.readers.html.main import data_tables, main_part, scores
from summarizer.readers.html.text import Writer, closed_up
from summarizer.readers.html.visible import Visible

_META_TITLE = ("articletitle", "og:title", "dc.title")
_META_DATE = ("pubdate", "publishdate", "article:published_time", "dc.date")
_META_SOURCE = ("contentsource", "source")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DATE = re.compile(r"([12]\d{3})[-年./](\d{1,2})[-月./](\d{1,2})")
_MOST_ATTRIBUTES = 300
_OVERFULL = re.compile(r"(<[A-Za-z][\w:-]{0,40})[^<>]{4000,}")


def read(page: str) -> Document:
    """The page as a Document: text, chrome and table regions, and the metadata that its head states.

    Raises InputError when there is no visible text in it.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(_OVERFULL.sub(_bare, page).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("The HTML page has no text in it. Save the page again, complete, and try that.") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError(
            "The HTML page nests its elements too deeply to be read whole. Save its text as plain text and give that."
        )
    visible = Visible.of(root)
    writer = Writer(main_part(root, scores(root, visible), visible), data_tables(root), visible)
    writer.walk(root)
    text, regions = writer.finish()
    if not text.strip():
        raise InputError(
            "The HTML page shows no text: it may be filled in by a script. Save the page from a browser and try that."
        )
    furniture = [
        region
        for region in chrome_regions(plain(text))
        if not any(r.start <= region.start and region.end <= r.end for r in regions)
    ]
    ordered = sorted([*regions, *furniture], key=lambda region: (region.start, -region.end))
    unread = tuple(writer.unread())
    return Document(
        text=text,
        metadata=_metadata(root),
        regions=tuple(ordered),
        tables=tuple(writer.found),
        notes=(*unread, *writer.sight.note()),
        unread=unread,
    )


def _bare(tag: re.Match[str]) -> str:
    """The tag without its attributes where it has hundreds: each is held against all others, and none is shown."""
    return tag[1] if tag[0].count("=") > _MOST_ATTRIBUTES else tag[0]


def _metadata(root: Any) -> Metadata:
    stated: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = _WHITE.sub(" ", meta.get("content") or "").strip()
        if name and content:
            stated.setdefault(name, content)
    title = next((stated[name] for name in _META_TITLE if name in stated), "")
    if not title:
        heading = next((h for h in root.iter("h1") if "".join(h.itertext()).strip()), None)
        titles = root.xpath("//title//text()")
        title = "".join(heading.itertext()) if heading is not None else re.split(r"[_|]|\s-\s|--", "".join(titles))[0]
    date = _DATE.search(next((stated[name] for name in _META_DATE if name in stated), ""))
    published = f"{date.group(1)}-{int(date.group(2)):02}-{int(date.group(3)):02}" if date else ""
    issuer = next((stated[name] for name in _META_SOURCE if name in stated), "")
    return Metadata(title=closed_up(title).strip(), issuer=issuer, published=published)
