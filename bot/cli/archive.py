"""What the archive holds, and what is taken out of it: ``sources``, ``show``, ``remove``."""

from contextlib import closing

from bot import app
from bot.cli.context import Context
from bot.cli.follow import rejected
from bot.i18n.messages import say
from bot.presentation.as_json import article_json, brief_json, source_json, version_json
from bot.presentation.as_text import article_text, headline, sources_text, versions_text
from retrieval.damages import ArticleDamaged
from retrieval.errors import UnknownArticle
from retrieval.index.filtering import allows

_PAGE = 50  # articles
_NAMED = 5  # of many damaged articles


def sources(context: Context) -> int:
    """List the articles asked for, or what followed sources name and could not be read."""
    with closing(app.open_library(context.settings)) as library:
        if context.args.rejected:
            return rejected(context, library)
        every, damaged = library.sources(), library.unlisted()
    filters, page, language = context.filters, context.args.page, context.language
    found = [one for one in every if allows(filters, one)]
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


def show(context: Context) -> int:
    """One article in full, or what it was before it was updated."""
    with closing(app.open_library(context.settings)) as library:
        article = library.article(context.args.id)
        if article is None:
            raise UnknownArticle(id=context.args.id)
        versions = library.versions(context.args.id)
    if context.args.versions:
        found = [version_json(version) for version in versions]
        context.output(versions_text(versions, context.language), found)
    else:
        context.output(article_text(article, context.language), article_json(article))
    return 0


def remove(context: Context) -> int:
    """Take one article out of the archive, and its copies if they are wanted out as well."""
    from retrieval.index.ingest import Ingest

    language = context.language
    with closing(app.open_archive(context.settings)) as archive, archive.writing():
        source = archive.library.source(context.args.id)
        kin = [one.id for one in source.also_in] if source else []
        every = [context.args.id, *(kin if context.args.copies else [])]
        removed = [Ingest(archive).remove(id) for id in every]
        left = [one for one in map(archive.library.source, kin) if one is not None]
    lines = [say("removed", language, headline=headline(one, language)) for one in removed]
    if left:
        lines.append(say("told_elsewhere", language))
        lines += [f"• {one.id} · {headline(one, language)}" for one in left]
    found = {"removed": [*map(brief_json, removed)], "left": [*map(brief_json, left)]}
    context.output("\n".join(lines), found)
    return 0
