"""Where words of the lexicon still stand written out: a list that only shrinks, and reasons for what stays."""

#: Rooms and modules whose words are not yet taken from the lexicon, one a line; a room ends in "/".
_LATER = """
quantities/en/
quantities/zh/
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
    "extract/attribution.py": "phrases of praise, which join an adverb to one of a few verbs or adjectives",
    "extract/document_title.py": "the English of kinds of documents: a table of translations",
    "extract/names.py": "the English of acts: a table of translations",
    "extract/phrasing.py": "how offices are called by the ends of their names, and the English written before numbers",
    "extract/statements.py": "what 不 and 欠 may stand before: 不健全, 不完善",
    "extract/whole/findings.py": "the names of fields, which are English words",
    "extract/whole/opening.py": "the names of fields, which are English words",
    "language/glossary.py": "the English of offices: a table of translations",
    "language/headlines.py": "what is cut off the name of a statistic before it is looked up: parts of names, not cues",
    "language/persons.py": "beginnings that look like a family name",
    "language/style/meaning.py": "what 不 may stand before, and single characters that deny",
    "language/style/naming.py": "English stems that show what a Chinese name ends in: a table of pairs",
    "language/style/polish.py": "short forms and their full forms: a table of pairs",
    "language/units/english_table.py": _UNITS,
    "language/style/words.py": "which Chinese words an evaluative English one may stand for: a table of pairs",
    "model/client/habits.py": _MESSAGES,
    "model/client/meanings.py": _MESSAGES,
    "extract/divided.py": "the kinds that a model answers with, and the aspects of the JSON contract",
    "pipeline/keys.py": "the indicators that each genre counts first, which are names of measures",
    "outline/build.py": "the names of kinds in the JSON contract, which are English words",
    "quantities/wording/counted.py": "what counts one thing only: a list of units",
    "quantities/wording/dates.py": "the English of dates: a table of translations",
    "quantities/wording/quantity.py": "the English of qualifiers: a table of translations",
    "readers/chrome.py": "the labels of fields on a site's page, which are no acts",
    "schema/__init__.py": _LABELS,
    "renderers/about.py": _LABELS,
    "renderers/comparison/xlsx.py": _LABELS,
    "renderers/html/labels.py": _LABELS,
    "renderers/labels.py": _LABELS,
    "renderers/words.py": _LABELS,
}
