"""The English words that say how a number is meant: qualifiers, changes, targets, currencies."""

import re

from summarizer.language.lexicon import words
from summarizer.language.units.english import MONEY
from summarizer.quantities.figure import Direction, Qualifier

# Read backwards from the number: the longest phrase that ends at it wins.
_HOW: tuple[Qualifier, ...] = ("at_least", "at_most", "over", "exact", "under", "about")
BEFORE: dict[Qualifier, tuple[str, ...]] = {how: words(f"{how}_before", "en") for how in _HOW}
#: Verbs that pass a mark; what they stand before is a bound where it is large: topped 3,000, passed two laws.
REACHED = frozenset(words("over_reached_before", "en"))
BEFORE["over"] += tuple(REACHED)
_HOW_BEHIND: tuple[Qualifier, ...] = ("at_least", "at_most", "about", "over")
AFTER: dict[Qualifier, tuple[str, ...]] = {how: words(f"{how}_after", "en") for how in _HOW_BEHIND}


def _phrases(table: dict[Qualifier, tuple[str, ...]]) -> dict[str, Qualifier]:
    return {phrase: qualifier for qualifier, phrases in table.items() for phrase in phrases}


BEFORE_PHRASES = _phrases(BEFORE)
AFTER_PHRASES = _phrases(AFTER)


def _either(phrases: dict[str, Qualifier] | frozenset[str] | tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(
        (r"(?<!\w)" if phrase[0].isalnum() else "")
        + re.escape(phrase).replace(r"\ ", r"\s")
        + (r"(?!\w)" if phrase[-1].isalnum() else "")
        for phrase in ordered
    )


# A cheap look first: only such words (or a sign) can end a phrase of BEFORE, with "a total of" behind it.
LAST_WORDS = frozenset(
    {phrase.rpartition(" ")[2] for phrase in BEFORE_PHRASES}
    | {"of", "the", "a", "an", "required", "prescribed", "planned", "target", "legal", "minimum", "maximum"}
)
LAST_WORD = re.compile(r"([A-Za-z.]{1,16}|[<>=~≈≥≤])\s{0,2}$")
QUALIFIER_BEFORE = re.compile(
    rf"(?<![<>=])({_either(BEFORE_PHRASES)})(?:\s(?:a\stotal\sof|the|an?)(?:\s(?:required|prescribed|planned"
    rf"|target|legal|minimum|maximum))?)?\s{{0,2}}$",
    re.IGNORECASE,
)
#: "Carried over 2 from last year", "handed over 14": over belongs to the verb.
PHRASAL = re.compile(
    r"\b(?:carr(?:y|ied|ying)|hand(?:ed|ing)?|tak(?:e|en|ing)|took|left|held|turn(?:ed|ing)?|roll(?:ed)?)\sover\s{0,2}$",
    re.IGNORECASE,
)
QUALIFIER_AFTER = re.compile(rf"\s?({_either(AFTER_PHRASES)})(?!\d|\sthan\s[\d-]|\s[\d-])", re.IGNORECASE)

# A number is itself a change where such a word stands before it ("rose by 8.7%", "up 8.7%").
_UP = (
    "up", "rise", "rises", "rose", "risen", "rising", "increase", "increases", "increased", "increasing", "grow",
    "grows", "grew", "grown",
    "growing", "growth", "gain", "gains", "gained", "climbed", "climb", "expanded", "expand", "raise", "raised",
    "raising", "improved", "jumped", "surged",
    "soared", "higher", "added", "advanced", "improvement", "upgrade", "expansion",
)  # fmt: skip
_DOWN = (
    "down", "fall", "falls", "fell", "fallen", "falling", "decrease", "decreases", "decreased", "decreasing",
    "decline", "declines",
    "declined", "declining", "drop", "drops", "dropped", "dropping", "reduce", "reduces", "reduced", "reducing",
    "reduction", "cut", "cuts",
    "cutting", "shrank", "shrunk", "lower", "lowered", "slashed", "slash", "trimmed", "contracted", "dipped",
    "slipped", "compressed",
    "fewer", "less", "shortened", "shorten",
)  # fmt: skip
CHANGES: dict[str, Direction] = {
    **dict.fromkeys((*_UP, *words("rise", "en", "verb")), "up"),
    **dict.fromkeys((*_DOWN, *words("fall", "en", "verb")), "down"),
}
# Behind the number: "a 2.5% increase", "2.5 percentage points higher", "8.7% more than".
CHANGES_BEHIND: dict[str, Direction] = {
    **dict.fromkeys(("increase", "rise", "growth", "gain", "higher", "more", "up", "improvement", "jump", "surge",
        "expansion"), "up"),
    **dict.fromkeys(("decrease", "drop", "decline", "fall", "reduction", "cut", "lower", "less", "fewer", "down",
        "contraction"), "down"),
}  # fmt: skip

TARGET = re.compile(
    r"\b(?:will|would|shall|plans?\s(?:to|for)|(?:is|are|was|were)\splanned|planned\s(?:to|for)|planning\sto|aims?\s(?:to|for|at)|aim\sis|aiming|target(?:s|ed|ing)?\s(?:of|is|to|at|for|a|an)\b|goals?\s(?:of|is|to|for|was)\b|shooting\sfor|hop(?:es|ing)\s(?:to|for)|due\sto\s(?:be|reach|rise|open)|set\s(?:at|to)\sreach|pledg(?:es|ed)\sto|to\sbe\s[a-z]+ed\b"
    r"|striv(?:e|es|ing)|is\sexpected|are\sexpected"
    r"|should\b|by\s20\d\d|intends?\sto|seeks?\sto|is\sto\b|are\sto\b|must\b|required\sto|ensure\sthat|going\sto)",
    re.IGNORECASE,
)
CUMULATIVE = re.compile(
    r"\b(?:cumulative(?:ly)?|accumulative(?:ly)?|accumulated|to\sdate|so\sfar|since|in\stotal\ssince)\b", re.IGNORECASE
)
EARLIER = re.compile(
    r"\b(?:compared\s(?:with|to)|up\sfrom|down\sfrom|previous\syear's|last\syear's|versus|instead\sof"
    r"|originally|from)\s(?:the\s)?(?:previous\s)?$",
    re.IGNORECASE,
)
EACH_BEHIND = re.compile(r"^\s(?:[a-z]+\s){0,2}(?:each|apiece)\b")
EACH_BEFORE = re.compile(r"\beach\s(?:with|had|has|of\swhich)\s(?:\w+\s)?$|\beach\s$")
PERIOD = re.compile(
    r"\b(?:(?:in|by|during|since|from|until|before|after|throughout|for|as of|over|at)\s(?:the\s)?(?:(?:end"
    r"|beginning|start|first half|second half|year)\sof\s)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s(?:of\s)?)?(?:19|20)\d\d\b(?!,\d)"
    r"|(?:last|this|next|the\sprevious|the\scurrent|the\sfollowing)\s(?:year|quarter|month)\b(?!'s)"
    r"|throughout\sthe\syear|(?:in\s)?the\swhole\syear"
    r"|over\sthe\s(?:past|last)\s\w+\s(?:years|months)|the\sfirst\shalf\sof\sthe\syear|year[-\s]on[-\s]year)",
    re.IGNORECASE,
)
YEAR_ON_YEAR = re.compile(r"\b(?:year[-\s]on[-\s]year|year[-\s]over[-\s]year|yoy|y/y)\b", re.IGNORECASE)

# Marks before the amount, and words behind it, with the unit as Chinese names it.
CURRENCY_BEFORE = {
    "CNY": "元", "RMB": "元", "RMB¥": "元", "¥": "元", "￥": "元", "yuan": "元", "US$": "美元", "USD": "美元",
    "$": "美元",
    "HK$": "港元", "HKD": "港元",
    "EUR": "欧元", "€": "欧元", "GBP": "英镑", "£": "英镑", "JPY": "日元", "MOP": "澳门元", "A$": "澳元",
    "AUD": "澳元", "NT$": "新台币",
    "TWD": "新台币",
    "KRW": "韩元", "RUB": "卢布", "RMB yuan": "元", "CN¥": "元",
    "S$": "新加坡元", "SGD": "新加坡元", "C$": "加元", "CAD": "加元", "CHF": "瑞士法郎", "RM": "令吉", "MYR": "令吉",
    "₹": "卢比", "INR": "卢比", "₩": "韩元", "THB": "泰铢", "NZ$": "新西兰元", "₽": "卢布", "R$": "雷亚尔",
}  # fmt: skip
#: Whatever mark the program itself writes is read again as the same currency.
CURRENCY_BEFORE |= {mark: unit for unit, mark in MONEY.items() if mark not in CURRENCY_BEFORE}
CURRENCY_AFTER = {
    "yuan": "元", "rmb": "元", "cny": "元", "renminbi": "元", "rmb yuan": "元", "yuan rmb": "元", "chinese yuan": "元",
    "yuan renminbi": "元",
    "us dollars": "美元", "us dollar": "美元", "u.s. dollars": "美元", "dollars": "美元", "dollar": "美元",
    "usd": "美元",
    "american dollars": "美元",
    "hong kong dollars": "港元", "hk dollars": "港元", "hkd": "港元", "euros": "欧元", "euro": "欧元", "eur": "欧元",
    "yen": "日元",
    "japanese yen": "日元", "pounds": "英镑", "pounds sterling": "英镑", "patacas": "澳门元",
    "australian dollars": "澳元",
    "jpy": "日元", "gbp": "英镑", "hk$": "港元",
    "singapore dollars": "新加坡元", "singaporean dollars": "新加坡元", "sgd": "新加坡元", "canadian dollars": "加元",
    "new zealand dollars": "新西兰元", "new taiwan dollars": "新台币", "taiwan dollars": "新台币",
    "nt dollars": "新台币",
    "swiss francs": "瑞士法郎", "ringgit": "令吉", "ringgits": "令吉", "rupees": "卢比", "won": "韩元", "baht": "泰铢",
    "pesos": "比索", "rubles": "卢布", "roubles": "卢布", "reais": "雷亚尔", "lira": "里拉", "rupiah": "印尼盾",
    "dirhams": "迪拉姆",
}  # fmt: skip
MARK_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])(?:"
    + "|".join(re.escape(mark) for mark in sorted(CURRENCY_BEFORE, key=len, reverse=True))
    + r"))\s?$"
)
MARK_AFTER = re.compile(
    r"[\s-]?("
    + "|".join(re.escape(mark).replace(r"\ ", r"\s") for mark in sorted(CURRENCY_AFTER, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\spoints?\b(?=\s(?:below|above|higher|lower|faster|slower|more|less|up|down|ahead|behind|short)\b)|[\s-]?(?:(?:percentage|percent|per\scent|%)[\s-]points?\b|个百分点|p\.?p\.?(?![A-Za-z])|pps\b|ppts?\b)",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s?(?:%|％)|[\s-]?(?:per\s?cents?\b|percentages?\b|pct\b)", re.IGNORECASE)
# "4.7 places per thousand people" counts places for each thousand (每千人口4.7个): what is counted out of a named
# thousand is no rate in ‰.
PER_MILLE = re.compile(
    r"\s?‰|\sper\smille\b|\sper\sthousand\b(?!\s(?:(?:of|from|in)\sthe\s)?(?:[a-z-]+\s)?"
    r"(?:people|persons?|residents?|inhabitants?|population|households?|children|workers|employees|women|men)\b)",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"[\s-]?fold\b|x\b(?!\s?\d)|\s?×(?!\s?\d)|\stimes\b(?=\s(?:the|as|that|more|higher|larger|greater|over|last"
    r"|its|their)\b)",
    re.IGNORECASE,
)

# Words at which a noun phrase behind a number ends.
STOPS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "nor",
        "that", "which", "who", "whom", "whose", "were", "was", "is", "are", "be", "been", "being", "has", "have",
        "had", "will", "shall", "would", "may", "might", "can", "could", "should", "must", "not", "no", "this",
        "these", "those", "their", "its", "it", "they", "he", "she", "we", "you", "i", "there", "here", "where",
        "when", "while", "than", "then", "per", "each", "every", "during", "through", "throughout", "under", "over",
        "above", "below", "within", "without", "against", "among", "between", "into", "onto", "upon", "after",
        "before", "since", "until", "till", "so", "if", "because", "also", "respectively", "including", "involving",
        "compared", "versus", "up", "down", "both", "all", "such", "via", "about", "around", "more", "less", "fewer",
        "most", "least", "only", "just", "out", "off", "year-on-year", "annually", "yearly", "etc"]
)  # fmt: skip
