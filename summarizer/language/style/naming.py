"""Whether an English name can be that of a Chinese measure or heading.

A right number with a wrong name is a wrong number, and a short name gives a model little to go by. What it must show
in both languages is checked: that something is denied or exempted, that it is a rate, that it is an amount, and that
most of it is there.
"""

import re

from summarizer.language.lexicon import Rule, pattern

_HAN = re.compile(r"[一-鿿]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
#: Fewer English words for a Chinese character leave out what is named; measured on names that were read: most have 0.4
#: to 0.8, those that dropped most of it below 0.25.
_LEAST = 0.25
_ENOUGH = 4  # characters: a shorter name may be one word
_NOTHING = Rule(
    "what names nothing",
    r"^(?:全[省市区县州镇国]|各[类项种级]|[一-鿿]{0,2}共|本)|(?:情况|工作|等)$",
    yes=("⟨全市⟩受理投诉", "投诉受理⟨情况⟩"),
    no=("受理投诉",),
)

#: By what ends a Chinese name, the words of which the English one must have one.
_SHOWS = (
    (re.compile(
        r"(?<!避)免予?(?!费)|不予?|未(?!成年|来)|无(?!偿|线|人机|障碍)|非(?!法|遗|常|公)|零(?!售|部件|星)|拒"
    ), re.compile(
        r"exempt|waiv|free|\bnot\b|\bno\b|\bnon|without|\bun[a-z]|refus|reject|zero|fail|lack|withh|relie|remit|declin"
        r"|reduc|\bcuts?\b|less\b|avoid|ill?egal|absen",
        re.IGNORECASE)),
    (re.compile(rf"(?<!增长)(?:率|比率|占比|{pattern('part', 'zh', 'noun')})$"), re.compile(
        r"\brates?\b|ratio|share|proportion|percent|coverage|efficiency|frequency|productivity|yield|intensity",
        re.IGNORECASE)),
    (re.compile(r"(?:[增降升跌涨]幅|增速|增长率)$"), re.compile(
        r"growth|\brate|increase|decrease|\brise|\bfall|\bdrop|decline|reduc|change|speed",
        re.IGNORECASE)),
    (re.compile(rf"{pattern('money_noun', 'zh')}$"), re.compile(
        r"amount|fund|money|value|fee|cost|tax|income|revenue|invest|spend|expend|financ|fine|pay|capital|volume|sales"
        r"|total|output|balance|loan|deposit|budget|sum|turnover|earning|debt|trade|retail|import|export|asset|credit|confiscat",
        re.IGNORECASE)),
)  # fmt: skip


def misnamed(english: str, chinese: str) -> str:
    """Why ``english`` cannot be the name of ``chinese``, "" where nothing speaks against it."""
    for sign, shown in _SHOWS:
        if (found := sign.search(chinese)) and not shown.search(english):
            return f"it shows nothing of '{found.group()}'"
    told = len(_HAN.findall(_NOTHING.sub("", chinese)))
    words = len(_WORD.findall(english))
    if told >= _ENOUGH and words < _LEAST * told:
        return f"it is too short for what it names ({words} words for {told} characters)"
    return ""
