"""How a report is wanted: which model, which files, in which languages, how long. All of it belongs to the job.

The same report with the same order is the same job; another order makes another one. A job carries its order as the
settings of the batch (batch/settings.py), from which it is read again, so that a restart changes nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from summarizer.batch.settings import settings_of
from summarizer.model.settings import Endpoint
from summarizer.renderers.options import FORMATS, LANGUAGES, WHOLE, Presentation
from summarizer.server.problems import Problem

FILES = {name: (name,) for name in FORMATS} | {"csv": ("figures.csv", "items.csv", "checks.csv")}
"""The files of each format, as the address says them after "brief."."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a report; ``formats`` always have json, which the review stands on."""

    model: str
    formats: tuple[str, ...] = FORMATS
    presentation: Presentation = WHOLE

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are made, as the address says them after "brief."."""
        return tuple(file for name in self.formats for file in FILES[name])


@dataclass(frozen=True)
class Menu:
    """The models that the operator allows, by the name that a request calls them; the first is the usual one."""

    models: Mapping[str, Endpoint]

    @cached_property
    def usual(self) -> str:
        """The model that writes where a request names none."""
        return next(iter(self.models))

    def order(
        self,
        model: str | None = None,
        formats: Iterable[str] | None = None,
        languages: Iterable[str] | None = None,
        length: str = "standard",
        themes: Iterable[str] = (),
    ) -> Order:
        """The order that a request asks for; raises Problem (422) for a model that is not allowed, UsageError."""
        name = self.usual if model is None else model
        if name not in self.models:
            raise Problem(422, f"The model {name} is not allowed here: use {', '.join(self.models)}.")
        wanted = {*(FORMATS if formats is None else formats), "json"}
        shown = Presentation.of(
            ",".join(LANGUAGES if languages is None else languages), length, sorted({theme.strip() for theme in themes})
        )
        return Order(name, tuple(one for one in FORMATS if one in wanted), shown)

    def settings(self, order: Order) -> str:
        """What a job of ``order`` carries."""
        return settings_of(self.models[order.model], order.formats, order.presentation)

    def served(self, settings: str) -> Order | None:
        """The order that a job carries; None where no model that is allowed, or another version, made it."""
        return self._served(settings)

    @cached_property
    def _served(self) -> Callable[[str], Order | None]:
        return lru_cache(maxsize=1_000)(self._find)

    def _find(self, settings: str) -> Order | None:
        said = ordered(settings)
        for name in self.models:
            order = Order(name, said.formats, said.presentation)
            if self.settings(order) == settings:
                return order
        return None


def ordered(settings: str) -> Order:
    """What a job was made with, whoever served it then; the model is called as its endpoint knows it."""
    said: dict[str, Any] = json.loads(settings)
    shown = Presentation(
        tuple(said.get("languages", LANGUAGES)), said.get("length", "standard"), tuple(said.get("themes", ()))
    )
    return Order(said["model"], tuple(one for one in FORMATS if one in said["formats"]), shown)
