"""What a message asks for, and what the archive says to it in its own words, before a model writes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answerability.verdict import threshold
from bot.conversation.composing import merged
from bot.conversation.deciding import HITS, decided, revisited
from bot.conversation.extracts import answered
from bot.conversation.followup import Reading, Standalone, brief, continues, readings, rewritten
from bot.conversation.intents import Intent, intent, plainly
from bot.conversation.parting import parts
from bot.conversation.requests import COURTESIES, SMALL_TALK, Requests
from bot.conversation.several import nearer, part_readings, separate, several
from bot.conversation.understanding import Understood, searches, understood
from bot.extraction.matching import Bag
from bot.extraction.matter import further, interleaved
from bot.extraction.questions import standard
from bot.types import Answer, Meter, Question, Turn
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence

if TYPE_CHECKING:
    from bot.generation.writer import Writer

# What else than a question a model may put in its own words.
_WRITTEN = ("summary", "profile", "timeline", "recap", "brief", "language")
_LISTED = ("latest", "more")  # what is quoted, if in the reader's language


@dataclass(frozen=True, slots=True)
class Finding:
    """
    alone: the message as understood.
    answer: what the archive says to it in its own words.
    writable: whether a model may put that in its own.
    several: whether several things were asked at once.
    """

    alone: Standalone
    answer: Answer
    writable: bool = True
    several: bool = False


class Finder:
    """
    Finds what one archive says to a message; holds nothing of a conversation.

    writer: asked what a message means that does not stand for itself; None leaves that to the archive.
    """

    def __init__(
        self,
        archive: Archive,
        searcher: Searcher,
        requests: Requests,
        writer: "Writer | None" = None,
    ) -> None:
        self._archive = archive
        self._searcher = searcher
        self._requests = requests
        self._writer = writer

    def _least(self) -> float:
        """
        The confidence from which a sentence of this archive is called an answer.

        Read with every question, at 0.07 ms of CPU: another process may calibrate meanwhile, and it
        leaves the generation alone, which both indexes are stamped with and are opened anew for.
        """
        return threshold(self._archive.library.manifest())

    async def find(
        self, question: Question, turns: Sequence[Turn], meter: Meter | None = None
    ) -> Finding:
        """
        What *question* means after *turns*, and its answer.

        meter: counts what a model costs that says what it means; None asks none.
        """
        wish = await self._wish(question.text, follows=bool(turns))
        asked = parts(plainly(question.text))
        courteous = wish is not None and wish.kind in (SMALL_TALK if turns else COURTESIES)
        doubtful = bool(turns or wish or len(asked) > 1)
        reply = ""
        if doubtful and not courteous:
            reply = await self._reply(question, turns, meter)
            if meant := understood(reply, question.text, turns):
                found = await self._as_meant(meant, question, turns)
                return await self._besides(found, searches(reply), question)
        found = await self._by_itself(asked, wish, question, turns)
        if not doubtful and found.answer.status != "answered":
            reply = await self._reply(question, turns, meter)
            meant = understood(reply, question.text, turns)
            if any(one.intent for one in meant) or len(meant) > 1:
                found = await self._as_meant(meant, question, turns)
        return await self._besides(found, searches(reply), question)

    # --- as a model understands it ---

    async def _reply(self, question: Question, turns: Sequence[Turn], meter: Meter | None) -> str:
        """What a model says of it; nothing where there is none, or it cannot say."""
        if self._writer is None or meter is None:
            return ""
        return await self._writer.understand(question.text, turns, meter) or ""

    async def _as_meant(
        self, meant: Sequence[Understood], question: Question, turns: Sequence[Turn]
    ) -> Finding:
        """The finding of what a model says is *meant*."""
        # Whatever is written shows its source; «ومن وين الخبر؟» beside a question asks for no more.
        meant = [it for it in meant if it.intent is None or it.intent.kind != "source"] or meant
        one = meant[0]
        if len(meant) > 1:
            asked, wishes = [it.question for it in meant], [it.intent for it in meant]
            return await self._each(asked, wishes, question, turns, whole=" ".join(asked))
        if one.intent and (found := await self._request(one.intent, question, one.question)):
            return found
        some = rewritten(one.question, standard(plainly(question.text)), turns)
        return await self._introduced(question, *await self._read(some, question), turns)

    async def _besides(
        self, found: Finding, searches: Sequence[str], question: Question
    ) -> Finding:
        """
        *found*, with what is found besides by *searches*, the words that a model would search by.

        A word that no report has and the model would not search by is no name of anything: «كرهبة».
        """
        if not searches:
            return found
        answer = found.answer
        some = [
            (await self._searcher.search(one, limit=HITS, filters=question.filters)).hits
            for one in searches
        ]
        every = interleaved([answer.considered, *some])
        answer = replace(answer, considered=every)
        strange = answer.lacking and Bag(*searches).holds(answer.lacking)
        if every and answer.reason in ("no_match", "not_answered") and not strange:
            answer = replace(answer, reason="not_answered", lacking=None)
        return replace(found, answer=answer)

    # --- as the archive bears it out ---

    async def _by_itself(
        self,
        asked: Sequence[str],
        wish: Intent | None,
        question: Question,
        turns: Sequence[Turn],
    ) -> Finding:
        if len(asked) > 1:
            wishes = [await self._wish(it, follows=bool(turns or n)) for n, it in enumerate(asked)]
            if separate(wish, wishes):
                return await self._each(asked, wishes, question, turns)
        if wish and turns and continues(question.text, wish.topic):
            wish = None  # «وفي سوريا؟» asks the last question of that
        if wish and (found := await self._request(wish, question)):
            return found
        some = readings(standard(plainly(question.text)), turns)
        return await self._introduced(question, *await self._read(some, question), turns)

    async def _wish(self, text: str, *, follows: bool) -> Intent | None:
        """What *text*, or what stands in it behind a greeting, asks for besides a fact."""
        found = intent(text, await self._searcher.vector(text), follows=follows)
        if found or (plain := plainly(text)) == text:
            return found
        return intent(plain, await self._searcher.vector(plain), follows=follows)

    async def _request(self, wish: Intent, question: Question, whole: str = "") -> Finding | None:
        """The answer to *wish*, *whole* where it is told in full; None where it is none."""
        answer = await self._requests.answer(wish, question)
        if answer is None:
            return None
        text = whole if whole and wish.kind != "language" else answer.standalone
        alone = Standalone(text, question.text, request=True)
        writable = wish.kind in _WRITTEN or _to_be_written(wish, answer)
        # What no article is about some may still tell of.
        return Finding(alone, answer, writable and bool(answer.citations or answer.considered))

    async def _introduced(
        self, question: Question, alone: Standalone, answer: Answer, turns: Sequence[Turn]
    ) -> Finding:
        if answer.status != "answered":
            answer = await self._requests.introduced(question, answer, alone=not turns)
        return Finding(alone, answer)

    async def _each(
        self,
        asked: Sequence[str],
        wishes: Sequence[Intent | None],
        question: Question,
        turns: Sequence[Turn],
        *,
        whole: str = "",
    ) -> Finding:
        """The finding for several things *asked* at once; *whole*: all of them as a model tells them."""
        sought = whole or question.text
        found = await self._searcher.search(sought, limit=HITS, filters=question.filters)
        short = turns and brief(question.text)

        async def follow(part: Question, beside: Turn) -> Answer:
            if short and part.text == standard(asked[0]):
                return (await self._read(part_readings(part.text, turns[-1]), part, part=True))[1]
            return (await self._read(part_readings(part.text, beside), part, part=True))[1]

        nearest = [hit.passage.source for hit in found.hits[:1]]
        answers = await several(question, asked, wishes, nearest, self._requests.answer, follow)
        told = merged(question.text, asked, answers)
        # Each part may have been sought in one article alone; a model reads what all of it finds.
        hits = further(found.hits, told.considered)
        told = replace(told, considered=(*told.considered, *hits))
        # What is written shows its sources.
        kinds = {one.kind for one in wishes if one} - ({"source"} if None in wishes else set())
        writable = kinds <= set(_WRITTEN)
        return Finding(Standalone(sought, question.text), told, writable, several=True)

    async def _read(
        self, some: Sequence[Reading], question: Question, *, part: bool = False
    ) -> tuple[Standalone, Answer]:
        """
        *question* as it is understood of *some* readings, and its answer.

        part: whether it is one of several that were asked at once, and they are about that beside it.
        """
        filters = question.filters
        filtered = bool(filters) and self._archive.words.count() > 0
        ms: dict[str, float] = {"search": 0.0}

        async def find(one: Reading) -> Evidence | None:
            if evidence := await revisited(self._searcher, one, filters):
                ms["search"] += sum(evidence.ms.values())
            return evidence

        async def judge(alone: Standalone, evidence: Evidence) -> Answer:
            least = self._least()
            return await asyncio.to_thread(  # some ten milliseconds that other chats need not wait
                answered, question.text, alone, evidence, filtered=filtered, least=least
            )

        async def tell(topic: str) -> Answer | None:
            return await self._requests.alone(topic, question)

        alone, answer = await (nearer if part else decided)(some, find, judge, tell)
        answer.ms.update(ms)
        return alone, answer


def _to_be_written(wish: Intent, answer: Answer) -> bool:
    """Whether it asks for the newest of a matter, or for news some of which are in another language."""
    languages = {one.passage.source.language for one in answer.citations}
    foreign = bool(languages - {answer.language})
    return (wish.kind == "latest" and bool(wish.topic)) or (wish.kind in _LISTED and foreign)
