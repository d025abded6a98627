"""Bytes to text: which encoding a Chinese file is in.

Order: byte-order mark; UTF-8, which other encodings hardly ever pass for; what an HTML page declares;
then the candidates whose text reads most like Chinese. gb18030 takes nearly any bytes, Big5 text too, so
a candidate is never taken because it decodes, only because common characters come out of it.
"""

import codecs
import re

from summarizer.base.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# GB2312 and GBK are subsets of gb18030, and pages labelled so use the larger set; Big5 likewise.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "utf-16": "utf-16-le"}
_CANDIDATES = ("big5hkscs", "gb18030", "utf-16-le", "utf-16-be")
# The commonest characters of official prose, in both scripts, with the marks that every text has.
_COMMON = frozenset(
    "，。、；：（）“”《》的一是在了和有大这主中国人上为们地个用工时要动作产不方成会"
    "经发行市法政府年全区进建设业展生部行推实加强民务化理社管项目报制全等情况以及"
    "開經業產會這為們個動時進設實強務項報發來對於後與國區電點資問題見關長條機"
    "开来对于后与电点资问题见关长条机县省镇乡村公文安新度服执规划提高完善责任"
    "縣鎮鄉規劃責執權級組織統計層總結負責關於開展依法行政工作報告"
)
_SAMPLE = 40_000
_LONGEST_HEAD = 2 << 20
_BODY = re.compile(rb"<body[\s>]|</head>", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_PIECE = re.compile(rb"[^\n>]+[\n>]?|[\n>]")
_MIXED = {"gb18030": "utf-8", "utf-8": "gb18030"}
_READABLE = 0.30
_DAMAGED = 0.005


def decode(content: bytes, name: str = "the file") -> tuple[str, str]:
    """The text of ``content`` and the encoding it was found to be in.

    Raises InputError when no encoding gives readable text: a binary file, or one damaged beyond reading.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict_or_lossy(content, encoding, name), encoding
    sample = _sample(content)
    if b"\0" not in sample:
        try:
            return _refuse_controls(content.decode("utf-8"), name), "utf-8"
        except UnicodeDecodeError:
            pass
    ranked = sorted(((_chinese_share(sample, encoding), encoding) for encoding in _candidates(content)), reverse=True)
    share, encoding = ranked[0]
    if share < _READABLE:
        for mixed in _MIXED:
            if _share(_by_pieces(sample, mixed)) >= _READABLE and _declared(content) in (mixed, ""):
                return _strict_or_lossy(content, mixed, name), mixed
        return _western(content, name)
    return _strict_or_lossy(content, encoding, name), encoding


def _candidates(content: bytes) -> list[str]:
    """Encodings to try, the declared one too; UTF-8 with a few damaged bytes is one of them."""
    names = ["utf-8", *_CANDIDATES]
    declared = _declared(content)
    no_text = declared.startswith(("base64", "rot", "hex", "zlib", "bz2", "uu", "quopri"))
    return [*names, declared] if declared and declared not in names and not no_text else names


def _declared(content: bytes) -> str:
    """The encoding that the head of a page declares, "" where it declares none that is known."""
    found = _DECLARED.search(content[: _head(content)])
    if found is None:
        return ""
    declared = found.group(1).decode("ascii").lower()
    try:
        return codecs.lookup(_WIDER.get(declared, declared)).name
    except LookupError:
        return ""


def _head(content: bytes) -> int:
    """Where the head of a page ends: an encoding may be declared anywhere in it, behind long style sheets too."""
    body = _BODY.search(content, 0, _LONGEST_HEAD)
    return body.start() if body else min(len(content), _LONGEST_HEAD)


def _sample(content: bytes) -> bytes:
    """A part of ``content`` that tells its encoding: from where it is no longer ASCII, at an even place (UTF-16)."""
    first = _HIGH.search(content)
    if first is None or b"\0" in content[:_SAMPLE]:
        return content[:_SAMPLE]
    start = max(0, first.start() - 200) & ~1
    return content[start : start + _SAMPLE]


def _chinese_share(content: bytes, encoding: str) -> float:
    """Share of common characters among all that are not ASCII, 0 where it hardly decodes."""
    try:
        return _share(content[:_SAMPLE].decode(encoding, "replace"))
    except (UnicodeError, LookupError):
        return 0.0


def _share(text: str) -> float:
    wide = [char for char in text if char >= "\x80"]
    odd = sum(1 for char in text if char == "\ufffd" or char == "\0" or "\ue000" <= char <= "\uf8ff")
    if not wide or odd > max(3, len(text) * _DAMAGED * 4):
        return 0.0
    return sum(1 for char in wide if char in _COMMON) / len(wide)


def _western(content: bytes, name: str) -> tuple[str, str]:
    """English with a few accented letters or typographic quotes, in the Windows code page."""
    high = sum(1 for byte in content[:_SAMPLE] if byte >= 0x80)
    if b"\0" not in content and high <= len(content[:_SAMPLE]) * 0.05:
        try:
            return _refuse_controls(content.decode("cp1252"), name), "cp1252"
        except UnicodeDecodeError:
            pass
    raise InputError(
        f"{name} is not a text in a known encoding: it looks like a binary or damaged file. "
        "Save it as UTF-8 plain text or HTML and try again."
    )


def _strict_or_lossy(content: bytes, encoding: str, name: str) -> str:
    """The text; bytes that are no character become U+FFFD, as long as they are very few."""
    text = _by_pieces(content, encoding) if encoding in _MIXED else content.decode(encoding, "replace")
    lost = text.count("\ufffd") - content.count("\ufffd".encode())
    if lost > max(3, len(text) * _DAMAGED):
        raise InputError(
            f"{name} seems to be in {encoding}, but {lost} places in it are damaged and cannot be read. "
            "Fetch the file again or save it as UTF-8."
        )
    return _refuse_controls(text, name)


def _by_pieces(content: bytes, encoding: str) -> str:
    """The text of a page whose parts may be in two encodings: a GBK page with a footer in UTF-8, or the other way.

    Pieces end at line ends and tags, whose bytes are in no character of these encodings; one that the page's own
    encoding does not give, or gives as what no one writes, is in the other.
    """
    other = _MIXED[encoding]
    return "".join(_piece(piece, encoding, other) for piece in _PIECE.findall(content))


def _piece(piece: bytes, encoding: str, other: str) -> str:
    if piece.isascii():
        return piece.decode("ascii")
    try:
        second = piece.decode(other)
    except UnicodeDecodeError:
        return piece.decode(encoding, "replace")
    try:
        first = piece.decode(encoding)
    except UnicodeDecodeError:
        return second
    if encoding == "utf-8" or _chinese_share(piece, encoding) >= _chinese_share(piece, other):
        return first
    return second


def _refuse_controls(text: str, name: str) -> str:
    sample = text[:_SAMPLE]
    controls = sum(1 for char in sample if char < " " and char not in "\t\n\r\f\v\x1a")
    if controls > max(8, len(sample) // 50):
        raise InputError(f"{name} is a binary file, not a text. Give the report as plain text or HTML.")
    return text
