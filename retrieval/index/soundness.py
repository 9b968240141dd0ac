"""
Everything in a home compared with everything else: slow, complete, and it changes nothing.

Each look raises the ServiceError that says what is wrong and what to do, or returns how much it saw.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from retrieval.damages import (
    AnswersDamaged,
    ArticleDamaged,
    EntriesDamaged,
    IndexDamaged,
    LibraryDamaged,
    PassagesDamaged,
)
from retrieval.errors import ServiceError
from retrieval.index.archive import Archive
from retrieval.index.library import Library
from retrieval.index.schema import ENTRIES, VERSIONS
from retrieval.reasons import Reason

_NAMED = 5  # of many that are wrong
_ANSWERS = 1_000_000_000


def examine(library: Library) -> None:
    """Raise what is wrong with *library*, be it in one letter."""
    for look in (_database, _articles, _passages):
        look(library)


def _database(library: Library) -> int:
    """The database's own check of every page."""
    if broken := library.broken_pages():
        raise LibraryDamaged(path=library.path, why=Reason("معطوبة", broken))
    return 1


def _articles(library: Library) -> int:
    """Every article is what was filed."""
    ids = library.ids()
    return _unchanged(len(ids), library.damaged(ids), ArticleDamaged)


def _passages(library: Library) -> int:
    """Every article has the passages and vectors that were made of it."""
    return _unchanged(len(library.passage_ids()), library.unsound(), PassagesDamaged)


def _versions(library: Library) -> int:
    """What articles were before they were updated is what was filed then."""
    return _unchanged(*library.changed(VERSIONS, "article"), ArticleDamaged)


def _answers(library: Library) -> int:
    """
    Every quotation of a stored answer stands in its article, or in a version of it.

    An article that is gone says nothing.
    """
    kept = library.journal.last("answer", limit=_ANSWERS)
    wrong = [
        one.id
        for one in kept
        if not all(_holds(library, citation) for citation in one.body.get("citations", ()))
    ]
    return _unchanged(len(kept), wrong, AnswersDamaged)


def _entries(library: Library) -> int:
    """Every entry of the journal is what was written."""
    return _unchanged(*library.changed(ENTRIES, "kind", "id"), EntriesDamaged)


def _index(name: str, archive: Archive) -> int:
    """An index holds the library's passages, each once, and no other."""
    found = Counter(getattr(archive, name).ids())
    expected = Counter(archive.library.passage_ids())
    # While some are unfinished a writer is at work, or died and will be followed by one.
    if found != expected and not archive.library.counts()["unfinished"]:
        missing, extra = (expected - found).total(), (found - expected).total()
        raise IndexDamaged(index=name, found=f"-{missing} +{extra}", expected=expected.total())
    return found.total()


def _of_library(look: Callable[[Library], int]) -> Callable[[Archive], int]:
    return lambda archive: look(archive.library)


LOOKS: dict[str, Callable[[Archive], int]] = {
    "database": _of_library(_database),
    "articles": _of_library(_articles),
    "passages": _of_library(_passages),
    "vectors": partial(_index, "vectors"),
    "words": partial(_index, "words"),
    "versions": _of_library(_versions),
    "answers": _of_library(_answers),
    "entries": _of_library(_entries),
}


def _unchanged(total: int, damaged: Iterable[str], error: type[ServiceError]) -> int:
    """How many there are. Raises *error*, which names the first few that are *damaged*."""
    if named := sorted(map(str, damaged)):
        more = f" … ({len(named)})" if len(named) > _NAMED else ""
        raise error(ids=", ".join(named[:_NAMED]) + more)
    return total


def _holds(library: Library, citation: dict[str, Any]) -> bool:
    about = citation.get("article")
    id = str(about["id"]) if isinstance(about, dict) else ""
    quote = str(citation.get("quote", ""))
    article = library.article(id)
    if article is None or quote in article.text:
        return True
    return any(quote in version.text for version in library.versions(id))
