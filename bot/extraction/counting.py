"""
The numbers of a sentence that count what is asked for; pure.

What a number is worth is ``retrieval.language.numbers``' to say. Here is only which of them answers:
a number of a date counts nothing, «قتيلان» is the thing and its number in one word, and of
«قُتل 40 وأصيب 60» only one is the dead.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile, takewhile

from bot.extraction.matching import Bag, same_thing, tokens
from bot.extraction.questions import Asked
from retrieval.language.arabic import fold, words
from retrieval.language.months import MONTHS, any_of
from retrieval.language.number_words import CHANGE
from retrieval.language.numbers import Number, numbers

_COUNTS = frozenset({"cardinal", "vague", "percent", "points", "fraction"})
_PEOPLE = frozenset(words("شخص شخصا أشخاص نسمة رجل رجال فرد أفراد people persons"))
_TO = (["الي"], ["to"])
_FAR = 60  # characters from «قتلى» to the people it numbers
_FEW = frozenset(range(2, 7))
_NEAR = 2  # words between a number and what it counts
_REACH = 80  # characters looked at on either side
# Between what is counted and its number: «القتلى ارتفع إلى 9».
_BETWEEN = CHANGE | frozenset(
    words(
        "إلى بلغ بلغت يبلغ تبلغ هو هي نحو حوالي قرابة to at is was are were about reached stands stood"
    )
)
# By one word each, as a text is cut: «كانون» of «كانون الثاني».
MONTH = any_of({name.split()[0] for name in MONTHS})
YEAR = r"(?:1[89]|20)\d\d"
_A_YEAR = re.compile(YEAR)


@lru_cache(maxsize=2_000)
def counts(sentence: str) -> tuple[Number, ...]:
    """The numbers of *sentence* that say how many or how much, and no date, rank or name."""
    return tuple(
        one for one in numbers(sentence) if one.kind in _COUNTS and not _named_before(sentence, one)
    )


def counting(question: Asked, sentence: str) -> float:
    """1 if the thing asked about is counted, half if anything is, else 0."""
    if numbers_of(question, sentence):
        return 1.0
    if not counts(sentence):
        return 0.0
    # «كم تبعد…» asks for a measure, whatever its unit.
    return 1.0 if question.terms and question.terms[0][0] in "يت" else 0.5


def counted(question: Asked) -> str:
    """
    The word for what *question* counts: in Arabic the first, in English what follows its adjectives.

    "How many American soldiers are there?" counts soldiers, «كم جندياً أميركياً هناك؟» as well.
    """
    terms = question.terms or question.context
    if not terms or not terms[0].isascii():
        return terms[0] if terms else ""
    found = dropwhile(lambda word: word not in terms, tokens(question.text))
    return [terms[0], *takewhile(lambda word: word in terms, found)][-1]


def numbers_of(question: Asked, sentence: str) -> list[Number]:
    """The numbers that stand beside the thing *question* counts: «2500 جندي» for «كم عدد القوات»."""
    thing = counted(question)
    if not thing:
        return []
    told = counts(sentence)
    ends = [0, *[one.end for one in told]]
    beside = [
        one
        for one, end in zip(told, ends, strict=False)
        if _beside(sentence, one, end, (thing, "عدد"))
    ]
    return beside or _people(thing, sentence, told)


def _named_before(sentence: str, number: Number) -> bool:
    """Whether it counts none anew: "the two countries" are some that were named."""
    before = words(sentence[max(0, number.start - _REACH) : number.start])
    return number.text.isascii() and number.low in _FEW and before[-1:] == ["the"]


def _beside(sentence: str, number: Number, since: int, things: Sequence[str]) -> bool:
    """
    Whether one of *things* stands within two words of a number, or right after a bare year.

    since: where the number before it ends, whose own noun is passed over.
    """
    after = words(sentence[number.end : number.end + _REACH])
    if _A_YEAR.fullmatch(fold(number.text)):  # «اتفاق 2020», but «2000 جندي»
        near = after[:1]
    else:
        before = words(sentence[max(since, number.start - _REACH) : number.start])[since > 0 :]
        while len(before) > _NEAR and before[-1] in _BETWEEN:
            before.pop()
        near = before[-_NEAR:] + words(number.text) + after[:_NEAR]
    return any(_names(word, one) for word in near for one in things)


def _people(thing: str, sentence: str, told: Sequence[Number]) -> list[Number]:
    """«حصيلة قتلى السيول ارتفعت إلى تسعة أشخاص»: the people, or what it rose to, nearest to the thing."""
    spots = [
        found.start() for found in re.finditer(r"\w+", sentence) if _names(fold(found[0]), thing)
    ]
    changes = not CHANGE.isdisjoint(words(sentence))
    near = [
        (min(abs(one.start - spot) for spot in spots), one.start, one)
        for one in told
        if spots and (one.unit in _PEOPLE or (changes and words(sentence[: one.start])[-1:] in _TO))
    ]
    return [one for far, _, one in sorted(near)[:1] if far <= _FAR]


def _names(word: str, thing: str) -> bool:
    return bool(Bag(word).holds(thing)) and same_thing(word, thing)
