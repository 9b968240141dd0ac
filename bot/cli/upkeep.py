"""The archive as a whole: ``backup``, ``restore``, ``rebuild`` and ``calibrate``."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace

from bot import app
from bot.cli.context import Context
from bot.cli.progress import with_progress
from bot.i18n.messages import say
from retrieval.errors import BackupElsewhere
from retrieval.index import backup as files
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild as rebuilt


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
    return _done(context, "restored", {**facts, "ms": _ms_since(began)})


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
        _run(rebuilt(archive), context)
    return facts


def rebuild(context: Context) -> int:
    """Restore both indexes from the library."""
    began = time.perf_counter()
    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        passages = archive.library.counts()["passages"]
        _run(rebuilt(archive, embed=context.args.embed), context, passages)
        counts = archive.library.counts()
    found = {name: counts[name] for name in ("articles", "passages")} | {"ms": _ms_since(began)}
    told = say("passages", context.language, count=counts["passages"])
    context.output(say("rebuilt", context.language, passages=told), found)
    return 0


def calibrate(context: Context) -> int:
    """Fit to the archive from when a sentence is called an answer, or take that back."""
    from bot.evaluation.calibration import calibrated, undone

    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        if context.args.undo:
            least = undone(archive)
            text = say("calibration_undone", context.language, least=least)
            context.output(text, {"least": least})
            return 0
        found = asyncio.run(calibrated(archive))
    shares = {f"now_{kind}": share for kind, share in found.now.items()}
    shares |= {f"then_{kind}": share for kind, share in found.then.items()}
    text = say("calibrated", context.language, **asdict(found) | shares)
    context.output(text, asdict(found))
    return 0


def _run(steps: Iterator[object], context: Context, total: int | None = None) -> None:
    name = say("rebuilding", context.language)
    for _ in with_progress(steps, name, context.settings, total=lambda: total):
        pass


def _ms_since(began: float) -> int:
    return round(1000 * (time.perf_counter() - began))


def _done(context: Context, message: str, facts: dict[str, object]) -> int:
    language = context.language
    articles = say("articles", language, count=facts["articles"])
    text = say(message, language, file=context.args.file, articles=articles, made=facts["made"])
    context.output(text, facts)
    return 0
