"""
Which articles tell one report: copies, edited copies and shortened ones. Pure.

Texts are compared by their five-word runs, by how much of one stands in the other: a lead cut from
a long report is found, which Jaccard and SimHash miss. Below two thirds, pairs of real news are
mostly the next day's report with the last one's background, and programmes of one event.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from hashlib import blake2b

from retrieval.language.arabic import words

_RUN = 5  # words
_SHORT = 36  # runs: in less than 40 words the opening of a series is half the text
_WINDOW = 12  # runs, of which one is indexed
_SAME = 0.67  # share of the runs
_COPY = 0.9
_EDITED = 0.33  # share of the runs, where the different words of both are nearly the same:
_WORDS, _LONGER = 0.88, 0.7  # share of the shorter one's, and of the longer one's


def shingles(text: str) -> tuple[int, ...]:
    """
    The different five-word runs of *text* in order, as 64-bit hashes, signed as SQLite wants them.

    Spelling variants and punctuation do not matter. A text of up to five words is one hash. Unlike
    ``hash()``, the same in every process.
    """
    every = words(text)
    run = min(_RUN, max(1, len(every)))
    starts = range(len(every) - run + 1)
    return tuple(dict.fromkeys(_hash(" ".join(every[i : i + run])) for i in starts))


def sample(hashes: Sequence[int]) -> frozenset[int]:
    """
    The few of *hashes* worth indexing: the least of every twelve that follow each other, a seventh or so.

    Look up all hashes of a new article, not its sample: whatever shares 16 words in a row is found
    (winnowing: Schleimer, Wilkerson and Aiken 2003).
    """
    windows = range(max(1, len(hashes) - _WINDOW + 1)) if hashes else ()
    return frozenset(min(hashes[i : i + _WINDOW]) for i in windows)


def containment(part: Collection[int], whole: Collection[int]) -> float:
    """The share of *part* that stands in *whole*, 0 to 1; 0 when *part* is empty."""
    return len({*part} & {*whole}) / len({*part}) if part else 0.0


def same_story(text: str, other: str) -> bool:
    """
    Whether two thirds of one text stand in the other, whichever way round; of a short one nearly all.

    A third will do where both have nearly the same words, as when one sentence of three was edited.
    The same notice with other numbers in its places is another one.
    """
    one, two = shingles(text), shingles(other)
    mine, theirs = set(words(text)), set(words(other))
    shared = max(containment(one, two), containment(two, one))
    told = any(
        containment(part, whole) >= (_SAME if len(part) >= _SHORT else _COPY)
        for part, whole in ((one, two), (two, one))
    )
    fewer, more = sorted((len(mine), len(theirs)))
    edited = shared >= _EDITED and len(mine & theirs) >= max(_WORDS * fewer, _LONGER * more)
    return (told or edited) and not _renumbered(text, other)


def adds_nothing(text: str, other: str) -> bool:
    """
    Whether *text* is a copy or a part of *other*: nearly every run of it, and no word of its own.

    The second rule keeps an update («ارتفع العدد إلى 14») from passing for a copy.
    """
    copied = containment(shingles(text), shingles(other)) >= _COPY
    return copied and set(words(text)) <= set(words(other))


def _renumbered(text: str, other: str) -> bool:
    """Whether of the numbers that both print between the same two words a third are others, and two."""
    one, two = _numbers(text), _numbers(other)
    places = one.keys() & two.keys()
    others = sum(not one[place] & two[place] for place in places)
    return others >= 2 and 3 * others >= len(places)


def _numbers(text: str) -> dict[tuple[str, str], set[str]]:
    """The numbers of *text* by the words before and after."""
    every, found = words(text), defaultdict[tuple[str, str], set[str]](set)
    for before, number, after in zip(every, every[1:], every[2:], strict=False):
        if number[0].isdigit():
            found[before, after].add(number)
    return found


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "little", signed=True)
