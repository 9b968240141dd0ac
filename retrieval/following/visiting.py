"""
Visits to followed sources: what is new there, asked for no oftener than need be, goes into the archive.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from retrieval.errors import InputRejected, LongFeed, NotFetched, SourceSpent
from retrieval.following.followed import DeadLetter, Followed, Following
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


Worded = Callable[[InputRejected], dict[str, str]]


def in_english(error: InputRejected) -> dict[str, str]:
    return {"en": str(error)}


class Visit:
    """
    What a visit brought: *articles*, what was *rejected*, and of that what is *dead*, given up.

    after: the source as it is to be kept, once the visit has ended.
    """

    def __init__(self, source: Followed, now: float, worded: Worded = in_english) -> None:
        self.after = source
        self.articles: list[Article] = []
        self.rejected: list[InputRejected] = []
        self.dead: list[DeadLetter] = []
        self._source, self._now, self._worded = source, now, worded
        self._before = frozenset(source.seen)
        self._marks: dict[str, bool] = {}  # of the entries looked at: whether each is done with
        self._tries = dict(source.tries or {})

    def known(self, state: str) -> bool:
        """Whether an entry of that *state* was read before; what is taken next is of it."""
        mark = hashlib.blake2b(state.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._marks[mark] = True
        return mark in self._before

    def take(self, reading: Article | InputRejected) -> None:
        """Keep what was read of the entry last asked about, or of the source itself."""
        mark = next(reversed(self._marks), None)
        if isinstance(reading, Article):
            self.articles.append(reading)
        elif mark is None:
            self.rejected.append(reading)
            self.after = self._source.failed(self._now, self._worded(reading))
        elif isinstance(reading, LongFeed | SourceSpent):
            self._marks[mark] = False  # the next visit begins with it
        else:
            tries = self._tries[mark] = self._tries.get(mark, 0) + 1
            self._marks[mark] = tries >= _TRIES or not isinstance(reading, NotFetched)
            if self._marks[mark]:
                self.rejected.append(reading)
                path = str(reading.facts.get("path", self._source.url))
                why = self._worded(reading)
                self.dead.append(DeadLetter(path, self._source.url, why, self._now))

    def end(self, validators: Validators | None) -> None:
        """Nothing more comes; the source's page had these *validators*."""
        if self.after.failures > self._source.failures:
            return
        again = [mark for mark, done in self._marks.items() if not done]
        done = [mark for mark in self._marks if mark not in again]
        older = [mark for mark in self._source.seen if mark not in self._marks]
        self.after = self._source.succeeded(
            self._now,
            # Asked on condition, it would not be sent, and what is left of it never read.
            validators=ANY if again else validators or ANY,
            seen=(*done, *older)[:_SEEN],
            tries={mark: self._tries[mark] for mark in again if mark in self._tries},
        )


class Visitor:
    """
    Visits sources one after the other.

    worded: what an error says, by language. now: seconds since 1970.
    clock, sleep: of the pauses between pages.
    """

    def __init__(
        self,
        pages: Pages,
        *,
        worded: Worded = in_english,
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._pages, self._worded = pages, worded
        self._now, self._clock, self._sleep = now, clock, sleep
        self._last: dict[str, float] = {}

    def visit(self, source: Followed) -> Visit:
        """Read what is new at *source*; nothing that is wrong with it is raised."""
        paced = Paced(
            self._pages, pause=_PAUSE, last=self._last, clock=self._clock, sleep=self._sleep
        )
        visit, pages = (
            Visit(source, self._now(), self._worded),
            _Conditional(paced, source.validators),
        )
        try:
            with closing(Confined()) as confined:
                for one in read_address(source.url, pages, confined, known=visit.known):
                    visit.take(one)
            visit.end(pages.validators)
        except Unchanged:
            visit.after = source.succeeded(self._now())
        return visit


class _Conditional:
    """The way to a source: its own page is asked for only if it changed."""

    def __init__(self, pages: Pages, unless: Validators) -> None:
        self._pages, self._unless = pages, unless
        self.validators: Validators | None = None

    def get(self, url: str, *, unless: Validators = ANY) -> Fetched:
        first = self.validators is None
        fetched = self._pages.get(url, unless=self._unless if first else unless)
        self.validators = fetched.validators if first else self.validators
        return fetched


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
