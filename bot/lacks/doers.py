"""
Somebody else's deed, or nobody's, where it is asked who did it; pure.

«من نفّذ المحاولة؟» finds how it was carried out; «من يقود الهيئة؟» whom the body itself leads.
"""

import re
from collections.abc import Sequence

from bot.checks.thesaurus import listed
from bot.lacks.names import stands
from bot.lacks.offices import ROLES
from bot.lacks.scene import Scene
from bot.matching import Bag
from bot.nations import tokens
from bot.questions import Asked
from retrieval.arabic import STOPWORDS, fold, stem, words
from retrieval.terms import FRAME

_WHO = frozenset(words("من مين ومن who"))
_PASSIVE = re.compile("(?<![\u0621-\u064a])[وف]?[\u0621-\u064a]\u064f[\u0621-\u0652]*")  # «أُطلقت»
_BY = 4  # words after a passive verb among which its doer stands


def missing_doer(question: Asked, scene: Scene) -> str | None:
    """The deed asked about, if this sentence does not tell who did it."""
    asked = _deed(question)
    if asked is None:
        return None
    deed, acted_on = asked
    if acted_on and not stands(acted_on, scene.around, scene.rarity.get(acted_on, 1.0)):
        return deed
    passive = {fold(word) for word in _PASSIVE.findall(scene.text)}
    for text in (scene.here, scene.before):
        told = [at for at, word in enumerate(text.words) if _tells(word, deed)]
        if told:
            undone = (text.words[at] in passive or _undone(text.words, at, acted_on) for at in told)
            return deed if all(undone) else None
    return deed


def _deed(question: Asked) -> tuple[str, str | None] | None:
    """The verb right after «من» and the word that follows it, if reports have words for the deed."""
    found = tokens(question.text)
    if question.kind != "who" or len(found) < 2 or found[0] not in _WHO:
        return None
    deed, rest = found[1], [word for word in found[2:] if word not in STOPWORDS]
    ordinary = deed in STOPWORDS | FRAME or stem(deed) in ROLES or deed.startswith(("ال", "م"))
    if ordinary or not listed(deed):
        return None
    return deed, rest[0] if rest else None


def _tells(word: str, deed: str) -> bool:
    """Whether two words may be of one deed."""
    return word not in STOPWORDS and Bag(word).tells(deed)


def _undone(found: Sequence[str], at: int, acted_on: str | None) -> bool:
    """Whether the verb at *at* names no doer, or makes one of what is asked about."""
    if acted_on is None:
        return False
    after = found[at + 1 :]
    if "by" in after[:2]:
        return Bag(*after[:_BY]).tells(acted_on)
    first = Bag(*after[:1]).tells(acted_on)
    return first and (found[at].endswith(("ه", "ها")) or at == 0)
