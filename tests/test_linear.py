"""
Twice the text costs at most two and a half times as much: every regex, and every function of one text.

Measured is this process's own CPU, by repeated pieces of which a regex may try each way again from
each place. What is quick at any rate needs no comparison; what is not is compared several times, and
one good comparison clears it: what is linear passes on a busy machine too, what is not never does.
``python -m tests.test_linear`` (``make linear``) does the same with texts four times as long.
"""

import importlib
import inspect
import itertools
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from types import FunctionType, ModuleType

import pytest
import regex

import bot
import retrieval
from retrieval.index.passages import passages
from retrieval.index.stories import shingles
from retrieval.language.arabic import clean, grams, stems
from retrieval.language.sentences import sentences
from retrieval.sources import bundles, markdown, pages
from retrieval.sources.records import Spot
from tests.retrieval.sources.test_bundles import header, tarred, zipped

_LENGTH = 500  # characters: what costs their square in steps takes a millisecond and more
_QUICK = 0.0004  # seconds
_LONGER = 4
_TRIES = 5
_SINGLE = " \t\n.,،:!؟-–_*#`|/()[]<>«»\"'0٣aAكءًّ…"
_OTHERS = re.split(
    "~",
    "قال ~ال ~ab ~A ~A. ~1 ~1,~1/1/~12:30 ~<!--a>~</~&amp;~[1~(a~* ~- ~a@~a.~a-~a_~\n\n~ \n~a: ~a=b ~{a~__~, ~ .~بن "
    "~في 2024 ~مئة و~1٬~a.~٫~@~ا~http://~كم ",
)
PIECES = (*_SINGLE, *_OTHERS)
AROUND = (("", ""), ("قال", "x"))
# Rooms that open files, networks or models; and what is handed a word, a line or a name of few letters.
_APART = ("bot.cli", "bot.evaluation", "bot.settings", "bot.app", "retrieval.sources.fetching")


def modules() -> Iterator[ModuleType]:
    for package in (bot, retrieval):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def repeated(before: str, piece: str, after: str, length: int) -> str:
    return before + piece * (length // len(piece)) + after


def cost(work, text: str) -> float:
    """Seconds of CPU."""
    begun = time.process_time()
    try:
        done = work(text)
        if inspect.isgenerator(done):
            for _ in done:
                pass
    except Exception:  # a text that is refused is dealt with
        pass
    return time.process_time() - begun


def slow(work, *, length: int = _LENGTH, pieces=PIECES) -> list[tuple[str, str, str]]:
    """The repetitions of which *work* takes more than two and a half times as long for twice as many."""
    return [
        (before, piece, after)
        for piece, (before, after) in itertools.product(pieces, AROUND)
        if cost(work, repeated(before, piece, after, length)) > _QUICK
        # What tries again a bounded number of times is linear from there on.
        and not any(
            doubles(work, before, piece, f"{after}{n}", longer)
            for n in range(_TRIES)
            for longer in (length, _LONGER * length)
        )
    ]


def doubles(work, before: str, piece: str, after: str, length: int) -> bool:
    """Whether the least of once to three times is: what a busy machine adds is not counted."""
    short, long = [], []
    for n in range(3):  # texts that differ, for some results are kept
        for costs, longer in ((short, length), (long, 2 * length)):
            costs.append(cost(work, repeated(before, piece, f"{after}{n}", longer)))
        if min(long) <= max(2.5 * min(short), _QUICK):
            return True
    return False


@cache
def code(module: str = "") -> str:
    """Of a module, or of all."""
    if module:
        return inspect.getsource(importlib.import_module(module))
    return "\n".join(map(inspect.getsource, modules()))


def expressions() -> dict[str, re.Pattern[str]]:
    """Each regex of a module's own by its name; of those in a table their table's."""
    return {
        f"{module.__name__}.{name}[{n}]": one
        for module in modules()
        for name, value in vars(module).items()
        for n, one in enumerate(_patterns(value))
        if not module.__name__.startswith(_APART)
    }


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern | regex.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _patterns(one)
    elif isinstance(value, dict):
        yield from _patterns(list(value.values()))


def slow_regexes(longer: int = 1) -> dict[str, list[tuple[str, str, str]]]:
    """
    A regex that is searched for is searched for here; one that is only matched at a place is matched.
    """
    bad = {}
    for name, one in {found: name for name, found in expressions().items()}.items():
        room, _, own = one.partition("[")[0].rpartition(".")
        using = code(room if own.startswith("_") else "")
        anchored = re.search(rf"\b{own}\.(?:full)?match\(", using)
        sought = re.search(rf"\b{own}\.(?:search|find|sub|split)", using)
        work = (
            name.fullmatch
            if anchored and not sought
            else lambda text, name=name: name.sub("", text)
        )
        if found := slow(work, length=longer * _LENGTH):
            bad[one] = found[:3]
    return bad


def test_regexes():
    assert not slow_regexes()


def functions() -> dict[str, FunctionType]:
    """Every function that asks for one text and nothing else."""
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            work = inspect.unwrap(value) if callable(value) else None
            if isinstance(work, FunctionType) and work.__module__ == module.__name__:
                first, *rest = [*inspect.signature(work).parameters.values()] or [None]
                alone = first is not None and all(one.default is not one.empty for one in rest)
                if (
                    alone
                    and first.annotation in (str, "str")
                    and not module.__name__.startswith(_APART)
                ):
                    found[f"{module.__name__}.{name}"] = work
    return found


def slow_functions(longer: int = 1) -> dict[str, list[tuple[str, str, str]]]:
    length = longer * _LENGTH // 2
    return {
        name: found[:3]
        for name, work in functions().items()
        if (found := slow(work, length=length))
    }


@pytest.mark.slow
def test_functions():
    assert not slow_functions()


MARKUP = ("<!--", "<!--a>", "<a ", "&lt;!--", "-->")


@pytest.mark.parametrize(
    "page",
    [
        "<title>{}</title><script type='application/ld+json'>{}</script>",
        "<meta property='og:site_name' content='{}'><meta name='author' content='{}'>",
        "<style>{}</style></head><body><a title='{}' class='{}'>x</a>",
        "</head><body><article><h1>{}</h1><p class='author'>{}</p>",
    ],
)
def test_inside_a_page(page):
    """
    Where markup may stand, and does not mean what it means between a page's tags.
    """

    def work(text):
        text = text.replace("'", "")
        return pages.page(f"<html><head>{page.replace('{}', text)}<p>{'كلمة ' * 30}</p></html>")

    assert not slow(work, pieces=MARKUP, length=2_000)


BUNDLES = {
    "zip": lambda text: zipped({text[:60_000]: text}),
    "tar": lambda text: tarred({text[:90]: text}),
    "said of a member": lambda text: header(b"x", text.encode()) + tarred({"a": text}, "w"),
    "said of all": lambda text: header(b"g", text.encode()) + tarred({"a": text}, "w"),
    "a long name": lambda text: header(b"L", text.encode()) + tarred({"a": text}, "w"),
    "many": lambda text: header(b"x", b"1" * 500) * (len(text) // 500),
    "no bundle": str.encode,
}


@pytest.mark.parametrize("kind", BUNDLES)
def test_bundles(kind):
    """
    In the names, in what a tar says beside them, and in place of either.
    """

    def work(text):
        raw = BUNDLES[kind](text)
        for name in ("a.tar", "a.zip"):
            list(bundles.members(BytesIO(raw), name))

    assert not slow(work, pieces=("1", "1 ", "=", "\n", "11 a=b\n", "a/"), length=8_000)


def filed(text: str) -> None:
    """A text from its file to what the indexes are given."""
    for article in markdown.markdown(clean(text), Spot("a.md", "a", "a")):
        for passage in passages(article):
            grams(passage.text), stems(passage.text)
        shingles(article.text)


def test_filing():
    assert not slow(filed)


@pytest.mark.parametrize("piece", [" ", ".", "ك", "ab ", "كلمة ", "\u0301"])
def test_no_sentence_is_longer_than_a_page(piece):
    """
    What comes after the library is never handed more than a passage, whatever was filed.
    """
    [*spans] = sentences(piece * (100_000 // len(piece)))

    assert all(end - start <= 2_000 for start, end in spans)


@pytest.mark.parametrize("marks", ["\u0301", "\u064e\u0651"])
def test_stacked_marks(marks):
    """
    A letter keeps the marks that a writing may need, and no letter loses what it has.
    """
    assert clean("مُحَمَّدٌ é") == "مُحَمَّدٌ é"
    assert len(clean("ب" + marks * 100_000 + "ت")) <= 33


if __name__ == "__main__":
    found = slow_regexes(_LONGER) | slow_functions(_LONGER)
    for name, texts in found.items():
        print(name, texts)
    sys.exit(bool(found))
