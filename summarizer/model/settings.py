"""Which model answers, and where: options of the call, then the environment, then the config file, then the default.

The default, when no endpoint is configured (no key, no address, no model), is the embedded model.

The config file is TOML, in the user's config folder or where ``--config`` or SUMMARIZER_CONFIG says:

    model = "deepseek/deepseek-chat"     # or "local", "none", or any name that base_url serves
    base_url = "https://models.example.org/v1"
    key_variable = "MY_KEY"              # the environment variable that holds the key
    timeout = 120                        # seconds for one call
    concurrency = 4                      # calls at a time
    requests_a_minute = 500              # what the provider allows
    tokens_a_minute = 200000

    [[models]]                           # what is known of a model: see summarizer/model/registry.toml
    name = "deepseek/deepseek-chat"
    plan = "whole"

    [[prices]]                           # money for a million tokens
    model = "deepseek/deepseek-chat"
    prompt = "0.28"
    completion = "0.42"
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from summarizer.base.errors import UsageError
from summarizer.model.registry import PLANS, Model, Price, Provider, Registry, Traits, Weights, builtin

Place = Literal["embedded", "remote", "none"]
TIMEOUT = 120.0
EMBEDDED_TIMEOUT = 900.0  # a slow machine is waited for; nobody is charged for it
NO_KEY = SecretStr("")


class Config(BaseModel):
    """The config file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = None
    base_url: str | None = None
    key_variable: str | None = None
    timeout: float | None = Field(default=None, gt=0)
    concurrency: int | None = Field(default=None, gt=0)
    models: tuple[Model, ...] = ()
    providers: tuple[Provider, ...] = ()
    prices: tuple[Price, ...] = ()
    requests_a_minute: float | None = Field(default=None, gt=0)
    tokens_a_minute: float | None = Field(default=None, gt=0)

    def registry(self) -> Registry:
        """The built-in registry with this file's entries taking precedence."""
        return builtin().with_additions(self.models, self.providers, self.prices)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The model that answers and how to reach it.

    ``model`` is the name sent; ``base_url`` is "" for the embedded model, whose server starts when first needed.
    ``key`` never prints. ``timeout`` is seconds for one call.
    """

    place: Place
    model: str = ""
    base_url: str = ""
    key: SecretStr = NO_KEY
    traits: Traits = field(default_factory=Traits)
    weights: Weights | None = None
    timeout: float = TIMEOUT
    concurrency: int = 1

    @property
    def identity(self) -> str:
        """What a stored reply is kept under: the weights' own identity (never a port of this run), or the address."""
        return self.weights.identity if self.weights else self.base_url

    def planned(self, plan: str | None) -> "Endpoint":
        """This endpoint, asked by ``plan`` where one is named; raises UsageError for one that there is not."""
        if not plan:
            return self
        if plan not in PLANS:
            raise UsageError(f"There is no plan {plan!r}: use {' or '.join(PLANS)}.")
        return replace(self, traits=self.traits.model_copy(update={"plan": plan}))

    def describe(self) -> str:
        """Which model answers and where, for people; said before anything is sent."""
        if self.place == "none":
            return "no model"
        if self.place == "embedded":
            return f"{self.model} (embedded, on this machine)"
        parts = urlsplit(self.base_url)
        return f"{self.model} at {parts.scheme}://{parts.netloc}"


def config_path() -> Path:
    """Where the config file is looked for when none is named."""
    return platformdirs.user_config_path("summarizer") / "config.toml"


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """The config file: ``path``, else SUMMARIZER_CONFIG, else the user's own if there is one.

    Raises UsageError when a file that was named is missing, or any is not valid.
    """
    named = path or (Path(environ["SUMMARIZER_CONFIG"]) if environ.get("SUMMARIZER_CONFIG") else None)
    file = named or config_path()
    if named is None and not file.is_file():
        return Config()
    try:
        return Config.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The config file {file} cannot be read: {_cause(error)}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The config file {file} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise UsageError(
            f"The config file {file} has a setting that cannot be used: {where}: {first['msg']}."
        ) from error


def resolve(
    model: str | None = None,
    base_url: str | None = None,
    *,
    config: Config | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Endpoint:
    """The endpoint that answers, from the caller's options, the environment and the config file, in that order.

    ``model``: "local" (the embedded model), the path of a GGUF file, "none", ``openai/NAME`` and other known providers,
    or a bare name.
    Raises UsageError when what is configured does not name one endpoint.
    """
    config = config if config is not None else load_config(environ=environ)
    registry = config.registry()
    name = model or environ.get("SUMMARIZER_MODEL") or config.model or ""
    general_url = environ.get("OPENAI_BASE_URL") or config.base_url
    if not name:
        configured = base_url or general_url or environ.get("OPENAI_API_KEY")
        name = _default_model(registry) if configured else "local"
    if name == "none":
        return Endpoint(place="none")
    known = registry.model(name)
    if known and known.weights and (name in known.aliases or not (base_url or general_url)):
        if base_url:
            raise UsageError(f"The model {name} runs on this machine: leave out --base-url, or name another model.")
        return _embedded(known, config)
    if known is None and name.lower().endswith(".gguf") and not base_url:
        return _embedded(_of_file(name, registry), config)
    return _remote(name, base_url, general_url, config, environ)


def _default_model(registry: Registry) -> str:
    provider = registry.provider("openai")
    return f"openai/{provider.default_model}" if provider and provider.default_model else "local"


def _of_file(name: str, registry: Registry) -> Model:
    """The model in the GGUF file ``name``, asked as the embedded one is; raises UsageError where there is none."""
    path = Path(name).expanduser()
    if not path.is_file():
        raise UsageError(f"There are no weights at {name}: name a GGUF file, or a model (see: summarizer models).")
    usual = registry.model("local")
    traits = usual.traits if usual else registry.defaults
    weights = Weights(path=str(path.absolute()))
    cost = {"cost": "free, on this machine"}
    return Model(name=path.stem, weights=weights, **{**traits.model_dump(), **cost})


def _embedded(known: Model, config: Config) -> Endpoint:
    return Endpoint(
        place="embedded",
        model=known.name,
        traits=known.traits,
        weights=known.weights,
        timeout=config.timeout or EMBEDDED_TIMEOUT,
        concurrency=config.concurrency or known.concurrency,
    )


def _remote(
    name: str,
    base_url: str | None,
    general_url: str | None,
    config: Config,
    environ: Mapping[str, str],
) -> Endpoint:
    registry = config.registry()
    provider, bare = _provider_of(name, registry, bool(base_url or general_url), environ)
    # OPENAI_BASE_URL moves openai/NAME and bare names, never another provider's.
    address = base_url or (general_url if provider is None or provider.prefix == "openai" else None)
    known = registry.model(name) or registry.model(bare)
    traits = known.traits if known else _assumed_traits(registry, None if address else provider)
    return Endpoint(
        place="remote",
        model=bare,
        base_url=_checked(address or (provider.base_url if provider else "")),
        key=_key(provider, needed=not address, config=config, environ=environ),
        traits=traits,
        timeout=config.timeout or TIMEOUT,
        concurrency=config.concurrency or traits.concurrency,
    )


def _provider_of(
    name: str, registry: Registry, addressed: bool, environ: Mapping[str, str]
) -> tuple[Provider | None, str]:
    """The provider that ``name`` is prefixed with, and the name it knows the model by."""
    prefix, _, rest = name.partition("/")
    provider = registry.provider(prefix)
    if provider and rest:
        return provider, rest
    if addressed:
        return None, name
    if environ.get("OPENAI_API_KEY") and not rest:
        return registry.provider("openai"), name
    prefixes = ", ".join(f"{known.prefix}/NAME" for known in registry.providers)
    raise UsageError(
        f"Nothing says where the model {name} answers: give its address with --base-url, or use {prefixes}, "
        "local (the embedded model) or none."
    )


def _key(provider: Provider | None, *, needed: bool, config: Config, environ: Mapping[str, str]) -> SecretStr:
    """The key, from the variable the config names, or the provider's own."""
    variable = config.key_variable or (provider.key_variable if provider else "OPENAI_API_KEY")
    key = environ.get(variable, "").strip()
    if needed and not key:
        raise UsageError(f"There is no key: set the environment variable {variable}, or use --model local.")
    return SecretStr(key)


def _checked(address: str) -> str:
    """``address`` without a closing slash; it must be one that may be shown to people."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError("The address of the model (--base-url) must look like https://host/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError("The address of the model (--base-url) must not carry a name, password, query or fragment.")
    return address.rstrip("/")


def _assumed_traits(registry: Registry, provider: Provider | None) -> Traits:
    """What is assumed of a model that no registry lists, at its provider's own address or elsewhere."""
    if provider is None:
        return registry.defaults
    return registry.defaults.model_copy(update={"pattern": provider.pattern, "mode": provider.mode})


def _cause(error: OSError | UnicodeDecodeError) -> str:
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
