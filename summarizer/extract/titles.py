"""The titles of documents that a report speaks of: put into English once, and then the same everywhere."""

import re
from collections.abc import Callable, Sequence

from summarizer.client import Client
from summarizer.extract.drafts import Draft
from summarizer.extract.names import english_names, plain_name
from summarizer.extract.phrasing import Phrasing
from summarizer.glossary import Term, title_case

MOST = 30  # titles that are translated; those beyond are left to the words around them
_QUOTED = re.compile(r"《([^《》]{3,60})》?")


def titles_in(drafts: Sequence[Draft], text: str, phrasing: Phrasing) -> list[str]:
    """The titles in 《》 that the summaries name and the glossary does not know, in order, each once."""
    told = " ".join([draft.summary + "".join(text[slice(*run)] for run in draft.runs) for draft in drafts])
    found = (plain_name(match[1]) for match in _QUOTED.finditer(told))
    return [name for name in dict.fromkeys(found) if len(name) > 2 and not phrasing.glossary.english(name)][:MOST]


async def with_titles(
    phrasing: Phrasing, drafts: Sequence[Draft], client: Client, *, done: Callable[[int], None]
) -> Phrasing:
    """``phrasing`` with the English of every document title, as terms that go into the text like other names."""
    names = await english_names(titles_in(drafts, phrasing.text, phrasing), phrasing, client, done=done)
    return phrasing.knowing(Term(chinese, title_case(english), "law") for chinese, english in names.items())
