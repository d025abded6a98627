"""What of a page is shown: by its elements, their attributes and styles, and the style sheets inside the page.

A sheet's rules count where they name an element by its tag, id and classes, on their own or as the last part of a
longer selector (which then has to fit only there where it shows again what is hidden: what may be hidden by an ancestor
that is not looked at is shown). Sheets outside the page are not fetched.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from summarizer.language.lexicon import Rule
from summarizer.readers.html.tags import NO_TEXT
from summarizer.readers.sight import Unseen

_COMMENT = Rule(
    "a comment of a style sheet", r"/\*.*?\*/|<!--|-->", yes=("a{}⟨/* note */⟩", "⟨<!--⟩"), no=("a{}",), flags=re.DOTALL
)
_BRACE = re.compile(r"[{}]")
_SIMPLE = Rule("a plain selector", r"(?:\*|[a-zA-Z][\w-]*)?(?:[.#][\w\-一-鿿]+)*", yes=("⟨div.note#main⟩", "⟨.hidden⟩"))
_PART = Rule("a part of a selector", r"[.#]?[\w\-一-鿿*]+", yes=("⟨div⟩.note", "⟨.note⟩"), no=(" > ",))
_MOST_RULES = 20_000
_FAR = Rule(
    "a place far off the page",
    r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)?",
    yes=("⟨-9999px⟩", "⟨-200em⟩"),
    no=("-20px", "100px"),
)
_NOTHING = Rule(
    "a length of nothing",
    r"0+(?:\.0+)?(?:px|pt|em|rem|%)?|\.0+(?:px|pt|em|rem|%)?",
    yes=("⟨0⟩", "⟨0.0px⟩", "⟨.0em⟩"),
    no=("px",),
)
_TINY = Rule(
    "a size that nobody reads",
    r"0*(?:\.\d+)?(?:px|pt)|0*(?:\.0\d*)?(?:em|rem)?|0+%?|1px|0*1(?:\.\d+)?pt",
    yes=("⟨0.5px⟩", "⟨0.05em⟩"),
)
_CLIPPED = Rule(
    "a box cut to nothing",
    r"rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)|inset\((?:50|100)%",
    yes=("⟨rect(0, 0, 0, 0)⟩", "⟨inset(50%⟩)"),
    no=("rect(0, 10px, 20px, 0)",),
)
_WHITE = Rule(
    "a colour that is not seen on white",
    r"(?:#fff(?:fff)?|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0+)?\s*)?\)"
    r"|rgba\([^)]{0,40},\s*0?\.?0+\s*\))",
    yes=("⟨#fff⟩", "⟨white⟩", "⟨rgba(255, 255, 255, 1)⟩", "⟨transparent⟩"),
    no=("#000", "red"),
)
_WANTED = frozenset(
    ("display", "visibility", "opacity", "font-size", "position", "left", "top", "right", "text-indent", "margin-left",
     "clip", "clip-path", "width", "height", "overflow", "color", "background", "background-color", "background-image",
     "text-decoration", "text-decoration-line", "max-height", "vertical-align")
)  # fmt: skip
_Declared = dict[str, str]


@dataclass(slots=True)
class Look:
    """What the styles of one element come to: why it is not seen; crossed out, raised or lowered; its colours."""

    unseen: Unseen | None = None
    crossed: bool = False
    height: str = ""  # "super" or "sub"
    colour: str = ""
    ground: str = ""


@dataclass(slots=True)
class Visible:
    """Tells of the elements of one page whether they are seen."""

    rules: dict[str, list[tuple[tuple[int, int], frozenset[str], _Declared]]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Visible":
        """With the style sheets inside the page ``root``."""
        made = cls()
        count = 0
        for sheet in root.iter("style"):
            for selector, declared in _rules("".join(sheet.itertext())):
                count += 1
                if count > _MOST_RULES:
                    return made
                made._add(selector, declared, count)
        return made

    def _add(self, selector: str, declared: str, order: int) -> None:
        wanted = _declarations(declared)
        if not wanted:
            return
        for one in selector.split(","):
            told = one.strip()
            if told and _SIMPLE.fullmatch(told):
                parts = frozenset(_PART.findall(told)) - {"*"}
                if parts:
                    weight = sum(100 if p[0] == "#" else 10 if p[0] == "." else 1 for p in parts)
                    key = max(parts, key=lambda part: (part[0] == "#", part[0] == ".", part))
                    self.rules.setdefault(key, []).append(((weight, order), parts, wanted))

    def look(self, node: Any) -> Look:
        """The look of ``node`` itself; what is inside something unseen is unseen too."""
        names = (node.get(name) or "" for name in ("class", "id", "style", "color", "bgcolor"))
        key = (node.tag, *names)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _look(self._style(*key[:4]), *key[4:])
            if len(self._known) > 5_000:
                self._known.pop(next(iter(self._known)))
        return known

    def _style(self, tag: str, classes: str, identifier: str, style: str) -> _Declared:
        own = {tag, *(f".{name}" for name in classes.split())} | ({f"#{identifier}"} if identifier else set())
        fitting = [rule for part in own for rule in self.rules.get(part, ()) if rule[1] <= own]
        made: _Declared = {}
        for _, _, declared in sorted(fitting, key=lambda rule: rule[0]):
            made |= declared
        important = {k: v for k, v in made.items() if v.endswith("!important")}
        return made | _declarations(style) | important

    def shown(self, node: Any) -> bool:
        """Whether the page shows what is in ``node``, as far as itself goes."""
        return is_text(node) and self.look(node).unseen is None


def is_text(node: Any) -> bool:
    """Whether ``node`` is an element whose words are text of the page."""
    return isinstance(node.tag, str) and node.tag not in NO_TEXT and node.get("hidden") is None


def _rules(sheet: str) -> Any:
    """(selectors, declarations) of each rule; those for print and speech left out."""
    sheet = _COMMENT.sub(" ", sheet)
    preludes: list[str] = []
    last = 0
    for brace in _BRACE.finditer(sheet):
        told = sheet[last : brace.start()].rsplit(";", 1)[-1] if brace[0] == "{" else sheet[last : brace.start()]
        last = brace.end()
        if brace[0] == "{":
            preludes.append(told.strip())
        elif preludes:
            prelude = preludes.pop()
            if not prelude.startswith("@") and not any("print" in one or "speech" in one for one in preludes if one):
                yield prelude, told


def _declarations(told: str) -> _Declared:
    found: _Declared = {}
    for one in told.split(";") if told else ():
        name, colon, value = one.partition(":")
        name = name.strip().lower()
        if colon and name in _WANTED:
            found[name] = " ".join(value.lower().split()).replace(" !important", "!important")
    return found


def _look(raw: _Declared, colour: str, ground: str) -> Look:
    style = {name: value.removesuffix("!important").strip() for name, value in raw.items()}
    look = Look(colour=style.get("color", colour.strip().lower()))
    look.ground = " ".join(style.get(n, "") for n in ("background", "background-color", "background-image")).strip()
    look.ground = look.ground or ground.strip().lower()
    look.crossed = "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")
    vertical = style.get("vertical-align", "")
    look.height = vertical if vertical in ("super", "sub") else ""
    look.unseen = _unseen(style)
    return look


def _unseen(style: _Declared) -> Unseen | None:
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return "hidden"
    if (opacity := style.get("opacity")) and _NOTHING.fullmatch(opacity):
        return "hidden"
    if (size := style.get("font-size")) and _TINY.fullmatch(size):
        return "too small to be seen"
    apart = style.get("position") in ("absolute", "fixed")
    if apart and any(_FAR.fullmatch(style.get(edge, "")) for edge in ("left", "top", "right", "margin-left")):
        return "off the page"
    if _FAR.fullmatch(style.get("text-indent", "")):
        return "off the page"
    if apart and _CLIPPED.search(style.get("clip", "") + style.get("clip-path", "")):
        return "hidden"
    flat = any(_NOTHING.fullmatch(style.get(side, "")) for side in ("width", "height", "max-height"))
    return "hidden" if flat and style.get("overflow", "").startswith(("hidden", "clip")) else None


def is_white(colour: str) -> bool:
    """Whether a colour is that of the paper, or none."""
    return bool(colour) and _WHITE.fullmatch(colour) is not None


def is_bare(ground: str) -> bool:
    """Whether a background shows the paper."""
    return not ground or is_white(ground) or ground in ("none", "inherit", "initial", "transparent")
