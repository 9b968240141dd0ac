"""
Who or what a name is, in the sentences that introduce it. Pure.

Nearness to the question as it was asked («من هو …؟») finds most of them; the weights beside it were chosen
on 23 of 45 names over two archives of real articles, the introducing sentences labelled by reading: on the
other 22 it stands first for 19, among three for 21 (by the cosine alone 13, 18; by forms, without it, fewer).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.extraction.leads import Extract, Telling, sentences, tells
from bot.extraction.matching import Bag
from bot.verification.windows import leans
from retrieval.language.arabic import STOPWORDS, fold, holds, words
from retrieval.types import Article, Passage

# What a sentence gains, in cosines, by the whole name and by saying beside it what that is, and what it
# loses by naming nothing of it, and by each place after the first.
_NAMED, _INTRODUCED, _STRANGE, _LATER, _LAST = 0.05, 0.15, 0.1, 0.01, 10
_IS_NOT = r"\W+(?:\w+\W+)?(?:(?:is|are|was|were)(?: not\b|n['’]t\b)|ليس(?:ت|وا)?\b)"
_IS = frozenset(("is", "was", "are", "were", "هو", "هي"))
_SPELT = 0.9  # of a word that is the same, and not only of its root
_MARKS = "؟?!.,،؛;:()[]«»“”\"'’"


def introductions(
    name: str, told: Telling, near: Mapping[str, float]
) -> Iterator[tuple[float, Extract]]:
    """
    The sentences of an article that may say who or what *name* is, each with how well it does.

    near: cosines of its sentences with the question. One that says what it is not is none, and one that
    names it but leans on the sentence before brings that along; one that does not name it may be the best.
    """
    parts = _content(name)
    last = parts[-1:]
    denied = re.compile(
        rf"{re.escape(''.join(last))}{_IS_NOT}|\bليست? \w*{re.escape(''.join(last))}"
    )
    every = sentences(told)
    for at, one in enumerate(every):
        if not tells(one.text, told.article) or denied.search(fold(one.text)):
            continue
        whole = names(name, one.text)
        partly = leans(one.text) or any(_side_by_side([part], one.text) for part in parts)
        worth = near.get(one.text, 0.0) + _NAMED * whole - _LATER * min(at, _LAST)
        worth += _INTRODUCED * introduces(name, one.text) - _STRANGE * (not partly)
        yield worth, _with_what_it_leans_on(every, at, told.article) if whole else one


def names(name: str, text: str) -> bool:
    """Whether *text* has all words of *name* side by side."""
    return _side_by_side(_content(name), text)


def introduces(name: str, text: str) -> bool:
    """
    Whether *text* says beside *name* who or what that is.

    >>> introduces("Ann Lee", "Mayor Ann Lee left."), introduces("Ann Lee", "It was said by Ann Lee.")
    (True, False)
    >>> introduces("هدى سالم", "المهندسة هدى سالم"), introduces("هدى سالم", "وقالت هدى سالم إنها")
    (True, False)
    """
    tokens = text.split()
    folded = [" ".join(words(token)) for token in tokens]
    parts = _content(name)
    for at in range(len(tokens) - len(parts) + 1):
        end = at + len(parts)
        if not parts or not all(map(_is, folded[at:end], parts)):
            continue
        before, after = folded[at - 1] if at else "", folded[end : end + 1]
        if tokens[end - 1][-1] in ",،" or {*after} & _IS:
            return True
        told = before.startswith("ال") or (at and tokens[at - 1][-1] in ",،")
        if told or (
            before.isascii()
            and before not in STOPWORDS
            and not holds(before, "reporting", "saying", "speaking")
        ):
            return before.isalpha()
    return False


def _content(name: str) -> list[str]:
    every = (word.strip(_MARKS) for word in fold(name).split())
    return [word for word in every if word and word not in STOPWORDS]


def _with_what_it_leans_on(every: Sequence[Extract], at: int, article: Article) -> Extract:
    one, before = every[at], every[at - 1]
    if not at or not leans(one.text) or words(one.text)[0] in _IS:  # «هي الجهة …» is what was asked
        return one
    text = article.text[before.start : one.start + len(one.text)]
    whole = Passage(article.source, before.start, text, ((0, len(text)),))
    return replace(before, passage=whole, text=text)


def _side_by_side(parts: Sequence[str], text: str) -> bool:
    """Whether *parts* stand side by side among the words of *text* that say something."""
    found = _content(text)
    return any(
        all(map(_is, found[at:], parts)) for at in range(len(found) - len(parts) + 1) if parts
    )


@lru_cache(maxsize=50_000)
def _is(word: str, part: str) -> bool:
    """Whether *word* is *part* of a name, spelt in either script, and not only of its root."""
    if word.isascii() and part.isascii():
        return word == part
    return Bag(word).holds(part) >= _SPELT
