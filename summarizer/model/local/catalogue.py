"""What can be used here: the embedded models and their weights, and the services a key is set for."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from summarizer.base.errors import UsageError, WeightsUnavailable
from summarizer.base.progress import Listener
from summarizer.model.local.gguf import memory_here, memory_needed
from summarizer.model.local.speed import last_speed
from summarizer.model.local.weights import ensure, present, weights_path
from summarizer.model.registry import Model, Provider, Registry, builtin


@dataclass(frozen=True, slots=True)
class Card:
    """One line of ``summarizer models``.

    ``where`` is a path or an address; ``bytes`` the size of the weights, 0 for a service; ``ready`` whether it
    would answer now as far as can be told without asking; ``hint`` is what is missing, "" where nothing is.
    ``memory`` is how many bytes it needs while it runs, 0 where that is not known; ``speed`` how fast it was here the
    last time, "" where it never was.
    """

    name: str
    where: str
    bytes: int
    licence: str
    ready: bool
    cost: str
    hint: str = ""
    memory: int = 0
    speed: str = ""


def catalogue(registry: Registry | None = None, environ: Mapping[str, str] = os.environ) -> tuple[Card, ...]:
    """A card for every known model and provider, embedded ones first, and one for "none"."""
    known = registry or builtin()
    embedded = [_embedded(model) for model in known.models if model.weights]
    listed = [_listed(model) for model in known.models if not model.weights]
    services = [_service(provider, known, environ) for provider in known.providers]
    return (*embedded, *listed, *services, Card("none", "this machine", 0, "", True, "free: no model is asked"))


def pull(name: str, progress: Listener | None = None, registry: Registry | None = None) -> Path:
    """Fetch and check the weights of the embedded model ``name``; what is there already is not fetched again.

    Raises UsageError for a name without weights, WeightsUnavailable when no source gives them.
    """
    model = (registry or builtin()).model(name)
    if model is None or model.weights is None:
        raise UsageError(f"There are no weights to pull for {name}: only embedded models have any (try: local).")
    return ensure(model.weights, progress)


def _embedded(model: Model) -> Card:
    assert model.weights is not None
    here = present(model.weights)
    fetch = f"no file at {model.weights.path}" if model.weights.path else f"summarizer models pull {model.name}"
    hints = [] if here else [fetch]
    needed, fault = _memory(model) if here else (0, "")
    if fault:
        hints.append(fault)
    if find_spec("xllamacpp") is None:
        hints.append("pip install 'summarizer[local]'")
    return Card(
        name=", ".join((*model.aliases, model.name)),
        where=str(weights_path(model.weights)),
        bytes=model.weights.bytes or (weights_path(model.weights).stat().st_size if here else 0),
        licence=model.weights.licence,
        ready=not hints,
        cost=model.cost,
        hint="; ".join(hints),
        memory=needed,
        speed=str(last_speed(model.weights.identity) or ""),
    )


def _memory(model: Model) -> tuple[int, str]:
    """Bytes of memory that ``model`` needs as it is set up, and what is wrong with that, "" where nothing is."""
    assert model.weights is not None
    try:
        needed = memory_needed(weights_path(model.weights), model.context * model.concurrency)
    except (WeightsUnavailable, OSError) as error:
        return 0, str(error) if isinstance(error, WeightsUnavailable) else ""
    return needed, "" if needed <= memory_here() else f"it needs {needed >> 20:,} MB of memory"


def _listed(model: Model) -> Card:
    return Card(model.name, "an endpoint (--base-url)", 0, "", True, model.cost)


def _service(provider: Provider, registry: Registry, environ: Mapping[str, str]) -> Card:
    ready = bool(environ.get(provider.key_variable))
    hint = "" if ready else f"set {provider.key_variable}"
    return Card(f"{provider.prefix}/NAME", provider.base_url, 0, "", ready, registry.defaults.cost, hint)
