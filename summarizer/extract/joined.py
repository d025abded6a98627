"""Sentences of one item made into its summary: neighbours with the same subject say it once.

"The district held 4 hearings. The district issued 9 rules." is "The district held 4 hearings and issued 9 rules."
"""

import re
from collections.abc import Sequence

_WORDS = 26  # of a sentence made of two
_PARTS = 2
_WILL = "will "
_OWN = re.compile(r"[,;:]|\band\b")


def joined(sentences: Sequence[tuple[str, str]]) -> str:
    """The text of ``sentences``, each with the subject that it begins with by rule ("The district"), "" where none."""
    told: list[str] = []
    last, parts = "", 0
    for sentence, subject in sentences:
        rest = _rest(sentence, subject)
        if rest and subject == last and told:
            before = told[-1].rstrip(".")
            both = f"{before} and {_same_tense(before, rest)}"
            if parts < _PARTS and not _OWN.search(before) and not _OWN.search(rest) and len(both.split()) <= _WORDS:
                told[-1], parts = both, parts + 1
                continue
            sentence = f"It {rest}"
        told.append(sentence)
        last, parts = (subject, 1) if rest else ("", 1)
    return " ".join(told)


def _rest(sentence: str, subject: str) -> str:
    """What follows the subject; "" where the sentence does not begin with it or is more than one."""
    if not subject or not sentence.startswith(f"{subject} ") or re.search(r"[.!?] ", sentence):
        return ""
    return sentence[len(subject) + 1 :]


def _same_tense(before: str, rest: str) -> str:
    """ "will hold … and will issue …" says will once."""
    return rest.removeprefix(_WILL) if f" {_WILL}" in before else rest
