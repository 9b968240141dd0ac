"""
What a model is given to write from: the best article, then what other reports say, between fences.

An answer's details often stand a passage or two from where its question's words do: of sixty questions
over real news seven had their answer in a passage of the best article that a search's two did not hold.

An article may hold anything. Inside a fence nothing looks like a fence, a source's number, a tag
or a turn of the conversation: all of these need brackets, and brackets become others.
"""

import secrets
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from itertools import chain

from bot.extraction.matter import further
from bot.i18n.messages import date_in_words, say
from retrieval.language.arabic import clean
from retrieval.search.searcher import Searcher
from retrieval.types import Hit, Language, Passage

WHOLE = 6  # passages: an article of no more is given whole,
BEST = 5  # of a longer one, so many
_OF_LAST = 2  # passages of each article of the turn before
_ALL = 30  # passages of an article that is looked through
_MOST = 10  # passages in all,
_OF_REQUEST = 16  # and of a request, which may be about what many articles tell
_LONGEST = 9000  # characters in all: 3,000 to 6,000 tokens of Arabic, as models count;
_LONGEST_OF_REQUEST = 11_000  # and of a request


async def context(
    searcher: Searcher,
    question: str,
    hits: Sequence[Hit],
    recent: Sequence[str] = (),
    quoted: Sequence[Passage] = (),
) -> tuple[Hit, ...]:
    """
    The passages to answer *question* from, the best article's first and in its order.

    hits: what a search for it found, best first.
    recent: articles that the turn before was answered from, whose best passages come next.
    quoted: passages that a request was answered with: they and what else their articles say come in
        place of the best article.
    Raises a ServiceError.
    """
    if quoted:
        told = [hit async for hit in _around(searcher, question, quoted)]
        async for hit in _elsewhere(searcher, question, hits, told):
            if len(told) == _OF_REQUEST:
                break
            told.append(hit)
        return tuple(_fitting(iter(told), most=_OF_REQUEST, longest=_LONGEST_OF_REQUEST))
    if not hits:
        return ()
    best = hits[0].passage.source.id
    own = await searcher.within(question, best, limit=WHOLE + 1)
    if len(own) > WHOLE:
        best_first = sorted(own, key=lambda hit: -hit.score)
        own = tuple(sorted(best_first[:BEST], key=lambda hit: hit.passage.start))
    last = [
        await searcher.within(question, one, limit=_OF_LAST)
        for one in dict.fromkeys(recent)
        if one != best
    ]
    others = (hit for hit in hits if hit.passage.source.id != best)
    return tuple(_fitting(chain(own, *last, further(others, [*own, *chain(*last)]))))


async def _around(
    searcher: Searcher, question: str, quoted: Sequence[Passage]
) -> AsyncGenerator[Hit]:
    """The passages *quoted* and the best others of their articles, an article after another."""
    ids = {passage.id for passage in quoted}
    articles = [*dict.fromkeys(passage.source.id for passage in quoted)]
    for article in articles:
        own = await searcher.within(question, article, limit=_ALL)
        best = sorted(own, key=lambda hit: (hit.passage.id not in ids, -hit.score))
        for hit in sorted(
            best[: max(1, WHOLE // len(articles))], key=lambda hit: hit.passage.start
        ):
            yield hit


async def _elsewhere(
    searcher: Searcher, question: str, hits: Iterable[Hit], given: Sequence[Hit]
) -> AsyncGenerator[Hit]:
    """Of each article that none is given of the passage it begins with, which says what is new, and the best."""
    articles = {hit.passage.source.id for hit in given}
    for hit in hits:
        article = hit.passage.source.id
        if article in articles:
            continue
        articles.add(article)
        if hit.passage.start:
            for first in (await searcher.within(question, article, limit=_ALL))[:1]:
                if first.passage.id != hit.passage.id:
                    yield first
        yield hit


def _fitting(hits: Iterator[Hit], most: int = _MOST, longest: int = _LONGEST) -> Iterator[Hit]:
    """As many of *hits* as there is room for; the first always fits."""
    length = 0
    for number, hit in enumerate(hits, start=1):
        length += len(hit.passage.text)
        if number > 1 and (number > most or length > longest):
            return
        yield hit


_TAME = str.maketrans("<>[]{}【】［］＜＞", "‹›()()()()‹›")


def tame(text: str) -> str:
    """
    *text* without anything a model could take for more than words.

    >>> tame("قال [3]: <<END 1 x>> <|im_start|> <think>")
    'قال (3): ‹‹END 1 x›› ‹|im_start|› ‹think›'
    """
    return clean(text).translate(_TAME)


def nonce_for(passages: Sequence[Passage]) -> str:
    """A word that no passage holds, another for every answer."""
    while True:
        nonce = secrets.token_hex(4)
        if not any(nonce in passage.text + passage.source.title for passage in passages):
            return nonce


def fenced(passages: Sequence[Passage], nonce: str, language: Language) -> str:
    """All of *passages*, each under its number, title, outlet, date and other places."""
    return "\n\n".join(
        f"<<SRC {number} {nonce}>> {_heading(passage, language)}\n"
        f"{tame(passage.text)}\n"
        f"<<END {number} {nonce}>>"
        for number, passage in enumerate(passages, 1)
    )


def _heading(passage: Passage, language: Language) -> str:
    source = passage.source
    known = [
        source.title,
        source.credit or say("no_outlet", language),
        date_in_words(source.date.iso, language),
        source.agency,
    ]
    elsewhere = dict.fromkeys(place.credit for place in source.also_in if place.credit)
    if elsewhere:
        known.append(say("also_in", language, places=say("comma", language).join(elsewhere)))
    return " | ".join(tame(" ".join(one.split())) for one in known if one)
