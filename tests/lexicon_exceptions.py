"""Where words of the lexicon still stand written out: a list that only shrinks, and reasons for what stays."""

#: Rooms and modules whose words are not yet taken from the lexicon, one a line; a room ends in "/".
_LATER = """
extract/
quantities/
readers/
verify/
"""
NOT_YET_LIFTED = tuple(_LATER.split())

_LABELS = "the words that the program itself writes, not words by which it reads"
_MESSAGES = "the words of endpoints' messages, not of reports"
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
    "language/headlines.py": "what is cut off the name of a statistic before it is looked up: parts of names, not cues",
    "language/persons.py": "beginnings that look like a family name",
    "language/style/meaning.py": "what 不 may stand before, and single characters that deny",
    "language/style/naming.py": "English stems that show what a Chinese name ends in: a table of pairs",
    "language/style/polish.py": "short forms and their full forms: a table of pairs",
    "language/units/english_table.py": _UNITS,
    "model/client/habits.py": _MESSAGES,
    "model/client/meanings.py": _MESSAGES,
    "pipeline/keys.py": "the indicators that each genre counts first, which are names of measures",
    "outline/build.py": "the names of kinds in the JSON contract, which are English words",
    "schema/__init__.py": _LABELS,
    "renderers/about.py": _LABELS,
    "renderers/comparison/xlsx.py": _LABELS,
    "renderers/labels.py": _LABELS,
    "renderers/words.py": _LABELS,
}
