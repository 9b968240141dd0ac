"""
Where a message asks for a second thing, and what each of its parts says. Pure.

A linear model over the words around each boundary, hashed as in ``bot.conversation.classifier``, tells
whether something else begins there, and whether the «و» of the word there joins or is its own. It is
fitted with the others, on double messages and on single ones that hold «و» or "and":
``python -m tests.bench.messages --fit``; ``python -m tests.bench.doubles`` tells how well it does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.conversation.classifier import STOPS, Weights, Word, fitted, hashed, place, read
from retrieval.language.arabic import fold, group, question_language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BEGINS: Final = 0.0  # log-odds from which something else begins at a word
_MOST = 3  # parts of a message; of what seems to have more none is sure
_JOINING = re.compile(r"^(?:(?:and|also|then|plus|ثم|و)[\s,،]+)+", re.IGNORECASE)
_MARKS = "؟?!.,،؛;: "


def parts(message: str) -> list[str]:
    """
    What *message* asks for, each by itself; itself alone if that is one thing.

    >>> parts("كم عدد القتلى ومتى وقع الهجوم؟")
    ['كم عدد القتلى؟', 'متى وقع الهجوم؟']
    >>> parts("When and where was it signed?")
    ['When was it signed?', 'where was it signed?']
    >>> parts("كم عدد القتلى والجرحى؟")
    ['كم عدد القتلى والجرحى؟']
    >>> parts("طيب وكم عمر أولاده؟")
    ['طيب وكم عمر أولاده؟']
    """
    words = read(message)
    cuts = boundaries(words)
    if not cuts or len(cuts) >= _MOST:
        return [message]
    bounds = [0, *(at for at, _ in cuts), len(words)]
    said = [" ".join(one.written for one in words[start:end]) for start, end in pairwise(bounds)]
    joined = [False, *(joins for _, joins in cuts)]
    pieces = [_piece(one, joins=joins) for one, joins in zip(said, joined, strict=True)]
    if any(len(one.split()) == 1 and fold(one) not in group("asking") for one in pieces[:-1]):
        return [message]  # «طيب وكم عمره؟»
    mark = "؟" if question_language(message) == "ar" else "?"
    return [f"{one}{mark}" for one in _shared(pieces) if one] or [message]


def _piece(said: str, *, joins: bool) -> str:
    """A part without the «و» or "and" before it and the mark after it."""
    return _JOINING.sub("", said[joins:]).strip(_MARKS)


def _shared(pieces: Sequence[str]) -> list[str]:
    """«متى وأين وقع الهجوم»: a word that asks and nothing more asks of what the next one does."""
    found = list(pieces)
    for at in range(len(found) - 2, -1, -1):
        if len(found[at].split()) == 1:
            _, _, rest = found[at + 1].partition(" ")
            found[at] = f"{found[at]} {rest}".strip()
    return found


def boundaries(words: Sequence[Word], weights: Weights | None = None) -> list[tuple[int, bool]]:
    """At which of *words* something else begins, and whether the «و» there only joins it."""
    weights = weights or fitted()
    cuts = []
    for at, (rows, signs) in enumerate(boundary_features(words, weights.starting), 1):
        begins, joins = signs @ weights.parting[rows]
        if begins > BEGINS:
            cuts.append((at, bool(joins > 0)))
    return cuts


# --- features ---


def boundary_features(
    words: Sequence[Word], starting: "NDArray[np.bool_]"
) -> "Iterator[tuple[NDArray[np.intp], Floats]]":
    """
    The rows of weights of the boundary before each of *words* but the first, and their signs.

    starting: of each ``place``, whether its word is one that messages begin with.
    """
    split = [split_word(word.bare) for word in words]
    starts = [bool(starting[place(Word("", head))]) for _, head in split]
    for at in range(1, len(words)):
        join, head = split[at]
        further = join == "&" and at + 1 < len(words)
        asks = starts[at + further]
        head = split[at + further][1]
        yield hashed(
            [
                *_beside([word.bare for word in words], at, join, head),
                *_asking(starts[:at], starts[at + 1 :], join, asks=asks),
                *(f"r {join} {head in {rest for _, rest in split[:at]}}",),
                *_marked(words, at, join, head, asks=asks),
            ]
        )


def split_word(bare: str) -> tuple[str, str]:
    """What joins a word to those before it, and the rest of it; an "and" is nothing but that."""
    waw = bare[0] == "و" and len(bare) > 2
    return ("و", bare[1:]) if waw else ("&" if bare == "and" else "-", bare)


def _beside(bare: Sequence[str], at: int, join: str, head: str) -> Iterator[str]:
    """The words on either side; *head* is the one that would begin."""
    first, own, edged = bare[0], bare[at], ["<", *bare, ">", ">"]
    before2, before, after = edged[at - 1], edged[at], edged[at + 2]
    follows = edged[at + 3] if join == "&" else after
    yield from ("0", f"w {own}", f"h {head}", f"s {join} {head}", f"b {before}", f"a {after}")
    yield from (f"f {follows}", f"b2 {before2}", f"bw {before} {own}", f"wa {own} {after}")
    yield from (f"hf {head} {follows}", f"1 {join} {first}", f"1h {first} {head}")
    yield from (f"i {join} {min(at, 4)}", f"e {join} {min(len(bare) - at, 5)}")
    yield from (f"p {join} {head[:size]}" for size in (1, 2, 3))
    yield from (f"t {join} {head[-2:]}", f"bp {join} {before[:2]}", f"fp {join} {follows[:2]}")
    yield from (f"bh {join} {before[:2]} {head[:2]}", f"x {join} {own.isascii()} {own.isalpha()}")
    yield from (f"L {join} {one}" for one in {*bare[:at]})
    yield from (f"R {join} {one}" for one in {*bare[at + 1 :]})


def _asking(left: Sequence[bool], right: Sequence[bool], join: str, *, asks: bool) -> Iterator[str]:
    """Which words are such as messages begin with: the one that would begin, and those beside it."""
    before, first, inside = any(left), left[0], any(left[2:])
    yield from (f"S {asks} {join}", f"S1 {asks} {first} {join}", f"Sb {asks} {before} {join}")
    yield from (f"Sp {asks} {left[-1]} {join}", f"Si {asks} {inside} {first} {join}")
    yield from (
        f"Sr {asks} {any(right)} {before} {join}",
        f"Sn {asks} {before} {min(len(left), 6)}",
    )
    yield f"Se {asks} {before} {min(len(right), 4)} {join}"


def _marked(words: Sequence[Word], at: int, join: str, head: str, *, asks: bool) -> Iterator[str]:
    """The mark that ends the word before."""
    last = words[at - 1].written[-1]
    mark = last if last in STOPS else ""
    yield from (f"m {join} {mark}", f"mh {join} {mark} {head}", f"ma {mark} {asks}")
