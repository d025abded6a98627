"""What is answered at once, without a job and without a model: verify, figures, outline."""

import json
from functools import lru_cache
from io import StringIO

from fastapi import APIRouter
from pydantic import TypeAdapter

from summarizer import whole
from summarizer.document import Document
from summarizer.readers import kinds, read
from summarizer.records import figures_record, outline_record
from summarizer.schema import FiguresRecord, OutlineRecord, Verification
from summarizer.server.bodies import TextAsked, VerifyByJob, VerifyByText
from summarizer.server.desk import Desk
from summarizer.server.metrics import Metrics
from summarizer.server.problems import documented
from summarizer.server.reading import read_apart
from summarizer.verify import Source, verification, verify_text

_DOCUMENT = TypeAdapter(Document)
_SHORT = 100_000  # code points of a source that is kept ready for the next claims


def routes(desk: Desk, metrics: Metrics) -> APIRouter:
    """The addresses /v1/verify, /v1/figures and /v1/outline."""
    router = APIRouter(prefix="/v1", tags=["checking"], responses=documented(400, 401, 403, 408, 413, 422, 507))

    def read_in(text: str, name: str) -> whole.Prepared:
        """``text`` with outline and figures; a web page in it is taken apart in a process of its own."""
        if kinds.media_type(text) == "text/plain":
            return whole.prepare(read(StringIO(text), name=name))
        apart = read_apart(text.encode(), name, desk.site.bounds)
        return whole.prepare(_DOCUMENT.validate_python(json.loads(apart)))

    @lru_cache(maxsize=16)
    def kept(text: str) -> Source:
        return read_in(text, "source").proof()

    def proof_of(asked: VerifyByText | VerifyByJob) -> Source:
        if isinstance(asked, VerifyByJob):
            return desk.prepared(desk.job(asked.job)).proof()
        return kept(asked.source) if len(asked.source) <= _SHORT else read_in(asked.source, "source").proof()

    @router.post("/verify", responses=documented(404))
    def verify(asked: VerifyByText | VerifyByJob) -> Verification:
        """The verdict on every number of the claims, with its evidence in the source; ``start`` and ``end`` are offsets
        into the claims, in code points."""
        proof = proof_of(asked)
        found = verification(proof, verify_text(asked.claims, proof))
        metrics.judged(found.counts)
        return found

    @router.post("/figures")
    def figures(asked: TextAsked) -> FiguresRecord:
        """Every mention of a number in the text, of all kinds."""
        known = read_in(asked.text, asked.name)
        return figures_record(known.outline, known.figures)

    @router.post("/outline")
    def outline(asked: TextAsked) -> OutlineRecord:
        """Sections and items of the report."""
        return outline_record(read_in(asked.text, asked.name).outline)

    return router
