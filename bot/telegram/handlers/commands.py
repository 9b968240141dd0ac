"""What a reader can tell the bot with a slash, besides stopping it. Decides nothing of answers."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.app import Opened
from bot.conversation.suggestions import about, answered
from bot.i18n.catalogue import Language, catalogue, languages
from bot.i18n.messages import date_in_words, say
from bot.presentation.as_json import Json, read_source
from bot.presentation.as_text import headline
from bot.presentation.verified import verification_text
from bot.telegram.handlers.admin import ADMIN
from bot.telegram.handlers.follows import FollowCommands
from bot.telegram.handlers.links import ABOUT, digest, digested, linked_answer
from bot.telegram.messages.cards import article_post
from bot.telegram.messages.posts import Button, Post, citation_rows, laid, plain_posts
from bot.telegram.messenger import Incoming, Messenger
from bot.telegram.state.people import People
from retrieval.types import Source

SHOWN: Final = (
    *("start", "help", "latest", "timeline", "follow", "following", "digest", "quiet"),
    *("new", "sources", "verify", "coverage", "lang", "forget", "stop"),
)
_OUTLETS = 30  # named one by one
_QUESTIONS = 3

Reply = Sequence[Post]


class Commands:
    """
    A method for each command; all return what is to be said.

    editors: who is told of the commands that change the archive.
    """

    def __init__(
        self, messenger: Messenger, opened: Opened, people: People, editors: frozenset[int]
    ) -> None:
        self._messenger = messenger
        self._library = opened.archive.library
        self._memory = opened.memory
        self._verifier = opened.verifier
        self._rawi = opened.rawi
        self._people = people
        self._editors = editors
        self._methods: dict[str, Callable[[Incoming, Language], Awaitable[Reply]]] = {
            "start": self._start,
            "help": self._help,
            "latest": self._topic_missing,
            "timeline": self._topic_missing,
            "new": self._new,
            "sources": self._sources,
            "verify": self._verify,
            "coverage": self._coverage,
            "lang": self._lang,
            "forget": self._forget,
            **FollowCommands(opened, people).methods,
        }

    def __contains__(self, command: object) -> bool:
        return command in self._methods

    async def run(self, incoming: Incoming, language: Language) -> Reply:
        """What is to be said to a command that stands for no question."""
        return await self._methods[incoming.command or ""](incoming, language)

    async def as_question(self, incoming: Incoming, language: Language) -> tuple[str, str] | None:
        """The question that a command stands for and what is to stand above its answer, if it does."""
        command, text = incoming.command, incoming.text.strip()
        if command == "latest":
            return say("ask_latest_on" if text else "ask_latest", language, topic=text), ""
        if command == "timeline" and text:
            return say("ask_timeline", language, topic=text), ""
        if command == "start" and (id := linked_answer(text)):  # t.me/NAME?start=PAYLOAD
            kept = await asyncio.to_thread(self._memory.answer, id)
            if kept is not None:
                question = str(kept["standalone"])
                return question, say("question_of_link", language, question=question)
        return None

    async def _start(self, incoming: Incoming, language: Language) -> Reply:
        sources = await asyncio.to_thread(self._library.sources)
        if payload := incoming.text.strip():
            return await self._linked(payload, sources, language)
        if not sources:
            return plain_posts(say("nothing_yet", language), language)
        text = say("greeting", language, articles=say("articles", language, count=len(sources)))
        mine = [source for source in sources if source.language == language] or sources
        some = random.sample(mine, len(mine))
        good = await answered(some, self._rawi, language, most=_QUESTIONS)
        rows = tuple((self._asking(one, language),) for one in good)
        return _under(plain_posts(text, language), rows)

    async def _linked(self, payload: str, sources: Sequence[Source], language: Language) -> Reply:
        """The article that a link opens, or that it opens nothing any more."""
        id = digested(payload, sources)
        article = await asyncio.to_thread(self._library.article, id) if id else None
        if article is None:
            return plain_posts(say("link_expired", language), language)
        button = replace(self._asking(article.source, language), text=say("ask_about", language))
        return [article_post(article, language, link=self._messenger.link(payload), ask=button)]

    def _asking(self, source: Source, language: Language) -> Button:
        return Button(about(source.title, language), f"{ABOUT}:{digest(source.id)}")

    async def _help(self, incoming: Incoming, language: Language) -> Reply:
        known = described(language, SHOWN + ADMIN if incoming.person in self._editors else SHOWN)
        commands = "\n".join(f"• /{name} {text}" for name, text in known)
        return plain_posts(say("bot_help", language, commands=commands), language)

    async def _topic_missing(self, _incoming: Incoming, language: Language) -> Reply:
        return plain_posts(say("topic_missing", language), language)

    async def _new(self, incoming: Incoming, language: Language) -> Reply:
        await asyncio.to_thread(self._memory.forget, incoming.conversation)
        return plain_posts(say("new_chat", language), language)

    async def _sources(self, incoming: Incoming, language: Language) -> Reply:
        answer = await asyncio.to_thread(self._memory.latest, incoming.conversation)
        if answer is None or not answer["citations"]:
            return plain_posts(say("no_sources", language), language)
        cited: dict[str, list[Json]] = {}  # an article has one line, behind all its numbers
        for one in answer["citations"]:
            cited.setdefault(one["article"]["id"], []).append(one)
        lines = [
            "".join(f"[{one['number']}]" for one in some)
            + f" {headline(read_source(some[0]['article']), language)}"
            for some in cited.values()
        ]
        numbers = [one["number"] for one in answer["citations"]]
        text = "\n".join([say("sources", language), *lines])
        return _under(plain_posts(text, language), citation_rows(answer["id"], numbers, language))

    async def _verify(self, incoming: Incoming, language: Language) -> Reply:
        if not any(map(str.isalpha, incoming.text)):
            return plain_posts(say("verify_what", language), language)
        found = await self._verifier.verify(incoming.text)
        text = verification_text(found)
        if found.unheard:
            text += "\n\n" + say(found.unheard, language)
        return plain_posts(text, found.language)

    async def _coverage(self, _incoming: Incoming, language: Language) -> Reply:
        sources = await asyncio.to_thread(self._library.sources)
        return plain_posts(coverage(sources, language), language)

    async def _lang(self, incoming: Incoming, language: Language) -> Reply:
        chosen = incoming.text.strip().lower()
        if chosen in languages():
            await self._people.choose(incoming.person, language=chosen)
            return plain_posts(say("language_chosen", chosen), chosen)
        row = [Button(catalogue(code).name, f"l:{code}") for code in languages()]
        return _under(
            plain_posts(say("choose_language", language), language), (laid(row, language),)
        )

    async def _forget(self, incoming: Incoming, language: Language) -> Reply:
        await self._people.forget(incoming.person, incoming.update)
        return plain_posts(say("forgotten", language), language)


def described(language: Language, names: Sequence[str] = SHOWN) -> list[tuple[str, str]]:
    """Each command and what it does."""
    return [(name, say(f"command_{name}", language)) for name in names]


def coverage(sources: Sequence[Source], language: Language) -> str:
    """How many articles there are, from when to when, and from whom."""
    if not sources:
        return say("nothing_yet", language)
    lines = [say("holdings", language, articles=say("articles", language, count=len(sources)))]
    if days := sorted(source.date.iso for source in sources if source.date.iso):
        first, last = (date_in_words(day, language) for day in (days[0], days[-1]))
        lines.append(say("dates", language, first=first, last=last))
    outlets: dict[str, int] = {}
    for source in sources:
        name = source.credit or say("no_outlet", language)
        outlets[name] = outlets.get(name, 0) + 1
    ranked = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    lines += [f"• {say('count', language, name=name, count=n)}" for name, n in ranked[:_OUTLETS]]
    if len(ranked) > _OUTLETS:
        lines.append(say("and_more", language, count=len(ranked) - _OUTLETS))
    return "\n".join(lines)


def _under(some: Reply, rows: tuple[tuple[Button, ...], ...]) -> Reply:
    return (*some[:-1], replace(some[-1], rows=rows))
