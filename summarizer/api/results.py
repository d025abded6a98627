"""What the API gives back: the structures of ``schema``, with what can be done with them.

A brief and a report made here remember the document they were made of, so that their files can be made without
naming it again. Read back from JSON they do not: ``source`` is then to be given, where the file shows the source.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from pydantic import PrivateAttr, ValidationError

from summarizer import schema
from summarizer.base.document import Document
from summarizer.base.errors import InputError, UsageError
from summarizer.readers import Source, read
from summarizer.renderers.options import USUAL_FORMATS, WHOLE, Presentation

if TYPE_CHECKING:
    from pandas import DataFrame

R = TypeVar("R", bound=schema.Record)
Readable = Source | Document
"""What a report can be given as: a path, its text, bytes, an open file, or a document already loaded."""


class WorkReport(schema.WorkReport):
    """The structured report, as :func:`summarizer.extract` gives it: achievements, problems, plans and figures.

    ``to_brief`` verifies its numbers; all else that it can be shown as is shown of that brief.
    """

    _document: Document | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, report: schema.WorkReport, document: Document | None = None) -> Self:
        """``report`` with what can be done with it; ``document`` is what it was made of."""
        made = cls.model_construct(**{name: getattr(report, name) for name in schema.WorkReport.model_fields})
        made._document = document
        return made

    @classmethod
    def from_json(cls, written: str | bytes | Path, source: Readable | None = None) -> Self:
        """The report that :meth:`to_json` wrote: its text, or the path of the file.

        Raises:
            InputError: the text is no report of this program, or ``source`` is another document than its own.
        """
        return cls.of(_parsed(schema.WorkReport, written)).on(source)

    def on(self, source: Readable | None) -> Self:
        """The same report beside its source; raises InputError where it is made of another."""
        return type(self).of(self, self._document if source is None else own_document(self, source))

    def to_brief(self, source: Readable | None = None, *, profile: Path | str | None = None) -> "Brief":
        """The brief of this report: every number in it verified against the source, the ledger drawn.

        ``profile`` is needed where the report was made with one that does not come with the program.

        Raises:
            InputError: ``source`` is another document than the report's own.
            UsageError: no source is given, and none is remembered; or the profile is not here.
        """
        from summarizer.pipeline.whole import conclude, prepare
        from summarizer.schema.profile import load_profile

        document = _known(self.on(source)._document)
        genre = load_profile(profile or self.model.profile)
        with genre.in_use():
            return Brief.of(conclude(self, prepare(document, genre.headings).proof()), document)

    def _unverified(self, source: Readable | None) -> "Brief":
        """The verified brief where the source is known; else one that says of every number that it is not checked."""
        from summarizer.pipeline.brief import make_brief

        if source is not None or self._document is not None:
            return self.to_brief(source)
        return Brief.of(make_brief(self, "", ()))

    def to_json(self) -> str:
        """The report as JSON, exact and whole; :meth:`from_json` reads it back."""
        from summarizer.renderers.json import to_json

        return to_json(self)

    def to_frame(
        self, table: Literal["figures", "items", "checks"] = "figures", *, source: Readable | None = None
    ) -> "DataFrame":
        """As :meth:`Brief.to_frame`; where the source is not known, every number is said to be not checked."""
        return self._unverified(source).to_frame(table)

    def to_html(self, source: Readable | None = None, presentation: Presentation | None = None) -> str:
        """As :meth:`Brief.to_html`, of the verified brief."""
        return self.to_brief(source).to_html(presentation=presentation)

    def to_markdown(self, source: Readable | None = None, presentation: Presentation | None = None) -> str:
        """As :meth:`Brief.to_markdown`, of the verified brief."""
        return self.to_brief(source).to_markdown(presentation=presentation)

    def to_docx(self, source: Readable | None = None, presentation: Presentation | None = None) -> bytes:
        """As :meth:`Brief.to_docx`, of the verified brief."""
        return self.to_brief(source).to_docx(presentation=presentation)

    def to_xlsx(self, source: Readable | None = None, presentation: Presentation | None = None) -> bytes:
        """As :meth:`Brief.to_xlsx`, of the verified brief."""
        return self.to_brief(source).to_xlsx(presentation=presentation)

    def save(
        self,
        folder: Path | str,
        formats: Iterable[str] = USUAL_FORMATS,
        *,
        source: Readable | None = None,
        presentation: Presentation | None = None,
    ) -> dict[str, Path]:
        """As :meth:`Brief.save`, of the verified brief."""
        return self.to_brief(source).save(folder, formats, presentation=presentation)

    def _repr_html_(self) -> str:
        return self._unverified(None)._repr_html_()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, schema.WorkReport) and _fields(self, other, schema.WorkReport)

    __hash__ = schema.WorkReport.__hash__


class Brief(schema.Brief):
    """The report with every number checked, as :func:`summarizer.summarize` gives it, and all it can be written as.

    A notebook shows it under its cell. ``presentation`` says in which languages, how long and on which themes.
    """

    report: WorkReport
    _document: Document | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, brief: schema.Brief, document: Document | None = None) -> Self:
        """``brief`` with what can be done with it; ``document`` is what it was made of."""
        known = {name: getattr(brief, name) for name in schema.Brief.model_fields}
        made = cls.model_construct(**known | {"report": WorkReport.of(brief.report, document)})
        made._document = document
        return made

    @classmethod
    def from_json(cls, written: str | bytes | Path, source: Readable | None = None) -> Self:
        """The brief that :meth:`to_json` or brief.json has: its text, or the path of the file.

        With ``source``, the report it was made of, it can be written in every format again.

        Raises:
            InputError: the text is no brief of this program, or ``source`` is another document than its own.
        """
        return cls.of(_parsed(schema.Brief, written)).on(source)

    def on(self, source: Readable | None) -> Self:
        """The same brief beside its source; raises InputError where it is made of another."""
        return type(self).of(self, self._document if source is None else own_document(self.report, source))

    def to_json(self) -> str:
        """The brief as JSON, exact and whole; :meth:`from_json` reads it back."""
        from summarizer.renderers.json import to_json

        return to_json(self)

    def to_frame(
        self, table: Literal["figures", "items", "checks"] = "figures", *, source: Readable | None = None
    ) -> "DataFrame":
        """The figures, items or checks as a pandas data frame, a row each, with their verdicts.

        Values are exact: ``value``, ``low`` and ``high`` hold ``decimal.Decimal`` (dtype object). Where the source is
        not known, only ``place`` and ``sentence`` of the figures stay empty.

        Raises:
            UsageError: pandas is not installed (``pip install 'summarizer[frames]'``), or there is no such table.
        """
        from summarizer.renderers.frames import to_frame

        document = self.on(source)._document
        return to_frame(self, document.text if document else None, table)

    def to_html(self, source: Readable | None = None, presentation: Presentation | None = None) -> str:
        """The brief as one self-contained HTML page with its source beside it.

        Raises:
            InputError: ``source`` is another document than the brief's own.
            UsageError: no source is given, and none is remembered.
        """
        from summarizer.renderers.html import to_html

        return to_html(self, self._text(source), presentation or WHOLE)

    def to_markdown(self, source: Readable | None = None, presentation: Presentation | None = None) -> str:
        """The brief as Markdown; raises as :meth:`to_html`."""
        from summarizer.renderers.markdown import to_markdown

        return to_markdown(self, self._text(source), presentation or WHOLE)

    def to_docx(self, source: Readable | None = None, presentation: Presentation | None = None) -> bytes:
        """The brief as a Word document; raises as :meth:`to_html`."""
        from summarizer.renderers.docx import to_docx

        return to_docx(self, self._text(source), presentation or WHOLE)

    def to_xlsx(self, source: Readable | None = None, presentation: Presentation | None = None) -> bytes:
        """The brief as an Excel workbook; raises as :meth:`to_html`."""
        from summarizer.renderers.xlsx import to_xlsx

        return to_xlsx(self, self._text(source), presentation or WHOLE)

    def save(
        self,
        folder: Path | str,
        formats: Iterable[str] = USUAL_FORMATS,
        *,
        source: Readable | None = None,
        presentation: Presentation | None = None,
    ) -> dict[str, Path]:
        """Write the brief into ``folder``, as :func:`summarizer.save` does; gives the path of each file.

        Raises:
            InputError: ``source`` is another document than the brief's own.
            UsageError: no source is given and none is remembered, or an unknown format.
            OutputError: the folder cannot be written to, or the disk is full.
        """
        from summarizer.renderers.files import write

        return write(self, self._text(source), Path(folder), formats, presentation or WHOLE)

    def _text(self, source: Readable | None) -> str:
        return _known(self.on(source)._document).text

    def _repr_html_(self) -> str:
        from summarizer.renderers.notebook import to_fragment

        return to_fragment(self, self._document.text if self._document else None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, schema.Brief) and _fields(self, other, schema.Brief)

    __hash__ = schema.Brief.__hash__


def own_document(report: schema.WorkReport, source: Readable) -> Document:
    """The document in ``source``; raises InputError where it is not the one that ``report`` was made of."""
    document = source if isinstance(source, Document) else read(source)
    if document.sha256 != report.document.sha256:
        raise InputError(f"{document.name} is not the report that the brief was made of: its content differs.")
    return document


def _known(document: Document | None) -> Document:
    if document is None:
        raise UsageError("What was read from JSON does not carry its source: name the report, source=FILE.")
    return document


def _parsed(structure: type[R], written: str | bytes | Path) -> R:
    """``written``, a JSON text or the path of a file with one, as ``structure``."""
    try:
        text = written.read_bytes() if isinstance(written, Path) else written
        return structure.model_validate_json(text)
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"This is no {structure.__name__} as this program writes it: {where or 'the text'}: {first['msg']}."
        ) from error


def _fields(one: schema.Record, other: schema.Record, structure: type[schema.Record]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in structure.model_fields)
