"""Whether a text says a fact: words after folding, numbers by value."""

from collections.abc import Iterable

from bot.evaluation.cases import Fact, Facts
from retrieval.language.arabic import fold
from retrieval.language.numbers import numbers


def says(text: str, fact: Fact) -> bool:
    """
    Whether *text* says *fact*; ``|`` in one of words separates alternatives.

    >>> says("أُصيب ألفان وخمسمئة جنديّ", 2500), says("في 2500 بيت", 25), says("قال الوزيرُ", "المدير|الوزير")
    (True, False, True)
    """
    if isinstance(fact, str):
        spelt = fold(text)
        return any(fold(one) in spelt for one in fact.split("|"))
    return any(abs(value - fact) < 1e-9 for value in values(text))


def missing(text: str, facts: Facts) -> list[Fact]:
    """What *text* does not say of what it must."""
    lacking: list[Fact] = [fact for fact in facts.all if not says(text, fact)]
    if facts.any and not any(says(text, fact) for fact in facts.any):
        lacking.append("|".join(map(str, facts.any)))
    return lacking


def said(text: str, facts: Iterable[Fact]) -> list[Fact]:
    """Which of *facts* *text* says."""
    return [fact for fact in facts if says(text, fact)]


def values(text: str) -> set[float]:
    """The numbers of *text*, by value: digits and words alike, no ranges and no crowds."""
    return {float(one.low) for one in numbers(text) if one.low == one.high}
