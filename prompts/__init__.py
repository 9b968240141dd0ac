"""
What a model reads: one Markdown file per prompt and language, and this loader.

A file opens with a comment that says what it is for and names its variables; after it, one
``## role`` section per message. ``$name`` stands where a value goes. Values are never read for
variables themselves: an article may hold ``$question`` and it stays as it is.
"""

import re
from functools import cache
from importlib.resources import files
from string import Template

Message = tuple[str, str]  # role and text, as LangChain takes them


def messages(name: str, language: str, **values: str) -> list[Message]:
    """
    The prompt *name* in *language*, filled.

    Raises KeyError for a variable without a value and TypeError for a value without a variable.
    """
    prompt = _read(name, language)
    if unknown := values.keys() - variables(name, language):
        raise TypeError(f"{name}.{language}.md has no variable {min(unknown)}")
    return [(role, Template(body).substitute(values)) for role, body in prompt]


def variables(name: str, language: str) -> set[str]:
    """The names a prompt must be given."""
    return {name for _, body in _read(name, language) for name in Template(body).get_identifiers()}


@cache
def _read(name: str, language: str) -> tuple[Message, ...]:
    text = files(__name__).joinpath(f"{name}.{language}.md").read_text("utf-8")
    _, *parts = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)
    return tuple((role, body.strip()) for role, body in zip(parts[::2], parts[1::2], strict=True))
