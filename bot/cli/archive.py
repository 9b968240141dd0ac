"""Commands that look after the archive: what goes in and out, and what it holds."""

import asyncio
import time
from contextlib import closing
from dataclasses import asdict

from bot import app
from bot.cli.desk import Desk
from bot.cli.progress import counting
from bot.i18n.messages import say
from bot.presentation.as_json import article_json, brief_json, report_json, source_json
from bot.presentation.as_text import article_text, headline, report_text, sources_text
from retrieval.errors import UnknownArticle
from retrieval.index.library import Library
from retrieval.index.lock import writing


def ingest(desk: Desk) -> int:
    """Put articles into the archive; 1 if any input was rejected."""
    from retrieval.index.ingest import Ingest
    from retrieval.sources.reading import read

    began = time.perf_counter()
    home = desk.settings.home
    with writing(home), closing(app.open_archive(desk.settings)) as archive:
        outcomes = list(
            counting(
                Ingest(archive).run(read(*desk.args.source)),
                say("reading", desk.language),
                desk.settings,
            )
        )
    ms = 1000 * (time.perf_counter() - began)
    desk.put(report_text(outcomes, desk.language), report_json(outcomes, ms, desk.language))
    return int(any(outcome.status == "rejected" for outcome in outcomes))


def sources(desk: Desk) -> int:
    """List every article."""
    with closing(Library(desk.settings.home)) as library:
        found = library.sources()
    desk.put(sources_text(found, desk.language), [source_json(source) for source in found])
    return 0


def show(desk: Desk) -> int:
    """One article in full."""
    with closing(Library(desk.settings.home)) as library:
        article = library.article(desk.args.id)
    if article is None:
        raise UnknownArticle(id=desk.args.id)
    desk.put(article_text(article, desk.language), article_json(article))
    return 0


def remove(desk: Desk) -> int:
    """Take one article out of the archive."""
    from retrieval.index.ingest import Ingest

    with writing(desk.settings.home), closing(app.open_archive(desk.settings)) as archive:
        source = Ingest(archive).remove(desk.args.id)
    removed = say("removed", desk.language, headline=headline(source, desk.language))
    desk.put(removed, {"removed": [brief_json(source)]})
    return 0


def rebuild(desk: Desk) -> int:
    """Restore both indexes from the library."""
    from retrieval.index.rebuilding import rebuild

    began = time.perf_counter()
    with writing(desk.settings.home), closing(app.open_archive(desk.settings)) as archive:
        steps = rebuild(archive, embed=desk.args.embed)
        for _ in counting(steps, say("rebuilding", desk.language), desk.settings):
            pass
        counts = archive.library.counts()
    ms = round(1000 * (time.perf_counter() - began))
    passages = say("passages", desk.language, count=counts["passages"])
    desk.put(
        say("rebuilt", desk.language, passages=passages),
        {"articles": counts["articles"], "passages": counts["passages"], "ms": ms},
    )
    return 0


def calibrate(desk: Desk) -> int:
    """Fit to the archive when nothing is answered."""
    from bot.evaluation.calibration import calibrated

    with writing(desk.settings.home), closing(app.open_archive(desk.settings)) as archive:
        found = asyncio.run(calibrated(archive))
        archive.library.note(least=found.least)
    figures = {name: f"{value:g}" for name, value in asdict(found).items()}
    desk.put(say("calibrated", desk.language, **figures), asdict(found))
    return 0
