"""Chinese figures in English by rule: the numbers of a translation are never a model's work.

:func:`english_quantity` words one figure; :func:`rewrite` puts such phrases into a stretch of Chinese text that a
model then translates: it copies "CNY 45.13423 million" as it stands, where it would get 4513.423万元 wrong.
"""

from summarizer.quantities.wording.dates import english_date
from summarizer.quantities.wording.quantity import english_quantity
from summarizer.quantities.wording.rewriting import rewrite

__all__ = ["english_date", "english_quantity", "rewrite"]
