"""What decides a result besides the report's content: said once, as the JSON that a job carries."""

import hashlib
import json
import sys
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from summarizer.base.resources import folder
from summarizer.model.settings import Endpoint
from summarizer.renderers.options import WHOLE, Presentation
from summarizer.schema.profile import DEFAULT, Profile

RESULT = 1
"""Raised when the same report with the same replies would give another result, so that a rerun makes it anew."""


def settings_of(endpoint: Endpoint, formats: Sequence[str], presentation: Presentation = WHOLE) -> str:
    """Model, address, plan, prompts, formats and presentation as one line of JSON.

    The same settings always give the same line; the usual presentation is not named in it.
    """
    chosen: dict[str, object] = {
        "endpoint": endpoint.identity,
        "formats": sorted({*formats, "json"}),
        "model": endpoint.model or "none",
        "plan": endpoint.traits.plan,
        "prompts": prompts_digest() if endpoint.place != "none" else "",
        "result": RESULT,
        "version": _version(),
    }
    if presentation != WHOLE:
        chosen |= {
            "languages": presentation.languages, "length": presentation.length, "themes": sorted(presentation.themes),
        }  # fmt: skip
    return json.dumps(chosen, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def in_genre(settings: str, profile: Profile) -> str:
    """``settings`` with the profile, by its name and what is in it; the usual one is not named."""
    if profile.name == DEFAULT:
        return settings
    digest = _digest_of(profile.folder)
    chosen = json.loads(settings) | {"profile": f"{profile.name} {digest}"}
    return json.dumps(chosen, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _version() -> str:
    return str(getattr(sys.modules.get("summarizer"), "__version__", ""))


def prompts_digest() -> str:
    """The digest of the prompts and terms that are sent: another wording is another setting."""
    return _digest_of(folder("prompts"))


def _digest_of(place: Traversable) -> str:
    digest = hashlib.sha256()
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if file.is_file():
            digest.update(file.name.encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()[:16]
