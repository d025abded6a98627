"""Numerals to exact decimals: digits and words, without context. Never a float."""

from decimal import Decimal


def plain(value: Decimal | None) -> str | None:
    """``value`` as a plain decimal string: no exponent, no trailing zeros ("1386000000", "63.5")."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
