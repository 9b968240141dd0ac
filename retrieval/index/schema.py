"""
The library's tables. Whoever changes them after a release raises SCHEMA, and moves in
``library.prepare`` what that release wrote.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.

A row with a ``seal`` is read only while that fits its values (``rows.whole``): what damage or another
program made of it is not.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    cast,
    func,
    literal_column,
    select,
)

SCHEMA = 11
metadata = MetaData()
# Ordered by their bytes, as SQLite orders them, and not as some country's dictionary would.
Name = String().with_variant(String(collation="C"), "postgresql")

MANIFEST = Table(
    "manifest",
    metadata,
    Column("name", Name, primary_key=True),
    Column("value", Text, nullable=False),
    Column("seal", Name),
)
ARTICLES = Table(
    "articles",
    metadata,
    Column("id", Name, primary_key=True),
    Column("place", Name, nullable=False, unique=True),  # ``Article.key``
    Column("digest", Name, nullable=False),
    Column("state", Name, nullable=False),
    Column("same_as", Name),
    Column("story", Name, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("author", Text),
    Column("published", Name),
    Column("precision", Name, nullable=False),
    Column("origin", Name, nullable=False),
    Column("url", Text),
    Column("path", Text),
    Column("language", Name, nullable=False),
    Column("agency", Text),
    Column("dateline", Text),
    Column("host", Text),
    Column("passages", Integer),  # how many it was cut into
    Column("text", Text, nullable=False),  # which the digest vouches for
    Column("seal", Name),
)
# What an article was before its own origin updated it.
VERSIONS = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Name, nullable=False, index=True),
    Column("replaced", Float, nullable=False),  # seconds since 1970
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Name),
    Column("precision", Name, nullable=False),
    Column("origin", Name, nullable=False),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("seal", Name),
)
# Only the few rows that differ: SQLite would take an index of all of them for every question.
Index(
    "articles_unfinished",
    ARTICLES.c.state,
    sqlite_where=ARTICLES.c.state != "done",
    postgresql_where=ARTICLES.c.state != "done",
)
Index(
    "articles_copies",
    ARTICLES.c.same_as,
    sqlite_where=ARTICLES.c.same_as.is_not(None),
    postgresql_where=ARTICLES.c.same_as.is_not(None),
)
PASSAGES = Table(
    "passages",
    metadata,
    Column("id", Name, primary_key=True),
    Column("article", Name, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("spans", LargeBinary, nullable=False),
    Column("terms", Text, nullable=False),
    Column("seal", Name),
)
# Of the space that the manifest names, and of one that is being made beside it.
EMBEDDINGS = Table(
    "embeddings",
    metadata,
    Column("passage", Name, primary_key=True),
    Column("space", Integer, primary_key=True),
    Column("vectors", LargeBinary, nullable=False),  # its title's, its own, each sentence's
    Column("seal", Name),
)
SHINGLES = Table(
    "shingles",
    metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("article", Name, primary_key=True, index=True),
)
# With which generation an article, or what it was updated to, was first shown, or was gone.
ARRIVALS = Table(
    "arrivals",
    metadata,
    Column("article", Name, primary_key=True),
    Column("generation", Integer, nullable=False, index=True),
)
# What was said and done: ``journal``.
ENTRIES = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Name, nullable=False),
    Column("id", Name, nullable=False),
    Column("key", Name, nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("body", Text, nullable=False),
    Column("owner", Name),  # of what is still to be done: who does it
    Column("seal", Name),
    UniqueConstraint("kind", "id"),
)
OWNED = ENTRIES.c.owner.is_not(None)
# By kind, as it is asked for: else SQLite looks through all of the kind that was ever done.
Index("entries_open", ENTRIES.c.kind, sqlite_where=OWNED, postgresql_where=OWNED)
SOURCE_COLUMNS = [column for column in ARTICLES.c if column.name != "text"]
# Asked with every question, so with no parameter but names: ``Database.named``.
DONE = ARTICLES.c.state == literal_column("'done'")
SPACE = func.coalesce(
    select(cast(MANIFEST.c.value, Integer))
    .where(MANIFEST.c.name == literal_column("'space'"))
    .scalar_subquery(),
    literal_column("0"),
)
OWN = (ARTICLES.c.state == "done") & ARTICLES.c.same_as.is_(None)
