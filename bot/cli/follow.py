"""``follow``: sources that are read again and again, and what could not be read of them."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.cli.ingest import put_report
from bot.i18n.catalogue import Language
from bot.i18n.messages import in_each_language, say
from retrieval.errors import ServiceError
from retrieval.following.followed import Followed, Following
from retrieval.index.library import Library
from retrieval.index.lock import holding

if TYPE_CHECKING:
    from retrieval.index.ingest import Outcome

_LOOK = 30.0  # seconds between two looks at what is due


class FollowBusy(ServiceError):
    en = "Another process is visiting the sources now ({holder}). Wait a little."


def follow(context: Context) -> int:
    """Follow addresses, or no more; visit them; list what is followed. 1 if any could not be read."""
    args, language = context.args, context.language
    with closing(app.open_library(context.settings)) as library:
        following = Following(library.journal)
        if args.stop:
            dropped = [url for url in args.url if following.drop(url)]
            text = say("count", language, name=say("unfollowed", language), count=len(dropped))
            context.output(text, {"unfollowed": dropped})
            return 0
        added = [following.add(url) for url in args.url]
        if args.watch:
            _watch(context, following)
        elif added or args.due:
            began = time.perf_counter()
            visits = _round(context, following, added or following.due(time.time()))
            return put_report(context, [one for some in visits for one in some], began)
        else:
            names = ("url", "visited", "due", "failures", "why")
            every = following.all()
            text = "\n".join(_line(one, language) for one in every)
            listed = [{name: getattr(one, name) for name in names} for one in every]
            context.output(text or say("nothing_followed", language), listed)
    return 0


def rejected(context: Context, library: Library) -> int:
    """List what followed sources name and could not be read."""
    letters = Following(library.journal).rejected()
    lines = [f"{_minute(one.at)} · {_why(one.why, context.language)}" for one in letters]
    context.output(
        "\n".join(lines) or say("nothing_rejected", context.language),
        [asdict(one) | {"why": _why(one.why, context.language)} for one in letters],
    )
    return 0


def _round(
    context: Context, following: Following, sources: list[Followed]
) -> "Iterator[list[Outcome]]":
    from retrieval.following.visiting import Visitor, visited
    from retrieval.sources.robots import polite

    visitor = Visitor(polite(context.settings.telegram_proxy), worded=in_each_language)
    home, opened = context.settings.home, partial(app.open_archive, context.settings)
    with holding(home, "follow.lock", FollowBusy):
        yield from visited(sources, following, visitor, opened)


def _watch(context: Context, following: Following) -> None:
    """Visit what is due until interrupted; what is in the way now may be gone next time."""
    while True:
        try:
            for outcomes in _round(context, following, following.due(time.time())):
                if outcomes:
                    put_report(context, outcomes)
        except ServiceError as error:
            context.warn(error)
        time.sleep(_LOOK)


def _line(one: Followed, language: Language) -> str:
    visited = _minute(one.visited) if one.visited else "—"
    why = f" · {_why(one.why, language)}" if one.why else ""
    return f"{one.url} · {visited} → {_minute(one.due)}{why}"


def _why(why: dict[str, str], language: Language) -> str:
    return why.get(language) or why["en"]


def _minute(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().isoformat(" ", "minutes")[:16]
