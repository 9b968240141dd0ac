"""Questions put to the program itself: its ``Searcher``, and its answerer over what that found."""

import asyncio
from collections.abc import Iterable, Iterator

from bot.conversation import deciding, extracts
from bot.conversation.followup import Standalone
from bot.extraction.candidates import Candidate, candidates
from bot.extraction.questions import asked
from bot.types import Answer
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence
from tests.bench.sets import Asked

HITS = deciding.HITS  # what a conversation reads


def evidence(
    archive: Archive, questions: Iterable[Asked], *, limit: int = HITS
) -> Iterator[tuple[Asked, Evidence]]:
    """Each question with what the archive finds for it."""
    searcher = Searcher(archive)
    with asyncio.Runner() as runner:
        for question in questions:
            yield question, runner.run(searcher.search(question.text, limit=limit))


def answer(found: Evidence) -> Answer:
    """What a reader who asks nothing else is told."""
    alone = Standalone(found.question, found.question)
    return extracts.answered(found.question, alone, found, filtered=False)


def ranked(found: Evidence) -> list[Candidate]:
    """The sentences as the answerer ranks them, before it asks whether they answer."""
    return candidates(asked(found.question), found)
