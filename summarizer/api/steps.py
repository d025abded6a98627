"""What ``import summarizer`` gives: each step of the way from a file to a brief, and the whole way in one call.

    bytes ─load→ Document ─outline→ Outline ─figures→ figures ─extract(model)→ WorkReport ─verify→ checks ─→ Brief

The command line opens these functions and formats their answers. The logic is in the asynchronous ones; the others
run them. Model libraries are imported when a model is asked, never before.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack, overload

from summarizer.base.document import Document
from summarizer.base.errors import UsageError
from summarizer.base.progress import Listener, Progress
from summarizer.outline.structure import Outline
from summarizer.quantities.figure import Figure
from summarizer.readers import Source, read

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.api.results import Brief, WorkReport
    from summarizer.compare import Comparison
    from summarizer.model.client import Client
    from summarizer.model.local import Card
    from summarizer.model.settings import Endpoint
    from summarizer.pipeline.whole import Prepared
    from summarizer.renderers.options import Presentation
    from summarizer.schema import Brief as AnyBrief
    from summarizer.schema import Check, Extraction, Verification
    from summarizer.schema import WorkReport as AnyReport
    from summarizer.schema.profile import Profile
    from summarizer.verify import Source as VerifySource

T = TypeVar("T")
M = TypeVar("M", bound="BaseModel")
Readable = Source | Document
"""What a report can be given as: a path, its text, bytes, an open file, or a document already loaded."""


class ModelOptions(TypedDict, total=False):
    """Who writes, and how; every one may be left out.

    model     "local" (the embedded model), the path of a GGUF file, "none", "openai/NAME" and other known providers,
              or a bare name
    base_url  address of any OpenAI-compatible endpoint, "https://host/v1"
    api_key   the endpoint's key; without it the provider's environment variable is read (OPENAI_API_KEY, …)
    config    a config file to read in place of the user's own
    cache     False: ask everything anew and keep no reply
    progress  called with a :class:`summarizer.Progress` at each step
    profile   the genre of the report: the name of a profile that comes with the program, or a folder
    plan      how the model writes: "whole" sections in both languages, or "items" one by one; else as it is known for
    grows     called with the brief as it is after each item that is ready, its title marked as unfinished
    shows     what the brief will show (a Presentation): no model is asked for the English of more; without it for all
    """

    model: str | None
    base_url: str | None
    api_key: str | None
    config: Path | str | None
    cache: bool
    progress: Listener | None
    profile: str | Path | None
    plan: str | None
    grows: "Callable[[AnyBrief], None] | None"
    shows: "Presentation | None"


# --- without a model ------------------------------------------------------------------------------------------------


def load(source: Source, *, name: str = "", on_page: Callable[[int, int], None] | None = None) -> Document:
    """The document in ``source``: a path, bytes, a text, an open file, or "-" for standard input.

    A str is taken as a path when it names a file or looks like one, else as the text itself. The kind of the
    content is found by looking at it. ``name`` is what people call the source; by default the file's name.
    A file with markup is read in a process of its own, with bounded memory and time. Pages of a PDF that are pictures
    are recognized where the extra ``ocr`` is installed; ``on_page`` is told how many of how many are done.

    Raises:
        InputError: the source is missing, empty, binary, too large, or cannot be decoded, or its reader died.
    """
    from summarizer.readers.bounded import is_harmless, read_bounded
    from summarizer.readers.source import take

    if source == "-":
        import sys

        source, name = sys.stdin.buffer, name or "standard input"
    content, name = take(source, name)
    if isinstance(content, str) or is_harmless(content):
        return read(StringIO(content) if isinstance(content, str) else content, name=name)
    return read_bounded(content, name, on_page=on_page)


def outline(source: Readable, *, profile: str | Path | None = None) -> Outline:
    """The sections, items (achievements, problems, plans) and sentences of a report; no model is asked.

    ``profile`` is the report's genre: the name of one that comes with the program, or a folder; it tells how the
    genre heads its sections.

    All offsets are code points into ``outline.document.text``, end exclusive; that document also carries the
    metadata that was found (title, issuer, reported period).

    Raises:
        InputError: as :func:`load`, or the text has no Chinese in it.
        UsageError: there is no such profile, or something in it cannot be used.
    """
    from summarizer.pipeline.whole import outlined
    from summarizer.schema.profile import load_profile

    return outlined(_document(source), load_profile(profile).headings)


def figures(source: Readable | Outline) -> tuple[Figure, ...]:
    """Every mention of a number, of all kinds, in text order; ``figure.is_figure`` tells real ones apart.

    Values are exact decimals in base units (13.86亿元 is 1386000000 元); offsets are code points.

    Raises:
        InputError: as :func:`outline`.
        LocateError: a numeral character that no mention owns, which is a fault of the program.
    """
    from summarizer.pipeline.whole import figures_of

    return figures_of(source if isinstance(source, Outline) else outline(source))


def verify(claims: "Readable | BaseModel", source: Readable | Outline, *, why: bool = False) -> "Verification":
    """The verdict on every number of ``claims``, in Chinese or English, against ``source``.

    ``claims`` is a text (or path, bytes, file, document), or a pydantic object or the JSON of a brief, report or
    extraction of this program: then every number in its fields is checked, typed or written, and ``check.field`` says
    where it stands.
    ``check.start`` and ``check.end`` are code-point offsets into the claims' text (or the field's); evidence offsets
    are into the source's. ``why`` fills ``compared``: of each number of a text the slots that agree, are silent or
    contradict, with the words on both sides.

    Raises:
        InputError: as :func:`load`, or the source has no Chinese in it.
    """
    from summarizer.pipeline.claims import verified

    return verified(_claims(claims), _proof(source), why=why)


def _claims(claims: "Readable | BaseModel") -> "str | BaseModel":
    """The text to verify, or the structure where that is given, as an object or as a JSON file of this program."""
    from pydantic import BaseModel

    from summarizer.pipeline.claims import claims_in

    return claims if isinstance(claims, BaseModel) else claims_in(_document(claims).text)


def models(config: Path | str | None = None) -> "tuple[Card, ...]":
    """What can be used here: the embedded models, the known services and "none", each with what it costs.

    Raises:
        UsageError: the config file named cannot be used.
    """
    from summarizer.model.local import catalogue
    from summarizer.model.settings import load_config

    return catalogue(load_config(Path(config) if config else None).registry())


# --- with a model ---------------------------------------------------------------------------------------------------


@overload
def extract(source: Readable, *, schema: None = None, **options: Unpack[ModelOptions]) -> "WorkReport": ...
@overload
def extract(source: Readable, *, schema: type[M], **options: Unpack[ModelOptions]) -> "Extraction[M]": ...
@overload
def extract(
    source: Readable, *, schema: Mapping[str, Any] | Path | str, **options: Unpack[ModelOptions]
) -> "Extraction[BaseModel]": ...
def extract(source: Readable, *, schema: Any = None, **options: Unpack[ModelOptions]) -> Any:
    """The structured report: achievements, problems and plans in both languages, with evidence and figures.

    With ``schema`` (a pydantic class, a JSON Schema as a dict, "FILE.json" or "FILE.py:Class", which is run) an
    :class:`summarizer.Extraction` instead: an object of that class, every number in it verified, and a gap for
    each field that the report does not answer.

    ``options`` are those of :class:`ModelOptions`. What the model's words could not be used for is in
    ``report.gaps``, with the source's own sentences in their place. Without a schema its numbers are not verified
    yet: :func:`verify` does that, or :func:`summarize` as a whole.

    Raises:
        InputError: as :func:`outline`.
        UsageError: what is configured does not name one endpoint, or there is no such schema.
        SchemaError: the schema has something that cannot be filled.
        ModelError: the endpoint cannot be reached, refuses, or gives nothing usable; or no weights.
    """
    return run_to_the_end(lambda: _aextract(source, schema, options), "aextract", options)


@overload
async def aextract(source: Readable, *, schema: None = None, **options: Unpack[ModelOptions]) -> "WorkReport": ...
@overload
async def aextract(source: Readable, *, schema: type[M], **options: Unpack[ModelOptions]) -> "Extraction[M]": ...
@overload
async def aextract(
    source: Readable, *, schema: Mapping[str, Any] | Path | str, **options: Unpack[ModelOptions]
) -> "Extraction[BaseModel]": ...
async def aextract(source: Readable, *, schema: Any = None, **options: Unpack[ModelOptions]) -> Any:
    """:func:`extract` for use inside a running event loop."""
    return await _aextract(source, schema, options)


async def _aextract(source: Readable, schema: Any, options: ModelOptions) -> Any:
    from summarizer.schema.profile import load_profile

    profile = load_profile(options.get("profile"))
    with profile.in_use():
        if schema is None:
            from summarizer.api.results import WorkReport

            report, proof = await _extracted(source, profile, options)
            return WorkReport.of(report, proof.document)
        from summarizer.extract.own import extract_object, form_of, load_schema

        model = load_schema(schema)
        form_of(model)  # what is wrong with it is said before anything else is done

        async def fill(prepared: "Prepared", client: "Client | None") -> "Extraction[Any]":
            listener = options.get("progress")
            return await extract_object(prepared.outline, prepared.figures, model, client, listener=listener)

        made = (await _with_model(source, profile, options, fill))[0]
        return made.model_copy(update={"model": profile.named_in(made.model)})


def summarize(source: Readable, **options: Unpack[ModelOptions]) -> "Brief":
    """The whole way: the report extracted, every number in its words verified, the source audited, the ledger drawn.

    Options and errors are those of :func:`extract`. ``brief.ledger`` counts the verdicts and names the figures of
    the source that the brief does not use; :func:`save` writes it to files.
    """
    return run_to_the_end(lambda: asummarize(source, **options), "asummarize", options)


async def asummarize(source: Readable, **options: Unpack[ModelOptions]) -> "Brief":
    """:func:`summarize` for use inside a running event loop."""
    from summarizer.api.results import Brief
    from summarizer.pipeline.whole import conclude
    from summarizer.schema.profile import load_profile

    profile = load_profile(options.get("profile"))
    with profile.in_use():
        report, proof = await _extracted(source, profile, options)
        _tell(options, "verifying")
        return Brief.of(conclude(report, proof), proof.document)


def compare(
    sources: "Iterable[Readable | Brief]", *, force: bool = False, **options: Unpack[ModelOptions]
) -> "Comparison":
    """One issuer's reports side by side: the same measures over the years, statements about last year, plans, problems.

    ``sources`` are reports and briefs (objects or brief.json), in any order; a report given beside its brief is taken
    as its source. No model is asked unless ``model`` is given: it then names measures in English and suggests, marked
    as such, pairs among what the rules left open. Every figure shown is verified in its own year's text.

    Raises:
        InputError: as :func:`outline`, or a JSON file that is no brief.
        UsageError: fewer than two reports, different issuers, a year twice or none; all but the first pass ``force``.
        ModelError: as :func:`extract`, where a model is asked.
    """
    options = {**options, "model": options.get("model") or "none"}
    return run_to_the_end(lambda: acompare(sources, force=force, **options), "acompare", options)


async def acompare(
    sources: "Iterable[Readable | Brief]", *, force: bool = False, **options: Unpack[ModelOptions]
) -> "Comparison":
    """:func:`compare` for use inside a running event loop."""
    from summarizer.compare import Comparing, years_of
    from summarizer.compare.asking import answers_of
    from summarizer.schema import Brief

    _tell(options, "reading")
    prepared = Comparing(years_of([one if isinstance(one, Brief) else _document(one) for one in sources]), force=force)
    endpoint = endpoint_of({**options, "model": options.get("model") or "none"})
    if endpoint.place == "none":
        return prepared.build()
    return prepared.build(
        await answers_of(endpoint, prepared, cache=options.get("cache", True), listener=options.get("progress"))
    )


def save_comparison(
    comparison: "Comparison", folder: Path | str, formats: Iterable[str] = ("html", "xlsx", "json")
) -> dict[str, Path]:
    """Write ``comparison`` into ``folder`` as comparison.html, comparison.xlsx and comparison.json; gives the paths.

    Raises:
        UsageError: an unknown format.
        OutputError: the folder cannot be written to, or the disk is full.
    """
    from summarizer.renderers.comparison import write

    return write(comparison, Path(folder), formats)


def save(
    brief: "AnyBrief",
    source: Readable,
    folder: Path | str,
    formats: Iterable[str] = ("md", "html", "json"),
    presentation: "Presentation | None" = None,
) -> dict[str, Path]:
    """Write ``brief`` into ``folder`` as brief.md, brief.html, brief.json, …, each whole or not at all.

    ``formats`` are of md, html, docx, xlsx, csv and json; csv is three files: brief.figures.csv, brief.items.csv and
    brief.checks.csv.

    ``source`` is the report it was made of: the evidence is shown in it. ``presentation`` says in which languages, how
    long and on which themes; brief.json is always whole. Gives the path written for each format.

    Raises:
        InputError: ``source`` is not the report that the brief was made of.
        UsageError: an unknown format.
        OutputError: the folder cannot be written to, or the disk is full.
    """
    from summarizer.api.results import own_document
    from summarizer.renderers.files import write
    from summarizer.renderers.options import WHOLE

    return write(
        brief, own_document(brief.report, _document(source)).text, Path(folder), formats, presentation or WHOLE
    )


def recheck(brief: "AnyBrief", source: Readable, *, profile: str | Path | None = None) -> list[str]:
    """Derive every verdict of ``brief`` again, from itself and the text of ``source`` alone.

    Gives a sentence for each difference; an empty list says that figures, checks and ledger are as they must be.
    ``profile`` is needed where the brief was made with one that does not come with the program.

    Raises:
        InputError: ``source`` is not the report that the brief was made of.
        UsageError: the brief was made with a profile that is not here.
    """
    from summarizer.api.results import own_document
    from summarizer.schema.profile import load_profile

    document = own_document(brief.report, _document(source))
    known = load_profile(profile or brief.report.model.profile)
    with known.in_use():
        return _differences(brief, _proof(outline(document, profile=profile or brief.report.model.profile)))


def _differences(brief: "AnyBrief", proof: "VerifySource") -> list[str]:
    """What is not in ``brief`` as it follows from ``proof``."""
    from summarizer.pipeline.whole import conclude
    from summarizer.schema import FigureRecord

    located = [FigureRecord.model_validate(figure, from_attributes=True) for figure in proof.figures]
    again = conclude(brief.report, proof)
    differences = (
        []
        if located == [shown.figure for shown in brief.report.figures]
        else ["The figures listed are not those that the source has."]
    )
    old, new = ({(check.field, check.start, check.end): check for check in one.checks} for one in (brief, again))
    for place in sorted(old.keys() | new.keys()):
        if old.get(place) != new.get(place):
            differences.append(_difference(old.get(place), new.get(place)))
    if brief.ledger != again.ledger and not differences:
        differences.append("The ledger does not follow from the checks.")
    return differences


def _difference(old: "Check | None", new: "Check | None") -> str:
    known = old or new
    assert known is not None
    said, found = (f"{check.verdict} ({check.reason})" if check else "not checked" for check in (old, new))
    same = " with other evidence or wording" if said == found else ""
    return f"{known.text} in {known.field}: the brief says {said}, derived again it is {found}{same}."


# --- how ------------------------------------------------------------------------------------------------------------


def endpoint_of(options: ModelOptions) -> "Endpoint":
    """Which model answers and where; raises UsageError when the options and settings do not name one."""
    from summarizer.model.settings import load_config, resolve

    named = options.get("config")
    config = load_config(Path(named) if named else None)
    key = options.get("api_key")
    environ: dict[str, str] = dict(os.environ)
    if key:
        # A key given by hand is for whichever provider the name leads to.
        config = config.model_copy(update={"key_variable": "OPENAI_API_KEY"})
        environ["OPENAI_API_KEY"] = key
    endpoint = resolve(options.get("model"), options.get("base_url"), config=config, environ=environ)
    return endpoint.planned(options.get("plan"))


async def _extracted(source: Readable, profile: "Profile", options: ModelOptions) -> "tuple[AnyReport, VerifySource]":
    """The report and what its numbers are to be verified against."""
    from summarizer.pipeline.whole import ask, conclude

    presentation = options.get("shows")

    def work(prepared: "Prepared", client: "Client | None") -> "Awaitable[AnyReport]":
        choose = None
        if presentation is not None:
            from summarizer.renderers.wanted import wanted

            choose = partial(wanted, text=prepared.document.text, presentation=presentation)
        grows, proofs = options.get("grows"), list["VerifySource"]()

        def grown(report: "AnyReport") -> None:
            if grows is not None:
                proofs[:] = proofs or [prepared.proof()]
                grows(conclude(report, proofs[0]))

        return ask(prepared, client, listener=options.get("progress"), choose=choose, grown=grown)

    report, prepared = await _with_model(source, profile, options, work)
    return report.model_copy(update={"model": profile.named_in(report.model)}), prepared.proof()


async def _with_model(
    source: Readable,
    profile: "Profile",
    options: ModelOptions,
    work: "Callable[[Prepared, Client | None], Awaitable[T]]",
) -> "tuple[T, Prepared]":
    """The outcome of ``work`` on the prepared source, with the client that the options lead to, or None."""
    from summarizer.extract.prompts import check_templates
    from summarizer.model.client import Client
    from summarizer.model.store import Store
    from summarizer.pipeline.whole import prepare

    endpoint = endpoint_of(options)
    _tell(options, "reading")
    check_templates(profile.folder)
    prepared = prepare(_document(source), profile.headings)
    if endpoint.place == "none":
        return await work(prepared, None), prepared
    store = Store() if options.get("cache", True) else None
    try:
        async with Client(endpoint, store=store, listener=options.get("progress")) as client:
            return await work(prepared, client), prepared
    finally:
        if store is not None:
            store.close()


def _document(source: Readable) -> Document:
    return source if isinstance(source, Document) else load(source)


def _proof(source: Readable | Outline) -> "VerifySource":
    from summarizer.pipeline.whole import Prepared

    outlined = source if isinstance(source, Outline) else outline(source)
    return Prepared(outlined, figures(outlined)).proof()


def _tell(options: ModelOptions, stage: str) -> None:
    listener = options.get("progress")
    if listener is not None:
        listener(Progress(stage, 0, 0))


def run_to_the_end(work: Callable[[], Coroutine[Any, Any, T]], asynchronous: str, options: ModelOptions) -> T:
    """Run ``work`` to its end, weights fetched first; inside a running loop UsageError names ``asynchronous``."""
    if _loop_is_running():
        raise UsageError(f"An event loop is running already, as in a notebook: use await summarizer.{asynchronous}(…).")
    _fetch_weights(options)
    return asyncio.run(work())


def _loop_is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _fetch_weights(options: ModelOptions) -> None:
    """Fetch the embedded model's weights before the loop starts, so that Ctrl-C stops a long download at once."""
    from summarizer.model.local import ensure, present

    weights = endpoint_of(options).weights
    if weights is not None and not present(weights):
        ensure(weights, options.get("progress"))
