"""Groups of words of grammar, folded; nothing here knows synonyms, names or an article's matter."""

from functools import cache

from retrieval.language.arabic import listed, words


@cache
def group(*names: str) -> frozenset[str]:
    """
    The folded words of the groups *names*, of both languages.

    >>> "هو" in group("pronoun"), "she" in group("pronoun")
    (True, True)
    """
    return frozenset(word for name in names for word in words(listed(name)))


def holds(word: str, *names: str) -> bool:
    """
    Whether a folded *word* is in one of the groups, «و» or «ف» before it apart.

    >>> holds("وقال", "saying"), holds("وزير", "saying")
    (True, False)
    """
    found = group(*names)
    return word in found or (word[:1] in ("و", "ف") and word[1:] in found)
