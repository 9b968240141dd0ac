"""Who or what a name is, in the sentences that introduce it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.leads import Extract, Telling, leads, sentences
from bot.extraction.matching import Bag
from bot.verification.windows import leans
from retrieval.language.arabic import STOPWORDS, fold, holds, words
from retrieval.types import Article, Passage

_IS_NOT = re.compile(r"\b(?:is|are|was|were)(?: not\b|n['’]t\b)|\bليس(?:ت|وا)?\b")
_IS = frozenset(("is", "was", "are", "were", "هو", "هي"))
_SPELT = 0.9  # of a word that is the same, and not only of its root
_MARKS = "؟?!.,،؛;:()[]«»“”\"'’"


def introductions(name: str, told: Telling) -> list[Extract]:
    """
    What an article says who or what *name* is, and what it did: nothing unless it is named there.

    First the sentence with its words side by side that introduces it, or else the first such one;
    then how the article begins, and the next sentence with the last of those words. One that says
    what it is not is none, and one that leans on the sentence before it brings that along.
    """
    parts = _content(name)
    every = [*sentences(told)]
    naming = [
        at
        for at, one in enumerate(every)
        if _names(parts[-1:], one.text) and not _IS_NOT.search(fold(one.text))
    ]
    full = [at for at in naming if _names(parts, every[at].text)]
    if not full:
        return []
    first = next((at for at in full if introduces(name, every[at].text)), full[0])
    later = [every[at] for at in naming if at > first and not leans(every[at].text)]
    found = [_with_what_it_leans_on(every, first, told.article), *leads(told, most=1), *later]
    shown: list[Extract] = []
    for one in found:
        if not any(other.start <= one.start < other.start + len(other.text) for other in shown):
            shown.append(one)
    return shown


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
    if not at or not leans(one.text):
        return one
    text = article.text[before.start : one.start + len(one.text)]
    whole = Passage(article.source, before.start, text, ((0, len(text)),))
    return replace(before, passage=whole, text=text)


def _names(parts: Sequence[str], text: str) -> bool:
    """Whether the words of *text* that say something have *parts* side by side."""
    found = _content(text)
    return any(
        all(map(_is, found[at:], parts)) for at in range(len(found) - len(parts) + 1) if parts
    )


def _is(word: str, part: str) -> bool:
    """Whether *word* is *part* of a name, spelt in either script, and not only of its root."""
    if word.isascii() and part.isascii():
        return word == part
    return Bag(word).holds(part) >= _SPELT
