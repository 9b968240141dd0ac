"""The town's news asked by its readers: a transcript of requests, and how many answers are right."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.presentation.as_text import in_turn
from bot.types import Answer, Question
from retrieval.index.archive import Archive
from retrieval.index.embedding import Embedder
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.sources.reading import read
from tests.blind.facts import holds

HERE = Path(__file__).parent
TRANSCRIPT = HERE / "transcript.txt"
WORDINGS = ("plain", "colloquial", "reworded")


def opened(home: Path, embedder: Embedder) -> Rawi:
    archive = Archive(home, embedder)
    with writing(home):
        list(Ingest(archive).run(read(HERE / "articles.jsonl")))
    return Rawi(archive, Memory(archive.library))


def talked(rawi: Rawi, messages: Sequence[str]) -> list[Answer]:
    """The answers to *messages*, one conversation."""

    async def answers() -> list[Answer]:
        found = []
        for text in messages:
            found.append([event async for event in rawi.ask(Question(text, "town"))][-1])
        return found

    try:
        return asyncio.run(answers())
    finally:
        rawi.forget("town")


def transcript(rawi: Rawi) -> Iterator[str]:
    """What is said to each request, whole."""
    for line in (HERE / "requests.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            answer = talked(rawi, line.split(" > "))[-1]
            yield f">>> {line}\n{in_turn(answer)}\n"


def right(answer: Answer, facts: str) -> bool:
    """Whether *answer* is one that holds one of *facts*, or none where there are none."""
    if not facts:
        return answer.status != "answered"
    told = "\n".join(claim.text for claim in answer.claims)
    return answer.status == "answered" and any(holds(told, one) for one in facts.split("|"))


def questions(rawi: Rawi) -> Counter[str]:
    """How many are right in each wording, of «plain of» and so on; near misses that are answered."""
    counts: Counter[str] = Counter()
    for entry in yaml.safe_load((HERE / "questions.yaml").read_text("utf-8")):
        facts = [] if entry.get("outcome") == "none" else entry["facts"]["all"]
        for wording, text in zip(
            WORDINGS if facts else ("miss",) * 99, [entry["ask"], *entry["also"]], strict=False
        ):
            (answer,) = talked(rawi, [text])
            counts[f"{wording} of"] += 1
            good = all(right(answer, str(one)) for one in facts) if facts else right(answer, "")
            counts[wording] += good
    return counts


def chains(rawi: Rawi) -> tuple[int, int]:
    """Turns that come out right, and turns."""
    every = yaml.safe_load((HERE / "chains.yaml").read_text("utf-8"))
    results = [
        right(answer, str(facts))
        for chain in every
        for answer, (_, facts) in zip(talked(rawi, [text for text, _ in chain]), chain, strict=True)
    ]
    return sum(results), len(results)
