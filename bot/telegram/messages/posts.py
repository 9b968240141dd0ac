"""Any text as messages, shortened where it must be, with buttons below. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.i18n.catalogue import Language, catalogue
from bot.telegram.messages.entities import Button, Post
from bot.telegram.messages.texts import MOST, cleaned, parts, units
from bot.telegram.messages.typesetting import typeset

Posts = tuple[Post, ...]
_BEGINNING = 80  # code points


def laid(row: Sequence[Button], language: Language) -> tuple[Button, ...]:
    """*row* in the reader's direction: clients lay keyboards out from the left in every language."""
    return tuple(reversed(row)) if catalogue(language).rtl else tuple(row)


def shortened(text: str, most: int) -> str:
    """
    *text* on one line of at most *most* code points, cut between words if it can be; never empty.

    >>> shortened("وصل الوفد صباحاً", 12), shortened("x" * 9, 5), shortened(" ", 5)
    ('وصل الوفد…', 'xxxx…', '…')
    """
    text = " ".join(cleaned(text).split())
    if len(text) <= most:
        return text or "…"
    cut = text.rfind(" ", most // 2, most)
    return f"{text[: cut if cut > 0 else most - 1].rstrip()}…"


def beginning(post: Post) -> Post:
    """
    What *post* begins with: a few of its words, never all, and an ellipsis.

    >>> beginning(Post("وصل الوفد صباحاً")).text
    'وصل الوفد…'
    """
    return Post(shortened(post.text, min(_BEGINNING, len(post.text) - 1)))


def under(some: Sequence[Post], rows: Sequence[tuple[Button, ...]]) -> Posts:
    """*some* with *rows* of buttons below the last."""
    return (*some[:-1], replace(some[-1], rows=tuple(rows))) if some else ()


def plain_posts(text: str, language: Language = "ar") -> Posts:
    """Any text, in as many messages as it takes."""
    return parts(typeset(cleaned(text), language))


def ended(shown: Post, end: Post) -> Post:
    """What was *shown*, with *end* on a line of its own below it as far as it fits."""
    whole = replace(shown, rows=()) + Post("\n\n") + end
    return whole if units(whole.text) <= MOST else shown
