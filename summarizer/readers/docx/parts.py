"""The parts of a Word file: found by their relationships, wherever the file keeps them."""

import posixpath
import zipfile
from typing import Any

from summarizer.readers.docx.names import attribute

WANTED = ("document", "footnotes", "endnotes", "numbering", "styles")
_MAIN = "officeDocument"


def parts(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The roots of the WANTED parts, None for one that the file does not have."""
    names = set(archive.namelist())
    main = next((target for kind, target in _related(archive, names, "") if kind == _MAIN), "word/document.xml")
    found: dict[str, str] = {"document": main}
    for kind, target in _related(archive, names, main):
        if kind in WANTED:
            found.setdefault(kind, target)
    return {kind: part(archive, names, found.get(kind, f"word/{kind}.xml")) for kind in WANTED}


def part(archive: zipfile.ZipFile, names: set[str], member: str) -> Any:
    """The root of an XML part, None where the file has no such part.

    Entities that the part itself defines are put in; those from outside are not fetched.
    """
    from lxml import etree

    if member not in names:
        return None
    parser = etree.XMLParser(
        resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(archive.read(member), parser)


def _related(archive: zipfile.ZipFile, names: set[str], source: str) -> list[tuple[str, str]]:
    """(kind, member) of what ``source`` is related to, inside the file."""
    folder, name = posixpath.split(source)
    root = part(archive, names, posixpath.join(folder, "_rels", f"{name}.rels"))
    found = []
    for one in root if root is not None else ():
        if attribute(one, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/")
            found.append((attribute(one, "Type").rsplit("/", 1)[-1], target))
    return found
