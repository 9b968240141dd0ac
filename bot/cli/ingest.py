"""``ingest``: what goes into the archive, and what became of every input."""

import time
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.cli.progress import with_progress
from bot.i18n.messages import say
from bot.presentation.as_json import report_json
from bot.presentation.as_text import report_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.index.archive import Archive
    from retrieval.index.ingest import Outcome, Reading


def ingest(context: Context) -> int:
    """Put articles into the archive; 1 if any input was rejected, 130 if it was stopped."""
    from retrieval.index.ingest import Ingest
    from retrieval.sources.reading import expected

    began = time.perf_counter()
    sources, stopped, language = context.args.source, False, context.language
    outcomes: list[Outcome] = []
    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        work = Ingest(archive)
        steps = with_progress(
            work.run(_readings(context, archive)),
            say("reading", language),
            context.settings,
            total=lambda: expected(*sources),
        )
        try:
            outcomes.extend(steps)
        except KeyboardInterrupt:
            stopped = True
            work.settle()
    status = put_report(context, outcomes, began)
    if not stopped:
        return status
    held = sum(one.status not in ("rejected", "noted") for one in outcomes)
    total = expected(*sources)
    left = "?" if total is None else str(max(0, total - len(outcomes)))
    articles = say("articles", language, count=held)
    context.remark(say("ingest_stopped", language, articles=articles, left=left))
    return 130


def _readings(context: Context, archive: "Archive") -> "Iterator[Reading]":
    """What is to be ingested, read here or by Ray's workers."""
    args = context.args
    if args.engine == "ray":
        from bot.cli.workers import distributed

        return distributed(args.source, archive, context.settings, workers=args.workers)
    from retrieval.sources.reading import read

    return read(*args.source, proxy=context.settings.telegram_proxy)


def put_report(context: Context, outcomes: "Sequence[Outcome]", began: float | None = None) -> int:
    """Print what became of inputs, read since *began*; 1 if any was rejected."""
    ms = 0 if began is None else 1000 * (time.perf_counter() - began)
    text = report_text(outcomes, context.language)
    context.output(text, report_json(outcomes, ms, context.language))
    return int(any(one.status == "rejected" for one in outcomes))
