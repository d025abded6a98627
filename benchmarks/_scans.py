"""Pages as a scanner gives them: the words of a text drawn, turned, with noise and blur, as a PDF of pictures."""

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1240, 1754
"""Pixels: A4 at 150 dots to the inch."""
_FONT, _NAME = "cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf"
_PIECE = re.compile(r"[A-Za-z0-9.%]+|.[，。；：、！？）》”]?", re.DOTALL)
_PER_LINE, _LINES, _MARGIN, _LEADING, _SIZE = 30, 26, 110, 56, 33


def font_file() -> Path | None:
    """The font that the pages are set in; None where its package (of the extra ``dev``) is not installed."""
    found = find_spec(_FONT)
    folders = found.submodule_search_locations if found else None
    return Path(folders[0], _NAME) if folders else None


def pages_of(text: str) -> list[list[str]]:
    """``text`` in lines of a page's width, so many to a page."""
    lines = [line for part in text.split("\n") for line in _wrapped(part)]
    return [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]


def _wrapped(part: str) -> Iterator[str]:
    """The lines of a paragraph, so wide at most; a number stays whole, as typesetters keep it."""
    line, width = "", 0.0
    for piece in _PIECE.findall(part):
        wide = sum(1.0 if ord(one) > 0x2E7F else 0.56 for one in piece)
        if line and width + wide > _PER_LINE:
            yield line
            line, width = "", 0.0
        line, width = line + piece, width + wide
    if line:
        yield line


def scan(pages: Sequence[Sequence[str]], *, turn: float = 1.0, noise: float = 18.0, blur: float = 0.6) -> bytes:
    """A PDF of one picture to a page: ``turn`` in degrees, ``noise`` as deviation of 256 greys, ``blur`` in pixels."""
    pictures = [_picture(lines, turn, noise, blur, number) for number, lines in enumerate(pages)]
    held = io.BytesIO()
    pictures[0].save(held, "PDF", save_all=True, append_images=pictures[1:], resolution=150.0)
    return held.getvalue()


def _picture(lines: Sequence[str], turn: float, noise: float, blur: float, seed: int) -> Any:
    import numpy
    from PIL import Image, ImageDraw, ImageFilter

    page = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _MARGIN + number * _LEADING), line, font=_font(), fill=30)
    page = page.rotate(turn, fillcolor=250, resample=Image.Resampling.BICUBIC)
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    grey = numpy.asarray(page).astype(float) + numpy.random.default_rng(seed).normal(0, noise, (HEIGHT, WIDTH))
    return Image.fromarray(numpy.clip(grey, 0, 255).astype("uint8"))


@cache
def _font() -> Any:
    from PIL import ImageFont

    file = font_file()
    if file is None:
        raise FileNotFoundError("the font package of the extra dev is not installed")
    return ImageFont.truetype(str(file), _SIZE)
