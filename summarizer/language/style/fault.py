"""What the style check finds."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["title", "summary", "name"]
FaultKind = Literal[
    "chinese",  # Chinese characters left
    "term",  # a term of the glossary or a name is given otherwise
    "currency",  # yuan told as another currency
    "verbless",  # a sentence without a verb
    "repeated",  # words run twice
    "split",  # one statement made into many
    "long",
    "begins",  # begins in the middle of a sentence
    "ends",  # ends in the middle of a sentence
    "missing",  # a quantity of the source is left out
    "double",  # Chinglish: two words for one
    "person",  # we, our: the report's voice, not the brief's
    "tense",  # a plan told as done, or what was done told as a plan
    "praise",  # judges where the source does not
    "about",  # speaks of the report or of the task
    "negation",  # denies what the source does not, or the other way round
    "actor",  # does not begin with who acts
    "dropped",  # much shorter than the source
    "added",  # says more than the source
    "copied",  # words of a worked example
    "dense",  # of a small model: one sentence for several clauses, which it often turns round
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one English text; ``explanation`` is a clause that says what is wrong and what is wanted."""

    kind: FaultKind
    explanation: str
