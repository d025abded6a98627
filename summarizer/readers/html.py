"""HTML pages."""

from summarizer.document import Document


def read(page: str) -> Document:
    """The page's text (first version: all visible text)."""
    from lxml import html as lxml_html

    root = lxml_html.fromstring(page)
    for node in root.xpath("//script|//style"):
        node.drop_tree()
    return Document(text="\n".join(line.strip() for line in root.itertext("p", "div") if line.strip()) or root.text_content())
