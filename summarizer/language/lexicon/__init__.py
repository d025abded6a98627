"""A word class and a language in, its words or one pattern out: every word by which rooms tell things stands here once.

The words are rows of ``zh.tsv`` and ``en.tsv``: class, form, part of speech, what may stand neither right behind nor
right before it, examples that hold and examples that do not. Whoever needs a class asks here; nobody writes it again.
"""

from summarizer.language.lexicon.rule import Rule, first
from summarizer.language.lexicon.table import Form, forms, pattern, words

__all__ = ["Form", "Rule", "first", "forms", "pattern", "words"]
