"""``rawi backup`` and ``rawi restore``: the whole home in one file, and back."""

import time
from contextlib import closing
from dataclasses import replace

from bot import app
from bot.cli.context import Context
from bot.cli.progress import with_progress
from bot.i18n.messages import say
from retrieval.errors import BackupElsewhere
from retrieval.index import backup as files
from retrieval.index.lock import writing


def backup(context: Context) -> int:
    """Write everything into one file, while others read and write."""
    _own_library(context)
    facts = files.backup(context.settings.home, context.args.file)
    return _done(context, "backed_up", facts)


def restore(context: Context) -> int:
    """Bring a backup back into an empty home; indexes are made anew, nothing is embedded."""
    _own_library(context)
    began = time.perf_counter()
    home = context.settings.home
    with (
        writing(home),
        files.unpacked(context.args.file, home) as (folder, facts),
        closing(app.open_archive(replace(context.settings, home=folder))) as archive,
    ):
        steps = files.verified(archive)
        for _ in with_progress(steps, say("rebuilding", context.language), context.settings):
            pass
    ms = round(1000 * (time.perf_counter() - began))
    return _done(context, "restored", {**facts, "ms": ms})


def _own_library(context: Context) -> None:
    """A server's library has its server's tools. Raises BackupElsewhere."""
    if context.settings.database_url is not None:
        raise BackupElsewhere


def _done(context: Context, message: str, facts: dict[str, object]) -> int:
    language = context.language
    articles = say("articles", language, count=facts["articles"])
    text = say(message, language, file=context.args.file, articles=articles, made=facts["made"])
    context.output(text, facts)
    return 0
