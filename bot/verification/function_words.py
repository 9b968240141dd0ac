"""
Words of grammar, in closed lists, one file a language, each group with its reason beside it.

Nothing here knows synonyms, names or what an article is about.
"""

from functools import cache
from importlib.resources import files

from retrieval.language.arabic import words

_LANGUAGES = ("ar", "en")


@cache
def group(*names: str) -> frozenset[str]:
    """
    The folded words of the groups *names*, of both languages.

    >>> "هو" in group("pronoun"), "she" in group("pronoun")
    (True, True)
    """
    return frozenset(word for name in names for word in _groups()[name])


def holds(word: str, *names: str) -> bool:
    """
    Whether a folded *word* is in one of the groups, «و» or «ف» before it apart.

    >>> holds("وقال", "saying"), holds("وزير", "saying")
    (True, False)
    """
    found = group(*names)
    return word in found or (word[:1] in ("و", "ف") and word[1:] in found)


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for language in _LANGUAGES:
        text = (
            files("bot.verification")
            .joinpath(f"data/function_words.{language}.txt")
            .read_text("utf-8")
        )
        for line in text.splitlines():
            name, colon, listed = line.partition(":")
            if colon and not line.startswith("#"):
                found[name] = found.get(name, frozenset()) | frozenset(words(listed))
    return found
