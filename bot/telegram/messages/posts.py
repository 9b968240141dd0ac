"""
What Rawi says in Telegram: answers, quotations and refusals as messages with buttons. Pure.

Buttons carry ids, never words: what they ask for is found in the answer that was stored.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.i18n.catalogue import Language, catalogue
from bot.i18n.messages import say
from bot.presentation.as_json import Json, read_source
from bot.presentation.as_text import also_in, headline, standing
from bot.presentation.chain import chain_text
from bot.presentation.why import why_text
from bot.telegram.messages.entities import (
    MOST,
    Entity,
    Style,
    Styled,
    cleaned,
    parts,
    styled,
    units,
)
from bot.telegram.messages.typesetting import is_web, set_lines, stacked, typeset
from bot.types import Answer, Claim, Link
from retrieval.language.arabic import sentences
from retrieval.types import Article, Source

__all__ = [
    *("Button", "Entity", "Post", "Action"),
    *(
        "answer_posts",
        "citation_rows",
        "draft_posts",
        "ended",
        "laid",
        "plain_posts",
        "source_post",
        "why_post",
    ),
]

LONGEST_DATA = 64  # bytes of a button's data
_WIDEST = 8  # buttons shown side by side
_MOST_CITED = 12 * _WIDEST  # buttons for citations; a keyboard holds 100
_LONGEST_LABEL = 60  # code points on a button
# What a citation in its context is made of; together it fits into one message.
_LONGEST_NAME = 300  # code points of a title, or of an outlet
_LONGEST_QUOTE = 2400  # UTF-16 units
_LONGEST_SHOWN_TWICE = 1000  # of a quote that is shown again in its context
_LONGEST_COPY = 256  # characters that a button puts on the clipboard
_CONTEXT = 400  # code points on each side of it
_LONGEST_ELSEWHERE = 600  # code points about its other places


@dataclass(frozen=True, slots=True)
class Button:
    """
    One of three: *data* comes back when it is pressed, 1 to 64 bytes; *url* is opened; *copy* is
    put on the clipboard, 1 to 256 characters.
    """

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """
    One message as it is sent.

    rows: of buttons, each row from left to right.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """
    What a button asks for.

    kind: ``s`` a citation, ``n`` a nearest headline, ``w`` why, ``f`` feedback.
    detail: the number of the citation or, from 1, of the headline; ``+`` or ``-``; or empty.
    """

    kind: str
    answer: str
    detail: str = ""

    @property
    def data(self) -> str:
        return f"{self.kind}:{self.answer}:{self.detail}"

    @classmethod
    def read(cls, data: str) -> "Action | None":
        """
        What *data* stands for; None if no button of ours carries it.

        >>> Action.read(Action("s", "1f", "2").data), Action.read("x")
        (Action(kind='s', answer='1f', detail='2'), None)
        """
        found = re.fullmatch(r"([snwf]):([\w-]+):(\d+|[+-]|)", data)
        return cls(*found.groups()) if found else None


def draft_posts(claims: Sequence[Claim], language: Language) -> tuple[Post, ...]:
    """
    An answer while it is written: a line for each claim, under its lead if it has one.

    A further claim adds to the end, and changes nothing that stands.
    """
    told = (line for claim in claims for line in (claim.lead, claim.text))
    text = "\n".join(kept for line in told if (kept := cleaned(line)))
    return tuple(_post(part) for part in parts(typeset(text, language)))


def answer_posts(answer: Answer, language: Language) -> tuple[Post, ...]:
    """
    An answer with what it rests on, or a refusal with the nearest headlines to ask about.

    language: of the buttons; sentences are in the answer's.
    """
    body = typeset(cleaned(answer.text), answer.language, citations=answer.citations)
    below = [*_below(answer)]
    if below:
        body += Styled("\n\n") + set_lines(below, answer.language)
    return _with_rows(parts(body), _rows(answer, language))


def _below(answer: Answer) -> Iterator[str]:
    if answer.citations:
        yield from standing(answer)
    elif answer.nearest:
        yield say("nearest", answer.language)  # they are the buttons


def _rows(answer: Answer, language: Language) -> Iterator[tuple[Button, ...]]:
    for number, source in enumerate(() if answer.citations else answer.nearest, 1):
        label = _short(source.title, _LONGEST_LABEL)
        yield (Button(label, Action("n", answer.id, str(number)).data),)
    yield from citation_rows(answer.id, [one.number for one in answer.citations], language)
    good = Button("👍", Action("f", answer.id, "+").data)
    bad = Button("👎", Action("f", answer.id, "-").data)
    why = Button(say("why_button", language), Action("w", answer.id).data)
    yield laid([good, bad, why], language)


def citation_rows(
    answer: str, numbers: Sequence[int], language: Language
) -> tuple[tuple[Button, ...], ...]:
    """A button for each citation of the stored *answer*."""
    cited = [Button(f"[{n}]", Action("s", answer, str(n)).data) for n in numbers[:_MOST_CITED]]
    rows = (cited[first : first + _WIDEST] for first in range(0, len(cited), _WIDEST))
    return tuple(laid(row, language) for row in rows)


def laid(row: Sequence[Button], language: Language) -> tuple[Button, ...]:
    """*row* in the reader's direction: clients lay keyboards out from the left in every language."""
    return tuple(reversed(row)) if catalogue(language).rtl else tuple(row)


def _short(text: str, most: int) -> str:
    """*text* on one line of at most *most* code points, which is never empty."""
    text = " ".join(cleaned(text).split())
    return (text if len(text) <= most else f"{text[: most - 1].rstrip()}…") or "…"


def source_post(
    citation: Json, article: Article | None, language: Language, *, with_id: bool = False
) -> Post:
    """
    One citation of a stored answer: its quote, then its context folded away, and where it is from.

    citation: as ``render.answer_json`` wrote it.
    article: as it stands in the archive now; None if it is gone.
    with_id: whether the article's id is shown, as it is to administrators.
    """
    source = article.source if article else read_source(citation["article"])
    named = replace(
        source,
        title=_short(source.title, _LONGEST_NAME),
        outlet=source.outlet and _short(source.outlet, _LONGEST_NAME),
    )
    id = styled(source.id, [Style(0, len(source.id), "code")]) if with_id else Styled()
    before, quote, after = _around(citation, article)
    blocks = [
        set_lines([f"[{citation['number']}] {headline(named, language)}"], language),
        set_lines(_chain(citation, language), language),
        _block("blockquote", "", quote, "", source.language),
        _context(before, quote, after, source.language),
        set_lines([_elsewhere(source, language)] if source.also_in else [], language),
        set_lines([] if article else [say("gone", language)], language),
        id,
    ]
    buttons = [Button(say("copy_quote", language), copy=_short(quote, _LONGEST_COPY))]
    if source.url and is_web(source.url):
        buttons.append(Button(say("read_article", language), url=source.url))
    return replace(_post(parts(stacked(blocks))[0]), rows=(laid(buttons, language),))


def _chain(citation: Json, language: Language) -> list[str]:
    links = (Link(**link) for link in citation.get("chain", ()))  # none before it was kept
    return [_short(text, _LONGEST_ELSEWHERE)] if (text := chain_text(links, language)) else []


def _elsewhere(source: Source, language: Language) -> str:
    return _short(also_in(source, language), _LONGEST_ELSEWHERE)


def _context(before: str, quote: str, after: str, language: Language) -> Styled:
    """What stands around a quotation, folded; the quotation again where it is in the middle."""
    if not before:
        return _block("expandable_blockquote", "", "", after.lstrip(), language)
    return _block("expandable_blockquote", before, quote, after, language)


def _block(kind: str, before: str, quote: str, after: str, language: Language) -> Styled:
    """The quotation in bold between what stands around it, as a block of its own."""
    text = f"{before}{quote}{after}"
    styles = [Style(0, len(text), kind), Style(len(before), len(before) + len(quote), "bold")]
    return typeset(text, language, styles=styles)


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
    before, after = article.text[first:start], article.text[end:last]
    return _joined_before(before), quote, _joined_after(after)


def _joined_before(text: str) -> str:
    kept = cleaned(text)
    return kept + ("\n" if "\n" in text[len(text.rstrip()) :] else " ") if kept else ""


def _joined_after(text: str) -> str:
    kept = cleaned(text)
    space = text[: len(text) - len(text.lstrip())]
    return ("\n" if "\n" in space else " " if space else "") + kept if kept else ""


def why_post(answer: Json, language: Language) -> Post:
    """How a stored answer was reached, as far as one message tells."""
    return plain_posts(why_text(answer, language, scores=False), language)[0]


def plain_posts(text: str, language: Language = "ar") -> tuple[Post, ...]:
    """Any text, in as many messages as it takes."""
    return tuple(_post(part) for part in parts(typeset(cleaned(text), language)))


def ended(shown: Post, end: Post) -> Post:
    """What was *shown*, with *end* on a line of its own below it as far as it fits."""
    whole = Styled(shown.text, shown.entities) + Styled("\n\n") + Styled(end.text, end.entities)
    return _post(whole) if units(whole.text) <= MOST else shown


def _with_rows(messages: Sequence[Styled], rows: Iterable[tuple[Button, ...]]) -> tuple[Post, ...]:
    """*messages*, with the keyboard below the last."""
    if not messages:
        return ()
    *before, last = map(_post, messages)
    return (*before, Post(last.text, last.entities, tuple(rows)))


def _post(part: Styled) -> Post:
    return Post(part.text, part.entities)
