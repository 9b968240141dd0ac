"""
What administrators can do to the archive from a chat: ``/add``, ``/remove``, ``/stats``.

The bot itself never writes the archive: it runs ``rawi ingest`` and ``rawi remove`` as anybody
could, and so outlives whatever happens to them.
"""

import asyncio
import json
import logging
import os
import re
import sys
import time
from collections.abc import Coroutine
from typing import Any

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.settings import environment
from bot.telegram.context import Command, Context, Reply
from bot.telegram.handlers.links import digest, digested
from bot.telegram.logging import log_event
from bot.telegram.messages.entities import Button
from bot.telegram.messages.posts import laid, plain_posts, shortened, under
from bot.telegram.messenger import ButtonPress, Incoming
from retrieval.errors import UsageError
from retrieval.following.followed import Following
from retrieval.sources.addresses import is_address

REMOVE = "d"  # of a button that takes an article out
_LARGEST = 20 << 20  # bytes; the Bot API hands out no larger files
_PATIENCE = 600.0  # seconds
_COUNTED = ("added", "updated", "rejected")
_LONGEST_TITLE = 120  # characters of the title that a text is given
_REASONS = 5  # rejections told one by one


class NothingToAdd(UsageError):
    en = "Send a file with /add as caption, reply with it to a message or a forwarded post, or write a link or text after it."


class DocumentTooLarge(UsageError):
    en = "Telegram hands no file this large to a bot (limit {limit} MB). Use `rawi ingest`."


class NothingToRemove(UsageError):
    en = "Write the article's id after /remove, as `rawi sources` shows it."


async def visit_sources(context: Context) -> None:
    """Read what is new at the followed sources whose time has come."""
    if await asyncio.to_thread(Following(context.journal).due, time.time()):
        report = await _rawi(context, context.settings.language, "follow", "--due")
        if "error" in report:
            log_event("sources_not_visited", level=logging.WARNING, why=report["error"])
        else:
            log_event("sources_visited", **{name: len(report[name]) for name in _COUNTED})


async def _add(context: Context, incoming: Incoming, language: Language) -> str:
    if (links := incoming.text.split()) and all(map(is_address, links)):
        return report_text(await _rawi(context, language, "ingest", *links), language)
    folder = context.settings.home / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if incoming.document is not None:
        if incoming.document.size > _LARGEST:
            raise DocumentTooLarge(limit=_LARGEST >> 20)
        path = folder / file_name(incoming.document.name)
        await context.telegram.fetch(incoming.document, path)
    elif incoming.record is not None:
        path = folder / f"{incoming.chat.id}_{incoming.message}.jsonl"
        title = shortened(incoming.record["text"].strip().split("\n")[0], _LONGEST_TITLE)
        record = {"title": title, **incoming.record}
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    else:
        raise NothingToAdd
    report = report_text(await _rawi(context, language, "ingest", str(path)), language)
    return report.replace(f"{folder}{os.sep}", "")  # where it lies is no reader's business


async def _remove(context: Context, incoming: Incoming, language: Language) -> Reply:
    """Take an article out; of one that was also told elsewhere, ask first which are meant."""
    id = incoming.text.strip()
    if not id or id.startswith("-"):
        raise NothingToRemove
    article = await asyncio.to_thread(context.library.article, id)
    if article is None or not article.source.also_in:
        return await _removed(context, language, id)
    copies = [f"• {one.title} ({one.id})" for one in article.source.also_in]
    text = "\n".join([say("remove_which", language, id=id), *copies])
    row = [
        Button(say("remove_one", language), f"{REMOVE}:{digest(id)}:1"),
        Button(say("remove_all", language, number=len(copies) + 1), f"{REMOVE}:{digest(id)}:*"),
    ]
    return under(plain_posts(text, language), [laid(row, language)])


async def removal(
    context: Context, pressed: ButtonPress, mark: str, language: Language, *, copies: bool
) -> Coroutine[Any, Any, None] | None:
    """
    The work that a button under ``/remove`` asks for; None if it is not theirs, or nothing is there.

    mark: the article's digest.
    """
    id = digested(mark, await asyncio.to_thread(context.library.sources))
    if pressed.person not in context.settings.telegram_admins or id is None:
        return None

    async def remove() -> None:
        text = await _removed(context, language, id, *(["--copies"] if copies else []))
        (post, *_) = plain_posts(text, language)
        await context.telegram.edit(pressed.chat, pressed.message, post)

    return remove()


async def _removed(context: Context, language: Language, id: str, *options: str) -> str:
    report = await _rawi(context, language, "remove", id, *options)
    if "error" in report:
        return str(report["error"])
    lines = [say("removed", language, headline=one["title"]) for one in report["removed"]]
    if report["left"]:
        lines.append(say("told_elsewhere", language))
    return "\n".join([*lines, *(f"• {one['title']} ({one['id']})" for one in report["left"])])


async def _stats(context: Context, _incoming: Incoming, language: Language) -> str:
    counts = await asyncio.to_thread(context.library.counts)
    articles = say("articles", language, count=counts["articles"])
    passages = say("passages", language, count=counts["passages"])
    return say("holdings", language, articles=articles) + "\n" + passages


ADMIN: dict[str, Command] = {"add": _add, "remove": _remove, "stats": _stats}


async def _rawi(context: Context, language: Language, *args: str) -> dict[str, Any]:
    """What the command prints as JSON, or its complaint as ``error``."""
    home = str(context.settings.home)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli.main", "--home", home, *args, "--json"),
        env=environment(language),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            printed, complained = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if printed.strip():
        found: dict[str, Any] = json.loads(printed)
        return found
    complaint = complained.decode(errors="replace").strip()
    return {"error": complaint.removeprefix(say("error", language, sentence=""))}


def file_name(given: str) -> str:
    """
    A stranger's name for a file, kept as far as it is one: a new version replaces the old.

    >>> file_name("../تقرير (1).md"), file_name(".env"), file_name("")
    ('_تقرير_1_.md', 'env', 'article.txt')
    """
    return re.sub(r"[^\w.-]+", "_", given).lstrip(".") or "article.txt"


def report_text(report: dict[str, Any], language: Language) -> str:
    """
    How many articles were added and so on, and why some were not.

    >>> report_text({"error": "The archive is busy."}, "en")
    'The archive is busy.'
    """
    if "error" in report:
        return str(report["error"])
    reasons = [one["reason"] for one in report["rejected"]]
    statuses = ("added", "updated", "unchanged", "duplicate", "rejected")
    lines = [
        say("count", language, name=say(status, language), count=len(report[status]))
        for status in statuses
        if report[status]
    ]
    lines[1:1] = [f"• {one['title']} ({one['id']})" for one in report["added"][:_REASONS]]
    if len(lines) == len(reasons) == 1:
        return say("not_added", language, reason=reasons[0])
    lines += [f"• {reason}" for reason in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(say("and_more", language, count=len(reasons) - _REASONS))
    return "\n".join(lines)
