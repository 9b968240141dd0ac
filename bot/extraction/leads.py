"""How an article begins, in the sentences that tell its story in short, and which hits are about a matter. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.extraction.matching import Bag, coverage
from bot.i18n.messages import date_in_words
from bot.verification.windows import leans
from retrieval.index.passages import passages
from retrieval.language.arabic import STOPWORDS, arabic_share, fold, question_language, words
from retrieval.language.terms import terms
from retrieval.types import Article, Evidence, Hit, Passage, Source

_FEWEST = 6  # words of a sentence that tells something
_UNSTOPPED = 12  # and of one without a full stop, which may be a caption or a label
_FIRST = 3  # sentences among which the one that tells what the headline does is sought
_ASIDE = 0.25  # share of the headline's words below which the first tells something else
HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it
# Who took a picture, and the day at the end of what is written below it.
_CREDIT = re.compile(
    r"\([^()]*(?:\bvia \w|\bphoto\b|\bimages\b)[^()]*\)"
    r"|\b[a-z]+day, [a-z]+\.?(?: \d+, \d{4}\.?)?$",
    re.IGNORECASE,
)
_SEAM = re.compile(r"(?<=[a-z\d][.!?])(?=[A-Z][A-Za-z])")
_IS_NOT = re.compile(r"\b(?:is|are|was|were)(?: not\b|n['’]t\b)|\bليس(?:ت|وا)?\b")


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


def leads(article: Article, story: str, *, most: int) -> list[Extract]:
    """
    The first sentences of *article* that tell something: no caption, no label, no question.

    What stands before the one that tells what the headline does, a line on something else or on
    what comes of it, is put last. The very first sentence if none tells anything.
    """
    every = [*sentences(article, story)]
    title = article.source.title
    telling = [one for one in every if _tells(one.text, set(words(title)))] or every[:1]
    weights = dict.fromkeys(terms(title), 1.0)
    shares = [coverage(weights, (Bag(one.text), 1.0)) for one in telling[:_FIRST]]
    at = shares.index(max(shares)) if shares[0] < _ASIDE else 0
    return (telling[at:] + telling[:at])[:most]


def share(weights: Mapping[str, float], source: Source, *texts: str) -> float:
    """How much of a matter's words stand in *texts*, with the headline and date, by *weights*, 0 to 1."""
    dates = [date_in_words(source.date.iso, one) for one in ("ar", "en")] if source.date.iso else []
    return coverage(weights, (Bag(source.title, *dates, *texts), 1.0))


def begins_with(hit: Hit, weights: Mapping[str, float], first: Sequence[Extract]) -> bool:
    """Whether the article of *hit* has a matter for its own: its title, date and *first* sentences name it."""
    named = share(weights, hit.passage.source, *(one.text for one in first))
    return named >= HELD or min(hit.coverage, default=0.0) >= HELD


def opening(
    hit: Hit, article: Article, weights: Mapping[str, float], *, most: int
) -> list[Extract]:
    """
    What to tell of *article* on a matter: its first sentences where they name it, with the title,
    else the one sentence of *hit* that speaks of it.
    """
    first = leads(article, hit.story, most=max(most, _FIRST))
    return first[:most] if begins_with(hit, weights, first) else [saying(hit)]


def saying(hit: Hit) -> Extract:
    """The sentence of a passage that speaks most of what was searched for."""
    every = [*extracts(hit.passage, hit.story)]
    ranked = zip(hit.coverage, hit.cosines, every, strict=True)
    return max(ranked, key=lambda one: one[:2])[2]


def introductions(name: str, article: Article, story: str) -> list[Extract]:
    """
    What *article* says who or what *name* is, and what it did: nothing unless it is named there.

    First the first sentence that has its words side by side, for there an article introduces; then
    how the article begins, and the next sentence with the last of those words. One that says what
    it is not is none, and one that leans on the sentence before it brings that along.
    """
    parts = [word for word in fold(name).split() if word not in STOPWORDS]
    every = [*sentences(article, story)]
    naming = [
        at
        for at, one in enumerate(every)
        if _names(parts[-1:], words(one.text)) and not _IS_NOT.search(fold(one.text))
    ]
    first = next((at for at in naming if _names(parts, words(every[at].text))), None)
    if first is None:
        return []
    later = [every[at] for at in naming if at > first and not leans(every[at].text)]
    found = [_with_what_it_leans_on(every, first, article), *leads(article, story, most=1), *later]
    shown: list[Extract] = []
    for one in found:
        if not any(other.start <= one.start < other.start + len(other.text) for other in shown):
            shown.append(one)
    return shown


def _with_what_it_leans_on(every: Sequence[Extract], at: int, article: Article) -> Extract:
    one, before = every[at], every[at - 1]
    if not at or not leans(one.text):
        return one
    text = article.text[before.start : one.start + len(one.text)]
    whole = Passage(article.source, before.start, text, ((0, len(text)),))
    return replace(before, passage=whole, text=text)


def sentences(article: Article, story: str) -> Iterator[Extract]:
    """Every sentence of *article*, apart where no space is between; none written below a picture."""
    for passage in passages(article):
        for whole in extracts(passage, story):
            start = whole.start
            for text in _SEAM.split(whole.text):
                if not _CREDIT.search(text):
                    yield replace(whole, start=start, text=text)
                start += len(text)


def _names(parts: Sequence[str], found: Sequence[str]) -> bool:
    return any(
        all(Bag(word).holds(part) for word, part in zip(found[at:], parts, strict=False))
        for at in range(len(found) - len(parts) + 1)
        if parts
    )


def _tells(sentence: str, title: set[str]) -> bool:
    found = words(sentence)
    stopped = sentence.rstrip("»”\"') ")[-1:] in (".", "!", "…", "۔")
    asks = sentence.rstrip().endswith(("؟", "?"))
    return (
        len(found) >= (_FEWEST if stopped else _UNSTOPPED) and not asks and not set(found) <= title
    )


_NEARLY = 0.6  # of the best score, for a hit about the same matter
_STANDS = 0.5  # of standing, from which what is found by meaning alone is about the matter
_MOSTLY = 0.5  # of its letters


def weights(evidence: Evidence) -> dict[str, float]:
    """How much each word of the matter searched for counts: by its rarity."""
    return {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}


def about(evidence: Evidence) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. Where
    that is another language's, its meaning alone may stand out.
    """
    importance = weights(evidence)
    hits = [
        replace(hit, coverage=tuple(share(importance, hit.passage.source, one) for one in said))
        for hit in evidence.hits
        for said in [hit.passage.sentences]
    ]
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    if not held and evidence.standing >= _STANDS and _foreign(evidence):
        held = [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in hits]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


def _foreign(evidence: Evidence) -> bool:
    """Whether the best hit is in another language than the question."""
    arabic = arabic_share(evidence.hits[0].passage.text) >= _MOSTLY
    return arabic != (question_language(evidence.question) == "ar")


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
