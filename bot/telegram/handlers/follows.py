"""Commands of those who follow topics: ``/follow``, ``/following``, ``/digest``, ``/quiet``."""

import asyncio
import re
import time
from datetime import datetime
from functools import partial
from typing import Literal

from bot.conversation.standing import News, Standing, told
from bot.i18n.catalogue import Language
from bot.i18n.messages import quoted, say
from bot.telegram.context import Command, Context, Reply
from bot.telegram.messages.answers import answer_posts
from bot.telegram.messages.entities import Button
from bot.telegram.messages.posts import plain_posts, under
from bot.telegram.messenger import Incoming
from bot.telegram.state.follows import MOST
from retrieval.language.arabic import fold
from retrieval.search.searcher import presentable

STOP = "x"
_LABEL = 50  # characters of a topic on a button
_HOURS = re.compile(r"(\d{1,2})(?::00)?(?:(?:\s*[^\d\s]\s*|\s+)(\d{1,2})(?::00)?)?")
_LAST = 23


async def _follow(context: Context, incoming: Incoming, language: Language) -> Reply:
    """Follow what is named, or else what was asked last."""
    topic = incoming.text.strip()
    if not topic and (
        last := await asyncio.to_thread(context.memory.latest, incoming.conversation)
    ):
        topic = str(last["standalone"])
    if not topic or topic.startswith("/"):
        return say("follow_what", language)
    topic = presentable(topic)
    mine = await asyncio.to_thread(context.follows.of, incoming.conversation)
    seen = await asyncio.to_thread(context.library.generation)
    new = context.follows.new(incoming.person, incoming.chat, topic, seen=seen, at=time.time())
    if any(fold(one.topic) == fold(topic) for one in mine):
        return say("followed_already", language)
    if len(mine) >= MOST:
        return say("follows_full", language, most=MOST)
    quotes = await Standing(context.opened.rawi, context.library).said(topic)
    await asyncio.to_thread(context.follows.keep, new.looked(seen, new.at, quotes))
    if not quotes:
        return say("followed", language, topic=quoted(topic, language))
    answer = told([News(topic, "followed", quotes[:1])])
    await asyncio.to_thread(context.memory.keep, incoming.conversation, answer)
    return answer_posts(answer, language)


async def _following(context: Context, incoming: Incoming, language: Language) -> Reply:
    mine = await asyncio.to_thread(context.follows.of, incoming.conversation)
    if not mine:
        return say("follows_nothing", language)
    rows = [(Button(f"✕ {one.topic[:_LABEL]}", f"{STOP}:{one.id}"),) for one in mine]
    return under(plain_posts(say("follows_list", language), language), rows)


async def _hours(
    what: Literal["digest", "quiet"], context: Context, incoming: Incoming, language: Language
) -> Reply:
    """Keep the one or two hours that were named, or none for «off»."""
    count = 1 if what == "digest" else 2
    text = incoming.text.strip().casefold()
    found = _HOURS.fullmatch(text)
    hours = [int(hour) for hour in found.groups() if hour] if found else []
    if fold(text) in ("off", *fold(say("words_off", language)).split()):
        await context.people.choose(incoming.person, **{what: None})
        return say(f"hours_off_{what}", language)
    if len(set(hours)) != count or max(hours) > _LAST:
        return say(f"hours_what_{what}", language)
    await context.people.choose(incoming.person, **{what: hours if count > 1 else hours[0]})
    shown = "–".join(f"{one}:00" for one in hours)
    zone = f"UTC{datetime.now().astimezone().isoformat()[-6:]}"
    return say(f"hours_chosen_{what}", language, hours=shown, zone=zone)


FOLLOWING: dict[str, Command] = {
    "follow": _follow,
    "following": _following,
    "digest": partial(_hours, "digest"),
    "quiet": partial(_hours, "quiet"),
}
