"""How an article begins, in the sentences that tell its story in short, and which hits are about a matter. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.extraction.matching import Bag, coverage, repeats
from bot.i18n.messages import date_in_words
from bot.verification.windows import asks, leans
from retrieval.index.passages import passages
from retrieval.language.arabic import (
    arabic_share,
    question_language,
    words,
)
from retrieval.language.terms import terms
from retrieval.types import Article, Evidence, Hit, Passage, Source

_FEWEST = 6  # words of a sentence that tells something
_UNSTOPPED = 12  # and of one without a full stop, which may be a caption or a label
_FIRST = 6  # sentences among which the one that tells what the headline does is sought
_READ = 15  # and all that may be shown, if no more are wanted
# What a sentence gains by not going on from another («و»), twice if it is the first, and by a figure,
# and what it loses by each place and by leaning on another or being overlong, in cosines.
_OPENS, _FIGURE, _LATER, _LEANS = 0.08, 0.08, 0.02, 0.1
_LONG = 400  # characters
_DIGIT = re.compile(r"\d")
_NAMING = 3  # sentences that may name an article's matter
_THROUGHOUT = 0.7  # of the best cosine, on average
HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it
# Who took a picture, and the day at the end of what is written below it.
_CREDIT = re.compile(
    r"\([^()]*(?:\bvia \w|\bphoto\b|\bimages\b)[^()]*\)"
    r"|\b[a-z]+day, [a-z]+\.?(?: \d+, \d{4}\.?)?$",
    re.IGNORECASE,
)
_SEAM = re.compile(r"(?<=[a-z\d][.!?])(?=[A-Z][A-Za-z])")


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


def leads(told: Telling, *, most: int) -> list[Extract]:
    """
    The sentences that best stand for an article: no caption, label or question.

    One of the first comes first, what the report is about; the others in its order. The very first
    sentence if none tells anything.
    """
    every = [*sentences(told)]
    title = set(words(told.article.source.title))
    telling = [one for one in every if _tells(one.text, title)] or every[:1]
    worth = {one.start: _worth(one, nth, told.central) for nth, one in enumerate(telling)}
    opens = {one.start: _OPENS * (not one.text.startswith("و")) for one in telling[1:]}
    opens[telling[0].start] = 2 * _OPENS
    picked = [max(telling[:_FIRST], key=lambda one: worth[one.start] + opens[one.start])]
    for one in sorted(telling[: max(_READ, most)], key=lambda one: -worth[one.start]):
        if len(picked) < most and not any(repeats(one.text, other.text) for other in picked):
            picked.append(one)
    return [picked[0], *sorted(picked[1:], key=lambda one: one.start)]


def _worth(one: Extract, nth: int, central: Mapping[int, float]) -> float:
    """How well the *nth* sentence stands for its article: the earlier the better, with figures."""
    worth = central.get(one.start, 0.0) - _LATER * nth
    blurred = leans(one.text) or len(one.text) > _LONG
    return worth + _FIGURE * bool(_DIGIT.search(one.text)) - _LEANS * blurred


def share(weights: Mapping[str, float], source: Source, *texts: str) -> float:
    """How much of a matter's words stand in *texts*, with the headline and date, by *weights*, 0 to 1."""
    dates = [date_in_words(source.date.iso, one) for one in ("ar", "en")] if source.date.iso else []
    return coverage(weights, (Bag(source.title, *dates, *texts), 1.0))


def begins_with(hit: Hit, weights: Mapping[str, float], first: Sequence[Extract]) -> bool:
    """Whether the article of *hit* has a matter for its own: its title, date and *first* sentences name it."""
    named = share(weights, hit.passage.source, *(one.text for one in first))
    return named >= HELD or min(hit.coverage, default=0.0) >= HELD


def opening(told: Telling, hit: Hit, weights: Mapping[str, float], *, most: int) -> list[Extract]:
    """
    What to tell of an article on a matter: the sentences that stand for it where they name that, with
    the title, else the one sentence of *hit*, its best, that speaks of it.
    """
    first = leads(told, most=max(most, _NAMING))
    about = begins_with(hit, weights, first) or _speaks_throughout(hit)
    return leads(told, most=most) if about else [saying(hit)]


def _speaks_throughout(hit: Hit) -> bool:
    """Whether all of a passage is about as near to what was searched for as its nearest sentence."""
    return sum(hit.cosines) >= _THROUGHOUT * max(hit.cosines) * len(hit.cosines)


def saying(hit: Hit) -> Extract:
    """The sentence of a passage that speaks most of what was searched for."""
    every = [*extracts(hit.passage, hit.story)]
    ranked = zip(hit.coverage, hit.cosines, every, strict=True)
    return max(ranked, key=lambda one: one[:2])[2]


def sentences(told: Telling) -> Iterator[Extract]:
    """Every sentence of an article, apart where no space is between; none written below a picture."""
    for passage in passages(told.article):
        for whole in extracts(passage, told.story):
            start = whole.start
            for text in _SEAM.split(whole.text):
                if not _CREDIT.search(text):
                    yield replace(whole, start=start, text=text)
                start += len(text)


def _tells(sentence: str, title: set[str]) -> bool:
    found, stopped = words(sentence), sentence.rstrip("»”\"') ")[-1:] in (".", "!", "…", "۔")
    least = _FEWEST if stopped else _UNSTOPPED
    return len(found) >= least and not asks(sentence) and not set(found) <= title


_NEARLY = 0.6  # of the best score, for a hit about the same matter
_STANDS = 0.5  # of standing, from which what is found by meaning alone is about the matter
_MOSTLY = 0.5  # of its letters


def weights(evidence: Evidence) -> dict[str, float]:
    """How much each word of the matter searched for counts: by its rarity."""
    return {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}


def about(evidence: Evidence, *, in_words: bool = False) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. Where
    that is another language's, its meaning alone may stand out, if not only *in_words* is asked for.
    """
    importance = weights(evidence)
    hits = []
    for hit in evidence.hits:
        shares = (share(importance, hit.passage.source, one) for one in hit.passage.sentences)
        hits.append(replace(hit, coverage=tuple(shares)))
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    arabic = bool(hits) and arabic_share(hits[0].passage.text) >= _MOSTLY
    foreign = arabic != (question_language(evidence.question) == "ar")
    if not (held or in_words) and evidence.standing >= _STANDS and foreign:
        held = [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in hits]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


def leading(hits: Sequence[Hit]) -> list[Hit]:
    """Those of *hits* whose article is about the matter: its title names it, or its first sentence."""
    named = {
        hit.passage.source.id
        for hit in hits
        if min(hit.coverage) >= HELD or (hit.passage.start == 0 and hit.coverage[0] >= HELD)
    }
    return [hit for hit in hits if hit.passage.source.id in named]


def published(hit: Hit) -> str:
    return hit.passage.source.date.iso or ""


def newest_of_each(hits: Sequence[Hit]) -> dict[str, Hit]:
    """The newest telling of each story."""
    stories: dict[str, Hit] = {}
    for hit in hits:
        kept = stories.get(hit.story)
        if kept is None or published(hit) > published(kept):
            stories[hit.story] = hit
    return stories
