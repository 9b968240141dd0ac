"""The nouns of retrieval: what goes in, what is stored, what comes back."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

Precision = Literal["day", "month", "year", "none"]
Origin = Literal["printed", "metadata", "inferred", "none"]
Language = Literal["ar", "en"]

LONGEST_QUESTION = 1000  # characters


@dataclass(frozen=True, slots=True)
class Dated:
    """
    When an article appeared, as far as it says so; nothing is invented.

    iso: ISO 8601 cut to what is known (``2024-01-25``, ``2024-01``, ``2024``), None if nothing is.
    precision: how much of ``iso`` is known.
    origin: printed in the page, given as metadata, or inferred (only one year fits the weekday).
    """

    iso: str | None = None
    precision: Precision = "none"
    origin: Origin = "none"

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and last day it can mean, to compare as strings; None when undated."""
        if self.iso is None:
            return None
        first = self.iso + "-01-01"[len(self.iso) - 4 :]
        last = self.iso + {4: "-12-31", 7: "-31", 10: ""}[len(self.iso)]
        return first, last


UNDATED = Dated()


def day_number(day: str) -> int:
    """
    An ISO day as a number that orders like the day.

    >>> day_number("2024-01-25")
    20240125
    """
    return int(day.replace("-", ""))


class Credited:
    """What claims an outlet, and may say from which host it was fetched."""

    __slots__ = ()
    outlet: str | None
    host: str | None

    @property
    def credit(self) -> str | None:
        """The outlet, as it may be shown."""
        return credited(self.outlet, self.host)


@dataclass(frozen=True, slots=True)
class Place(Credited):
    """Somewhere the same text was also seen: another page, another outlet."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    path: str | None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Source(Credited):
    """
    What a citation points at: one published article, without its text.

    id: stable across ingests of the same place; letters, digits, ``.``, ``_`` and ``-``.
    path: the file it was read from, absolute; None when it came from elsewhere.
    language: what it is written in, an ISO 639 code.
    agency: the wire service credited (``أ ف ب``), if any.
    dateline: the city in front of the first sentence, if any.
    host: the site it was fetched from, whatever outlet and address it claims; None for a file.
    also_in: every other place the same text was seen.
    """

    id: str
    title: str
    outlet: str | None = None
    author: str | None = None
    date: Dated = UNDATED
    url: str | None = None
    path: str | None = None
    language: str = "ar"
    agency: str | None = None
    dateline: str | None = None
    host: str | None = None
    also_in: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """
    One news item as published. Its text is never rewritten after it was stored.

    place: what makes two readings the same article: its given id, or its file and position.
    origin: who it comes from, who alone may update it: the folder of its file, a file of many, the
        address of a feed, the host of a page. Empty if nobody knows.
    """

    source: Source
    text: str
    place: str
    origin: str = ""

    @property
    def key(self) -> str:
        """The place as its origin means it: an id in another folder, or a link elsewhere, is another."""
        return f"{self.origin}\n{self.place}" if self.origin else self.place

    def renamed(self, id: str) -> "Article":
        return replace(self, source=replace(self.source, id=id))


@dataclass(frozen=True, slots=True)
class Version(Credited):
    """
    What an article was before its origin updated it.

    number: counts from 1, the oldest.
    replaced: when, in seconds since 1970.
    """

    number: int
    replaced: float
    title: str
    outlet: str | None
    date: Dated
    url: str | None
    text: str
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """
    What was taken out of a web page or a PDF, before it is an Article.

    text: a paragraph a line, below the lines that say when it appeared; empty if there is none.
    published: the ISO day, month or year that its metadata name.
    url: the address it calls its own.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether a page is as it was: its ``ETag`` and ``Last-Modified``."""

    etag: str | None = None
    modified: str | None = None


ANY = Validators()  # those of no state


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of one article, citable on its own: what is found, shown and quoted from.

    start: offset of ``text`` in ``Article.text``, in Unicode code points.
    spans: where its sentences begin and end in ``text``: the units that are embedded.
    """

    source: Source
    start: int
    text: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def id(self) -> str:
        """The same every time the same article is ingested."""
        return f"{self.source.id}#{self.start}"

    @property
    def sentences(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


@dataclass(frozen=True, slots=True)
class Filters:
    """
    Which articles may answer; applied exactly. None lets everything through.

    since, until: ISO days, both included; an article known only by its month or year
        passes when any day of it does, an undated one never does.
    without: id of an article held out.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    without: str | None = None

    def __bool__(self) -> bool:
        return any((self.since, self.until, self.outlet, self.language, self.without))


ANYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A passage and how well it matched.

    score: the fused score; higher is better, about 0 to 2.5.
    cosines: of the question with each sentence of the passage, centred, -1 to 1.
    coverage: share of the question's words each sentence holds with its title, 0 to 1.
    words: nBM25 of the passage, 0 to 1.
    story: what its article belongs to, itself if nothing is said; hits of one story are not
        independent of one another.
    """

    passage: Passage
    score: float
    cosines: tuple[float, ...] = ()
    coverage: tuple[float, ...] = ()
    words: float = 0.0
    story: str = ""

    def __post_init__(self) -> None:
        if not self.story:
            object.__setattr__(self, "story", self.passage.source.id)


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    The hits of one search and what they say about answerability.

    hits: best first, but what a story's third teller and later ones say comes last.
    rarity: for each content word of the question, folded: how rare its stem is in the archive,
        0 (in every passage) to 1 (in none).
    standing: how far the best passage stands above middling ones, about 0 to 1.5; says how likely
        it is that the archive speaks of the matter at all, whatever its size.
    nearness: the same by meaning alone, about 0 to 0.7.
    ms: milliseconds spent, by stage.
    """

    question: str
    hits: tuple[Hit, ...]
    rarity: dict[str, float] = field(default_factory=dict)
    standing: float = 1.2
    nearness: float = 0.7
    ms: dict[str, float] = field(default_factory=dict)


_TOP = {"com", "net", "org"}
_SECOND = {"ac", "co", "com", "edu", "gov", "net", "org"}  # below a country's two letters


def credited(outlet: str | None, host: str | None) -> str | None:
    """
    *outlet* as it may be shown, of an article that was fetched from *host*; None for a file.

    >>> credited("BBC", "www.bbc.co.uk"), credited("Al Jazeera", "aljazeera.net"), credited("BBC", None)
    ('BBC', 'Al Jazeera', 'BBC')
    >>> credited("BBC", "bbc.evil.example"), credited("BBC", "bbc.top"), credited("وكالة", "news.example")
    ('BBC (bbc.evil.example)', 'BBC (bbc.top)', 'وكالة (news.example)')
    """
    if not outlet or not host or _is_own(outlet.casefold(), host.casefold()):
        return outlet
    return f"{outlet} ({host})"


def _is_own(outlet: str, host: str) -> bool:
    name = re.sub(r"[^\w-]|_", "", outlet)
    *_, below, second, top = ["", "", *host.split(".")]
    if len(top) == 2 and second in _SECOND:
        second, top = below, "com"
    own = outlet == host.removeprefix("www.") or (top in _TOP and name == second)
    return own and name.isascii()  # what looks like Latin letters may be none
