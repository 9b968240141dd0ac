"""The fixed question–answer pairs: the same files ``rawi check`` runs, case by case."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.evaluation.cases import Case, Facts
from bot.evaluation.reading import read_cases
from bot.evaluation.running import check
from retrieval.index.archive import Archive
from retrieval.index.embedding import Embedder
from retrieval.sources.reading import read
from retrieval.types import Article
from tests.fakes.archives import ingested

CASES = [case for file in sorted(Path("tests/qa").glob("*.yaml")) for case in read_cases(file)]
PAGES = Path("../shared/seeds")
QUESTIONS = Path("../shared/qa/seeds-dev.json")


def opened(home: Path, embedder: Embedder, *articles: Article) -> tuple[Archive, Rawi]:
    archive = Archive(home, embedder)
    if articles:
        ingested(archive, *articles)
    return archive, Rawi(archive, Memory(archive.library))


def found(opened, case):
    archive, rawi = opened
    return asyncio.run(check(rawi, case, archive.library.articles))


def told(result):
    """Each failure under its layer, in English."""
    return [f"{layer}: {why}" for layer, why in result.wrong("en")]


@pytest.fixture(scope="module", name="rawi")
def _rawi(tmp_path_factory, seeds_home, embedder):
    return opened(shutil.copytree(seeds_home, tmp_path_factory.mktemp("qa") / "home"), embedder)


def marked(case):
    """A wish that fails is expected to."""
    wish = pytest.mark.xfail(reason="a wish", strict=False)
    return pytest.param(case, id=case.id, marks=[wish] if case.severity == "wish" else [])


@pytest.mark.parametrize("case", map(marked, CASES))
def test_pair(case, rawi):
    """
    The answer says the facts, cites the articles, or refuses, as its pair demands.
    """
    assert told(found(rawi, case)) == []


def test_there_are_pairs_of_every_kind():
    """
    At least 60 pairs, 15 of them beyond the archive; conflicts, follow-ups and English among them.
    """
    assert len(CASES) >= 60
    assert sum(case.outcome == "refused" for case in CASES) >= 15
    assert any(case.conflict for case in CASES)
    assert any(len(case.turns) > 1 for case in CASES)
    assert any(case.turns[0].isascii() for case in CASES)


def development_cases() -> list[Case]:
    """The development questions over real pages, as cases."""
    if not QUESTIONS.exists():
        return []
    found = []
    for entry in json.loads(QUESTIONS.read_text("utf-8")):
        says = entry.get("any", [])
        found.append(
            Case(
                id=entry["id"],
                turns=tuple(entry.get("turns") or [entry["q"]]),
                facts=Facts(all=tuple(says)) if entry.get("conflict") else Facts(any=tuple(says)),
                article=tuple(entry.get("src_all", ())),
                only=tuple(entry.get("src", ())),
                outcome="refused" if entry.get("refuse") else "shown",
                conflict=True if entry.get("conflict") else None,
            )
        )
    return found


@pytest.mark.skipif(not PAGES.exists(), reason="the real pages are not beside the project")
def test_real_pages(tmp_path, embedder):
    """
    Over real pages: nearly all facts are shown, from the right file alone, and every refusal.
    """
    rawi = opened(tmp_path, embedder, *read(PAGES))
    results = [found(rawi, case) for case in development_cases()]
    failed = [result for result in results if not result.passed]

    assert not [r.case.id for r in failed if r.case.outcome == "refused"]
    assert len(failed) <= 2, [(r.case.id, told(r)) for r in failed]
