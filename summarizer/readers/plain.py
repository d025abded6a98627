"""Plain text: the decoded file itself, with its chrome marked."""

from summarizer.characters import plain
from summarizer.document import Document
from summarizer.readers.chrome import chrome_regions


def read(text: str) -> Document:
    """A Document whose text is ``text``, unchanged; page furniture is marked as regions."""
    return Document(text=text, regions=chrome_regions(plain(text)))
