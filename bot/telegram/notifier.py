"""
Followers are told what is new: each once, whatever dies when.

What is to be told and how far a topic was looked for are written down together, before anything is
sent; then it is delivered like an answer, by an edit that can be repeated.
"""

import asyncio
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.conversation.standing import News, Standing, told
from bot.presentation.as_json import read_answer
from bot.telegram.context import Context
from bot.telegram.delivery import Delivery
from bot.telegram.handlers.links import question_payload
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.answers import answer_posts
from bot.telegram.messenger import Gone, Incoming, MessengerError
from bot.telegram.state.follows import Follow
from bot.telegram.state.inbox import Inbox
from bot.telegram.state.jobs import Job

_AT_ONCE = 4  # being told; whoever asks something meanwhile is not kept waiting by the rest
_PATIENCE = 300.0  # seconds


class Notifier:
    """outbox: what is to be told, as jobs whose text is the id of an answer that was kept."""

    def __init__(
        self,
        context: Context,
        outbox: Inbox,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._context = context
        self._standing = Standing(context.opened.rawi, context.library)
        self._outbox = outbox
        self._now = now
        self._behind = True  # whether something may have been left to tell
        self._one_at_a_time = asyncio.Lock()
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def round(self) -> None:
        """Tell what an earlier round left, then what is new. Raises ServiceError."""
        async with self._one_at_a_time:
            if self._behind:
                self._behind = False
                await self._deliver(await self._outbox.open_jobs())
            await self._deliver(await self._found())

    async def _found(self) -> list[Job]:
        """A job for each follower that something is new for, all written down."""
        generation = await asyncio.to_thread(self._context.library.generation)
        everything = await asyncio.to_thread(self._context.follows.all)
        self._context.metrics.following(len(everything), len({one.person for one in everything}))
        behind: dict[str, list[Follow]] = {}
        for one in everything:
            if one.seen < generation:
                behind.setdefault(one.key, []).append(one)
        schedules = await self._context.people.schedules() if behind else {}
        now = self._now()
        looks: dict[object, News | None] = {}
        jobs: list[Job] = []
        for mine in behind.values():
            schedule = schedules.get(mine[0].person)
            if schedule is None or schedule.due(max(one.at for one in mine), now):
                jobs += await self._written_down(mine, generation, now, looks)
        return jobs

    async def _written_down(
        self,
        mine: Sequence[Follow],
        generation: int,
        now: datetime,
        looks: dict[object, News | None],
    ) -> list[Job]:
        """What is new for one follower; *looks* holds what was found for others of this round."""
        found: list[News] = []
        after: list[Follow] = []
        for one in mine:
            same = (one.topic, one.seen, one.before)
            if same not in looks:
                looks[same] = await self._standing.news(one.topic, one.seen, one.before)
                await asyncio.sleep(0)
            news = looks[same]
            after.append(one.looked(generation, now.timestamp(), news.quotes[:1] if news else ()))
            found += [news] if news else []
        entries = [one.entry() for one in after]
        jobs = []
        if found:
            answer = told(found)
            jobs = [_job(mine[0], answer.id, now)]
            entries += [
                self._context.memory.entry(mine[0].key, answer),
                self._outbox.entry(jobs[0]),
            ]
        await asyncio.to_thread(self._context.library.journal.put, *entries)
        return jobs

    async def _deliver(self, jobs: Sequence[Job]) -> None:
        await asyncio.gather(*map(self._tell, jobs))

    async def _tell(self, job: Job) -> None:
        async with self._slots:
            try:
                await self._show(job)
            except Gone:  # blocked, or thrown out: nobody is left to tell
                mine = await asyncio.to_thread(self._context.follows.of, job.incoming.conversation)
                await asyncio.to_thread(self._context.follows.drop, *(one.id for one in mine))
                log_event("follower_gone")
            except MessengerError as error:
                self._behind = True
                log_error("not_told", error)
                return
            await self._outbox.close(job)

    async def _show(self, job: Job) -> None:
        kept = await asyncio.to_thread(self._context.memory.answer, job.incoming.text)
        if kept is None:  # forgotten meanwhile
            return
        language = await self._context.people.language(job.incoming.person)
        delivery = Delivery(
            self._context.telegram,
            job,
            note=self._outbox.save,
            until=time.monotonic() + _PATIENCE,
        )
        link = self._context.telegram.link(question_payload(kept["id"]))
        await delivery.fill(answer_posts(read_answer(kept), language, link=link))
        self._context.metrics.count("told")


def _job(follow: Follow, answer: str, now: datetime) -> Job:
    number = -(uuid.uuid4().int >> 70)  # no update of Telegram's has such a number
    incoming = Incoming(number, follow.chat, follow.person, 0, now.timestamp(), text=answer)
    return Job(incoming, answer=answer)
