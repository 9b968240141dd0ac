"""Whatever is wrong in a home is found, named with its remedy, by the look it belongs to."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.i18n.messages import explain
from retrieval.errors import ServiceError
from retrieval.index.archive import Archive
from retrieval.index.soundness import LOOKS
from tests.fakes.archives import WordEmbedder, article, ingested


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory):
    """Three articles, a copy, and an answer that quotes one, all sound."""
    some = [*(article(seed, paragraphs=2) for seed in range(3)), article(1, id="copy")]
    with closing(Archive(tmp_path_factory.mktemp("prepared") / "home", WordEmbedder())) as archive:
        ingested(archive, *some)
        text = archive.library.article("news-1").text
        body = {"citations": [{"article": {"id": "news-1"}, "quote": text[:30]}]}
        archive.library.journal.add("answer", "somebody", body, id="answered")
    return archive.home


@pytest.fixture(name="home")
def _home(prepared, tmp_path):
    return Path(shutil.copytree(prepared, tmp_path / "home"))


def executed(statement):
    def damage(home):
        with closing(sqlite3.connect(home / "library.db")) as raw, raw:
            raw.execute(statement)

    return damage


def torn(home):
    with (home / "library.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)


def other_vectors(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        rows = [(p, vectors[0]) for p, vectors in archive.library.every_passage()]
        archive.vectors.drop(["news-1"])
        moved = [(p, v) for p, v in rows if p.source.id == "news-0"]
        archive.vectors.put(
            [(type(p)(p.source, 9000 + p.start, p.text, p.spans), v) for p, v in moved]
        )


def doubled_words(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        rows = [p for p, _ in archive.library.every_passage()]
        archive.words.drop(["news-1"])
        archive.words.put([p for p in rows if p.source.id == "news-0"])
        archive.words.stamp(archive.words.generation())


def quoted_otherwise(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        body = {"citations": [{"article": {"id": "news-1"}, "quote": "what it never said"}]}
        archive.library.journal.add("answer", "somebody", body)


DAMAGES = [
    (torn, "database"),
    (executed("UPDATE articles SET text = text || '7' WHERE id = 'news-2'"), "articles"),
    (executed("UPDATE articles SET title = 'x' WHERE id = 'copy'"), "articles"),
    (executed("UPDATE passages SET start = start + 100000"), "passages"),
    (executed("DELETE FROM embeddings WHERE passage LIKE 'news-1#%'"), "passages"),
    (executed("UPDATE passages SET article = 'nobody' WHERE article = 'news-1'"), "passages"),
    (other_vectors, "vectors"),
    (doubled_words, "words"),
    (quoted_otherwise, "answers"),
    (executed("UPDATE entries SET body = replace(body, 'quote\": \"', 'quote\": \"9')"), "entries"),
]


def found(home):
    """The looks that complain."""
    with closing(Archive(home, WordEmbedder())) as archive:
        complaints = set()
        for name, look in LOOKS.items():
            try:
                look(archive)
            except ServiceError as error:
                assert "`rawi" in explain(error, "en") or "backup" in explain(error, "en")
                complaints.add(name)
        return complaints


def test_a_sound_home_has_no_complaint(home):
    """
    Also after an update, whose old version stored answers still quote.
    """
    assert found(home) == set()
    with closing(Archive(home, WordEmbedder())) as archive, suppress(StopIteration):
        ingested(archive, article(1, text=article(9).text))
    assert found(home) == set()


@pytest.mark.parametrize(("damage", "look"), DAMAGES, ids=lambda one: getattr(one, "__name__", one))
def test_each_damage_is_found(home, damage, look):
    """
    By the look that is for it; others may see it too.
    """
    damage(home)

    assert look in found(home)
