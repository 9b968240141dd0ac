"""A topic as the reports that a search found spell it. Pure."""

import re
from collections import Counter

from bot.extraction.matching import senses
from retrieval.language.arabic import STOPWORDS, content, fold, words
from retrieval.types import Evidence

_JOINED = "بلعفوك"  # letters that stand for words and are written with the next one
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_INSIDE = re.compile(r"(?<!^)ا")  # a name may begin with one
_SPELT = 4  # letters at least that are left
_LETTERS = re.compile(r"[^\W\d_]+")
_NOWHERE = 0.999  # how rare a word is that no passage holds


def unjoined(topic: str, evidence: Evidence) -> str:
    """*topic* without a letter written with its first word, where the hits have the word without it."""
    first, space, rest = topic.partition(" ")
    bare = fold(first)
    said = {word for hit in evidence.hits for word in words(hit.passage.text)}
    article = bare[1:].startswith("ال")  # no word begins so with a letter before it
    if (bare in said and not article) or bare[:1] not in tuple(_JOINED):
        return topic
    without = "ال" + first[2:] if bare.startswith("لل") else first[1:]
    return f"{without}{space}{rest}" if fold(without) in said else topic


def unseen(topic: str, evidence: Evidence) -> bool:
    """Whether a word of *topic* stands in no report."""
    return any(evidence.rarity.get(word, 1.0) >= _NOWHERE for word in content(topic))


def named(topic: str, evidence: Evidence) -> str:
    """*topic* without words in small letters that no report has, where it names something: "the Alder Star affair"."""
    every = topic.split()
    if not any(one[0].isupper() for one in every):
        return topic
    strange = {one for one in content(topic) if evidence.rarity.get(one, 1.0) >= _NOWHERE}
    kept = [one for one in every if not (one.islower() and strange.intersection(words(one)))]
    return " ".join(kept)


def spelt(topic: str, evidence: Evidence) -> str:
    """
    *topic* with its words as they are mostly written in the hits: with their capitals, «الرياضة» for
    «الرياضه», and «ترامب» for a «ترمب» that no report has.

    The model knows a word by its letters, and reads «hezbollah» as another one.
    """
    seen = Counter(_LETTERS.findall(" ".join(hit.passage.text for hit in evidence.hits)))
    unseen = {one for one in _LETTERS.findall(topic) if not one.isascii() and one not in seen}
    nowhere = {one for one in unseen if evidence.rarity.get(fold(one), 0.0) >= _NOWHERE}
    if unseen:
        # The least seen first, so that the most seen stays.
        forms = [one for one, _ in reversed(seen.most_common()) if not one.isascii()]
        written = {fold(one): one for one in forms}
        sounding = {_bare(one): one for one in forms} if nowhere else {}
        known = {one: written.get(fold(one), one) for one in unseen}
        known |= {one: sounding.get(_bare(one), known[one]) for one in nowhere}
        topic = _LETTERS.sub(lambda found: known.get(found[0], found[0]), topic)
    return _LATIN.sub(lambda found: _as_seen(found[0], seen), topic)


def _bare(word: str) -> str:
    """
    A folded *word* without the «ا» inside it, by which foreign names are spelt in more than one way.

    Short ones, and those with an article or the «م» of a participle, are told from others by it.
    """
    folded = fold(word)
    bare = _INSIDE.sub("", folded)
    return bare if len(bare) >= _SPELT and not folded.startswith(("ال", "م")) else word


def _as_seen(word: str, seen: Counter[str]) -> str:
    """A *word* in small letters as it is mostly seen; one that is not, and in no dictionary, is a name."""
    if not word.islower() or word in STOPWORDS:
        return word
    forms = (word, word.title(), word.upper())
    if any(map(seen.__getitem__, forms)) or senses(word):
        return max(forms, key=seen.__getitem__)
    return word.title()
