"""A plain fact of reference, a capital or a population, that nothing near speaks of; pure."""

import re

from bot.extraction.questions import Asked
from bot.lacks.scene import Scene
from retrieval.language.arabic import fold, stem, words

FACTS = frozenset(
    map(
        stem,
        words(
            """سكان عاصمة مساحة عمر سعر تكلفة راتب ثروة ميزانية ديانة عملة جنسية زوجة أبناء طقس حرارة
            population capital area age price cost salary budget currency wife weather""",
        ),
    )
)
_PEOPLE = re.compile(r"\b(?:نسمه|مواطن|people|inhabitants)\b")
_AGE = re.compile(r"\b\d+ (?:عاما|سنه)\b|\bمواليد\b|\bولدت?\b|\byears old\b|\bborn\b")
# «نجيب محفوظ (11 ديسمبر 1911 - 30 أغسطس 2006)» tells a birth and a death without a verb.
LIFE = re.compile(r"\([^()]{0,80}\d{3,4}\s?(?:م|هـ?|ق\.? ?م)?(?!\w)[^()]{0,80}\)|مواليد|ميلاد")


def missing_fact(question: Asked, scene: Scene) -> str | None:
    """The fact asked for, if neither its name nor what it would be told by is near."""
    asked = question.terms[0] if question.terms else ""
    return asked if stem(asked) in FACTS and not _told(asked, scene) else None


def _told(fact: str, scene: Scene) -> bool:
    if scene.around.tells(fact):
        return True
    text = fold(scene.text)
    if stem(fact) == stem("جنسيه"):
        return bool(scene.here.nations)
    if stem(fact) in (stem("سكان"), "population"):
        return _PEOPLE.search(text) is not None
    return (
        stem(fact) in (stem("عمر"), "age") and (_AGE.search(text) or LIFE.search(text)) is not None
    )
