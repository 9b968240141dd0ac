"""
The outlet a sentence names must be the one that published the article it rests on; pure.
"""

from bot.checks.alignment import Alignment
from bot.wording.reading import Reading
from bot.wording.terms import Term
from bot.wording.thesaurus import keys, sounds
from retrieval.language.arabic import words as folded
from retrieval.types import Source

_KINDS = frozenset(
    folded(
        """وكالة الوكالة صحيفة الصحيفة جريدة الجريدة موقع الموقع قناة القناة مجلة المجلة شبكة الشبكة إذاعة منصة نشرة
        newspaper agency daily website channel magazine network outlet broadcaster"""
    )
)
_CUES = _KINDS | frozenset(
    folded("بحسب حسب وفق وفقا نقلا عن أوردت أورد نقلت نقل ذكرت أفادت according reported reports")
)


def named(sentence: Reading, source: Source) -> frozenset[int]:
    """
    The numbers of the terms of *sentence* that name the outlet of *source*, and when it published.

    A name counts only as a whole, and only where the sentence gives its source.
    """
    found: set[int] = set()
    for name in filter(None, (source.outlet, source.agency, *(p.outlet for p in source.also_in))):
        found |= _whole(sentence, folded(name))
    if not found:
        return frozenset()
    for number, term in enumerate(sentence.terms):
        if term.word in _KINDS and found & {number + 1, number - 1}:
            found.add(number)
        day = term.date.dated.iso if term.date else None
        if day and source.date.iso and source.date.iso.startswith(day):
            found.add(number)
    return frozenset(found)


def _whole(sentence: Reading, name: list[str]) -> set[int]:
    wanted = [word for word in name if len(word) > 2]
    places = []
    for word in wanted:
        here = {n for n, term in enumerate(sentence.terms) if _same(term, word)}
        if not here:
            return set()
        places.append(here)
    for start in sorted(places[0]) if places else ():
        run = [next((n for n in sorted(p) if abs(n - start) <= len(wanted)), None) for p in places]
        if None not in run and _cited(sentence, start):
            return {n for n in run if n is not None}
    return set()


def _same(term: Term, word: str) -> bool:
    if term.word.removeprefix("و") == word or term.word.removeprefix("ال") == word.removeprefix(
        "ال"
    ):
        return True
    if term.word.isascii() != word.isascii():
        return bool(term.sounds & sounds(word) or term.keys & keys(word))
    return False


def _cited(sentence: Reading, start: int) -> bool:
    """Whether the name is given as a source, not as a place or a party."""
    at = sentence.terms[start].at
    before = sentence.words[max(0, at - 3) : at]
    after = sentence.words[at : at + 6]
    return (
        bool(_CUES & set(before))
        or any(t.reports for t in sentence.terms if at - 3 <= t.at <= at + 5)
        or bool({"reported", "according"} & set(after))
    )


def foreign_outlet(found: Alignment) -> str | None:
    """The name of an outlet among the terms that rest on nothing."""
    for number in found.missing:
        term = found.sentence.terms[number]
        before = found.sentence.words[max(0, term.at - 3) : term.at]
        if term.word in _KINDS or (_CUES & set(before) and term.named):
            return term.word
    return None
