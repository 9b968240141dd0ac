"""One citation, one article, or how an answer was reached, as a message of its own. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import Json, read_source
from bot.presentation.as_text import also_in, chain_text, headline
from bot.presentation.why import why_text
from bot.telegram.messages.entities import Button, Entity, Post, styled
from bot.telegram.messages.posts import laid, plain_posts, shortened
from bot.telegram.messages.quotations import around
from bot.telegram.messages.texts import cleaned, parts
from bot.telegram.messages.typesetting import is_web, set_lines, stacked, typeset
from bot.types import Link
from retrieval.types import Article, Source

# What a card is made of; together it fits into one message.
_LONGEST_NAME = 300  # code points of a title, or of an outlet
_LONGEST_COPY = 256  # characters that a button puts on the clipboard
_LONGEST_READ = 2800  # UTF-16 units of an article
_LONGEST_ELSEWHERE = 600  # code points about its other places


def source_post(
    citation: Json, article: Article | None, language: Language, *, link: str, with_id: bool = False
) -> Post:
    """
    One citation of a stored answer: its quote, then its context folded away, and where it is from.

    citation: as ``bot.presentation.as_json`` wrote it.
    article: as it stands in the archive now; None if it is gone.
    link: opens the article in the bot. with_id: whether the article's id is shown, as it is to administrators.
    """
    source = article.source if article else read_source(citation["article"])
    before, quote, after = around(citation, article)
    chain = chain_text((Link(**link) for link in citation["chain"]), language)
    title = f"[{citation['number']}] {headline(_named(source), language)}"
    gone = "" if article else say("gone", language)
    folded = (before, quote, after) if before else ("", "", after.lstrip())
    blocks = [
        set_lines([title, _line(chain)], language),
        _block("blockquote", "", quote, "", source.language),
        _block("expandable_blockquote", *folded, source.language),
        set_lines([_line(also_in(source, language)), gone], language),
    ]
    copy = Button(say("copy_quote", language), copy=shortened(quote, _LONGEST_COPY))
    return _card(source, blocks, [copy], language, link=link if article else "", with_id=with_id)


def article_post(
    article: Article, language: Language, *, link: str, ask: Button, with_id: bool = False
) -> Post:
    """
    An article to be read, as far as one message tells.

    link: opens it in the bot. ask: what asks about it.
    """
    first, *rest = parts(Post(cleaned(article.text)), most=_LONGEST_READ)
    text = f"{first.text} …" if rest else first.text
    folded = [Entity(0, len(text), "expandable_blockquote")]
    blocks = [
        set_lines([headline(_named(article.source), language)], language),
        typeset(text, article.source.language, entities=folded),
        set_lines([_line(also_in(article.source, language))], language),
    ]
    return _card(article.source, blocks, [ask], language, link=link, with_id=with_id)


def why_post(answer: Json, language: Language) -> Post:
    """How a stored answer was reached, as far as one message tells."""
    return plain_posts(why_text(answer, language, scores=False), language)[0]


def _card(
    source: Source,
    blocks: Sequence[Post],
    buttons: Sequence[Button],
    language: Language,
    *,
    link: str,
    with_id: bool,
) -> Post:
    """*blocks* and the article's id; below them what opens it, here and on the web."""
    id = styled(source.id, [Entity(0, len(source.id), "code")]) if with_id else Post()
    row = [*buttons]
    if source.url and is_web(source.url):
        row.append(Button(say("read_article", language), url=source.url))
    if link:
        row.append(Button(say("copy_link", language), copy=link))
    return replace(parts(stacked([*blocks, id]))[0], rows=(laid(row, language),))


def _named(source: Source) -> Source:
    """*source* with names that fit into a card."""
    outlet = source.outlet and shortened(source.outlet, _LONGEST_NAME)
    return replace(source, title=shortened(source.title, _LONGEST_NAME), outlet=outlet)


def _line(text: str) -> str:
    """*text* as far as it fits, if there is any."""
    return shortened(text, _LONGEST_ELSEWHERE) if text else ""


def _block(kind: str, before: str, quote: str, after: str, language: Language) -> Post:
    """The quotation in bold between what stands around it, as a block of its own."""
    text = f"{before}{quote}{after}"
    styles = [Entity(0, len(text), kind), Entity(len(before), len(before) + len(quote), "bold")]
    return typeset(text, language, entities=styles)
