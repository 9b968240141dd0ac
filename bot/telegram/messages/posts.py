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
from bot.telegram.messages.entities import Entity, Style, Styled, cleaned, parts, styled, units
from bot.telegram.messages.typesetting import is_web, set_lines, stacked, typeset
from bot.types import Answer, Claim, Link
from retrieval.language.arabic import sentences
from retrieval.types import Article, Source

__all__ = [
    *("Button", "Entity", "Post", "Action"),
    *("answer_posts", "draft_posts", "plain_posts", "source_post", "why_post"),
]

LONGEST_DATA = 64  # bytes of a button's data
_WIDEST = 8  # buttons shown side by side
_MOST_CITED = 12 * _WIDEST  # buttons for citations; a keyboard holds 100
_LONGEST_LABEL = 60  # code points on a button
# What a citation in its context is made of; together it fits into one message.
_LONGEST_NAME = 300  # code points of a title, or of an outlet
_LONGEST_QUOTE = 1400  # UTF-16 units
_CONTEXT = 400  # code points on each side of it
_LONGEST_ELSEWHERE = 600  # code points about its other places


@dataclass(frozen=True, slots=True)
class Button:
    """data: what comes back when it is pressed, 1 to 64 bytes."""

    text: str
    data: str


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
        yield say("nearest", answer.language)
        yield from (f"• {headline(source, answer.language)}" for source in answer.nearest)


def _rows(answer: Answer, language: Language) -> Iterator[tuple[Button, ...]]:
    if not answer.citations:
        for number, source in enumerate(answer.nearest, 1):
            label = _short(source.title, _LONGEST_LABEL)
            yield (Button(label, Action("n", answer.id, str(number)).data),)
        return
    cited = [_cited(answer, citation.number) for citation in answer.citations[:_MOST_CITED]]
    for first in range(0, len(cited), _WIDEST):
        yield _laid(cited[first : first + _WIDEST], language)
    good = Button("👍", Action("f", answer.id, "+").data)
    bad = Button("👎", Action("f", answer.id, "-").data)
    why = Button(say("why_button", language), Action("w", answer.id).data)
    yield _laid([good, bad, why], language)


def _cited(answer: Answer, number: int) -> Button:
    return Button(f"[{number}]", Action("s", answer.id, str(number)).data)


def _laid(row: Sequence[Button], language: Language) -> tuple[Button, ...]:
    """*row* in the reader's direction: clients lay keyboards out from the left in every language."""
    return tuple(reversed(row)) if catalogue(language).rtl else tuple(row)


def _short(text: str, most: int) -> str:
    """*text* on one line of at most *most* code points, which is never empty."""
    text = " ".join(cleaned(text).split())
    return (text if len(text) <= most else f"{text[: most - 1].rstrip()}…") or "…"


def source_post(citation: Json, article: Article | None, language: Language) -> Post:
    """
    One citation of a stored answer in its context, with everything that tells where it is from.

    citation: as ``render.answer_json`` wrote it.
    article: as it stands in the archive now; None if it is gone.
    """
    source = article.source if article else read_source(citation["article"])
    named = replace(
        source,
        title=_short(source.title, _LONGEST_NAME),
        outlet=source.outlet and _short(source.outlet, _LONGEST_NAME),
    )
    blocks = [
        set_lines([f"[{citation['number']}] {headline(named, language)}"], language),
        set_lines(_chain(citation, language), language),
        _origin(source, language, gone=article is None),
        _quotation(citation, article, source.language),
        set_lines([_elsewhere(source, language)] if source.also_in else [], language),
    ]
    return _post(parts(stacked(blocks))[0])


def _chain(citation: Json, language: Language) -> list[str]:
    links = (Link(**link) for link in citation.get("chain", ()))  # none before it was kept
    return [_short(text, _LONGEST_ELSEWHERE)] if (text := chain_text(links, language)) else []


def _elsewhere(source: Source, language: Language) -> str:
    return _short(also_in(source, language), _LONGEST_ELSEWHERE)


def _origin(source: Source, language: Language, *, gone: bool) -> Styled:
    """Where the article can be read, if anywhere."""
    if source.url and is_web(source.url):
        text = say("read_article", language)
        return styled(text, [Style(0, len(text), "text_link", source.url)])
    return set_lines([say("gone", language)] if gone else [], language)


def _quotation(citation: Json, article: Article | None, language: Language) -> Styled:
    """The quotation in bold between what stands around it, folded away until it is tapped."""
    before, quote, after = _around(citation, article)
    text = f"{before}{quote}{after}"
    styles = [
        Style(0, len(text), "expandable_blockquote"),
        Style(len(before), len(before) + len(quote), "bold"),
    ]
    return typeset(text, language, styles=styles)


def _around(citation: Json, article: Article | None) -> tuple[str, str, str]:
    """What stands before a quotation, the quotation, and what stands after it."""
    quote = cleaned(citation["quote"])
    start, end = citation["start"], citation["end"]
    if units(quote) > _LONGEST_QUOTE:
        return "", f"{quote[: _LONGEST_QUOTE // 2]}…", ""
    if article is None or article.text[start:end] != citation["quote"]:
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


def _with_rows(messages: Sequence[Styled], rows: Iterable[tuple[Button, ...]]) -> tuple[Post, ...]:
    """*messages*, with the keyboard below the last."""
    if not messages:
        return ()
    *before, last = map(_post, messages)
    return (*before, Post(last.text, last.entities, tuple(rows)))


def _post(part: Styled) -> Post:
    return Post(part.text, part.entities)
