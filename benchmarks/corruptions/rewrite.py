"""The same said in another way: what a verifier must not object to."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.corruptions.claims import Claim
from benchmarks.corruptions.corrupt import put
from benchmarks.corruptions.variant import Variant
from summarizer.language.numerals import plain

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SCALES_ZH = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"), (Decimal(1), ""))
_SCALES_EN = ((Decimal(10**9), " billion"), (Decimal(10**6), " million"), (Decimal(1), ""))


def rewritten(claim: Claim) -> Iterator[Variant]:
    """The claim itself and every true rewriting of its number that can be made."""
    spans = tuple((told.start, told.end) for told in claim.told)
    figures = tuple(told.figure for told in claim.told)
    yield Variant("as it stands", claim.language, claim.text, spans, figures)
    if claim.style != "window" and len(claim.told) == 2:
        yield _reordered(claim)
    if len(claim.told) > 1:
        return
    for kind, written in _notations(claim):
        made = put(claim, written)
        if made is not None and written != claim.written():
            yield Variant(kind, claim.language, made[0], made[1], figures)


def _notations(claim: Claim) -> Iterator[tuple[str, str]]:
    written, figure = claim.written(), claim.told[0].figure
    numbers = list(_NUMBER.finditer(written))
    if len(numbers) != 1 or figure.value is None or re.search(r"\d[\s\u3000]+\d", written):
        return
    digits = numbers[0].group()
    before, after = written[: numbers[0].start()], written[numbers[0].end() :]
    bare = digits.replace(",", "").replace("，", "").replace("．", ".")
    whole, _, decimals = bare.partition(".")
    if len(whole) > 3:
        yield (
            "separators",
            before + (bare if "," in digits else f"{int(whole):,}{'.' + decimals if decimals else ''}") + after,
        )
    if claim.language == "zh":
        yield "full width", before + bare.translate(_WIDE) + after
    yield from _spelled_out(claim, before, after)
    if figure.qualifier == "exact":
        yield from _rounded(claim, before, after)


def _spelled_out(claim: Claim, before: str, after: str) -> Iterator[tuple[str, str]]:
    """4513.423万元 → 45134230元, CNY 45.13423 million → CNY 45,134,230, and 121675宗 → 12.1675万宗."""
    value = claim.told[0].figure.value
    if value is None or value < 10000 or not claim.told[0].figure.unit or after[:1] in "余多来几":
        return
    full = plain(value) or ""
    scale = re.match(r"\s?(?:万亿|亿|万|trillion|billion|million)", after)
    if claim.language == "zh":
        if scale and "." not in full:
            yield "in full", before + full + after[scale.end() :]
        elif not scale and value % 10 == 0:
            yield "in 万", f"{before}{plain(value / 10000)}万{after}"
    elif scale and "." not in full:
        yield "in full", f"{before}{int(value):,}{after[scale.end() :]}"


def _rounded(claim: Claim, before: str, after: str) -> Iterator[tuple[str, str]]:
    """To three digits, said to be about."""
    figure = claim.told[0].figure
    value = figure.value
    if value is None or len(value.normalize().as_tuple().digits) <= 3:
        return
    near = value.quantize(Decimal(1).scaleb(value.adjusted() - 2), rounding=ROUND_HALF_UP)
    scales = _SCALES_ZH if claim.language == "zh" else _SCALES_EN
    size, word = next((size, word) for size, word in scales if near >= size or size == 1)
    rest = re.sub(r"\A\s?(?:万亿|亿|万|trillion|billion|million)", "", after)
    shown = plain(near / size) or ""
    if claim.language == "en":
        whole, point, decimals = shown.partition(".")
        shown = f"{int(whole):,}{point}{decimals}"
    about = "约" if claim.language == "zh" else "about "
    yield "rounded", f"{about}{before}{shown}{word}{rest}"


def _reordered(claim: Claim) -> Variant:
    """The second statement first."""
    one, two = claim.told
    close = claim.text[-1]
    joint = "，" if claim.language == "zh" else " and "
    first = claim.text[: one.end]
    second = claim.text[one.end + len(joint) : two.end]
    text = second + joint + first + close
    offset = one.end + len(joint)
    spans = (
        (two.start - offset, two.end - offset),
        (len(second) + len(joint) + one.start, len(second) + len(joint) + one.end),
    )
    return Variant("reordered", claim.language, text, spans, (two.figure, one.figure))
