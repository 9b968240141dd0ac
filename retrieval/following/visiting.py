"""
Visits to followed sources: what is new there, asked for no oftener than need be, goes into the archive.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from retrieval.errors import InputRejected, LongFeed, NotFetched, SourceSpent
from retrieval.following.followed import DeadLetter, Followed, Following, worded
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest, Outcome
from retrieval.sources.confined import Confined
from retrieval.sources.fetching import Fetched, Pages, Unchanged
from retrieval.sources.pacing import Paced
from retrieval.sources.web import read_address
from retrieval.types import ANY, Article, Validators

_PAUSE = 1.0  # seconds between two pages of one host
_TRIES = 3  # of an entry whose page could not be fetched
_SEEN = 2_000  # marks kept: four times what is looked at in one visit


@dataclass(slots=True)
class Visit:
    """What a visit brought. after: the source as it is to be kept."""

    after: Followed
    articles: list[Article] = field(default_factory=list)
    rejected: list[InputRejected] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)


class Visitor:
    """
    Visits sources one after the other.

    clock, sleep: of the pauses between pages. now: seconds since 1970.
    """

    def __init__(
        self,
        pages: Pages,
        *,
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._pages = pages
        self._now = now
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def visit(self, source: Followed) -> Visit:
        """Read what is new at *source*; nothing that is wrong with it is raised."""
        paced = Paced(
            self._pages, pause=_PAUSE, last=self._last, clock=self._clock, sleep=self._sleep
        )
        reading = _Reading(source, self._now())
        try:
            with closing(Confined()) as confined:
                pages = _Conditional(paced, source.validators)
                for one in read_address(source.url, pages, confined, known=reading.known):
                    reading.take(one)
        except Unchanged:
            return Visit(source.succeeded(self._now()))
        return reading.ended(pages.validators)


class _Conditional:
    """The way to a source: its own page is asked for only if it changed."""

    def __init__(self, pages: Pages, unless: Validators) -> None:
        self._pages = pages
        self._unless = unless
        self.validators: Validators | None = None

    def get(self, url: str, *, unless: Validators = ANY) -> Fetched:
        if self.validators is not None:
            return self._pages.get(url, unless=unless)
        fetched = self._pages.get(url, unless=self._unless)
        self.validators = fetched.validators
        return fetched


class _Reading:
    """Which entries of a source were read, and which must be tried again."""

    def __init__(self, source: Followed, now: float) -> None:
        self._source = source
        self._now = now
        self._before = frozenset(source.seen)
        self._marks: dict[str, bool] = {}  # of the entries looked at: whether each is done with
        self._tries = dict(source.tries or {})
        self._failed: InputRejected | None = None
        self._visit = Visit(source)

    def known(self, state: str) -> bool:
        mark = hashlib.blake2b(state.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._marks[mark] = True
        return mark in self._before

    def take(self, reading: Article | InputRejected) -> None:
        mark = next(reversed(self._marks), None)
        if isinstance(reading, Article):
            self._visit.articles.append(reading)
        elif mark is None:
            self._failed = reading
            self._visit.rejected.append(reading)
        elif isinstance(reading, LongFeed | SourceSpent):
            self._marks[mark] = False  # the next visit begins with it
        else:
            self._reject(mark, reading)

    def _reject(self, mark: str, error: InputRejected) -> None:
        tries = self._tries[mark] = self._tries.get(mark, 0) + 1
        if isinstance(error, NotFetched) and tries < _TRIES:
            self._marks[mark] = False
            return
        self._visit.rejected.append(error)
        path = str(error.facts.get("path", self._source.url))
        self._visit.dead.append(DeadLetter(path, self._source.url, worded(error), self._now))

    def ended(self, validators: Validators | None) -> Visit:
        if self._failed is not None:
            return replace(self._visit, after=self._source.failed(self._now, self._failed))
        again = [mark for mark, done in self._marks.items() if not done]
        done = [mark for mark in self._marks if mark not in again]
        older = [mark for mark in self._source.seen if mark not in self._marks]
        after = self._source.succeeded(
            self._now,
            # Asked on condition, it would not be sent, and what is left of it never read.
            validators=ANY if again else validators or ANY,
            seen=(*done, *older)[:_SEEN],
            tries={mark: self._tries[mark] for mark in again if mark in self._tries},
        )
        return replace(self._visit, after=after)


def visited(
    sources: Iterable[Followed],
    following: Following,
    visitor: Visitor,
    opened: Callable[[], Archive],
) -> Iterator[list[Outcome]]:
    """
    What became of each source's new articles.

    Nobody is kept from writing while pages are fetched. Killed at any moment, the next round visits
    the source again, and what was filed is unchanged. Raises LibraryBusy, ServiceError.
    """
    for source in sources:
        visit = visitor.visit(source)
        outcomes = [Outcome("rejected", error=error) for error in visit.rejected]
        if visit.articles:
            with closing(opened()) as archive, archive.writing():
                outcomes = [*Ingest(archive).run(visit.articles), *outcomes]
        read = [article.source.url for article in visit.articles if article.source.url]
        following.save(visit.after, visit.dead, read)
        yield outcomes
