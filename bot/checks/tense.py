"""Whether what is to come, may be or is wished is told as no more than that; pure."""

import re

from bot.checks.alignment import Alignment, bare
from bot.wording.tense import speaks_of_later
from bot.wording.terms import Term
from retrieval.language.arabic import words

_NEAR = 4  # terms a mood reaches
_BESIDE = 3  # words before a verb that may hedge it
_SHORTEST = 4  # letters of a noun written together with «ل»
_CAN = frozenset(words("can could able"))
_HEDGES = frozenset(words("ربما لعل لعله لعلها perhaps maybe possibly"))
_PRESENT = re.compile(r"[وف]?[يت]\w{3,}")
_IMPERFECT = re.compile(r"[وف]?[يت]")
# What is spoken of here may never come: «مفاوضات على إعادة نشر القوات».
_PROSPECTS = frozenset(
    words(
        "مفاوضات محادثات مباحثات خطة خطط قرار طلب دعوة مشروع خطوات مساع مقترح اقتراح نية استعداد إمكانية"
    )
)
_HAPPENED = frozenset(words("بعد منذ إلى سبق استطاع استطاعت"))  # «بعد أن انسحبت»
_SURE = {"ahead": "ahead", "planned": "ahead", "possible": "open", "wished": "open", None: None}


def tense(found: Alignment) -> str | None:
    """What is to come has not come, and what may be is not said to be."""
    if early := _told_too_early(found):
        return early
    later = any(speaks_of_later(reading.words) for reading in found.window.readings)
    there = {_SURE.get(term.mood) for term in found.window.terms}
    here = {_SURE.get(term.mood) for term in found.sentence.terms}
    for mine, term in enumerate(found.sentence.terms):
        if term.mood is None or _SURE[term.mood] in there or (later and term.mood == "ahead"):
            continue
        if found.foreign and (_may(found) or _is_name(found, mine)):
            continue
        if not (found.foreign and _may_be_ahead(found, mine)):
            return term.word
    for mine, theirs in found.pairs.items():
        term, other = found.sentence.terms[mine], found.window.terms[theirs]
        mood, source = _SURE.get(term.mood), _SURE.get(other.mood)
        if other.mood == "possible" and found.foreign and _may(found):
            continue
        if other.mood in ("wished", "planned") and _already(found, mine, source):
            continue
        reading, there_ = found.window.place(theirs)
        hedge = reading.words[max(0, there_.at - _BESIDE) : there_.at]
        hedged = any(one.mood == "possible" for one in found.sentence.terms)
        if other.mood == "possible" and not (hedged or _HEDGES.isdisjoint(hedge)):
            return term.word
        if source and not mood and not term.nominal and (not found.foreign or here == {None}):
            return term.word
        surely = term.mood in ("ahead", "possible") and not (source or found.foreign or later)
        if surely and not (other.marker or other.definite):
            return term.word
    return None


def _may(found: Alignment) -> bool:
    """Whether English says "can" or "could", which Arabic says by a verb: «يمكن»."""
    english = found.window.words if found.sentence.arabic else found.sentence.words
    return not _CAN.isdisjoint(english)


def _is_name(found: Alignment, mine: int) -> bool:
    """Whether what looks like a verb to come is a name: «سيمون»."""
    theirs = found.pairs.get(mine)
    return theirs is not None and found.window.terms[theirs].capital


def _already(found: Alignment, mine: int, mood: str | None) -> bool:
    """Whether a word shortly before has the *mood*, though it does not reach as far as there."""
    return any(_SURE.get(t.mood) == mood for t in found.sentence.terms[max(0, mine - _NEAR) : mine])


def _told_too_early(found: Alignment) -> str | None:
    """A past that rests on what follows «أن» («بأن تنضم») or the verb to come («سينصرفون إلى بحث»)."""
    rested = set(found.pairs.values())
    for mine, theirs in found.pairs.items():
        term, reading = found.sentence.terms[mine], found.window.place(theirs)[0]
        if found.foreign or not found.sentence.arabic or not _may_be_past(found, mine):
            continue
        other = found.window.terms[theirs]
        before = reading.words[max(0, other.at - 2) : other.at]
        hoped = before[-1:] in (["ان"], ["بان"], ["الا"]) and _PRESENT.fullmatch(other.word)
        if hoped and not set(before) & _HAPPENED:
            return term.word
        if term.at == 0 and other.marker and _put_off(found, theirs, rested):
            return term.word
        if term.at == 0 and _is_purpose(term, other):
            return term.word
    return None


def _is_purpose(term: Term, other: Term) -> bool:
    """Whether a verb rests on what something is for: «لتعديله», «لمنع الافتتاح»."""
    plain = not (other.definite or other.named or term.word.startswith("ل"))
    return plain and len(other.word) >= _SHORTEST and other.word.startswith("ل")


def _put_off(found: Alignment, theirs: int, rested: set[int]) -> bool:
    """Whether a verb to come, which the sentence leaves out, stands before *theirs* in its clause."""
    other = found.window.terms[theirs]
    return any(
        (term.mood == "ahead" or (theirs - n <= _NEAR and bare(term.word) in _PROSPECTS))
        and n not in rested
        and term.clause == other.clause
        for n, term in enumerate(found.window.terms[:theirs])
    )


def _may_be_past(found: Alignment, mine: int) -> bool:
    """Whether an Arabic term looks like a verb in the past."""
    term = found.sentence.terms[mine]
    plain = not (term.nominal or term.denied or term.mood)
    return plain and not _IMPERFECT.match(term.word)


def _may_be_ahead(found: Alignment, mine: int) -> bool:
    """Whether a word to come rests on an Arabic present, or "would" only reports what was said."""
    theirs = found.pairs.get(mine)
    present = theirs is not None and _PRESENT.match(found.window.terms[theirs].word)
    return bool(present) or "would" in found.sentence.words[: found.sentence.terms[mine].at]
