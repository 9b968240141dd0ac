"""
Somebody else's deed, or nobody's, where it is asked who did it; pure.

«من نفّذ المحاولة؟» finds how it was carried out; «من يقود الهيئة؟» whom the body itself leads.
"""

import re
from collections.abc import Sequence

from bot.extraction.matching import Bag
from bot.extraction.nations import nation, tokens
from bot.extraction.questions import Asked
from bot.lacks.names import stands
from bot.lacks.offices import ROLES, TITLES
from bot.lacks.scene import Scene
from bot.wording.thesaurus import listed
from retrieval.language.arabic import STOPWORDS, fold, stem, words
from retrieval.language.terms import FRAME

_WHO = frozenset(words("من مين ومن who"))
_AT = frozenset(words("على at on"))
_PASSIVE = re.compile("(?<![\u0621-\u064a])[وف]?[\u0621-\u064a]\u064f[\u0621-\u0652]*")  # «أُطلقت»
_PARTICLES = frozenset(words("off out up down away"))  # "head off" is not to head
_BY = 4  # words after a passive verb among which its doer stands


def missing_doer(question: Asked, scene: Scene) -> str | None:
    """The deed asked about, if this sentence does not tell who did it."""
    asked = _deed(question)
    if asked is None:
        return None
    deed, acted_on = asked
    for one in (acted_on, _place(question)):
        if one and not stands(one, scene.around, scene.rarity.get(one, 1.0)):
            return deed
    passive = {fold(word) for word in _PASSIVE.findall(scene.text)}
    for text in (scene.here, scene.before):
        told = [at for at in range(len(text.words)) if _does(text.words, at, deed)]
        if told:
            undone = (text.words[at] in passive or _undone(text.words, at, acted_on) for at in told)
            return deed if all(undone) else None
    return deed


def _deed(question: Asked) -> tuple[str, str | None] | None:
    """The verb right after «من» and the word that follows it, if reports have words for the deed."""
    found = tokens(question.text)
    if (
        found[:1] == ["which"] and question.kind == "what"
    ):  # «أي إناء اختاره؟» asks what was done to
        found = ["who", *found[2:]]
    elif question.kind != "who":
        return None
    if len(found) < 2 or found[0] not in _WHO:
        return None
    deed, rest = found[1], [word for word in found[2:] if word not in STOPWORDS]
    ordinary = deed in STOPWORDS | FRAME or stem(deed) in ROLES or deed.startswith(("ال", "م"))
    if ordinary or not listed(deed):
        return None
    return deed, rest[0] if rest else None


def _place(question: Asked) -> str | None:
    """What a deed is aimed at: «على مطار بغداد»."""
    found = tokens(question.text)
    aimed = (n for n, word in enumerate(found[2:-1], start=2) if word in _AT)
    return next((found[n + 1] for n in aimed if not nation(found[n + 1])), None)


def _does(found: Sequence[str], at: int, deed: str) -> bool:
    """Whether the word at *at* may be of the same *deed*; a general's rank is none."""
    word = found[at]
    other = word in STOPWORDS or (word.isascii() and stem(word) in TITLES)
    return not (other or _PARTICLES.intersection(found[at + 1 : at + 2])) and Bag(word).tells(deed)


def _undone(found: Sequence[str], at: int, acted_on: str | None) -> bool:
    """Whether the verb at *at* names no doer, or makes one of what is asked about."""
    if acted_on is None:
        return False
    after = found[at + 1 :]
    if "by" in after[:2]:
        return Bag(*after[:_BY]).tells(acted_on)
    first = Bag(*after[:1]).tells(acted_on)
    return first and (found[at].endswith(("ه", "ها")) or at == 0)
