"""What was given to compare: reports, briefs, and reports given beside the brief that was made of them."""

from collections.abc import Sequence

from pydantic import ValidationError

from summarizer.base.document import Document
from summarizer.base.errors import InputError
from summarizer.compare.year import Year, year_of, year_of_brief
from summarizer.readers import require_chinese
from summarizer.schema import Brief


def years_of(given: Sequence[Document | Brief]) -> list[Year]:
    """A year for each report and each brief; a report given beside its brief (the same content) is that brief's source.

    A document that is the JSON of a brief is taken as the brief.

    Raises:
        InputError: a document that is neither a report in Chinese nor a brief of this program.
    """
    parsed = [_brief_in(one) if isinstance(one, Document) else one for one in given]
    documents = {one.sha256: one for one in parsed if isinstance(one, Document)}
    briefs = [one for one in parsed if isinstance(one, Brief)]
    sourced = {brief.report.document.sha256 for brief in briefs}
    years = [year_of_brief(brief, documents.get(brief.report.document.sha256)) for brief in briefs]
    return years + [
        year_of(require_chinese(one)) for one in parsed if isinstance(one, Document) and one.sha256 not in sourced
    ]


def _brief_in(document: Document) -> Document | Brief:
    """The brief that ``document`` is the JSON of, or the document itself."""
    text = document.text.lstrip("\ufeff \r\n\t")
    if not text.startswith("{"):
        return document
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        raise InputError(
            f"{document.name}: this JSON is no brief of this program. Give a report, or the brief.json made of one."
        ) from error
