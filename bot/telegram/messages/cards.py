"""One citation, one article, or how an answer was reached, as a message of its own. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import Json, read_source
from bot.presentation.as_text import also_in, chain_text, headline
from bot.presentation.why import why_text
from bot.telegram.messages.entities import Button, Entity, Post, cleaned, parts, styled, units
from bot.telegram.messages.posts import laid, plain_posts, shortened
from bot.telegram.messages.typesetting import is_web, set_lines, stacked, typeset
from bot.types import Link
from retrieval.language.sentences import sentences
from retrieval.types import Article, Source

# What a card is made of; together it fits into one message.
_LONGEST_NAME = 300  # code points of a title, or of an outlet
_LONGEST_QUOTE = 2400  # UTF-16 units
_LONGEST_SHOWN_TWICE = 1000  # of a quote that is shown again in its context
_LONGEST_COPY = 256  # characters that a button puts on the clipboard
_LONGEST_READ = 2800  # UTF-16 units of an article
_CONTEXT = 400  # code points on each side of a quote
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
    before, quote, after = _around(citation, article)
    chain = chain_text((Link(**link) for link in citation["chain"]), language)
    title = f"[{citation['number']}] {headline(_named(source), language)}"
    folded = (before, quote, after) if before else ("", "", after.lstrip())
    blocks = [
        set_lines([title, _line(chain)], language),
        _block("blockquote", "", quote, "", source.language),
        _block("expandable_blockquote", *folded, source.language),
        set_lines(
            [_line(also_in(source, language)), "" if article else say("gone", language)], language
        ),
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
    blocks = [
        set_lines([headline(_named(article.source), language)], language),
        typeset(
            text, article.source.language, entities=[Entity(0, len(text), "expandable_blockquote")]
        ),
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
    whole = stacked([*blocks, id])
    row = [*buttons]
    if source.url and is_web(source.url):
        row.append(Button(say("read_article", language), url=source.url))
    if link:
        row.append(Button(say("copy_link", language), copy=link))
    return replace(parts(whole)[0], rows=(laid(row, language),))


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


def _around(citation: Json, article: Article | None) -> tuple[str, str, str]:
    """What stands before a quotation, the quotation, and what stands after it."""
    quote = cleaned(citation["quote"])
    start, end = citation["start"], citation["end"]
    if units(quote) > _LONGEST_QUOTE:
        return "", f"{quote[: _LONGEST_QUOTE // 2]}…", ""
    alone = units(quote) > _LONGEST_SHOWN_TWICE
    if alone or article is None or article.text[start:end] != citation["quote"]:
        return "", quote, ""
    spans = sentences(article.text)
    first = min((a for a, _ in spans if start - _CONTEXT <= a <= start), default=start)
    last = max((b for _, b in spans if end <= b <= end + _CONTEXT), default=end)
    whole = cleaned(article.text[first:last])
    at = whole.find(quote, len(cleaned(article.text[first:start])))
    around = (whole[:at], whole[at + len(quote) :]) if at >= 0 else ("", "")
    before, after = map(_one_break, around)
    before = f"… {before}" if first and before else before
    return before, quote, f"{after} …" if after and last < len(article.text.rstrip()) else after


def _one_break(text: str) -> str:
    """*text*, beside a quotation, with one line break where a paragraph begins or ends."""
    inner = text.strip()
    if not inner:
        return "\n" if "\n" in text else text
    before, _, after = text.partition(inner)
    return inner.join("\n" if "\n" in space else space for space in (before, after))
