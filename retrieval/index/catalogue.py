"""What the archive's keepers ask of the library: listings, versions, everything; nothing here changes it."""

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import Table, func, select

from retrieval.damages import ArticleDamaged
from retrieval.index.embedding import Vectors
from retrieval.index.reads import Reads, with_vectors
from retrieval.index.rows import (
    AT_ONCE,
    Filed,
    article_of,
    batches,
    matrix,
    passage_of,
    places_of,
    sound,
    source_of,
    version_of,
    whole,
)
from retrieval.index.schema import (
    ARRIVALS,
    ARTICLES,
    OWN,
    PASSAGES,
    SHINGLES,
    SOURCE_COLUMNS,
    SPACE,
    VERSIONS,
)
from retrieval.language.arabic import fold
from retrieval.types import ANYTHING, Article, Filters, Passage, Source, Version

_SAMPLE = 1000  # articles
_TOLD_AGAIN = 8  # articles looked at for each of the newest stories
Embedded = tuple[Passage, "Vectors | None"]


class Catalogue(Reads):
    """Methods block for as long as it takes; safe while another process writes."""

    # --- for readers ---

    def main_language(self) -> str | None:
        """The language most articles are in, by the first thousand; None of an empty library."""
        some = select(ARTICLES.c.language).limit(_SAMPLE).subquery()
        often = func.count().desc()
        rows = self._database.all(select(some.c.language).group_by(some.c.language).order_by(often))
        return rows[0].language if rows else None

    def sources(self) -> list[Source]:
        """
        One article a story, by date and id; each lists where else the story was.

        Raises ArticlesUnfinished.
        """
        done = select(*SOURCE_COLUMNS).where(ARTICLES.c.state == "done")
        rows = self._shown(self._database.all(done))
        if not rows:
            self.check_finished()
        kin = places_of(rows)
        own = [row for row in rows if row.same_as is None]
        own.sort(key=lambda row: (row.id != row.story, row.id))
        tellers = {row.story: row for row in reversed(own)}.values()
        in_order = sorted(tellers, key=lambda row: (row.published or "", row.id))
        return [source_of(row, kin) for row in in_order]

    def outlets(self) -> list[str]:
        """The names under which the articles were published, in order."""
        named = self._database.all(select(ARTICLES.c.outlet).distinct())
        return sorted(row.outlet for row in named if row.outlet)

    def newest(self, *, limit: int, filters: Filters = ANYTHING) -> list[tuple[str, Source]]:
        """
        The first article of each of the *limit* newest stories, newest first, with its story.

        Undated ones come last. A month or a year is as new as its first day. Raises ArticlesUnfinished.
        """
        query = select(*SOURCE_COLUMNS).where(OWN)
        if filters.since:  # "2024-05" passes where any of its days does
            query = query.where(ARTICLES.c.published.concat("~") >= filters.since)
        if filters.until:
            query = query.where(ARTICLES.c.published <= filters.until)
        if filters.language:
            query = query.where(ARTICLES.c.language == filters.language)
        if filters.outlet:
            same = [name for name in self.outlets() if fold(name) == fold(filters.outlet)]
            query = query.where(ARTICLES.c.outlet.in_(same))
        order = (func.coalesce(ARTICLES.c.published, "").desc(), ARTICLES.c.id)
        rows = self._shown(self._database.all(query.order_by(*order).limit(_TOLD_AGAIN * limit)))
        if not rows:
            self.check_finished()
        stories = {row.story: row for row in reversed(rows)}
        found = [row for row in rows if stories[row.story] is row][:limit]
        kin = self.places([row.story for row in found])
        return [(row.story, source_of(row, kin)) for row in found]

    def article(self, id: str) -> Article | None:
        """The article *id*; for a copy, the article that keeps its text. Raises ArticleDamaged."""
        query = select(ARTICLES).where(ARTICLES.c.state == "done")
        rows = self._database.all(query.where(ARTICLES.c.id == id))
        if rows and (text := rows[0].same_as):
            rows = self._owning([text])
            if not rows:
                raise ArticleDamaged(ids=id)
        return self._with_kin(self._shown(rows, texts=True))[0] if rows else None

    def source(self, id: str) -> Source | None:
        """The article *id* itself, be it a copy, without its text; of a damaged one what there is."""
        done = select(*SOURCE_COLUMNS).where(ARTICLES.c.id == id, ARTICLES.c.state == "done")
        rows = self._database.all(done)
        return source_of(rows[0], self.places([rows[0].story])) if rows else None

    def versions(self, id: str) -> list[Version]:
        """What the article *id* was before it was updated, the oldest first. Raises ArticleDamaged."""
        query = select(VERSIONS).where(VERSIONS.c.article == id).order_by(VERSIONS.c.number)
        rows = self._database.all(query)
        if not all(whole(VERSIONS, row) for row in rows):
            raise ArticleDamaged(ids=id)
        host = self._database.all(select(ARTICLES.c.host).where(ARTICLES.c.id == id))
        return [version_of(row, n, host[0].host) for n, row in enumerate(rows, 1)]

    # --- for who writes ---

    def ids(self) -> list[str]:
        """Of every article, finished or not."""
        return [row.id for row in self._database.all(select(ARTICLES.c.id))]

    def filed(self) -> dict[str, Filed]:
        """What is already here, by place."""
        rows = self._database.all(select(ARTICLES.c.place, ARTICLES.c.id, ARTICLES.c.digest))
        return {row.place: Filed(row.id, row.digest) for row in rows}

    def told_by(self, id: str) -> tuple[str, str]:
        """The story and the text of the article *id*, finished or not."""
        query = select(ARTICLES.c.story, ARTICLES.c.text).where(ARTICLES.c.id == id)
        row = self._database.all(query)[0]
        return str(row.story), str(row.text)

    def sharing(self, hashes: Collection[int], *, but: str, limit: int = 10) -> list[str]:
        """Articles with a text of their own, *but* one, that hold most of *hashes*, best first."""
        shared: Counter[str] = Counter()
        for some in batches(hashes):
            rows = self._database.all(
                select(SHINGLES.c.article, func.count().label("shared"))
                .join(ARTICLES, ARTICLES.c.id == SHINGLES.c.article)
                .where(SHINGLES.c.hash.in_(some), SHINGLES.c.article != but)
                .group_by(SHINGLES.c.article)
            )
            shared.update({row.article: row.shared for row in rows})
        return [article for article, _ in shared.most_common(limit)]

    def unfinished(self, *, removed: bool) -> list[Article]:
        """What a writer has left: to be taken out, or (whatever else its state is called) to be indexed."""
        state = ARTICLES.c.state
        left = state == "removed" if removed else state.not_in(("done", "removed"))
        return [article_of(row) for row in self._database.all(select(ARTICLES).where(left))]

    def arrived(self, since: int) -> frozenset[str]:
        """Ids of the articles that came, changed or went after the generation *since*."""
        later = select(ARRIVALS.c.article).where(ARRIVALS.c.generation > since)
        return frozenset(row.article for row in self._database.all(later))

    def every_passage(self) -> Iterator[tuple[Passage, Vectors]]:
        """All passages that may be shown, article by article: the passage's vector, its sentences'."""
        for _, rows in self.every_article(self.space()):
            yield from ((passage, vectors[1:]) for passage, vectors in rows if vectors is not None)

    def every_article(
        self, space: int, ids: Collection[str] | None = None
    ) -> Iterator[tuple[Article, list[Embedded]]]:
        """
        Each article that may be shown and has a text of its own, of *ids* or of all, with its passages.

        A passage has the vectors of its title, its own and its sentences' in *space*, or None.
        """
        if ids is None:
            own = select(ARTICLES.c.id).where(OWN).order_by(ARTICLES.c.id)
            ids = [row.id for row in self._database.all(own)]
        query = with_vectors(space, all=True).order_by(PASSAGES.c.article, PASSAGES.c.start)
        for some in batches(ids):
            # A damaged one too, whose passages the indexes count: it is refused when it is read.
            articles = {one.source.id: one for one in self._with_kin(self._owning(some))}
            found: dict[str, list[Embedded]] = {id: [] for id in articles}
            for row in self._database.all(query.where(PASSAGES.c.article.in_([*articles]))):
                passage = passage_of(row, articles[row.article])
                vectors = matrix(row.vectors, 2 + len(passage.spans)) if sound(row) else None
                found[row.article].append((passage, vectors))
            yield from ((articles[id], rows) for id, rows in found.items())

    # --- for who looks for damage ---

    def broken_pages(self) -> str:
        """What the database finds wrong with its files; empty if nothing is."""
        return self._database.broken_pages()

    def unlisted(self) -> set[str]:
        """The articles that ``sources`` leaves out as damaged."""
        rows = self._database.all(select(*SOURCE_COLUMNS))
        return {row.id for row in rows if not whole(ARTICLES, row)}

    def changed(self, table: Table, *names: str) -> tuple[int, set[str]]:
        """How many rows *table* has; by *names* of columns those that are not as they were written."""
        total, wrong = 0, set()
        with self._database.transaction() as connection:
            for row in connection.execute(select(table).execution_options(yield_per=AT_ONCE)):
                total += 1
                if not whole(table, row):
                    wrong.add(" ".join(str(getattr(row, name)) for name in names))
        return total, wrong

    def passage_ids(self) -> set[str]:
        """Of every passage, its article finished or not."""
        return {row.id for row in self._database.all(select(PASSAGES.c.id))}

    def unsound(self, id: str | None = None) -> set[str]:
        """The articles, of all or *id* alone, whose passages or vectors are not those that were made."""
        cut = select(func.count()).where(PASSAGES.c.article == ARTICLES.c.id).scalar_subquery()
        lacking = select(ARTICLES.c.id).where(OWN, cut != func.coalesce(ARTICLES.c.passages, -1))
        query = with_vectors(SPACE, all=True)
        if id is not None:
            lacking = lacking.where(ARTICLES.c.id == id)
            query = query.where(PASSAGES.c.article == id)
        with self._database.transaction() as connection:
            rows = connection.execute(query.execution_options(yield_per=AT_ONCE))
            wrong = {row.article for row in rows if not sound(row)}
            return wrong | {*connection.execute(lacking).scalars()}
