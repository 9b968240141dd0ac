"""
The word lists that stand in the code: ``python -m tests.wordlists`` prints how many, by module.

A list is a literal of eight words or more: a collection or table of words, a string of them that is cut
up, or a pattern of as many branches. Data files are not counted: each group says there what it is for.
Texts to be read and SQL are no lists; nor are names that a machine reads, whose modules MACHINE names.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEAST = 8  # words
_WORD = re.compile(r"[^\W\d_]{2,}")
_TEXT = re.compile(r"[.!?:؟؛]\s|[.؟]$|[{}`]|\b[A-Z]{5,}\b")
# Names of commands, columns, suffixes, tags, fields and log events: of no language.
MACHINE = re.compile(
    r"bot/(?:cli|evaluation|generation|settings|telegram|presentation)/.*|bot/(?:types|conversation/forms)\.py"
    r"|retrieval/(?:index/.*|(?:types|errors|masking|reasons|search/langchain)\.py)"
    r"|retrieval/sources/(?:bundles|confined|fetching|pages|web|formats|datasets|records|hidden|markdown)\.py"
)


def lists(source: str) -> Iterator[tuple[int, int]]:
    """Line and number of words of each list in *source*; a table of lists is one."""
    yield from _below(ast.parse(source))


def _below(node: ast.AST) -> Iterator[tuple[int, int]]:
    if isinstance(node, ast.JoinedStr | ast.Subscript):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if (words := _words(node)) >= LEAST:
        yield getattr(node, "lineno", 0), words
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


def by_module() -> dict[str, list[tuple[int, int]]]:
    """The lists of each module of the product that has any, by its path."""
    found = {}
    for package in ("bot", "retrieval"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not MACHINE.fullmatch(name) and (here := [*lists(path.read_text("utf-8"))]):
                found[name] = here
    return found


if __name__ == "__main__":
    found = by_module()
    for name, here in found.items():
        print(f"{len(here):3} lists {sum(n for _, n in here):5} words  {name}")
    print(
        sum(map(len, found.values())),
        "lists",
        sum(n for here in found.values() for _, n in here),
        "words",
    )
