"""
Different accounts of one thing, found so that they can stand side by side.

Three signs, each in the sentences themselves: another name for the same person, another number of
the same thing, one denying what the other affirms. Pure; finds disagreement, never settles it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.extractive import Candidate, numbers_of
from bot.matching import Bag, key
from bot.questions import Asked
from retrieval.arabic import STOPWORDS, fold, words

_DENIALS = frozenset(
    words(
        """لا لم لن ليس ليست ليسوا نفى نفت تنفي ينفي نافية رفض رفضت دون بدون عدم
        not no never neither denied denies without"""
    )
)
_BOTH_SIDES = re.compile(
    r"\bمتفق|\b[يت]تفق|\bخلاف\b|\b[يت]ختلف|\bاختلاف|\bتناقض|\bروايات|\bايهما\b|\bام\b|\bكل من\b"
    r"|\bagree|\bdisagree|\bdiffer|\bconflict"
)
_REACH = 5  # words between a denial and what it denies
_NEAR = 0.75  # of the best score: a second account must answer nearly as well as the first
_GIVEN_NAME = re.compile(r"^[^\W\d_]{3,}$")


def opposing(question: Asked, ranked: Sequence[Candidate]) -> list[Candidate]:
    """
    The best sentence of *ranked* and one that disagrees with it; ``[]`` when none does.

    ranked: sentences that answer, best first.
    """
    if not ranked:
        return []
    first = ranked[0]
    close = [one for one in ranked[1:] if one.score >= _NEAR * first.score]
    for one in close:
        if one.article != first.article and (
            _other_name(question, first, one) or _other_number(question, first, one)
        ):
            return [first, one]
    if question.kind == "yes_no" or _BOTH_SIDES.search(fold(question.text)):
        for at, one in enumerate([first, *close]):
            for other in close[at:]:
                if _contradicts(question, one, other):
                    return [one, other]
    if _BOTH_SIDES.search(fold(question.text)):
        return [first, *[one for one in close if one.article != first.article][:1]]
    return []


def _other_name(question: Asked, one: Candidate, other: Candidate) -> bool:
    """«كينيث ماكينزي» and «فرانك ماكنزي»: one surname, two given names."""
    if question.kind != "who" and not re.search(r"\bاسم|\bname\b", fold(question.text)):
        return False
    mine, theirs = _names(one.text), _names(other.text)
    shared = mine.keys() & theirs.keys()
    return any(not mine[surname] & theirs[surname] for surname in shared)


def _names(text: str) -> dict[str, set[str]]:
    """Given names by the consonants of the surname that follows them."""
    found: dict[str, set[str]] = {}
    every = words(text)
    for given, surname in pairwise(every):
        consonants = key(surname)
        if consonants and not surname.startswith("ال") and _is_given(given):
            found.setdefault(consonants, set()).add(given)
    return found


def _is_given(word: str) -> bool:
    plain = _GIVEN_NAME.match(word) is not None and word not in STOPWORDS
    return plain and not word.startswith("ال") and word[-1:] not in "هة"


def _other_number(question: Asked, one: Candidate, other: Candidate) -> bool:
    """Both count the thing asked about, and count it differently."""
    if question.kind != "how_many":
        return False
    mine, theirs = numbers_of(question, one.text), numbers_of(question, other.text)
    return bool(mine and theirs) and not mine & theirs


def _contradicts(question: Asked, one: Candidate, other: Candidate) -> bool:
    """One denies a word of the question that the other affirms."""
    both = _held(question, one.text) & _held(question, other.text)
    return bool(both) and any(_denied(one.text, term) != _denied(other.text, term) for term in both)


def _held(question: Asked, text: str) -> set[str]:
    bag = Bag.of(text)
    return {term for term in question.terms if bag.holds(term)}


def _denied(text: str, term: str) -> bool:
    """Whether a denial stands within a few words before *term*."""
    found = words(text)
    for at, word in enumerate(found):
        if Bag.of(word).holds(term):
            before = found[max(0, at - _REACH) : at]
            if any(w in _DENIALS or (w[1:] in _DENIALS and w[:1] in "وف") for w in before):
                return True
    return False
