"""
The library's tables. Whoever changes them after a release raises SCHEMA, and moves in
``library._prepare`` what that release wrote.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.

A row with a ``seal`` is read only while that fits its values (``rows.whole``): what damage or another
program made of it is not.
"""

from typing import Any

import sqlalchemy as sa

SCHEMA = 11
metadata = sa.MetaData()
# Ordered by their bytes, as SQLite orders them, and not as some country's dictionary would.
Name = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _table(name: str, *columns: sa.Column[Any] | sa.UniqueConstraint) -> sa.Table:
    return sa.Table(name, metadata, *columns)


def _sealed(name: str, *columns: sa.Column[Any] | sa.UniqueConstraint) -> sa.Table:
    return _table(name, *columns, sa.Column("seal", Name))


def _few(name: str, column: sa.Column[Any], where: sa.ColumnElement[bool]) -> None:
    """An index of the few rows *where* they differ: SQLite would take one of all rows for every question."""
    sa.Index(name, column, sqlite_where=where, postgresql_where=where)


MANIFEST = _sealed(
    "manifest",
    sa.Column("name", Name, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
ARTICLES = _sealed(
    "articles",
    sa.Column("id", Name, primary_key=True),
    sa.Column("place", Name, nullable=False, unique=True),  # ``Article.key``
    sa.Column("digest", Name, nullable=False),
    sa.Column("state", Name, nullable=False),
    sa.Column("same_as", Name),
    sa.Column("story", Name, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text),
    sa.Column("author", sa.Text),
    sa.Column("published", Name),
    sa.Column("precision", Name, nullable=False),
    sa.Column("origin", Name, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("path", sa.Text),
    sa.Column("language", Name, nullable=False),
    sa.Column("agency", sa.Text),
    sa.Column("dateline", sa.Text),
    sa.Column("host", sa.Text),
    sa.Column("passages", sa.Integer),  # how many it was cut into
    sa.Column("text", sa.Text, nullable=False),  # which the digest vouches for
)
# What an article was before its own origin updated it.
VERSIONS = _sealed(
    "versions",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("article", Name, nullable=False, index=True),
    sa.Column("replaced", sa.Float, nullable=False),  # seconds since 1970
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text),
    sa.Column("published", Name),
    sa.Column("precision", Name, nullable=False),
    sa.Column("origin", Name, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
)
_few("articles_unfinished", ARTICLES.c.state, ARTICLES.c.state != "done")
_few("articles_copies", ARTICLES.c.same_as, ARTICLES.c.same_as.is_not(None))
PASSAGES = _sealed(
    "passages",
    sa.Column("id", Name, primary_key=True),
    sa.Column("article", Name, nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("spans", sa.LargeBinary, nullable=False),
    sa.Column("terms", sa.Text, nullable=False),
)
# Of the space that the manifest names, and of one that is being made beside it.
EMBEDDINGS = _sealed(
    "embeddings",
    sa.Column("passage", Name, primary_key=True),
    sa.Column("space", sa.Integer, primary_key=True),
    sa.Column("vectors", sa.LargeBinary, nullable=False),  # its title's, its own, each sentence's
)
SHINGLES = _table(
    "shingles",
    sa.Column("hash", sa.BigInteger, primary_key=True),
    sa.Column("article", Name, primary_key=True, index=True),
)
# With which generation an article, or what it was updated to, was first shown, or was gone.
ARRIVALS = _table(
    "arrivals",
    sa.Column("article", Name, primary_key=True),
    sa.Column("generation", sa.Integer, nullable=False, index=True),
)
# What was said and done: ``journal``.
ENTRIES = _sealed(
    "entries",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", Name, nullable=False),
    sa.Column("id", Name, nullable=False),
    sa.Column("key", Name, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("owner", Name),  # of what is still to be done: who does it
    sa.UniqueConstraint("kind", "id"),
)
OWNED = ENTRIES.c.owner.is_not(None)
# By kind, as it is asked for: else SQLite looks through all of the kind that was ever done.
_few("entries_open", ENTRIES.c.kind, OWNED)
SOURCE_COLUMNS = [column for column in ARTICLES.c if column.name != "text"]
# Asked with every question, so with no parameter but names: ``Database.named``.
DONE = ARTICLES.c.state == sa.literal_column("'done'")
SPACE = sa.func.coalesce(
    sa.select(sa.cast(MANIFEST.c.value, sa.Integer))
    .where(MANIFEST.c.name == sa.literal_column("'space'"))
    .scalar_subquery(),
    sa.literal_column("0"),
)
OWN = (ARTICLES.c.state == "done") & ARTICLES.c.same_as.is_(None)
