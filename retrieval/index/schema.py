"""
The library's tables. Whoever changes them raises SCHEMA and adds a step to ``migrations``.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.
"""

from typing import Literal

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    literal_column,
)

from retrieval.index.database import metadata

SCHEMA = 5  # ``migrations`` refuses what is newer
SCHEMA = 5  # raised with every change of the tables; ``_prepare`` refuses what is newer
State = Literal["pending", "done", "removed"]
MANIFEST = Table(
    "manifest",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
ARTICLES = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False, unique=True),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False),
    Column("same_as", String),
    Column("story", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("author", Text),
    Column("published", String),
    Column("precision", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("url", Text),
    Column("path", Text),
    Column("language", String, nullable=False),
    Column("agency", Text),
    Column("dateline", Text),
    Column("text", Text, nullable=False),
)
# Only the few rows that differ: SQLite would take an index of all of them for every question.
Index(
    "articles_unfinished",
    ARTICLES.c.state,
    sqlite_where=ARTICLES.c.state != "done",
)
Index(
    "articles_copies",
    ARTICLES.c.same_as,
    sqlite_where=ARTICLES.c.same_as.is_not(None),
)
PASSAGES = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("spans", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),  # its title's, its own, each sentence's
    Column("terms", Text, nullable=False),
)
SHINGLES = Table(
    "shingles",
    metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("article", String, primary_key=True, index=True),
)
SOURCE_COLUMNS = [column for column in ARTICLES.c if column.name != "text"]
# Asked with every question, so with no parameter but names: ``Database.named``.
DONE = ARTICLES.c.state == literal_column("'done'")
OWN = (ARTICLES.c.state == "done") & ARTICLES.c.same_as.is_(None)
