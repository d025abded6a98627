"""What Word and Excel files have in common: the zip they are, and the text that XML lets in."""

import io
import re
import zipfile

from summarizer.renderers.visible import visible

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def settled(package: bytes) -> bytes:
    """``package`` (a docx or xlsx) without the hour it was made at: the same brief gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            file.writestr(zipfile.ZipInfo(entry.filename, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cell_text(text: str) -> str:
    """``text`` as Excel shows it: nothing unseen, and ``_x0041_`` not taken for an escaped A (ECMA-376 22.9.2.19)."""
    return _ESCAPE.sub("_x005F_", visible(text))


def property_text(text: str, most: int = 255) -> str:
    """``text`` as a document property, which may be ``most`` characters long."""
    shown = visible(re.sub(r"\s+", " ", text)).strip()
    return shown if len(shown) <= most else shown[: most - 1] + "…"
