"""Whether pages that are pictures can be read here, and what to do where they cannot."""

from importlib.util import find_spec

INSTALL = 'install it with: pip install "summarizer[ocr]"'
MOST_PICTURES = 200
"""Pages; at some seconds a page a longer one is a book."""


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
