"""How a run of a Word file looks: raised, lowered, struck, hidden, white; by its own properties and its styles."""

import re
from dataclasses import dataclass, replace
from typing import Any

from summarizer.readers.docx.names import attribute, child, find, local
from summarizer.readers.scripts import LOWER, RAISE
from summarizer.readers.sight import Unseen

_OFF = frozenset(("0", "false", "off", "none"))
_SHIFTED = 4  # half-points: a run moved by two points or more is raised or lowered
_SMALLEST = 3  # half-points: what is set in one and a half points is not seen
_DEEPEST = 20
_WHOLE = re.compile(r"-?[0-9]{1,5}")
_BARE = frozenset(("", "auto", "ffffff", "clear", "nil"))


@dataclass(frozen=True, slots=True)
class Look:
    """What the properties of a run come to; None where they say nothing of it."""

    height: str | None = None
    struck: bool | None = None
    hidden: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    tiny: bool | None = None
    shifted: str | None = None

    def over(self, other: "Look") -> "Look":
        """What is said here, else what ``other`` says."""
        said = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(other, **said) if said else other

    @property
    def sign(self) -> str:
        """The sign before its characters: raised, lowered, or "" on the line."""
        return self.height or self.shifted or ""


class Looks:
    """Looks up what styles say."""

    def __init__(self, styles: Any) -> None:
        self._own: dict[str, Look] = {}
        self._based: dict[str, str] = {}
        self._known: dict[str, Look] = {}
        self._default: dict[str, str] = {}
        self.shading: set[str] = set()
        """Styles of tables with coloured cells."""
        self._every = Look()
        if styles is None:
            return
        for defaults in find(styles, "rPrDefault"):
            self._every = _look(child(defaults, "rPr"))
        for style in find(styles, "style"):
            name = attribute(style, "styleId")
            self._own[name] = _look(child(style, "rPr"))
            self._based[name] = attribute(child(style, "basedOn"), "val")
            if attribute(style, "type") == "table" and any(_is_shaded(one) for one in find(style, "shd")):
                self.shading.add(name)
            if attribute(style, "default") in ("1", "true"):
                self._default[attribute(style, "type")] = name

    def _style(self, name: str) -> Look:
        known = self._known.get(name)
        if known is None:
            known, at = Look(), name
            for _ in range(_DEEPEST):
                if at not in self._own:
                    break
                known = known.over(self._own[at])
                at = self._based[at]
            self._known[name] = known
        return known

    def of(self, run: Any, paragraph: Any) -> Look:
        """The look of ``run`` (w:r) in a paragraph with the properties ``paragraph`` (w:pPr, or None)."""
        own = child(run, "rPr")
        named = attribute(child(paragraph, "pStyle"), "val") or self._default.get("paragraph", "")
        look = self._style(named).over(self._every)
        if own is None:
            return look
        if styled := attribute(child(own, "rStyle"), "val"):
            look = self._style(styled).over(look)
        return _look(own).over(look)

    def unseen(self, run: Any, look: Look) -> Unseen | None:
        """Why a reader does not see the run; None where it is seen."""
        if look.hidden:
            return "hidden"
        if look.struck:
            return "crossed out"
        if look.tiny:
            return "too small to be seen"
        if look.white and not look.shaded and self._on_bare_page(run):
            return "in the colour of the page"
        return None

    def _on_bare_page(self, run: Any) -> bool:
        """Whether nothing around the run is coloured: a shaded paragraph or cell, a table's style, a text box."""
        for node in run.iterancestors():
            name = local(node)
            if name in ("txbxContent", "textbox"):
                return False
            if name in ("p", "tc", "tbl") and _is_shaded(child(child(node, f"{name}Pr"), "shd")):
                return False
            if name == "tbl" and attribute(child(child(node, "tblPr"), "tblStyle"), "val") in self.shading:
                return False
        return True


def _is_shaded(shading: Any) -> bool:
    if shading is None:
        return False
    fill = attribute(shading, "fill").lower()
    return fill not in _BARE or bool(attribute(shading, "themeFill")) or attribute(shading, "val") not in _BARE


def _on(properties: Any, *names: str) -> bool | None:
    """Whether one of the switches is on; None where none is there."""
    found = None
    for name in names:
        if (switch := child(properties, name)) is not None:
            found = bool(found) or attribute(switch, "val").lower() not in _OFF
    return found


def _look(properties: Any) -> Look:
    if properties is None:
        return Look()
    aligned, moved = attribute(child(properties, "vertAlign"), "val"), _number(child(properties, "position"))
    size, colour = _number(child(properties, "sz")), attribute(child(properties, "color"), "val").lower()
    shading, marked = child(properties, "shd"), child(properties, "highlight")
    return Look(
        height=({"superscript": RAISE, "subscript": LOWER}.get(aligned, "")) if aligned else None,
        struck=_on(properties, "strike", "dstrike"),
        hidden=_on(properties, "vanish", "specVanish"),
        white=(colour == "ffffff") if colour else None,
        shaded=True if _is_shaded(shading) or marked is not None else None,
        tiny=(0 < size <= _SMALLEST) if size is not None else None,
        shifted=(RAISE if moved >= _SHIFTED else LOWER if moved <= -_SHIFTED else "") if moved is not None else None,
    )


def _number(node: Any) -> int | None:
    said = attribute(node, "val")
    return int(said) if _WHOLE.fullmatch(said) else None
