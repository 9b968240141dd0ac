"""
Everything in a home compared with everything else: slow, complete, and it changes nothing.

Each of LOOKS raises the ServiceError that says what is wrong and what to do, or returns how much it saw.
"""

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from retrieval import damages
from retrieval.errors import ServiceError
from retrieval.index.archive import Archive
from retrieval.index.library import Library
from retrieval.index.schema import ENTRIES, VERSIONS
from retrieval.reasons import Reason

_NAMED = 5  # of many that are wrong
_ANSWERS = 1_000_000_000


def examine(library: Library) -> None:
    """Raise what is wrong with *library*, be it in one letter."""
    _pages(library)
    for name in ("articles", "passages"):
        _sound(name, library)


def _misquoting(library: Library) -> tuple[int, list[str]]:
    """Answers that quote what is not in their article, nor in a version of it; if it is gone it says nothing."""

    def stands(citation: dict[str, Any]) -> bool:
        about, quote = citation.get("article"), str(citation.get("quote", ""))
        article = library.article(id := str(about["id"]) if isinstance(about, dict) else "")
        if article is None or quote in article.text:
            return True
        return any(quote in version.text for version in library.versions(id))

    kept = library.journal.last("answer", limit=_ANSWERS)
    wrong = [one.id for one in kept if not all(map(stands, one.body.get("citations", ())))]
    return len(kept), wrong


# What is looked at in the library: how many there are, which are wrong, and what that is called.
_Found = tuple[int, Collection[str]]
_ROWS: dict[str, tuple[type[ServiceError], Callable[[Library], _Found]]] = {
    # Each article is what was filed.
    "articles": (
        damages.ArticleDamaged,
        lambda library: (len(ids := library.ids()), library.damaged(ids)),
    ),
    # Each has the passages and vectors that were made of it.
    "passages": (
        damages.PassagesDamaged,
        lambda library: (len(library.passage_ids()), library.unsound()),
    ),
    # What it was before it was updated is what was filed then.
    "versions": (damages.ArticleDamaged, lambda library: library.changed(VERSIONS, "article")),
    "answers": (damages.AnswersDamaged, _misquoting),
    # What was said and done is what was written.
    "entries": (damages.EntriesDamaged, lambda library: library.changed(ENTRIES, "kind", "id")),
}


def _pages(library: Library) -> int:
    """The database's own check of its files."""
    if broken := library.broken_pages():
        raise damages.LibraryDamaged(
            path=library.path, why=Reason("it is damaged: {detail}", {"detail": broken})
        )
    return 1


def _sound(name: str, library: Library) -> int:
    error, look = _ROWS[name]
    total, wrong = look(library)
    if named := sorted(map(str, wrong)):
        more = f" … ({len(named)})" if len(named) > _NAMED else ""
        raise error(ids=", ".join(named[:_NAMED]) + more)
    return total


def _agreeing(name: str, archive: Archive) -> int:
    """An index holds the library's passages, each once, and no other."""
    found = Counter(getattr(archive, name).ids())
    expected = Counter(archive.library.passage_ids())
    # While some are unfinished a writer is at work, or died and will be followed by one.
    if found != expected and not archive.library.counts()["unfinished"]:
        missing, extra = (expected - found).total(), (found - expected).total()
        error = damages.IndexDamaged
        raise error(index=name, found=f"-{missing} +{extra}", expected=expected.total())
    return found.total()


LOOKS: dict[str, Callable[[Archive], int]] = {
    "database": lambda archive: _pages(archive.library),
    **{name: partial(lambda name, archive: _sound(name, archive.library), name) for name in _ROWS},
    **{name: partial(_agreeing, name) for name in ("vectors", "words")},
}
