"""Where words of the lexicon still stand written out: a list that only shrinks, and reasons for what stays."""

#: Modules whose words are not yet taken from the lexicon, one a line.
_LATER = """
extract/attribution.py
extract/counted.py
extract/document_title.py
extract/drafts.py
extract/names.py
extract/opening.py
extract/phrasing.py
extract/shorten.py
extract/statements.py
extract/ties.py
extract/whole/findings.py
extract/whole/opening.py
outline/build.py
outline/cues.py
outline/describe.py
outline/evidence.py
outline/items.py
outline/measures.py
outline/office.py
outline/passages.py
outline/period.py
outline/several.py
quantities/en/bind.py
quantities/en/cues.py
quantities/en/lists.py
quantities/en/names.py
quantities/en/phrases.py
quantities/wording/counted.py
quantities/wording/dates.py
quantities/wording/quantity.py
quantities/wording/rewriting.py
quantities/zh/amount.py
quantities/zh/aspect.py
quantities/zh/bind.py
quantities/zh/cells.py
quantities/zh/cues.py
quantities/zh/fused.py
quantities/zh/judge.py
quantities/zh/measure.py
quantities/zh/quantity.py
quantities/zh/rules.py
readers/chrome.py
verify/audit.py
verify/compare.py
verify/derive.py
verify/kinds/chinese.py
verify/kinds/english.py
verify/kinds/statements.py
verify/numbers.py
verify/quoted.py
verify/report.py
verify/roles.py
verify/source.py
verify/times.py
verify/topic.py
verify/typed.py
"""
NOT_YET_LIFTED = frozenset(_LATER.split())

_LABELS = "the words that the program itself writes, not words by which it reads"
_UNITS = "what measure words count, and what may not follow them, is a table of its own"
#: Modules that may write words of a class, each with its reason.
REASONS = {
    "compare/change.py": _LABELS,
    "compare/commitments.py": "the acts that 开展 leads up to, two of which are acts of their own",
    "compare/followup.py": "what firmness and stage add to a promise, whatever is promised: acts that name nothing",
    "compare/measures.py": "pairs of words that mean one thing: a table of its own",
    "compare/order.py": "an office's own office is cut off its name",
    "compare/similarity.py": "pairs of words that cannot both be said of a thing: a table of its own",
    "language/glossary.py": "the English of offices: a table of translations",
    "language/persons.py": "beginnings that look like a family name",
    "language/style/meaning.py": "what 不 may stand before, and single characters that deny",
    "language/style/naming.py": "English stems that show what a Chinese name ends in: a table of pairs",
    "language/style/polish.py": "short forms and their full forms: a table of pairs",
    "language/units/english_table.py": _UNITS,
    "pipeline/brief.py": "the indicators that each genre counts first, which are names of measures",
    "renderers/about.py": _LABELS,
    "renderers/comparison/xlsx.py": _LABELS,
    "renderers/labels.py": _LABELS,
    "renderers/words.py": _LABELS,
}
