"""A set put to Rawi, and what each answer was worth."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.types import Answer, Question
from retrieval.errors import UsageError
from retrieval.index.archive import Archive
from retrieval.index.embedding import Embedder
from retrieval.sources.reading import read
from retrieval.types import Article
from tests.bench.archives import built
from tests.blind.facts import holds, met
from tests.blind.sets import Asked, Blind, Chain, Request


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What came of a question.

    first, answered, shown: whether the fact stands in the first sentence of an answer, in an
        answer, and in whatever sentences are shown, be they called an answer or only near.
    wrong: called an answer without the fact, or with a sentence that holds a forbidden fact and
        not the fact.
    """

    asked: Asked
    status: str
    confidence: float
    first: bool = False
    answered: bool = False
    shown: bool = False
    wrong: bool = False
    misquoted: int = 0
    answer: Answer | None = None

    @property
    def right(self) -> bool:
        """Whether a reader was served: with the fact as an answer, or with no answer to none."""
        if not self.asked.answerable:
            return self.status != "answered"
        return self.answered and not self.wrong


@dataclass(frozen=True, slots=True)
class Served:
    """What came of a request; cited: how many of the expected articles its reply names."""

    request: Request
    status: str
    cited: int
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that came of one set; milliseconds are of the processor, a question."""

    name: str
    questions: tuple[Outcome, ...]
    chains: tuple[tuple[Outcome, ...], ...]
    requests: tuple[Served, ...]


def opened(blind: Blind, folder: Path, embedder: Embedder) -> Archive:
    """The archive of *blind* below *folder*, built by the first run that needs it."""
    articles = [one for one in read(blind.articles) if isinstance(one, Article)]
    return built(folder, articles, embedder)


def tried(blind: Blind, archive: Archive) -> Trial:
    """All of *blind* asked of *archive*."""
    rawi = Rawi(archive, Memory(archive.library))
    with asyncio.Runner() as runner:
        return Trial(
            blind.name,
            tuple(
                outcome(one, runner.run(_answer(rawi, one.text)), archive)
                for one in blind.questions
            ),
            tuple(tuple(_chain(runner, rawi, one, archive)) for one in blind.chains),
            tuple(_served(runner, rawi, one) for one in blind.requests),
        )


def outcome(asked: Asked, answer: Answer | None, archive: Archive) -> Outcome:
    """What *answer* is worth; None stands for a question that was turned away."""
    if answer is None:
        return Outcome(asked, "turned away", 0.0)
    sentences = [claim.text for claim in answer.claims]
    called = answer.status == "answered"
    whole = "\n".join(sentences)
    first = called and bool(sentences) and asked.answerable and met(sentences[0], asked.facts)
    shown = asked.answerable and bool(sentences) and met(whole, asked.facts)
    astray = any(_astray(sentence, asked) for sentence in sentences)
    return Outcome(
        asked,
        answer.status,
        answer.confidence or 0.0,
        first=first,
        answered=called and shown,
        shown=shown,
        wrong=called and asked.answerable and (not shown or astray),
        misquoted=sum(1 for _ in _misquoted(answer, archive)),
        answer=answer,
    )


def _astray(sentence: str, asked: Asked) -> bool:
    """Whether *sentence* tells something else that could be taken for the answer."""
    return not met(sentence, asked.facts) and any(holds(sentence, one) for one in asked.forbidden)


def _misquoted(answer: Answer, archive: Archive) -> Iterator[str]:
    articles = archive.library.articles({one.passage.source.id for one in answer.citations})
    for one in answer.citations:
        if articles[one.passage.source.id].text[one.start : one.end] != one.quote:
            yield one.quote


async def _answer(rawi: Rawi, text: str, chat: str | None = None) -> Answer | None:
    try:
        async for event in rawi.ask(Question(text, chat)):
            if isinstance(event, Answer):
                return event
    except UsageError:
        pass
    return None


def _chain(runner: asyncio.Runner, rawi: Rawi, chain: Chain, archive: Archive) -> Iterator[Outcome]:
    for turn in chain.turns:
        yield outcome(turn, runner.run(_answer(rawi, turn.text, chain.id)), archive)
    rawi.forget(chain.id)


def _served(runner: asyncio.Runner, rawi: Rawi, request: Request) -> Served:
    if request.after:
        runner.run(_answer(rawi, request.after, request.id))
    answer = runner.run(_answer(rawi, request.text, request.id))
    rawi.forget(request.id)
    if answer is None:
        return Served(request, "turned away", 0)
    named = set(_named(answer))
    return Served(request, answer.status, sum(id in named for id in request.articles), answer)


def _named(answer: Answer) -> Iterable[str]:
    """Ids of the articles a reply cites, wherever their text was also seen."""
    for citation in answer.citations:
        yield citation.passage.source.id
        yield from (place.id for place in citation.passage.source.also_in)
