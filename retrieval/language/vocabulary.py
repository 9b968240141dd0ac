"""The words of grammar of each language, in closed lists with their reasons: ``data/function_words``."""

from functools import cache
from importlib.resources import files

LANGUAGES = ("ar", "en")


@cache
def listed(name: str) -> str:
    """
    The words of the group *name*, of every language, as written, spaces between.

    >>> "where" in listed("stop").split()
    True
    """
    return " ".join(words for language in LANGUAGES if (words := _groups(language).get(name)))


@cache
def _groups(language: str) -> dict[str, str]:
    path = files("retrieval.language").joinpath(f"data/function_words.{language}.txt")
    lines = path.read_text("utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if not line.startswith("#"))
    return {name: words.strip() for name, colon, words in pairs if colon}
