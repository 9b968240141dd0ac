"""A round of visits: what followed sources bring goes into the archive."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from retrieval.following.followed import Followed, Following
from retrieval.following.visiting import Visitor
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest, Outcome


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
