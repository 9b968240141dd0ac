"""
Everything in a home compared with everything else: slow, complete, and it changes nothing.

Each look raises the ServiceError that says what is wrong and what to do, or returns how much it saw.
"""

from collections import Counter
from collections.abc import Callable

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


def database(library: Library) -> int:
    """SQLite's own check of every page. Raises LibraryDamaged."""
    if broken := library.broken_pages():
        raise LibraryDamaged(path=library.path, why=Reason("معطوبة", broken))
    return 1


def articles(library: Library) -> int:
    """Every article is what was filed. Raises ArticleDamaged."""
    ids = library.ids()
    return _unchanged(len(ids), library.damaged(ids), ArticleDamaged)


def passages(library: Library) -> int:
    """Every article has the passages and vectors that were made of it. Raises PassagesDamaged."""
    return _unchanged(len(library.passage_ids()), library.unsound(), PassagesDamaged)


def vectors(archive: Archive) -> int:
    """Chroma holds the library's passages and no other. Raises IndexDamaged."""
    return _compared(archive, "vectors", Counter(archive.vectors.ids()))


def words(archive: Archive) -> int:
    """tantivy holds the library's passages, each once, and no other. Raises IndexDamaged."""
    return _compared(archive, "words", Counter(archive.words.ids()))


def answers(archive: Archive) -> int:
    """
    Every quotation of a stored answer stands in its article, or in a version of it.

    An article that is gone says nothing. Raises AnswersDamaged.
    """
    kept = archive.library.journal.last("answer", limit=_ANSWERS)
    wrong = {
        entry.id
        for entry in kept
        if not all(_holds(archive, citation) for citation in entry.body.get("citations", ()))
    }
    return _unchanged(len(kept), wrong, AnswersDamaged)


def versions(archive: Archive) -> int:
    """What articles were before they were updated is what was filed then. Raises ArticleDamaged."""
    return _unchanged(*archive.library.changed(VERSIONS, "article"), ArticleDamaged)


def entries(archive: Archive) -> int:
    """Every entry of the journal is what was written. Raises EntriesDamaged."""
    return _unchanged(*archive.library.changed(ENTRIES, "kind", "id"), EntriesDamaged)


def _unchanged(total: int, damaged: set[str], error: type[ServiceError]) -> int:
    if damaged:
        raise error(ids=_some(damaged))
    return total


_OF_LIBRARY = {"database": database, "articles": articles, "passages": passages}
LOOKS: dict[str, Callable[[Archive], int]] = {
    **{name: lambda a, look=look: look(a.library) for name, look in _OF_LIBRARY.items()},  # type: ignore[misc]
    "vectors": vectors,
    "words": words,
    "versions": versions,
    "answers": answers,
    "entries": entries,
}


def examine(library: Library) -> None:
    """Raise what is wrong with *library*, be it in one letter."""
    for look in _OF_LIBRARY.values():
        look(library)


def _holds(archive: Archive, citation: dict[str, object]) -> bool:
    about = citation.get("article")
    id = str(about["id"]) if isinstance(about, dict) else ""
    article = archive.library.article(id)
    quote = str(citation.get("quote", ""))
    if article is None:
        return True
    return quote in article.text or any(
        quote in version.text for version in archive.library.versions(id)
    )


def _compared(archive: Archive, index: str, found: Counter[str]) -> int:
    if archive.library.counts()["unfinished"]:
        return found.total()  # a writer is at work, or died and will be followed by one
    expected = Counter(archive.library.passage_ids())
    if found != expected:
        missing, extra = (expected - found).total(), (found - expected).total()
        raise IndexDamaged(index=index, found=f"-{missing} +{extra}", expected=expected.total())
    return found.total()


def _some(ids: set[str]) -> str:
    named = sorted(map(str, ids))
    return ", ".join(named[:_NAMED]) + (f" … ({len(named)})" if len(named) > _NAMED else "")
