"""
Another country than the one asked about; pure.

«كم عدد القوات الفرنسية في العراق؟» finds the sentence that counts the American ones.
"""

from collections.abc import Sequence
from itertools import takewhile

from bot.extraction.nations import nation, tokens
from bot.extraction.questions import Asked
from bot.lacks.names import stands
from bot.lacks.scene import Scene
from bot.wording.thesaurus import known
from retrieval.language.arabic import STOPWORDS, stem

_PRECISE = (
    "how_many",
    "when",
)  # whose sentence must name the country itself; a place may be another


def missing_country(question: Asked, scene: Scene) -> str | None:
    """A country that is not mentioned, or whose noun here belongs to another country."""
    here, asked = scene.here, tokens(question.text)
    all_asked = set(map(nation, asked))
    for at, word in enumerate(asked):
        wanted = nation(word)
        if wanted is None or _describes_a_name(asked, at, scene):
            continue
        if wanted not in scene.around.nations or (
            question.kind in _PRECISE and wanted not in here.nations and here.nations - all_asked
        ):
            return word
        if at and _is_adjective(word) and _belongs_elsewhere(asked[at - 1], wanted, here.words):
            return word
    return None


def _describes_a_name(asked: Sequence[str], at: int, scene: Scene) -> bool:
    """«جامعة هارفارد الأميركية»: what is named needs no nationality to be known by."""
    beside = [*asked[max(0, at - 1) : at], *asked[at + 1 : at + 2]]
    return asked[at].startswith("ال") and any(
        not known(word) and stands(word, scene.around, scene.rarity.get(word, 0.0))
        for word in beside
        if _is_adjective(asked[at]) and not word.isascii()
    )


def _is_adjective(word: str) -> bool:
    return word.endswith(("ي", "يه", "ين", "يون")) and not word.endswith("سوريه")


def _belongs_elsewhere(head: str, wanted: str, here: Sequence[str]) -> bool:
    """Whether every *head* here is followed by a country other than *wanted*."""
    heads = [at for at, word in enumerate(here) if stem(word) == stem(head)]
    if head in STOPWORDS or not heads:
        return False
    return all(owner(here[at + 1 : at + 4]) not in (wanted, None) for at in heads)


def owner(after: Sequence[str]) -> str | None:
    """The country that the words *after* a noun give it to; «في سوريا» only places it."""
    phrase = takewhile(lambda word: word not in STOPWORDS, after)
    return next(filter(None, map(nation, phrase)), None)
