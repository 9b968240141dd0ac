"""
How a text is set for Telegram: in its direction, its citations linked, what matters in bold. Pure.

Right-to-left text is kept so by single marks, which clients and the server leave alone: RLM before
a citation and before a paragraph that would otherwise be taken for Latin; LRM the other way round.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import urlsplit

from bot.i18n.catalogue import Language, catalogue
from bot.presentation.as_text import short_answers
from bot.presentation.bidi import ends_of_arabic, ends_of_latin, marked, runs_right
from bot.telegram.messages.entities import Entity, Post, styled
from bot.telegram.messages.texts import cleaned
from bot.types import Citation

_RLM, _LRM = "\u200f", "\u200e"
_CITED = re.compile(r"(?:\[\d+\])+")
_COMMAND = re.compile(r"(?<![\w/])/(?=[A-Za-z])")
_NUMBER = re.compile(r"\[(\d{1,4})\]")
_HOST = re.compile(r"(?:[^\s./?#@:]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)(?::\d+)?")
_LONGEST_URL = 2048


def typeset(
    text: str,
    language: Language,
    *,
    citations: Collection[Citation] = (),
    entities: Iterable[Entity] = (),
) -> Post:
    """A cleaned *text* with its marks, the links of its citations, and what is strong in it."""
    every = [*entities, *_links(text, citations)]
    every += [Entity(*span, "bold") for span in short_answers(text, citations)]
    return styled(text, every, [*_marks(text, rtl=catalogue(language).rtl)])


def set_lines(
    lines: Iterable[str], language: Language, *, citations: Collection[Citation] = ()
) -> Post:
    """Each of *lines* that holds anything, on a line of its own."""
    text = "\n".join(kept for line in lines if (kept := cleaned(line)))
    return typeset(text, language, citations=citations)


def stacked(blocks: Iterable[Post]) -> Post:
    """*blocks* that hold anything, one below the other."""
    whole = Post()
    for block in blocks:
        if block:
            whole += Post("\n") + block if whole else block
    return whole


def is_web(url: str) -> bool:
    """
    Whether *url* can be offered: http or https, to a host with a name of its own.

    >>> [is_web(url) for url in ("https://example.org/خبر?a=1", "http://localhost/", "javascript:a.b")]
    [True, False, False]
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return False
    return (
        split.scheme in ("http", "https")
        and len(url) <= _LONGEST_URL
        and _HOST.fullmatch(split.netloc) is not None
        and not re.search(r"[\s\x00-\x1f\x7f-\x9f]", url)
    )


def _links(text: str, citations: Collection[Citation]) -> Iterator[Entity]:
    """The numbers that cite, as links; what looks like one inside a quotation is none."""
    urls = {
        citation.number: url
        for citation in citations
        if (url := citation.passage.source.url) and is_web(url)
    }
    quotes = [
        (at, at + len(citation.quote))
        for citation in citations
        if (at := text.find(citation.quote)) >= 0
    ]
    for found in _NUMBER.finditer(text):
        url = urls.get(int(found[1]))
        if url and not any(start <= found.start() < end for start, end in quotes):
            yield Entity(found.start(), found.end(), "text_link", url)


def _marks(text: str, *, rtl: bool) -> Iterator[tuple[int, str]]:
    """Where direction marks go in *text*, paragraph by paragraph."""
    start = 0
    for paragraph in text.split("\n"):
        right = runs_right(paragraph, rtl=rtl)
        mark = _RLM if right else _LRM
        cited = [start + found.start() for found in _CITED.finditer(paragraph)]
        found = [(place, mark) for place in cited]
        if marked(paragraph, right=right) != paragraph:
            found.insert(0, (start, mark))
        if right:  # /help would read help/
            found += [(start + one.start(), _LRM) for one in _COMMAND.finditer(paragraph)]
            found += [(start + place, _RLM) for place in ends_of_latin(paragraph)]
        else:
            found += [(start + place, _LRM) for place in ends_of_arabic(paragraph)]
        yield from sorted(dict(reversed(found)).items())  # of two marks the server spoils the first
        start += len(paragraph) + 1
