"""How an article begins, in the sentences that tell its story in short. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bot.extraction.captions import is_report
from bot.extraction.matching import repeats
from bot.extraction.matter import HELD, share
from bot.verification.windows import asks, leans
from retrieval.index.passages import passages
from retrieval.language.arabic import content, words
from retrieval.types import Article, Hit, Passage

_FEWEST = 6  # words of a sentence that tells something
_UNSTOPPED = 12  # and of one without a full stop, which may be a caption or a label
_FIRST = 6  # sentences among which the one that tells what the headline does is sought
_READ = 15  # and all that may be shown, if no more are wanted
# What a sentence gains by not going on from another («و»), twice if it is the first, by a figure, and
# by the share of its words that were not yet said; what it loses by each place, by leaning on another,
# by being what somebody said, and by each character beyond _LONG; in cosines.
_OPENS, _FIGURE, _NEW = 0.08, 0.08, 0.3
_LATER, _LEANS, _SPOKEN, _OVER = 0.015, 0.1, 0.2, 0.1 / 150
_LONG = 250  # characters
_DIGIT = re.compile(r"\d")
_NAMING = 3  # sentences that may name an article's matter
_THROUGHOUT = 0.7  # of the best cosine, on average


@dataclass(frozen=True, slots=True)
class Extract:
    """
    A sentence as it stands in its article.

    start: code points into the article's text.
    day: ISO, of what it tells; None where only its article's date is known.
    """

    passage: Passage
    start: int
    text: str
    story: str
    day: str | None = None

    @property
    def article(self) -> str:
        return self.passage.source.id


def extracts(passage: Passage, story: str) -> Iterator[Extract]:
    """Every sentence of *passage*."""
    for (start, _), text in zip(passage.spans, passage.sentences, strict=True):
        yield Extract(passage, passage.start + start, text, story)


@dataclass(frozen=True, slots=True)
class Telling:
    """
    An article that tells a story.

    central: how well each of its sentences stands for it, by where it starts, -1 to 1.
    """

    article: Article
    story: str
    central: Mapping[int, float] = field(default_factory=dict)


def leads(told: Telling, *, most: int, said: Iterable[Extract] = ()) -> list[Extract]:
    """
    The sentences that best stand for an article: no caption, label or question.

    One of the first comes first, what the report is about; the others, in its order, each tell what
    neither that nor *said* does. The very first sentence if none tells anything.
    """
    every = sentences(told)
    telling = [one for one in every if tells(one.text, told.article)] or every[:1]
    worth = {one.start: _worth(one, nth, told.central) for nth, one in enumerate(telling)}
    opens = {one.start: _OPENS * (not one.text.startswith("و")) for one in telling[1:]}
    opens[telling[0].start] = 2 * _OPENS
    picked = [max(telling[:_FIRST], key=lambda one: worth[one.start] + opens[one.start])]
    left, known = telling[: max(_READ, most)], {word for one in said for word in content(one.text)}
    while len(picked) < most:
        known.update(content(picked[-1].text))
        left = [one for one in left if not any(repeats(one.text, other.text) for other in picked)]
        if not left:
            break
        gains = {one.start: worth[one.start] + _NEW * _newness(one, known) for one in left}
        picked.append(max(left, key=lambda one: gains[one.start]))
    return [picked[0], *sorted(picked[1:], key=lambda one: one.start)]


def _newness(one: Extract, known: Set[str]) -> float:
    """The share of the content words of a sentence that are not among *known*, 0 to 1."""
    found = {*content(one.text)}
    return len(found - known) / max(1, len(found))


def _worth(one: Extract, nth: int, central: Mapping[int, float]) -> float:
    """How well the *nth* sentence stands for its article: short, early, with figures, in its own words."""
    worth = central.get(one.start, 0.0) - _LATER * nth
    worth += _FIGURE * bool(_DIGIT.search(one.text)) - _LEANS * leans(one.text)
    worth -= _SPOKEN * one.text.startswith(('"', "“", "«"))
    return worth - _OVER * max(0, len(one.text) - _LONG)


def begins_with(hit: Hit, weights: Mapping[str, float], first: Sequence[Extract]) -> bool:
    """Whether the article of *hit* has a matter for its own: its title, date and *first* sentences name it."""
    named = share(weights, hit.passage.source, *(one.text for one in first))
    return named >= HELD or min(hit.coverage, default=0.0) >= HELD


def opening(
    told: Telling,
    hit: Hit,
    weights: Mapping[str, float],
    *,
    most: int,
    said: Iterable[Extract] = (),
) -> list[Extract]:
    """
    What to tell of an article on a matter: the sentences that stand for it where they name that, with
    the title, else the one sentence of *hit*, its best, that speaks of it.
    """
    first = leads(told, most=max(most, _NAMING))
    about = begins_with(hit, weights, first) or _speaks_throughout(hit)
    return leads(told, most=most, said=said) if about else [saying(hit)]


def _speaks_throughout(hit: Hit) -> bool:
    """Whether all of a passage is about as near to what was searched for as its nearest sentence."""
    return sum(hit.cosines) >= _THROUGHOUT * max(hit.cosines) * len(hit.cosines)


def saying(hit: Hit) -> Extract:
    """The sentence of a passage that speaks most of what was searched for."""
    every = [*extracts(hit.passage, hit.story)]
    ranked = zip(hit.coverage, hit.cosines, every, strict=True)
    return max(ranked, key=lambda one: one[:2])[2]


def sentences(told: Telling) -> list[Extract]:
    """Every sentence of an article that reports something; if none does, every one."""
    every = [one for each in passages(told.article) for one in extracts(each, told.story)]
    return [one for one in every if is_report(one.text)] or every


def tells(sentence: str, article: Article) -> bool:
    """
    Whether *sentence* reports something, and more than the headline of its *article*.

    What ends with a colon only says that something follows.
    """
    title = {*words(article.source.title)}
    if sentence.rstrip().endswith(":"):
        return False
    found, stopped = words(sentence), sentence.rstrip("»”\"') ")[-1:] in (".", "!", "…", "۔")
    least = _FEWEST if stopped else _UNSTOPPED
    return len(found) >= least and not asks(sentence) and not set(found) <= title
