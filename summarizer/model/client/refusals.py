"""What an endpoint means when it refuses: by its status, its codes and its words (see ``meanings``).

The same refusal comes as 400, 403, 404, 429, 500 or as 200 with an error inside, its words in ``error``, ``detail``,
``msg`` or plain text. What follows from it is decided here once.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import openai

from summarizer.model.client.envelope import decoded, error_in, heard
from summarizer.model.client.meanings import Kind, is_vague, meaning_of

FOR_ALL = frozenset({"money", "key", "unknown", "machine"})
PASSING = frozenset({"busy", "failed"})
_EXCERPT = 240
_READ = 800  # characters of a refusal in which its meaning is looked for
_STATUSES: dict[int, Kind] = {
    401: "key", 402: "money", 403: "key", 404: "unknown", 405: "unknown", 408: "failed", 409: "failed",
    413: "context", 425: "failed", 429: "busy", 451: "moderated",
}  # fmt: skip

_STRICT_FORM = re.compile(r"response_?format|json_?schema|structured|grammar|guided", re.IGNORECASE)
_SECRET = re.compile(
    r"\b(?:sk|pk|ak|rk|gsk|xai|key|hf|AIza)[-_]?[A-Za-z0-9*_-]{12,}|\b[A-Za-z0-9_*-]{32,}\b|(?<=Bearer )\S+"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An endpoint's no: ``status`` as HTTP has it (of an error inside a 200: its own code), its ``words`` and codes.

    ``kind`` is what it means; ``wait`` is how long it asks to wait, in seconds.
    """

    status: int
    words: str
    codes: str = ""
    wait: float | None = None
    location: str = ""

    @property
    def kind(self) -> Kind:
        """What is meant; see the module."""
        return meaning(self.status, f"{self.codes} {self.words}")

    @property
    def vague(self) -> bool:
        """Whether nothing is said but that the request is wrong."""
        return self.kind == "other" and self.status in (400, 415, 422, 501) and is_vague(self.words)


class Refused(openai.OpenAIError):
    """A refusal on its way to who asked; of openai's tree, so that its client neither retries nor rewraps it.

    ``alone`` is whether it is about this one text, so that others may be asked all the same.
    """

    def __init__(self, refusal: Refusal, *, alone: bool) -> None:
        super().__init__(refusal.words)
        self.refusal, self.alone = refusal, alone


def meaning(status: int, said: str) -> Kind:
    """What a refusal with ``status`` means that says ``said`` (its codes and words)."""
    if status == 402:
        return "money"
    if 300 <= status < 400:
        return "unknown"
    found = meaning_of(said[:_READ])
    if status == 404 and found not in ("form", "moderated", "money"):
        return "unknown"
    if status == 401 and found not in ("money", "busy"):
        return "key"
    if status >= 500 and (found in (None, "key", "option") or (found == "form" and not _STRICT_FORM.search(said))):
        return "failed"  # a server that fails says many things
    if status == 429 and found not in ("money", "moderated"):
        return "busy"
    return found or _STATUSES.get(status, "other")


def refusal_of(status: int, body: bytes, *, wait: float | None = None, location: str = "") -> Refusal:
    """The refusal that an answer with ``status`` and ``body`` is."""
    said = error_in(body)
    words, codes = said if said else (_plain(body), "")
    return Refusal(status, words, codes, wait, location)


def refusal_from(error: openai.APIStatusError) -> Refusal:
    """The refusal that openai's client raised as ``error``."""
    location = error.response.headers.get("Location", "") if error.status_code < 400 else ""
    wait = _retry_after(error.response.headers.get("Retry-After", "").strip())
    found = refusal_of(error.status_code, error.response.content, wait=wait, location=location)
    return replace(found, codes=f"{found.codes} {error.code}") if error.code else found


def _retry_after(said: str) -> float | None:
    """Seconds that the endpoint asks to wait: a number or a date, as RFC 9110 says; None where it does not say."""
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def refusal_inside(body: bytes) -> Refusal | None:
    """The refusal that came as a success: an error in place of a reply; None where ``body`` is a reply or no JSON."""
    said, reply = error_in(body), heard(body)
    if said is None or (reply is not None and (reply.texts or b'"error"' not in body)):
        return None
    words, codes = said
    code = next((int(one) for one in codes.split() if one.isdecimal() and 400 <= int(one) < 600), 200)
    return Refusal(code, words, codes) if words or code != 200 else None


def excerpt(words: str, key: str = "") -> str:
    """The provider's own words, in one line, of bounded length, with whatever looks like a key masked."""
    line = " ".join(words.split())
    if key:
        line = line.replace(key, "…")
    return _SECRET.sub("…", line)[:_EXCERPT].rstrip(" .。") or "it gave no reason"


def _plain(body: bytes) -> str:
    """The words of an error that is no JSON: plain text, or the title of a page."""
    text = decoded(body[:20_000])
    if re.search(r"<(?:!doctype|html|head|body)", text, re.IGNORECASE):
        title = re.search(r"<(title|h1)[^>]*>(.*?)</\1>", text, re.IGNORECASE | re.DOTALL)
        return " ".join(re.sub(r"<[^>]*>", " ", title[2]).split()) if title else ""
    return " ".join(text.split()) if text.isprintable() or "\n" in text else ""
