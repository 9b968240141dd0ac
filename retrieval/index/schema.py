"""
The library's tables. Whoever changes them after a release raises SCHEMA, and moves in
``library._prepare`` what that release wrote.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.

A row with a ``seal`` is read only while that fits its values (``rows.whole``): what damage or another
program made of it is not.
"""

import sqlalchemy as sa

SCHEMA = 11
metadata = sa.MetaData()
# Ordered by their bytes, as SQLite orders them, and not as some country's dictionary would.
Name = sa.String().with_variant(sa.String(collation="C"), "postgresql")

MANIFEST = sa.Table(
    "manifest",
    metadata,
    sa.Column("name", Name, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("seal", Name),
)
ARTICLES = sa.Table(
    "articles",
    metadata,
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
    sa.Column("seal", Name),
)
# What an article was before its own origin updated it.
VERSIONS = sa.Table(
    "versions",
    metadata,
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
    sa.Column("seal", Name),
)
# Only the few rows that differ: SQLite would take an index of all of them for every question.
sa.Index(
    "articles_unfinished",
    ARTICLES.c.state,
    sqlite_where=ARTICLES.c.state != "done",
    postgresql_where=ARTICLES.c.state != "done",
)
sa.Index(
    "articles_copies",
    ARTICLES.c.same_as,
    sqlite_where=ARTICLES.c.same_as.is_not(None),
    postgresql_where=ARTICLES.c.same_as.is_not(None),
)
PASSAGES = sa.Table(
    "passages",
    metadata,
    sa.Column("id", Name, primary_key=True),
    sa.Column("article", Name, nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("spans", sa.LargeBinary, nullable=False),
    sa.Column("terms", sa.Text, nullable=False),
    sa.Column("seal", Name),
)
# Of the space that the manifest names, and of one that is being made beside it.
EMBEDDINGS = sa.Table(
    "embeddings",
    metadata,
    sa.Column("passage", Name, primary_key=True),
    sa.Column("space", sa.Integer, primary_key=True),
    sa.Column("vectors", sa.LargeBinary, nullable=False),  # its title's, its own, each sentence's
    sa.Column("seal", Name),
)
SHINGLES = sa.Table(
    "shingles",
    metadata,
    sa.Column("hash", sa.BigInteger, primary_key=True),
    sa.Column("article", Name, primary_key=True, index=True),
)
# With which generation an article, or what it was updated to, was first shown, or was gone.
ARRIVALS = sa.Table(
    "arrivals",
    metadata,
    sa.Column("article", Name, primary_key=True),
    sa.Column("generation", sa.Integer, nullable=False, index=True),
)
# What was said and done: ``journal``.
ENTRIES = sa.Table(
    "entries",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", Name, nullable=False),
    sa.Column("id", Name, nullable=False),
    sa.Column("key", Name, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("owner", Name),  # of what is still to be done: who does it
    sa.Column("seal", Name),
    sa.UniqueConstraint("kind", "id"),
)
OWNED = ENTRIES.c.owner.is_not(None)
# By kind, as it is asked for: else SQLite looks through all of the kind that was ever done.
sa.Index("entries_open", ENTRIES.c.kind, sqlite_where=OWNED, postgresql_where=OWNED)
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
