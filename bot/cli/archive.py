"""Commands that look after the archive: what goes in and out, and what it holds."""

import asyncio
import time
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.cli.follow import rejected
from bot.cli.progress import with_progress
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import (
    article_json,
    brief_json,
    report_json,
    source_json,
    version_json,
)
from bot.presentation.as_text import (
    article_text,
    headline,
    report_text,
    sources_text,
    versions_text,
)
from retrieval.damages import ArticleDamaged
from retrieval.errors import UnknownArticle
from retrieval.index.filtering import allows

_PAGE = 50  # articles
_ON_TOPIC = 200  # passages looked at
_NAMED = 5  # of many damaged articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.errors import InputRejected
    from retrieval.index.archive import Archive
    from retrieval.index.ingest import Outcome
    from retrieval.types import Article


def ingest(context: Context) -> int:
    """Put articles into the archive; 1 if any input was rejected, 130 if it was stopped."""
    from retrieval.index.ingest import Ingest
    from retrieval.sources.reading import expected

    began = time.perf_counter()
    sources, stopped = context.args.source, False
    outcomes: list[Outcome] = []
    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        work = Ingest(archive)
        steps = with_progress(
            work.run(_readings(context, archive)),
            say("reading", context.language),
            context.settings,
            total=lambda: expected(*sources),
        )
        try:
            outcomes.extend(steps)
        except KeyboardInterrupt:
            stopped = True
            work.settle()
    ms = 1000 * (time.perf_counter() - began)
    context.output(
        report_text(outcomes, context.language), report_json(outcomes, ms, context.language)
    )
    if stopped:
        context.remark(_where_it_stopped(outcomes, expected(*sources), context.language))
        return 130
    return int(any(outcome.status == "rejected" for outcome in outcomes))


def _readings(context: Context, archive: "Archive") -> "Iterator[Article | InputRejected]":
    """What is to be ingested, read here or by Ray's workers."""
    args = context.args
    if args.engine == "ray":
        from bot.cli.workers import distributed

        return distributed(args.source, archive, context.settings, workers=args.workers)
    from retrieval.sources.reading import read

    return read(*args.source, proxy=context.settings.telegram_proxy)


def _where_it_stopped(outcomes: "list[Outcome]", total: int | None, language: Language) -> str:
    held = sum(outcome.status not in ("rejected", "noted") for outcome in outcomes)
    left = "?" if total is None else str(max(0, total - len(outcomes)))
    return say(
        "ingest_stopped", language, articles=say("articles", language, count=held), left=left
    )


def sources(context: Context) -> int:
    """List the articles asked for, or what followed sources name and could not be read."""
    with closing(app.open_library(context.settings)) as library:
        if context.args.rejected:
            return rejected(context, library)
        every, damaged = library.sources(), library.unlisted()
    found = [one for one in every if allows(context.filters, one)]
    if context.args.topic:
        wanted = asyncio.run(_about(context))
        found = [one for one in found if one.id in wanted]
    page, language = context.args.page, context.language
    first = _PAGE * ((page or 1) - 1)
    shown = found[first : first + _PAGE]
    lines = [sources_text(shown, language) if shown or not every else ""]
    if found != shown or len(found) != len(every):
        of = say("articles", language, count=len(found))
        pages = max(1, -(-len(found) // _PAGE))
        lines.append(say("page_of", language, page=page or 1, pages=pages, articles=of))
    some = shown if page else found
    context.output("\n".join(filter(None, lines)), [source_json(source) for source in some])
    if damaged:
        context.warn(error := ArticleDamaged(ids=", ".join(sorted(damaged)[:_NAMED])))
        return error.exit_code
    return 0


async def _about(context: Context) -> set[str]:
    """The articles that are about the topic, as ``latest`` understands it."""
    from bot.extraction.leads import about
    from retrieval.search.searcher import Searcher

    with closing(app.open_archive(context.settings)) as archive:
        search = Searcher(archive).search
        evidence = await search(context.args.topic, limit=_ON_TOPIC, filters=context.filters)
        sources = [hit.passage.source for hit in about(evidence)]
    return {id for one in sources for id in (one.id, *(place.id for place in one.also_in))}


def show(context: Context) -> int:
    """One article in full."""
    with closing(app.open_library(context.settings)) as library:
        article = library.article(context.args.id)
        if article is None:
            raise UnknownArticle(id=context.args.id)
        versions = library.versions(context.args.id)
    if context.args.versions:
        found = [version_json(version) for version in versions]
        context.output(versions_text(versions, context.language), found)
        return 0
    context.output(article_text(article, context.language), article_json(article))
    return 0


def remove(context: Context) -> int:
    """Take one article out of the archive, and its copies if they are wanted out as well."""
    from retrieval.index.ingest import Ingest

    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        source = archive.library.source(context.args.id)
        kin = [one.id for one in source.also_in] if source else []
        every = [context.args.id, *(kin if context.args.copies else [])]
        removed = [Ingest(archive).remove(id) for id in every]
        left = [one for one in map(archive.library.source, kin) if one is not None]
    lines = [
        say("removed", context.language, headline=headline(one, context.language))
        for one in removed
    ]
    if left:
        lines.append(say("told_elsewhere", context.language))
        lines += [f"• {one.id} · {headline(one, context.language)}" for one in left]
    found = {
        "removed": [brief_json(one) for one in removed],
        "left": [brief_json(one) for one in left],
    }
    context.output("\n".join(lines), found)
    return 0


def rebuild(context: Context) -> int:
    """Restore both indexes from the library."""
    from retrieval.index.rebuilding import rebuild

    began = time.perf_counter()
    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        steps = rebuild(archive, embed=context.args.embed)
        counts = archive.library.counts()
        name = say("rebuilding", context.language)
        for _ in with_progress(steps, name, context.settings, total=lambda: counts["passages"]):
            pass
        counts = archive.library.counts()
    ms = round(1000 * (time.perf_counter() - began))
    passages = say("passages", context.language, count=counts["passages"])
    context.output(
        say("rebuilt", context.language, passages=passages),
        {"articles": counts["articles"], "passages": counts["passages"], "ms": ms},
    )
    return 0


def calibrate(context: Context) -> int:
    """Fit to the archive from when a sentence is called an answer, or take that back."""
    from bot.evaluation.calibration import calibrated, undone

    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        if context.args.undo:
            least = undone(archive)
            context.output(
                say("calibration_undone", context.language, least=least), {"least": least}
            )
            return 0
        found = asyncio.run(calibrated(archive))
    shares = {f"now_{kind}": share for kind, share in found.now.items()}
    shares |= {f"then_{kind}": share for kind, share in found.then.items()}
    facts = asdict(found) | shares
    context.output(say("calibrated", context.language, **facts), asdict(found))
    return 0
