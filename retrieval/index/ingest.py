"""
Articles into the archive: the only writer.

An article goes pending → vectors → words → done, and nothing is shown before it is done. Killed
anywhere, the next writer finishes what it finds pending, with the vectors already made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from retrieval.errors import InputRejected, UnknownArticle
from retrieval.index import stories
from retrieval.index.archive import Archive
from retrieval.index.embedding import Vectors, embedded
from retrieval.index.passages import passages
from retrieval.index.rows import Filed, digest, hashed
from retrieval.language.arabic import clean, spelt
from retrieval.types import Article, Passage, Source

Status = Literal["added", "updated", "unchanged", "duplicate", "rejected", "noted"]
# An article, perhaps with vectors that it needs, by text; or why there is none.
Reading = Article | InputRejected | tuple[Article, dict[str, Vectors]]
_LONGEST_PLACE = 600  # characters; PostgreSQL indexes 2,700 bytes
_FLUSH = 256  # passages indexed together: an index commit costs as much as embedding one or two


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of one input; ``noted``: nothing is wrong, but ``error`` says what a person may want to know.

    same_as: for a duplicate, the id of the article that told the story first. A copy is only
        listed with it; an edited version is searched as well, and shown once with it.
    """

    status: Status
    source: Source | None = None
    same_as: str | None = None
    error: InputRejected | None = None


class Ingest:
    """
    One writer's work on an archive; the caller holds ``retrieval.index.lock.writing``.

    Creating it finishes whatever an earlier writer left undone.
    """

    def __init__(self, archive: Archive) -> None:
        archive.check_library()
        archive.check_embedder()
        self._archive = archive
        self._library = archive.library
        self._filed = self._library.filed()
        self._ids = {filed.id for filed in self._filed.values()}
        self._rows: list[tuple[Passage, Vectors]] = []  # saved, not yet in the indexes
        self._pending: list[str] = []  # articles they belong to
        self._look = cache(archive.check_indexes)
        self._stale: list[str] = []  # articles whose former passages the indexes must drop
        self._recover()

    def run(self, readings: Iterable[Reading]) -> Iterator[Outcome]:
        """File every reading. An interrupted run loses nothing it has yielded."""
        for reading in readings:
            if isinstance(reading, InputRejected):
                yield Outcome("rejected" if reading.exit_code else "noted", error=reading)
            else:
                article, made = reading if isinstance(reading, tuple) else (reading, {})
                yield self._take(article, made)
        self._finish()

    def settle(self) -> None:
        """After an interrupt: index what was saved, so that all of it is found; what broke off is done anew."""
        self._stale = [*dict.fromkeys((*self._stale, *self._pending))]
        self._finish()

    def remove(self, id: str) -> Source:
        """Take the article *id* out; a copy of it that was seen elsewhere takes its place."""
        source = self._library.source(id)
        if source is None:
            raise UnknownArticle(id=id)
        self._library.orphan(id, removed=True)
        self._finish()
        return source

    def _take(self, article: Article, made: dict[str, Vectors]) -> Outcome:
        article = _storable(article)
        filed = self._filed.get(article.key)  # of its own origin's; from elsewhere it is another
        article = article.renamed(filed.id if filed else self._free_id(article))
        taken = digest(article)
        same = filed is not None and filed.digest == taken
        intact = filed is not None and not self._library.damaged([filed.id])
        if filed and same and intact and not self._library.unsound(filed.id):
            return Outcome("unchanged", article.source)
        if filed:
            orphans = self._library.orphan(filed.id, removed=False)
            self._pending = [id for id in self._pending if id not in orphans]
            # Of two versions in one batch only the later may reach the indexes.
            self._rows = [row for row in self._rows if row[0].source.id != filed.id]
        story = self._file(
            article, taken, made, known=bool(filed), intact=intact, version=intact and not same
        )
        id = article.source.id
        self._filed[article.key] = Filed(id, taken)
        self._ids.add(id)
        if filed or story == id:
            return Outcome("updated" if filed else "added", article.source)
        return Outcome("duplicate", article.source, story)

    def _free_id(self, article: Article) -> str:
        """The article's own id, or with as much of its place's hash as sets it apart."""
        id, hash = article.source.id, hashed(article.key)
        longer = (f"{id}-{hash[:length]}" for length in range(6, len(hash) + 1))
        return next(free for free in (id, *longer) if free not in self._ids)

    def _file(
        self,
        article: Article,
        digest: str,
        made: dict[str, Vectors],
        *,
        known: bool,
        intact: bool,
        version: bool = False,
    ) -> str:
        """
        Save *article*, and line its passages up for the indexes unless their words are there.

        Returns the story it belongs to: its own id, or that of the first to tell it.
        made: vectors that it needs, by text, which are not made again.
        known: the indexes may hold passages of an earlier state of it.
        intact: what the library holds of it is as it was filed, so its vectors are good.
        version: it stays beside the new state.
        """
        id = article.source.id
        story, same_as = self._kin(article)
        new: dict[str, Any] = {}
        if not same_as:
            kept = made | (self._library.kept_vectors(id) if known and intact else {})
            title, rows = embedded(article, passages(article), self._archive.embedder, kept)
            hashes = stories.sample(stories.shingles(article.text))
            new = {"title": title, "passages": rows, "hashes": hashes}
            self._rows += rows
        self._library.save(
            article, digest=digest, story=story, same_as=same_as, keep_version=version, **new
        )
        self._pending.append(id)
        if known:
            self._stale.append(id)
        if len(self._rows) >= _FLUSH:
            self._flush()
        return story

    def _kin(self, article: Article) -> tuple[str, str | None]:
        """The story *article* belongs to, and the article that holds all its words, if any."""
        id = article.source.id
        story = id
        mine = stories.shingles(article.text)
        for other in self._library.sharing(mine, but=id):
            theirs, text = self._library.told_by(other)
            if stories.adds_nothing(article.text, text):
                return theirs, other
            if story == id and stories.same_story(article.text, text):
                story = theirs
        return story, None

    def _flush(self) -> None:
        """Bring the indexes up to the library, then show what is new."""
        if not self._pending:
            return
        self._drop(self._stale)
        self._archive.index(self._rows)
        generation, embedder = self._archive.stamp(), self._archive.embedder.identity
        self._library.finish(self._pending, generation=generation, embedder=embedder)
        self._rows, self._pending, self._stale = [], [], []

    def _drop(self, ids: list[str]) -> None:
        """Take the articles *ids* out of the indexes, which are looked at first: a stamp would hide damage."""
        self._look()
        self._archive.vectors.drop(ids)
        self._archive.words.drop(ids)

    def _recover(self) -> None:
        """Finish what is marked as removed or pending in the library."""
        if gone := [article.source.id for article in self._library.unfinished(removed=True)]:
            self._drop(gone)
            self._library.drop(gone, generation=self._archive.stamp())
        for article in self._library.unfinished(removed=False):
            id, filed = article.source.id, self._filed[article.key]
            if id not in self._pending:
                intact = not self._library.damaged([id])
                self._file(article, filed.digest, {}, known=True, intact=intact)
        self._flush()

    def _finish(self) -> None:
        """Index what waits, and what lost the article it was a copy of."""
        self._flush()
        while self._library.counts()["unfinished"]:
            self._recover()
        self._library.settle()


def _storable(article: Article) -> Article:
    """*article* as a library can hold it, whoever made it: no NUL, no lone surrogate."""
    source = replace(article.source, id=spelt(article.source.id), title=clean(article.source.title))
    return Article(source, clean(article.text), _bounded(article.place), _bounded(article.origin))


def _bounded(place: str) -> str:
    """*place* as a database can index it: of a longer one its beginning, and the hash of all."""
    place = spelt(place)
    return place if len(place) <= _LONGEST_PLACE else f"{place[:_LONGEST_PLACE]}#{hashed(place)}"
