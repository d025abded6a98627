"""Finding one's way in WordprocessingML: elements and attributes by their local names."""

from collections.abc import Iterator
from typing import Any


def local(node: Any) -> str:
    """The name of ``node`` without its namespace; "" for what is no element."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(node: Any, name: str) -> Any:
    """The first child called ``name``, None where there is none (or no node)."""
    return None if node is None else next((one for one in node if local(one) == name), None)


def find(node: Any, name: str) -> Iterator[Any]:
    """Every element inside ``node`` called ``name``, in order."""
    return (one for one in node.iter() if local(one) == name)


def attribute(node: Any, name: str) -> str:
    """The attribute called ``name`` whatever its namespace, "" where there is none (or no node)."""
    if node is None:
        return ""
    return next((str(value) for key, value in node.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
