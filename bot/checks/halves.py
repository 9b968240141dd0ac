"""
Two truths glued into one sentence: when that is honest, and when it is a third thing; pure.

The beginning of one sentence and the end of another share no meaning, though every word is there.
"""

import re
from collections.abc import Iterator

from bot.checks.alignment import Alignment
from retrieval.language.arabic import words

_JOINT = re.compile(
    r"(?:[،,؛;]\s*)?(?<=[\s،,؛;])(?:و(?=[\u0621-\u064a]{3})|(?:and|but|while|whereas|فيما|بينما|لكن|غير أن)\s)"
)
_HEAD = 3  # terms at the beginning of a sentence that may name whom it is about
_SUBJECT = 4  # terms of a subject taken from the sentence before
_JOINTS = frozenset({"and", "but", "while", "whereas", "فيما", "بينما", "لكن", "as"})
_POINTING = frozenset(
    words("هذا هذه هؤلاء تلك ذلك لهذا لهذه بهذا بهذه وهذا وهذه this that these those")
)
_MOST = 6  # joints that are tried


def halves(text: str) -> Iterator[tuple[str, str]]:
    """
    The ways to read *text* as two clauses.

    >>> list(halves("وصل الوفد إلى بغداد، وغادر الوزير."))
    [('وصل الوفد إلى بغداد', 'غادر الوزير.')]
    """
    joints = [found for found in _JOINT.finditer(text) if found.start() > 0]
    for found in joints[:_MOST]:
        yield text[: found.start()].rstrip(" ،,؛;"), text[found.end() :]


def begins_where_its_source_begins(found: Alignment) -> bool:
    """Whether one of the first two terms rests on one of the first of a sentence of the source."""
    first = [found.pairs[n] for n in range(2) if n in found.pairs]
    border = found.window.border
    return any(n < _HEAD or border <= n < border + _HEAD for n in first)


def glued(found: Alignment) -> str | None:
    """Over two sentences: whether each part of the sentence rests on one of them, whole."""
    if len(found.window.readings) == 1:
        return None
    sides = _without_fuller_names(found, _sides(found))
    changes = [at for at in range(1, len(sides)) if sides[at][1] != sides[at - 1][1]]
    if not changes:
        return None
    at = changes[0]
    joint, in_second = sides[at]
    word = found.sentence.terms[joint].word
    if len(changes) > 1:
        return word
    before = [found.sentence.terms[n] for n, _ in sides[:at]]
    subject = at <= _SUBJECT and not any(term.number or term.date for term in before)
    carried = subject and found.window.readings[1].follows_on and sides[-1][1]
    points_back = not _POINTING.isdisjoint(found.window.readings[1].words[:_HEAD])
    if carried or points_back:
        return None
    if not _joins(found, joint):
        return word
    border = found.window.border if in_second else 0
    first = [found.pairs[n] - border for n in (joint, joint + 1) if n in found.pairs]
    begins = any(0 <= n < _HEAD for n in first)
    return None if begins or found.window.readings[in_second].follows_on else word


def _sides(found: Alignment) -> list[tuple[int, bool]]:
    """For each term that rests on only one of the two sentences: its number, and whether the second."""
    sides = []
    for mine, theirs in sorted(found.pairs.items()):
        second = theirs >= found.window.border
        there = found.window.candidates(found.sentence, mine)
        if len({n >= found.window.border for n in there}) == 1:
            sides.append((mine, second))
    return sides


def _without_fuller_names(
    found: Alignment, sides: list[tuple[int, bool]]
) -> list[tuple[int, bool]]:
    """*sides* without what only names more fully what the second sentence points at: «هذه القوات»."""
    second, border = found.window.readings[1], found.window.border
    pointed = {
        border + n
        for n, term in enumerate(second.terms)
        if term.at and second.words[term.at - 1] in _POINTING
    }
    named = {
        n
        for n in found.pairs
        if pointed & {*(there := found.window.candidates(found.sentence, n))}
        and min(there) < border
    }
    return [
        (n, side)
        for n, side in sides
        if side or found.sentence.terms[n].number or not named & {n - 1, n - 2, n + 1}
    ]


def _joins(found: Alignment, joint: int) -> bool:
    """Whether a new clause begins at or just before the term *joint*."""
    term, before = found.sentence.terms[joint], found.sentence.terms[joint - 1]
    between = found.sentence.words[before.at + 1 : term.at + 1]
    return term.clause != before.clause or any(
        word in _JOINTS or word.startswith("و") for word in between
    )
