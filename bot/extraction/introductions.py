"""
The sentence that introduces somebody or something: «وزير النقل سامر الحداد»، "the Fund, a body that…".

Told by where the name stands, not by lists of offices: a title before it, or an apposition after
it. Pure.
"""

import re
from collections.abc import Iterable, Sequence

from bot.extraction.leads import Extract, extracts
from bot.verification.function_words import group
from retrieval.language.arabic import STOPWORDS, fold, stem
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons
from retrieval.types import Hit

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_IS = re.compile(
    r"\s*(?:[،,]\s*)?(?:وهو|وهي|هو|هي|يعد|تعد|يعتبر|تعتبر|is an?|is the|was an?|was the)\b"
)
_APART = re.compile(r"\s*(?:[،,–—(-])\s*(?P<next>[^\W\d_]+)")
_SPOKEN = group("spoken")
_OPENS = ("ال", "لل", "بال", "وال")
_ABOUT, _TITLED, _SET_APART, _BETWEEN = 4, 3, 2, 1
_LEAST_OF_THING = _SET_APART
_MOST = 2  # sentences


def introductions(name: str, hits: Sequence[Hit], *, person: bool) -> list[Extract]:
    """
    The sentences of *hits* that introduce *name*, the best first, two articles at most.

    Empty when none does: where it is merely named, nobody is introduced. A thing is not
    introduced by what stands before it, nor one word by a comma after it.
    """
    parts = [word for word in _WORD.findall(fold(name)) if word not in STOPWORDS]
    found = []
    for rank, hit in enumerate(hits):
        for one in extracts(hit.passage, hit.story):
            if worth := _worth(parts, one.text, person=person):
                found.append((-worth, rank, one.start, one))
    best = _each_article(one for *_, one in sorted(found, key=lambda row: row[:3]))
    return best[:_MOST]


def _each_article(some: Iterable[Extract]) -> list[Extract]:
    kept: dict[str, Extract] = {}
    for one in some:
        kept.setdefault(one.story, one)
    return [*kept.values()]


def _worth(name: Sequence[str], sentence: str, *, person: bool) -> int:
    """How plainly *sentence* introduces *name*; 0 where it does not."""
    tokens = [*_WORD.finditer(sentence)]
    folded = [fold(token.group()) for token in tokens]
    best = 0
    for at in range(len(tokens) - len(name) + 1) if name else ():
        if not all(map(_same, folded[at : at + len(name)], name)):
            continue
        after = fold(sentence[tokens[at + len(name) - 1].end() :])
        worth = _after(after)
        if len(name) == 1 and worth < _ABOUT:
            worth = 0
        if person:
            worth = max(worth, _before([token.group() for token in tokens[:at]]))
        elif worth < _LEAST_OF_THING:
            worth = 0
        best = max(best, worth)
    return best


def _same(word: str, part: str) -> bool:
    """Whether a folded *word* of the text is that *part* of a name, in either script."""
    if stem(word) == stem(part):
        return True
    if part.isascii() == word.isascii():
        return False
    latin, arabic = (part, word) if part.isascii() else (word, part)
    return bool(latin_skeletons(latin, shortest=2) & arabic_skeletons(arabic, shortest=2))


def _after(text: str) -> int:
    if _IS.match(text):
        return _ABOUT
    apart = _APART.match(text)
    if apart is None:
        return 0
    word = apart["next"]
    if word in ("الذي", "التي", "who", "which", "a", "an", "the"):
        return _SET_APART
    return 0 if word in STOPWORDS or word in _SPOKEN or word[0] in "وف" else _SET_APART


def _before(tokens: Sequence[str]) -> int:
    """A title ends in a definite word in Arabic, and in English with a capital or a small noun."""
    if not tokens:
        return 0
    last = fold(tokens[-1])
    if last in STOPWORDS or last in _SPOKEN:
        return 0
    if last.isascii():
        return _TITLED if tokens[-1][:1].isupper() else 0
    if last.startswith(_OPENS):
        return _TITLED
    before = fold(tokens[-2]) if len(tokens) > 1 else ""
    titled = before.startswith(_OPENS) and before not in STOPWORDS
    return _BETWEEN if titled else 0
