"""English word lists that the style rules stand on."""

import re


def set_of(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())


AUXILIARIES = set_of(
    "is are was were be been being has have had does do did will would can could may might must shall "
    "should cannot isn't aren't wasn't weren't hasn't haven't doesn't don't didn't won't can't"
)
# Past forms that do not end in -ed, of the verbs that reports are written with.
_IRREGULAR = (
    "made held set led built took gave put sent found met saw won lost cut rose fell grew kept began paid ran got came "
    "went drew wrote brought taught bought sold told said left spent dealt sought shut read heard stood became chose "
    "drove spoke broke laid bore fought caught fed hit let shed shot spread understood undertook oversaw withdrew "
    "overcame upheld strove thought knew felt lay"
)
# Verbs of the present tense, as problems are told.
_PRESENT = (
    "lack need remain continue exist include stand fall vary lag differ fail lead cause make mean show face leave "
    "affect hinder limit prevent restrict require call depend contain involve account reach total amount come go take "
    "give keep hold run work act follow cover serve play help let tend seem appear become grow rise drop exceed "
    "persist hamper weaken threaten struggle do occur happen arise pay say know want lie suffer fall get see find have "
    "strive aim plan seek ensure provide enable allow support meet attach result pose put"
)
_NO_VERB = set_of(
    "need needs speed indeed united limited related unprecedented red bed hundred kindred shed feed seed "
    "breed exceed proceed succeed biased sacred naked wicked rugged"
)
_FINITE = AUXILIARIES | frozenset(_IRREGULAR.split()) | frozenset(_PRESENT.split())
_FINITE |= frozenset(
    form
    for verb in _PRESENT.split()
    for form in ({f"{verb[:-1]}ies"} if re.search(r"[^aeiou]y$", verb) else {f"{verb}s", f"{verb}es"})
)

SYNONYMS = (
    "improve perfect enhance strengthen optimize optimise upgrade better refine",
    "promote advance further propel",
    "continuously constantly steadily continually persistently",
    "fully comprehensively thoroughly completely",
    "actively vigorously proactively energetically",
    "effectively efficiently practically",
    "earnestly conscientiously seriously",
)
"""Words of which two side by side say no more than one (improve and perfect the system)."""

EVALUATIVE = {
    r"remarkabl[ey]|outstanding|excellent|impressive|commendabl[ey]|brilliant|fruitful|exemplary|splendid": (
        r"显著|突出|优秀|优异|优良|先进|丰硕|喜人|良好|示范|典型|卓越|精品|斐然|模范|表彰|明显|最美|标兵"
    ),
    r"great (?:achievements?|success(?:es)?|progress)|significant(?:ly)? (?:achievements?|progress|results?)": (
        r"显著|突出|重大|重要|明显|巨大|丰硕|长足|积极|大幅"
    ),
    r"successful(?:ly)?": r"成功|圆满|顺利|胜|成效",
}
"""Words that judge, and what the Chinese must say for them to stand."""


def has_verb(sentence: str) -> bool:
    """Whether ``sentence`` has a word that can be its verb; a noun phrase has none."""
    for word in re.findall(r"[A-Za-z][a-z']*", sentence):
        low = word.lower()
        if low in _FINITE or (len(low) > 4 and low.endswith("ed") and low not in _NO_VERB):
            return True
    return False
