"""English names of the measures compared, by a model: the one thing that a model does here."""

from summarizer.client import Client
from summarizer.compare.build import Comparing
from summarizer.extract.names import english_names
from summarizer.extract.phrasing import Phrasing
from summarizer.progress import Listener
from summarizer.settings import Endpoint
from summarizer.store import Store


async def names_by(
    endpoint: Endpoint, prepared: Comparing, *, cache: bool = True, listener: Listener | None = None
) -> dict[str, str]:
    """The English of the measures of ``prepared`` by plain Chinese name; one that could not be given is not in it.

    Raises ModelError where nothing can be asked; a reply that cannot be used leaves its names out.
    """
    latest = prepared.years[-1]
    store = Store() if cache else None
    try:
        async with Client(endpoint, store=store, listener=listener) as client:
            return await english_names(prepared.measures, Phrasing.of(latest.outline, latest.figures), client)
    finally:
        if store is not None:
            store.close()
