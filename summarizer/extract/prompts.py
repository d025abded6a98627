"""Prompts: versioned Jinja templates under prompts/, filled with values only.

A template has two blocks, ``system`` and ``user``. A missing value is an error. Report text enters as a value: what
looks like template code in it stays as it is, and what a model would read as the end of the text is defused.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from summarizer.resources import text as resource

FACTS = "facts.v1"
WORDS = "words.v2"
NAMES = "names.v1"

# <report> fences the report's text in a prompt; <|…|> are the turns of a chat to many models.
_FENCE = re.compile(r"<(?=\s*/?\s*report\b|\|)", re.IGNORECASE)


def messages(template: str, **values: object) -> list[dict[str, str]]:
    """The messages of the prompt ``template`` ("words.v1"); raises jinja2.UndefinedError for a value not given."""
    loaded = _template(template)
    context = loaded.new_context(values)
    return [{"role": role, "content": "".join(loaded.blocks[role](context)).strip()} for role in ("system", "user")]


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.jinja")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: resource("prompts", name)),
        undefined=StrictUndefined,
        finalize=_as_data,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _as_data(value: object) -> object:
    return _FENCE.sub("‹", value) if isinstance(value, str) else value


def findings(answers: Sequence[Mapping[str, str]], faults: Sequence[str]) -> list[dict[str, str]]:
    """The turns by which an answer is asked for again: what was said, and for each text what is wrong with it."""
    numbered = {f"i{number}": dict(answer) for number, answer in enumerate(answers, start=1)}
    said = numbered["i1"] if len(answers) == 1 else numbered
    listed = (
        faults[0] if len(faults) == 1 else " ".join(f"i{number}: {one}" for number, one in enumerate(faults, start=1))
    )
    return [
        {"role": "assistant", "content": json.dumps(said)},
        {"role": "user", "content": f"Not good yet. {listed} Write it again, corrected, in the same JSON."},
    ]
