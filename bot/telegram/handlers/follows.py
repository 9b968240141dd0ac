"""Commands of those who follow topics: ``/follow``, ``/following``, ``/digest``, ``/quiet``."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.app import Opened
from bot.conversation.standing import News, Standing, told
from bot.i18n.catalogue import Language
from bot.i18n.messages import quoted, say
from bot.telegram.messages.posts import Button, Post, answer_posts, plain_posts
from bot.telegram.messenger import Incoming
from bot.telegram.state.follows import MOST, Follows
from bot.telegram.state.people import People
from retrieval.language.arabic import fold
from retrieval.search.question import presentable

STOP = "x"
_LABEL = 50  # characters of a topic on a button
_HOURS = re.compile(r"(\d{1,2})(?::00)?(?:(?:\s*[^\d\s]\s*|\s+)(\d{1,2})(?::00)?)?")
_LAST = 23
_OFF = ("off", "لا", "إيقاف", "ايقاف")

Reply = Sequence[Post]


class FollowCommands:
    """What a reader follows, and when they are told."""

    def __init__(self, opened: Opened, people: People) -> None:
        self._library = opened.archive.library
        self._memory = opened.memory
        self._standing = Standing(opened.rawi, self._library)
        self._follows = Follows(self._library.journal)
        self._people = people
        self.methods: dict[str, Callable[[Incoming, Language], Awaitable[Reply]]] = {
            "follow": self._follow,
            "following": self._following,
            "digest": self._digest,
            "quiet": self._quiet,
        }

    async def _follow(self, incoming: Incoming, language: Language) -> Reply:
        """Follow what is named, or else what was asked last."""
        topic = incoming.text.strip() or await asyncio.to_thread(self._last, incoming)
        if not topic or topic.startswith("/"):
            return plain_posts(say("follow_what", language), language)
        topic = presentable(topic)
        mine = await asyncio.to_thread(self._follows.of, incoming.conversation)
        seen = await asyncio.to_thread(self._library.generation)
        new = self._follows.new(incoming.person, incoming.chat, topic, seen=seen, at=time.time())
        if any(fold(one.topic) == fold(topic) for one in mine):
            return plain_posts(say("followed_already", language), language)
        if len(mine) >= MOST:
            return plain_posts(say("follows_full", language, most=MOST), language)
        quotes = await self._standing.said(topic)
        await asyncio.to_thread(self._follows.keep, new.looked(seen, new.at, quotes))
        if not quotes:
            text = say("followed", language, topic=quoted(topic, language))
            return plain_posts(text, language)
        answer = told([News(topic, "followed", quotes[:1])])
        await asyncio.to_thread(self._memory.keep, incoming.conversation, answer)
        return answer_posts(answer, language)

    def _last(self, incoming: Incoming) -> str:
        answer = self._memory.latest(incoming.conversation)
        return str(answer["standalone"]) if answer else ""

    async def _following(self, incoming: Incoming, language: Language) -> Reply:
        mine = await asyncio.to_thread(self._follows.of, incoming.conversation)
        if not mine:
            return plain_posts(say("follows_nothing", language), language)
        *_, last = plain_posts(say("follows_list", language), language)
        rows = tuple((Button(f"✕ {one.topic[:_LABEL]}", f"{STOP}:{one.id}"),) for one in mine)
        return (replace(last, rows=rows),)

    async def _digest(self, incoming: Incoming, language: Language) -> Reply:
        return await self._hours(incoming, language, "digest", 1)

    async def _quiet(self, incoming: Incoming, language: Language) -> Reply:
        return await self._hours(incoming, language, "quiet", 2)

    async def _hours(self, incoming: Incoming, language: Language, what: str, count: int) -> Reply:
        """Keep the one or two hours that were named, or none for «off»."""
        text = incoming.text.strip().casefold()
        found = _HOURS.fullmatch(text)
        hours = [int(hour) for hour in found.groups() if hour] if found else []
        if text in _OFF:
            await self._people.choose(incoming.person, **{what: None})
            word = say(f"hours_off_{what}", language)
        elif len(set(hours)) != count or max(hours) > _LAST:
            word = say(f"hours_what_{what}", language)
        else:
            await self._people.choose(incoming.person, **{what: hours if count > 1 else hours[0]})
            word = say(
                f"hours_chosen_{what}",
                language,
                hours="–".join(f"{one}:00" for one in hours),
                zone=f"UTC{datetime.now().astimezone().isoformat()[-6:]}",
            )
        return plain_posts(word, language)
