"""How an article begins: the sentences that tell its story in short. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extraction.matching import Bag
from retrieval.index.passages import passages
from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.types import Article, Hit, Passage

_FEWEST = 6  # words of a sentence that tells something
_UNSTOPPED = 12  # and of one without a full stop, which may be a caption or a label
HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it


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

    The very first one if there is none.
    """
    every = [one for passage in passages(article) for one in extracts(passage, story)]
    title = set(words(article.source.title))
    telling = [one for one in every if _tells(one.text, title)]
    return (telling or every[:1])[:most]


def opening(hit: Hit, article: Article, *, most: int) -> list[Extract]:
    """
    What to tell of *article* on a matter: its first sentences where its title names the matter,
    else the one sentence of *hit* that speaks of it.
    """
    if min(hit.coverage, default=0.0) >= HELD:
        return leads(article, hit.story, most=most)
    return [saying(hit)]


def saying(hit: Hit) -> Extract:
    """The sentence of a passage that speaks most of what was searched for."""
    every = [*extracts(hit.passage, hit.story)]
    ranked = zip(hit.coverage, hit.cosines, every, strict=True)
    return max(ranked, key=lambda one: one[:2])[2]


def introduction(name: str, article: Article, story: str) -> Extract | None:
    """
    The first sentence of *article* that names *name*, its words side by side; None if none does.

    There an article says who or what somebody is. On requests written by others, where titles and
    appositions were looked for, fewer were served.
    """
    parts = [word for word in fold(name).split() if word not in STOPWORDS]
    every = (one for passage in passages(article) for one in extracts(passage, story))
    return next((one for one in every if _names(parts, words(one.text))), None)


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
