"""Whether an English text reads like English and says what its Chinese says: by rule, no model.

``faults`` gives what is wrong with one text, in sentences that a model can be asked again with and a reader can
understand; ``polish`` mends what can be mended without touching a number or a name.
"""

from summarizer.language.style.fault import Fault, FaultKind, Role
from summarizer.language.style.meaning import dense, meaning
from summarizer.language.style.naming import misnamed
from summarizer.language.style.polish import polish, sentence_case
from summarizer.language.style.rules import faults, keeps, terms_of, told_twice

__all__ = [
    "Fault",
    "FaultKind",
    "Role",
    "dense",
    "faults",
    "keeps",
    "meaning",
    "misnamed",
    "polish",
    "sentence_case",
    "terms_of",
    "told_twice",
]
