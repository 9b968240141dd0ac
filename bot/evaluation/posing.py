"""
Questions that an archive is asked about itself, with no labels. Pure.

A stretch of a sentence, put as a question, can be answered from its article. With one of its words
swapped for a word of another article they are a near miss: the article is there, what is asked for is
not. With the article held out nothing is there at all.
"""

import random
from collections.abc import Iterable, Iterator, Sequence

from retrieval.language.arabic import STOPWORDS, content, words
from retrieval.language.sentences import sentences
from retrieval.types import Article

_WORDS = 6  # of a question
_LONG = 8  # words of a sentence worth asking about


def posed(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """An article's id and a stretch of one of its sentences, for each that is long enough."""
    for article in articles:
        chance = random.Random(article.source.id)
        for start, end in sentences(article.text):
            found = words(article.text[start:end])
            if len(found) >= _LONG:
                first = chance.randrange(len(found) - _WORDS + 1)
                yield article.source.id, " ".join(found[first : first + _WORDS])


def swapped(questions: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each of *questions*, articles' ids and words, with one word of another article's question."""
    chance = random.Random(7)
    for id, text in questions:
        own = text.split()
        others = [other for elsewhere, other in questions if elsewhere != id] or [text]
        telling = [at for at, word in enumerate(own) if word not in STOPWORDS] or [0]
        strange = content(chance.choice(others)) or own
        own[chance.choice(telling)] = chance.choice(strange)
        yield " ".join(own)
