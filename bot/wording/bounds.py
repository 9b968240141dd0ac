"""How sure a number is, by the words around it: about, more than, at least; pure."""

import re
from collections.abc import Sequence
from typing import Literal

Bound = Literal["about", "more", "less", "least", "most"]
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("least", r"ما لا يقل عن|لا يقل عن|لا تقل عن|علي الاقل|at least|no fewer than|no less than"),
    (
        "most",
        r"(?:ما )?[يت]صل ال[يى]|لا [يت]زيد (?:علي|عن)|(?:لا|لم) [يت]تجاوز|علي الاكثر"
        r"|up to|at most|as many as|no more than|(?:not|n t) (?:exceed|more than)",
    ),
    (
        "more",
        r"(?:اكثر|ازيد) من|[يت]زيد (?:علي|عن)|[يت]فوق|[يت]تجاوز|تجاوز|فوق"
        r"|more than|over|above|exceeding|upwards of",
    ),
    ("less", r"اقل من|ما يقل عن|تحت|less than|fewer than|under|below"),
    (
        "about",
        r"نحو|حوالي|قرابه|زهاء|تقريبا|يقارب|يناهز|بضع"
        r"|about|around|approximately|nearly|almost|roughly|some|close to",
    ),
)
_BEFORE = [
    (bound, re.compile(rf"(?:^|\s)[وبل]?(?:{forms})(?: من| ال)?$")) for bound, forms in _BOUNDS
]
_SAID_AFTER: tuple[tuple[Bound, tuple[str, ...]], ...] = (
    ("least", ("علي الاقل", "at least", "or more", "او اكثر")),
    ("most", ("علي الاكثر", "at most")),
    ("about", ("تقريبا", "او نحو")),
)
_AFTER: list[tuple[Bound, re.Pattern[str]]] = [
    (bound, re.compile(rf"^(?:\S+ )?(?:{'|'.join(words)})(?:\s|$)")) for bound, words in _SAID_AFTER
]
_REACH = 5  # words before a number that may say how sure it is


def bound_of(words: Sequence[str], start: int, end: int) -> Bound | None:
    """What the words around those from *start* to *end* say of how sure they are."""
    before = " ".join(words[max(0, start - _REACH) : start])
    after = " ".join(words[end : end + _REACH])
    if words[start][:1] == "ل" and words[start][1:2] in "0123456789":
        before += " "
    found = next((bound for bound, form in _BEFORE if form.search(before)), None)
    return found or next((bound for bound, form in _AFTER if form.search(after)), None)
