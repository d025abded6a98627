"""Figures and measures in English by rule, for the sentences that a comparison is told in."""

from collections.abc import Iterable, Mapping, Sequence

from summarizer.compare.year import Year
from summarizer.language.glossary import Glossary
from summarizer.quantities import Figure
from summarizer.quantities.wording import english_quantity
from summarizer.schema import Bilingual

_GLOSSED = {"term", "verb", "institution", "document", "rank"}


def quantity_en(figure: Figure) -> str:
    """The figure in English ("CNY 12.6536 million", "14 cases"), as the brief words it; as written where it cannot."""
    return english_quantity(figure) or figure.text


def quantity(figure: Figure) -> Bilingual:
    """The figure as written, and in English."""
    return Bilingual(zh=figure.text, en=quantity_en(figure))


def known_names(measures: Iterable[str], years: Sequence[Year]) -> dict[str, str]:
    """The English of measures by their plain names: from the briefs given, else by rule and glossary."""
    from summarizer.extract.names import known_name, name_parts, plain_name, verb_and_noun

    glossary = Glossary.load()
    found: dict[str, str] = {}
    for name in dict.fromkeys(part for measure in measures for part in name_parts(measure)):
        split = verb_and_noun(name, glossary)
        english = known_name(split[1] if split else name, glossary)
        if english:
            found[name] = f"{english} {split[0]}" if split else english
    return found | {plain_name(zh): en for year in years for zh, en in year.english.items()}


def measure_en(measure: str, names: Mapping[str, str], glossary: Glossary) -> str | None:
    """The English of a measure where ``names`` has all its parts; else the glossary's terms in it, in brackets.

    The latter is a gloss, not a translation: the terms known, in their order. None where there is none.
    """
    from summarizer.extract.names import name_english

    if whole := name_english(measure, names):
        return whole
    terms = dict.fromkeys(term.en for term in glossary.terms_in(measure) if term.kind in _GLOSSED)
    return f"[{' · '.join(terms)}]" if terms else None
