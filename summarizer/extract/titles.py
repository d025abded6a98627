"""The titles of documents that a report speaks of: put into English once, and then the same everywhere."""

import re
from collections.abc import Callable, Sequence

from summarizer.extract.document_title import document_title_english, read_document_title
from summarizer.extract.drafts import Draft
from summarizer.extract.names import english_names, name_english, plain_name
from summarizer.extract.phrasing import Phrasing
from summarizer.language.glossary import Term, title_case
from summarizer.model.client import Client
from summarizer.quantities import locate
from summarizer.quantities.wording import rewrite

MOST = 30  # titles that are translated; those beyond are left to the words around them
_YEARS = re.compile(r"((?:19|20)\d{2})(?:年)?(?:\s*[-－—–~至]\s*((?:19|20)\d{2}))?年?度?")
_QUOTED = re.compile(r"《([^《》]{3,60})》?")


def titles_in(drafts: Sequence[Draft], text: str, phrasing: Phrasing) -> list[str]:
    """The titles in 《》 that the summaries name, as written, and the glossary does not know, in order, each once."""
    told = " ".join([draft.summary + "".join(text[slice(*run)] for run in draft.runs) for draft in drafts])
    found = dict.fromkeys(match[1] for match in _QUOTED.finditer(told))
    return [name for name in found if len(plain_name(name)) > 2 and not phrasing.glossary.english(name)][:MOST]


async def with_titles(
    phrasing: Phrasing, drafts: Sequence[Draft], client: Client, *, done: Callable[[int], None]
) -> Phrasing:
    """``phrasing`` with the English of every document title, as terms that go into the text like other names."""
    titles = {
        title: read_document_title(title, phrasing.glossary) for title in titles_in(drafts, phrasing.text, phrasing)
    }
    wanted = [parts.subject if parts else title for title, parts in titles.items()]
    names = await english_names(wanted, phrasing, client, done=done)
    terms: list[Term] = []
    for title, parts in titles.items():
        english = document_title_english(parts, names) if parts else name_english(title, names)
        if english:
            whole = _dated(english if parts else title_case(english), title)
            # In the text its years are English by then: (2016-2020年) is (2016–2020).
            written = rewrite(title, locate(title, language="zh"))
            terms += [Term(zh, whole, "law") for zh in dict.fromkeys((title, written))]
    return phrasing.knowing(terms)


def _dated(english: str, title: str) -> str:
    """The English of a title with the years that the Chinese gives it: (2016-2020), for 2016."""
    years = _YEARS.search(title)
    if years is None:
        return english
    return f"{english} ({years[1]}-{years[2]})" if years[2] else f"{english} for {years[1]}"
