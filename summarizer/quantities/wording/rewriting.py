"""Chinese text with its figures and dates put into English, ready for a model that translates the words."""

import re
from collections.abc import Sequence
from decimal import Decimal

from summarizer.language.lexicon import Rule, pattern, words
from summarizer.quantities.figure import Figure, Qualifier
from summarizer.quantities.wording.counted import counted_noun, is_plain, thing
from summarizer.quantities.wording.dates import english_date
from summarizer.quantities.wording.quantity import english_quantity

# Said of a number just outside its mention; taken into the phrase so that it is not said twice.
_SPOKEN: dict[str, Qualifier] = {
    form: qualifier
    for qualifier in ("about", "at_least", "at_most", "under", "over")
    for form in words(f"{qualifier}_before", "zh")
}
_LEADING = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _SPOKEN), key=len, reverse=True))}|达)$")

_BEFORE = Rule(
    "a time by which",
    r"(?:以|之)?前(?=[，,、；;。\s]|[一-鿿]{2})(?!三|五|十|期|列|提|后|置|往|来|瞻|沿|景|端)",
    yes=("6月底⟨前⟩，", "9月⟨以前⟩完成"),
    no=("年前三季度", "6月前期"),
)  # 6月底前: by the end of June


def rewrite(text: str, figures: Sequence[Figure], *, start: int = 0) -> str:
    """``text`` (the document's from offset ``start``) with every figure and date in English, the rest untouched.

    A phrase is set off by spaces from what is no space or punctuation. Document numbers keep their characters,
    with ASCII brackets ("从府办[2016]57号"): a name to look up by must stay as issued. Ranks, markers and names
    are words, not quantities, and are left for the translator.
    """
    parts: list[str] = []
    at = 0
    for figure in sorted(figures, key=lambda one: one.start):
        first, last = figure.start - start, figure.end - start
        if first < at or last > len(text):
            continue
        phrase = _replacement(figure, text, first, last)
        if not phrase:
            continue
        if (
            figure.is_figure
            and (lead := _LEADING.search(text[at:first]))
            and _SPOKEN.get(lead.group()) == figure.qualifier
        ):
            first -= len(lead.group())
        if figure.kind in ("date", "period") and (by := _BEFORE.match(text, last)):
            phrase, last = f"by {phrase}", by.end()
        parts.append(text[at:first])
        parts.append(_spaced(text, first, last, phrase, parts))
        at = last
    parts.append(text[at:])
    return "".join(parts)


# What follows a number and is no noun: 30人参加, 12件以上, 4次被评为 …
_NO_NOUN = Rule(
    "what follows a number and is no noun",
    r"(?:参[加与训]|获|受|被|在|为|已|将|的|以|左右|及|和|与|或|并|按|进|入|同比|比|较|到|达|全部|均|未|不|享受|就|投入|上市"
    rf"|共|其中|等|{pattern('rise fall', 'zh', 'verb')}|{pattern('takes_act act makes', 'zh')})",
    yes=("30人⟨参加⟩", "12件⟨以⟩上", "4次⟨被⟩评为"),
    no=("30名律师",),
)
_PERSON = Rule(
    "persons behind a number",
    rf"[一-鿿]{{0,10}}(?:{pattern('person_noun', 'zh')}|[员者师生客民])",
    yes=("⟨执法人员⟩", "⟨老师⟩", "⟨游客⟩受到教育"),
    no=("5件文件",),
)
_PERSON_BEFORE = Rule(
    "persons before a number",
    rf"(?:{pattern('person_noun', 'zh')}|[员者师])(?:共|仅|只有|达|为|近|约)?$",
    yes=("培训⟨干部共⟩", "⟨专家⟩"),
    no=("专家库",),
)
_SAID_ANYWAY = ("case", "people", "person", "attendance", "visit")  # nouns of which the Chinese shows none


def _noun_beside(figure: Figure, text: str, first: int, last: int) -> bool:
    """Whether what is counted stands right beside the number, to be translated: 160名执法人员, 规范性文件2件."""
    if not is_plain(figure):
        return False
    if figure.unit in ("人", "名", "位") and _PERSON_BEFORE.search(text[max(0, first - 8) : first]):
        return True
    if figure.unit in ("人", "名", "位") and re.match("[一-鿿]", text[last : last + 1]):
        return bool(_PERSON.match(text, last))
    if re.match("[一-鿿“]", text[last : last + 1]):
        return not _NO_NOUN.match(text, last)
    noun = counted_noun(figure, Decimal(2))
    before = thing(figure)
    return bool(before) and text[:first].endswith(before) and not noun.startswith(_SAID_ANYWAY)


def _replacement(figure: Figure, text: str, first: int, last: int) -> str:
    if figure.is_figure:
        return english_quantity(figure, measure_en="" if _noun_beside(figure, text, first, last) else None)
    if figure.kind in ("date", "period"):
        return english_date(figure.text)
    if figure.kind == "identifier":
        return figure.text.translate(_ASCII_BRACKETS) if re.search(r"[〔【［（]", figure.text) else ""
    return ""


_ASCII_BRACKETS = str.maketrans(
    {"〔": "[", "〕": "]", "［": "[", "］": "]", "【": "[", "】": "]", "（": "(", "）": ")"}
)
_TIGHT = re.compile(r"[\s(（\[《“\"'「，。；：、！？]")
_TIGHT_BEHIND = re.compile(r"[\s(（)）\]》”\"'」,.;:!?，。；：、！？]")


def _spaced(text: str, first: int, last: int, phrase: str, before: Sequence[str]) -> str:
    written = "".join(before[-2:])[-1:]
    lead = "" if not written or _TIGHT.match(written) else " "
    trail = "" if last >= len(text) or _TIGHT_BEHIND.match(text[last]) else " "
    return lead + phrase + trail
