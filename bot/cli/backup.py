"""``rawi backup`` and ``rawi restore``: the whole home in one file, and back."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from bot import app
from bot.cli.context import Context
from bot.cli.progress import with_progress
from bot.i18n.messages import say
from retrieval.errors import BackupElsewhere
from retrieval.index import backup as files
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild


def backup(context: Context) -> int:
    """Write everything into one file, while others read and write."""
    if context.settings.database_url is not None:
        raise BackupElsewhere
    facts = files.backup(context.settings.home, context.args.file)
    return _done(context, "backed_up", facts)


def restore(context: Context) -> int:
    """Bring a backup back into an empty home; indexes are made anew, nothing is embedded."""
    began = time.perf_counter()
    facts = (_unpacked if context.settings.database_url is None else _moved)(context)
    ms = round(1000 * (time.perf_counter() - began))
    return _done(context, "restored", {**facts, "ms": ms})


def _unpacked(context: Context) -> dict[str, object]:
    """Bring a backup into the home of the settings, which is empty yet."""
    settings = context.settings
    with (
        writing(settings.home),
        files.unpacked(context.args.file, settings.home) as (folder, facts),
        closing(app.open_archive(replace(settings, home=folder))) as archive,
    ):
        _run(files.refilled(archive), context)
    return facts


def _moved(context: Context) -> dict[str, object]:
    """Bring a backup into the database of the settings, which has no articles yet."""
    with (
        closing(app.open_archive(context.settings)) as archive,
        archive.writing(),
        files.opened(context.args.file) as (library, facts),
    ):
        archive.library.take_over(library)
        _run(rebuild(archive), context)
    return facts


def _run(steps: Iterator[object], context: Context) -> None:
    for _ in with_progress(steps, say("rebuilding", context.language), context.settings):
        pass


def _done(context: Context, message: str, facts: dict[str, object]) -> int:
    language = context.language
    articles = say("articles", language, count=facts["articles"])
    text = say(message, language, file=context.args.file, articles=articles, made=facts["made"])
    context.output(text, facts)
    return 0
