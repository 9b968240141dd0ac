"""
The word index of a machine that shares the library with others, brought up to what one of them wrote.

Vectors are on a server that all share; words are each machine's own, for tantivy has no server.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import LibraryBusy
from retrieval.index.lock import holding

if TYPE_CHECKING:
    from retrieval.index.library import Library
    from retrieval.index.words import WordIndex

_PATIENCE = 600.0  # seconds for another process of this machine, which does the same


def follow(library: Library, words: WordIndex, home: Path) -> None:
    """Give *words* what the library has and it has not, under a lock of this machine's."""
    if words.generation() >= library.generation():
        return
    with holding(home, "words.lock", LibraryBusy, patience=_PATIENCE):
        words.reload()
        known, generation = words.generation(), library.generation()
        if known >= generation:
            return
        changed = library.arrived(known) if known else None
        words.drop(changed or ())
        for _, rows in library.every_article(library.space(), changed):
            words.put(passage for passage, _ in rows)
        words.stamp(generation)
