"""A value of a cell as the sheet shows it: -1234.5 under #,##0.00;(#,##0.00) is (1,234.50), 0.965 under 0.0% is 96.5%.

What a format shows is read, since that is what a reader sees; a format that is not known shows the value whole.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

_DROPPED = re.compile(r"\[(?!\$)[^\]]*\]|_.|\*.")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*")
_HELD = str.maketrans({chr(0xE000 + code): chr(code) for code in range(32, 127)})


def shown(value: object, form: str) -> str:
    """What a sheet shows of ``value`` (a number, a date, a truth) under the number format ``form``."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d") if value.time() == datetime.time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if not isinstance(value, (int, float, Decimal)):
        return str(value)
    number = Decimal(str(value)) if isinstance(value, (int, Decimal)) else Decimal(format(value, ".15g"))
    return _formatted(number, form) or _plain(number)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _formatted(number: Decimal, form: str) -> str:
    """The number under ``form``; "" where the form is General or not known here."""
    sections = _sections(form)
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif not number and len(sections) > 2:
        section = sections[2]
    if re.search(r"General|[eE][+-]|[@dyhs]|\?/|#/", re.sub(r"[\ue000-\uefff]", "", section)):
        return ""
    digits = _DIGITS.search(section)
    if digits is None:
        return section.translate(_HELD).strip() if section.strip() else ""
    before, pattern, behind = section[: digits.start()], digits[0], section[digits.end() :]
    number = abs(number) * (100 if "%" in before + behind else 1)
    scaled = len(pattern) - len(pattern.rstrip(","))
    number = number.scaleb(-3 * scaled)
    whole, _, part = pattern.rstrip(",").partition(".")
    number = number.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    text = format(number, ",f" if "," in whole else "f")
    least = part.count("0")
    if "." in text:
        kept, _, decimals = text.partition(".")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        text = f"{kept}.{decimals}" if decimals else kept
    return f"{sign}{before}{text}{behind}".translate(_HELD).strip()


def _sections(form: str) -> list[str]:
    """The sections of a format, its literals as private characters so that none is taken for a sign of the format."""

    def held(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None)
        return "".join(chr(0xE000 + ord(one)) if " " <= one < "\x7f" else one for one in words)

    kept = _LITERAL.sub(held, form)
    return _DROPPED.sub("", _CURRENCY.sub(r"\1", kept)).split(";")
