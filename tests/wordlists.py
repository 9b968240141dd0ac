"""
The word lists that stand in the code: ``python -m tests.wordlists`` prints how many, by module.

A list is a literal of eight words or more: a collection or table of words, or a string of them that is
cut up. A pattern with as many words is counted apart. Data files are not counted: each group says there what it is for.
Texts to be read and SQL are no lists; nor are names that a machine reads, whose modules MACHINE names.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LEAST = 8  # words
_WORD = re.compile(r"[^\W\d_]{2,}")
_PATTERN = re.compile(r"[|\\\[(]")
_TEXT = re.compile(r"[.!?:؟؛]\s|[.؟]$|[{}`]|\b[A-Z]{5,}\b")
# Names of commands, columns, suffixes, tags, fields and log events: of no language.
MACHINE = re.compile(
    r"bot/(?:cli|evaluation|generation|settings|telegram|presentation)/.*|bot/(?:types|conversation/forms)\.py"
    r"|retrieval/(?:index/.*|(?:types|errors|masking|reasons|search/langchain)\.py)"
    r"|retrieval/sources/(?:bundles|confined|fetching|pages|web|formats|datasets|records|hidden|markdown)\.py"
)


class Found(NamedTuple):
    """A list or pattern: the line it begins on, and how many words it has."""

    line: int
    words: int
    pattern: bool


def lists(source: str) -> Iterator[Found]:
    """The lists and patterns of *source*; a table of lists is one."""
    yield from _below(ast.parse(source))


def _below(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.JoinedStr | ast.Subscript):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if (words := _words(node)) >= LEAST:
        pattern = isinstance(node, ast.Constant) and bool(_PATTERN.search(str(node.value)))
        yield Found(getattr(node, "lineno", 0), words, pattern)
        return
    for child in ast.iter_child_nodes(node):
        yield from _below(child)


def _words(node: ast.AST | None) -> int:
    match node:
        case ast.Constant(value=str(text)) if not _TEXT.search(text):
            return len(_WORD.findall(text))
        case ast.Constant(value=str(text)) if text.count("|") + 1 >= LEAST:
            return text.count("|") + 1
        case ast.Set(elts=items) | ast.List(elts=items) | ast.Tuple(elts=items):
            return sum(map(_words, items))
        case ast.Dict(keys=keys, values=values):
            return sum(map(_words, [*keys, *values]))
        case ast.Starred(value=value):
            return _words(value)
    return 0


def by_module() -> dict[str, list[Found]]:
    """The lists and patterns of each module of the product that has any, by its path."""
    found = {}
    for package in ("bot", "retrieval"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not MACHINE.fullmatch(name) and (here := [*lists(path.read_text("utf-8"))]):
                found[name] = here
    return found


def counted(found: Iterable[Found]) -> dict[str, int]:
    every = [*found]
    counts = {}
    for kind, pattern in (("lists", False), ("patterns", True)):
        alike = [one.words for one in every if one.pattern is pattern]
        counts |= {kind: len(alike), f"words in {kind}": sum(alike)}
    return counts


if __name__ == "__main__":
    found = by_module()
    for name, here in found.items():
        print(f"{name:45}", *(f"{n:4} {what}" for what, n in counted(here).items() if n))
    print(counted(chain.from_iterable(found.values())))
