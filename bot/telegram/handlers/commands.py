"""What a reader can tell the bot with a slash, besides stopping it. Decides nothing of answers."""

import asyncio
import random
from collections.abc import Sequence

from bot.conversation.suggestions import about, answered
from bot.i18n.catalogue import Language, catalogue, languages
from bot.i18n.messages import quoted, say
from bot.presentation.as_json import Json, read_source
from bot.presentation.as_text import headline
from bot.presentation.holdings import coverage
from bot.presentation.verified import verification_text
from bot.telegram.context import Command, Context, Reply
from bot.telegram.handlers.admin import ADMIN
from bot.telegram.handlers.follows import FOLLOWING
from bot.telegram.handlers.links import ask_button, digested, linked_answer
from bot.telegram.messages.answers import citation_rows
from bot.telegram.messages.cards import article_post
from bot.telegram.messages.entities import Button, Post
from bot.telegram.messages.posts import laid, plain_posts, under
from bot.telegram.messenger import Incoming
from retrieval.types import Source

_QUESTIONS = 3


def known(context: Context, incoming: Incoming) -> bool:
    """Whether it is a command, for whoever wrote it."""
    return incoming.command in COMMANDS or is_admins(context, incoming)


def is_admins(context: Context, incoming: Incoming) -> bool:
    """Whether it is a command of an administrator."""
    return incoming.command in ADMIN and incoming.person in context.settings.telegram_admins


async def run(context: Context, incoming: Incoming, language: Language) -> Sequence[Post]:
    """What is to be said to a command that stands for no question. Raises MessengerError."""
    reply: Reply = say("unknown_command", language, command=f"/{incoming.command}")
    if known(context, incoming):
        reply = await (ADMIN | COMMANDS)[incoming.command or ""](context, incoming, language)
    return plain_posts(reply, language) if isinstance(reply, str) else reply


async def as_question(
    context: Context, incoming: Incoming, language: Language
) -> tuple[str, str] | None:
    """The question that a command stands for and what is to stand above its answer, if it does."""
    command, text = incoming.command, incoming.text.strip()
    topic = quoted(text, language)
    if command == "latest":
        return say("ask_latest_on" if text else "ask_latest", language, topic=topic), ""
    if command == "timeline" and text:
        return say("ask_timeline", language, topic=topic), ""
    if command == "start" and (id := linked_answer(text)):  # t.me/NAME?start=PAYLOAD
        kept = await asyncio.to_thread(context.memory.answer, id)
        if kept is not None:
            question = str(kept["standalone"])
            return question, say("question_of_link", language, question=question)
    return None


async def _start(context: Context, incoming: Incoming, language: Language) -> Reply:
    sources = await asyncio.to_thread(context.library.sources)
    if payload := incoming.text.strip():
        return await _linked(context, payload, sources, language)
    if not sources:
        return say("nothing_yet", language)
    text = say("greeting", language, articles=say("articles", language, count=len(sources)))
    mine = [source for source in sources if source.language == language] or sources
    some = random.sample(mine, len(mine))
    good = await answered(some, context.opened.rawi, language, most=_QUESTIONS)
    rows = [(ask_button(one.id, about(one.title, language)),) for one in good]
    return under(plain_posts(text, language), rows)


async def _linked(
    context: Context, payload: str, sources: Sequence[Source], language: Language
) -> Reply:
    """The article that a link opens, or that it opens nothing any more."""
    id = digested(payload, sources)
    article = await asyncio.to_thread(context.library.article, id) if id else None
    if article is None:
        return say("link_expired", language)
    ask = ask_button(article.source.id, say("ask_about", language))
    return [article_post(article, language, link=context.telegram.link(payload), ask=ask)]


async def _help(context: Context, incoming: Incoming, language: Language) -> Reply:
    admin = incoming.person in context.settings.telegram_admins
    shown = described(language, (*SHOWN, *ADMIN) if admin else SHOWN)
    commands = "\n".join(f"• /{name} {text}" for name, text in shown)
    return say("bot_help", language, commands=commands)


async def _topic_missing(_context: Context, _incoming: Incoming, language: Language) -> Reply:
    return say("topic_missing", language)


async def _new(context: Context, incoming: Incoming, language: Language) -> Reply:
    await asyncio.to_thread(context.memory.forget, incoming.conversation)
    return say("new_chat", language)


async def _sources(context: Context, incoming: Incoming, language: Language) -> Reply:
    answer = await asyncio.to_thread(context.memory.latest, incoming.conversation)
    if answer is None or not answer["citations"]:
        return say("no_sources", language)
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
    return under(plain_posts(text, language), citation_rows(answer["id"], numbers, language))


async def _verify(context: Context, incoming: Incoming, language: Language) -> Reply:
    if not any(map(str.isalpha, incoming.text)):
        return say("verify_what", language)
    found = await context.opened.verifier.verify(incoming.text)
    text = verification_text(found)
    if found.unheard:
        text += "\n\n" + say(found.unheard, language)
    return plain_posts(text, found.language)


async def _coverage(context: Context, _incoming: Incoming, language: Language) -> Reply:
    return coverage(await asyncio.to_thread(context.library.sources), language)


async def _lang(context: Context, incoming: Incoming, language: Language) -> Reply:
    chosen = incoming.text.strip().lower()
    if chosen in languages():
        await context.people.choose(incoming.person, language=chosen)
        return plain_posts(say("language_chosen", chosen), chosen)
    row = [Button(catalogue(code).name, f"l:{code}") for code in languages()]
    return under(plain_posts(say("choose_language", language), language), [laid(row, language)])


async def _forget(context: Context, incoming: Incoming, language: Language) -> Reply:
    await context.people.forget(incoming.person, incoming.update)
    return say("forgotten", language)


# In the order of the menu, where each has the message ``command_NAME``.
COMMANDS: dict[str, Command] = {
    "start": _start,
    "help": _help,
    "latest": _topic_missing,
    "timeline": _topic_missing,
    **FOLLOWING,
    "new": _new,
    "sources": _sources,
    "verify": _verify,
    "coverage": _coverage,
    "lang": _lang,
    "forget": _forget,
}
SHOWN = (*COMMANDS, "stop")  # which ``processing`` does itself, out of turn
COSTLY = ("latest", "timeline", "follow", "verify")  # count as a question does


def described(language: Language, names: Sequence[str] = SHOWN) -> list[tuple[str, str]]:
    """Each command and what it does."""
    return [(name, say(f"command_{name}", language)) for name in names]
