"""The object asked for, out of the text that a model wrote around it.

Each step takes away or puts right only form: what surrounds the object, and marks of JSON. A value is never made up:
text that breaks off stays unusable, and what a repair gives must consist of the very words and digits of the reply.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_THOUGHTS = re.compile(r"<(think|thinking|thought|reasoning|analysis)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHTS_END = re.compile(r"^.*</(?:think|thinking|thought|reasoning|analysis)>", re.DOTALL | re.IGNORECASE)
_FINAL = re.compile(r"^.*<\|channel\|>\s*final\s*(?:<\|constrain\|>\s*\w*\s*)?<\|message\|>", re.DOTALL)
_LARGEST_LITERAL = 100_000  # characters that Python's own reader is given
_MOST_STARTS = 400  # braces at which an object is looked for
# What a reply says: its words, digits and the marks that belong to numbers. Everything else is form.
_SAID = re.compile(r"[\w.%+-]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for: the name of the structure and its JSON schema."""

    name: str = ""
    schema: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> "Form":
        """The form that ``request`` asks for."""
        wanted = (request.get("response_format") or {}).get("json_schema") or {}
        return cls(str(wanted.get("name") or ""), wanted.get("schema"))

    @property
    def required(self) -> frozenset[str]:
        """The keys that the object must have."""
        return frozenset((self.schema or {}).get("required") or ())

    def fits(self, value: Any) -> bool:
        """Whether ``value`` is an object with every key that is required."""
        return isinstance(value, dict) and self.required <= value.keys()


@dataclass(frozen=True, slots=True)
class Found:
    """The JSON ``text`` of the answer and what was ``repaired`` to get it; ``whole`` where it has all that is asked."""

    text: str
    repaired: tuple[str, ...] = ()
    whole: bool = True


def answer_in(texts: Sequence[str], form: Form, *, cut: bool = False) -> Found:
    """The object that ``form`` asks for, out of the first of ``texts`` that has it; else the likeliest text, bared.

    ``cut`` is whether the reply ended for want of room: then nothing is repaired that lacks its end.
    """
    for place, text in enumerate(texts):
        found = _found(text, form, cut=cut)
        if found is not None:
            return found if not place else Found(found.text, (*found.repaired, "another field"))
    return Found(_bare(texts[0])[0] if texts else "", whole=False)


def _found(text: str, form: Form, *, cut: bool) -> Found | None:
    if form.fits(value := _loads(text, strict=True)):
        return _pruned(value, form, (), text)
    bare, repaired = _bare(text)
    around = () if isinstance(_loads(bare), dict | list | str) else ("text around it",)
    for candidates, names in ((_objects, around), (_repaired, ("marks of JSON",))):
        fitting = []
        for value in candidates(bare, cut):
            if (taken := _unwrapped(value, form)) is not None:
                fitting.append(taken)
        if fitting:
            value, wrapped = fitting[-1]  # the last word counts: drafts come before it
            return _pruned(value, form, (*repaired, *names, *wrapped))
    return None


def _bare(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without thoughts and without the marks of turns; what was taken away."""
    bare = _FINAL.sub("", text)
    bare = _THOUGHTS_END.sub("", _THOUGHTS.sub("", bare))
    bare = re.sub(r"^\s*<think(?:ing)?>", "", re.sub(r"<\|[a-z_]+\|>\s*$", "", bare)).strip()
    return bare, (("thoughts",) if len(bare) < len(text.strip()) else ())


def _objects(text: str, _: bool) -> Iterator[Any]:
    """The JSON values that stand in ``text``, in order, none inside another."""
    decoder = json.JSONDecoder(strict=False)
    at = starts = 0
    while (match := re.compile(r'[{\["]').search(text, at)) and starts < _MOST_STARTS:
        starts += 1
        quoted = match.group() == '"' and text[: match.start()].strip()  # a text is the answer only when it is all
        try:
            if quoted:
                raise ValueError
            value, at = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = match.start() + 1
            continue
        yield value


# --- around the object --------------------------------------------------------------------------------------------


def _unwrapped(value: Any, form: Form, depth: int = 0) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """The object that fits, out of what it was wrapped in: a list, a text, the name of its schema, a call."""
    if form.fits(value):
        return value, ()
    if depth > 3:
        return None
    if isinstance(value, str):
        inner = _loads(value)
        found = _unwrapped(inner, form, depth + 1) if isinstance(inner, dict | list) else None
        return (found[0], ("an object as text", *found[1])) if found else None
    if isinstance(value, list):
        same = value and all(one == value[0] for one in value)
        if same and (found := _unwrapped(value[0], form, depth + 1)) is not None:
            return found[0], ("a list around it", *found[1])
        if (only := _list_asked_for(form)) and value and all(isinstance(one, dict) for one in value):
            return {only: value}, ("a list without its name",)
    if isinstance(value, dict):
        inside = [found for one in value.values() if (found := _unwrapped(one, form, depth + 1)) is not None]
        if len(inside) == 1:
            return inside[0][0], ("a wrapping object", *inside[0][1])
    return None


def _list_asked_for(form: Form) -> str:
    """The one key that is asked for, where it takes a list of objects."""
    fields = (form.schema or {}).get("properties") or {}
    only = next(iter(fields)) if len(fields) == 1 else ""
    return only if only and _resolved(fields[only], form.schema or {}).get("type") == "array" else ""


def _pruned(value: dict[str, Any], form: Form, repaired: tuple[str, ...], text: str = "") -> Found:
    """Without keys that nobody asked for, where the schema allows none."""
    kept = _without_extra(value, form.schema or {}, form.schema or {})
    if kept == value and text and not repaired:
        return Found(text)
    names = (*repaired, *(() if kept == value else ("keys not asked for",)))
    return Found(_dumped(kept), tuple(dict.fromkeys(names)) or ("control characters",))


def _dumped(value: dict[str, Any]) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    # Half a character of a pair stays an escape: it cannot be written otherwise.
    return json.dumps(value) if re.search("[\ud800-\udfff]", plain) else plain


def _without_extra(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], depth: int = 0) -> Any:
    schema = _resolved(schema, whole)
    if depth > 12:
        return value
    if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
        return [_without_extra(one, schema["items"], whole, depth + 1) for one in value]
    fields = schema.get("properties")
    if isinstance(value, dict) and isinstance(fields, Mapping):
        closed = schema.get("additionalProperties") is False
        return {
            name: _without_extra(one, fields.get(name, {}), whole, depth + 1)
            for name, one in value.items()
            if name in fields or not closed
        }
    return value


def _resolved(schema: Any, whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """``schema``, or what it refers to."""
    for _ in range(4):
        if not isinstance(schema, Mapping):
            return {}
        name = schema.get("$ref")
        if not isinstance(name, str):
            return schema
        schema = (whole.get("$defs") or {}).get(name.rpartition("/")[2])
    return {}


# --- marks of JSON ------------------------------------------------------------------------------------------------


def _repaired(text: str, cut: bool) -> Iterator[Any]:
    """The object that ``text`` means where only marks are wrong; nothing where it breaks off or would be changed."""
    start = text.find("{")
    if start < 0 or cut:
        return
    end = text.rfind("}")
    closed = _closed(text[start:])
    for piece in dict.fromkeys(one for one in (text[start : end + 1], closed) if one):
        for read in (_loads, _literal, _mended):
            value = read(piece)
            if isinstance(value, dict) and _says_the_same(piece, value):
                yield value
                return


def _closed(text: str) -> str:
    """``text`` with the brackets closed that were left open after a whole value; "" where it ends within one."""
    open_: list[str] = []
    quoted = escaped = False
    for char in text:
        if quoted:
            quoted, escaped = (char != '"' or escaped), (char == "\\" and not escaped)
        elif char == '"':
            quoted = True
        elif char in "{[":
            open_.append("}" if char == "{" else "]")
        elif char in "}]" and (not open_ or open_.pop() != char):
            return ""
    ended = text.rstrip().removesuffix("```").rstrip()
    return ended + "".join(reversed(open_)) if open_ and not quoted and ended[-1:] in '"}]' else ""


def _loads(text: str, *, strict: bool = False) -> Any:
    try:
        return json.loads(text, strict=strict)
    except (ValueError, RecursionError):
        return None


def _literal(text: str) -> Any:
    """A dict as Python writes it."""
    try:
        return ast.literal_eval(text) if len(text) < _LARGEST_LITERAL else None
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def _mended(text: str) -> Any:
    import json_repair  # only where one is needed

    try:
        return json_repair.loads(text)
    except (ValueError, RecursionError, IndexError, TypeError):
        return None


def _says_the_same(text: str, value: Any) -> bool:
    """Whether ``value`` has every word and digit of ``text``, in its order, and no other; nothing stands for a gap."""
    empty = any(one == "" for one in _leaves(value)) and not re.search(r"""(""|'')""", text)
    return not empty and _said(text) == "".join(_leaves(value))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield _said(str(name))
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield _said(value if isinstance(value, str) else json.dumps(value, default=str))


def _said(text: str) -> str:
    plain = _ESCAPE.sub(_unescaped, text)
    words = "".join(_SAID.findall(plain)).casefold()
    return words.replace("none", "null")


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "" if match[2] in "nrtbf" else match[2]


__all__ = ["Form", "Found", "answer_in"]
