"""Prompts: versioned Jinja templates under prompts/, filled with values only.

A template has two blocks, ``system`` and ``user``. A missing value is an error. Report text enters as a value: what
looks like template code in it stays as it is, and what a model would read as the end of the text is defused.
"""

import re
from functools import cache
from importlib.resources.abc import Traversable

from jinja2 import Environment, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from summarizer.base.errors import UsageError
from summarizer.base.resources import folder, prompt
from summarizer.base.resources import text as resource

WHOLE = "whole.v1"
AGAIN = "again.v1"
OPENING = "opening.v1"
WORDS = "words.v4"
NAMES = "names.v1"

# <report> fences the report's text in a prompt; <|…|> are the turns of a chat to many models.
_FENCE = re.compile(r"<(?=\s*/?\s*report\b|\|)", re.IGNORECASE)


def messages(template: str, **values: object) -> list[dict[str, str]]:
    """The messages of the prompt ``template`` ("words.v1"); raises jinja2.UndefinedError for a value not given."""
    loaded = _template(prompt(f"{template}.jinja"))
    context = loaded.new_context(values)
    return [{"role": role, "content": "".join(loaded.blocks[role](context)).strip()} for role in ("system", "user")]


@cache
def _template(text: str) -> Template:
    return _environment().from_string(text)


def check_templates(own: Traversable) -> None:
    """Raise UsageError where a template in a profile's folder ``own`` cannot stand in place of the program's own."""
    for file in own.iterdir():
        if not file.name.endswith(".jinja"):
            continue
        name = file.name.removesuffix(".jinja")
        try:
            fault = fault_of(name, file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            fault = "the program has no template of that name"
        except (OSError, UnicodeDecodeError):
            fault = "it cannot be read as UTF-8 text"
        if fault:
            raise UsageError(f"The profile's template {file.name} cannot be used: {fault}.")


def fault_of(name: str, text: str) -> str:
    """What is wrong with ``text`` in place of the program's template ``name`` ("words.v1"); "" where nothing is.

    It must be a template with the blocks ``system`` and ``user`` that uses no value the program's own does not, and
    of the version in use: older ones stay to be read, and nothing is asked with them.
    """
    from jinja2 import TemplateSyntaxError, meta
    from jinja2.nodes import Block

    try:
        parsed, own = _environment().parse(text), _environment().parse(resource("prompts", f"{name}.jinja"))
    except TemplateSyntaxError as error:
        return f"line {error.lineno}: {error.message}"
    if (newest := _newest(name)) != name:
        return f"the program asks with {newest} in its place"
    if missing := {"system", "user"} - {block.name for block in parsed.find_all(Block)}:
        return f"it has no block {' and '.join(sorted(missing))}"
    unknown = meta.find_undeclared_variables(parsed) - meta.find_undeclared_variables(own)
    return f"it uses {', '.join(sorted(unknown))}, which is not given" if unknown else ""


def _newest(name: str) -> str:
    """The highest version of the program's template ``name``."""
    kind = name.partition(".v")[0]
    files = (file.name.removesuffix(".jinja") for file in folder("prompts").iterdir() if file.name.endswith(".jinja"))
    versions = [int(file.partition(".v")[2]) for file in files if file.partition(".v")[0] == kind]
    return f"{kind}.v{max(versions)}"


@cache
def _environment() -> Environment:
    # A profile's template is data from a folder: it may fill in values, and do nothing else.
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_as_data,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _as_data(value: object) -> object:
    return _FENCE.sub("‹", value) if isinstance(value, str) else value
