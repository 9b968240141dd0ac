"""
Numbers in a sentence, and what they count; pure.

A number of a date counts nothing; «قتيلان» is the thing and its number in one word. What a number is
worth is not asked here, so its words are looked at one by one: ``bot.wording.numbers``, which reads
runs of them and takes no «آلاف» alone for a number, would leave «آلاف النازحين» without an answer.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.extraction.matching import Bag, alike, same_thing
from bot.extraction.nations import nation
from bot.extraction.questions import Asked
from bot.wording.numerals import DUAL_SCALES, SCALES, SMALL
from retrieval.language.arabic import fold, words
from retrieval.language.months import MONTHS, any_of

# Numbers of their own, and what only answers «كم»: a crowd that is not numbered, two of a thing.
_NUMBER_WORDS = frozenset(
    words(
        "مئات عشرات شخصان شخصين مرتان مرتين يومان يومين عامان عامين hundreds thousands millions dozens"
    )
).union(SMALL, SCALES, DUAL_SCALES)
_DIGITS = re.compile(r"[بل]?\d")  # «ب74 قرصا»
_DUAL = re.compile(r"\w{3,}(?<!س)ان$")
# By one word each, as a text is cut: «كانون» of «كانون الثاني».
MONTH = any_of({name.split()[0] for name in MONTHS})
YEAR = r"(?:1[89]|20)\d\d"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:من\s+)?(?:{MONTH})\b(?:\s+\w+)?(?:\s*[(/][^)]{{2,20}}\)?)?(?:\s+(?:عام\s+)?{YEAR}\b)?"
    rf"|\b(?:{MONTH})\s+\d{{1,2}}\b(?:\s*,?\s+{YEAR}\b)?"
    rf"|\b(?:{MONTH}|عام|العام|سنه|منذ|مطلع|بدايه|نهايه|in|since|of|year)\s+{YEAR}\b"
)

_A_YEAR = re.compile(YEAR)  # «اتفاق 2020», but «2000 جندي»
_FEW = frozenset(words("two three four five six"))
_POINTING = frozenset(words("the these those both their its our"))
_NEAR = 2  # words between a number and what it counts


def undated(sentence: str) -> str:
    """*sentence* folded, without the numbers of its dates."""
    return _DATE.sub(" ", fold(sentence))


@lru_cache(maxsize=50_000)
def is_number(word: str) -> bool:
    """Whether a folded *word* is a number, in digits or spelt."""
    bare = re.sub(r"^[وف]?(?:ال|[بل])?(?=\w{3})", "", word)
    if word == "الاثنين":  # Monday
        return False
    return _DIGITS.match(word) is not None or not _NUMBER_WORDS.isdisjoint((word, bare))


def counting(question: Asked, sentence: str) -> float:
    """1 if the thing asked about is counted, half if anything is, else 0."""
    if numbers_of(question, sentence):
        return 1.0
    if not any(map(is_number, words(undated(sentence)))):
        return 0.0
    # «كم تبعد…» asks for a measure, whatever its unit.
    return 1.0 if question.terms and question.terms[0][0] in "يت" else 0.5


def numbers_of(question: Asked, sentence: str) -> set[str]:
    """The numbers that stand beside the thing *question* counts: «2500 جندي» for «كم عدد القوات»."""
    found = words(undated(sentence))
    things = [word for word in question.terms or question.context if not nation(word)][:1]
    return {
        word.replace(",", "").lstrip("بل") if _DIGITS.match(word) else word
        for at, word in enumerate(found)
        if (
            is_number(word)
            and not known_already(found, at)
            and _beside(found, at, [*things, "عدد"])
        )
        or (_DUAL.match(word) and any(alike(word, one) and same_thing(word, one) for one in things))
    }


def known_already(found: Sequence[str], at: int) -> bool:
    """Whether the number at *at* counts none anew: «the two countries» points at some named before."""
    return found[at] in _FEW and found[max(0, at - 1)] in _POINTING


def _beside(found: Sequence[str], at: int, things: Sequence[str]) -> bool:
    """Whether one of *things* stands within two words of a number, or right after a bare year."""
    year = _A_YEAR.fullmatch(found[at]) is not None
    near = found[at + 1 : at + 2] if year else found[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(Bag(word).holds(one) and same_thing(word, one) for word in near for one in things)
