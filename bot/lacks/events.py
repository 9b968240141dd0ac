"""
An event that nothing here tells of, if its time or place is asked; pure.

«متى سقطت حلب؟» finds the day on which an offensive near Aleppo began.
"""

import re
from collections.abc import Iterator

from bot.lacks.facts import LIFE
from bot.lacks.names import stands, unseen
from bot.lacks.scene import Scene
from bot.nations import capital, nation, tokens
from bot.questions import Asked
from retrieval.arabic import stem, words

# Events that a passage about something else seldom tells of in other words: one a line, the first
# half asked with, both halves told with.
_EVENTS = """
تأسس تأسست founded | أسس تأسيس أنشئ أنشئت أنشأ إنشاء تشكل قيام نشأة انطلق استقلال افتتح established formed created
زار زارت visited | زيارة وصل وصول visit trip arrived
سقط سقطت captured fell | سقوط انهيار سيطر سيطرت استولى احتل اجتاح فتح انتزع دخل seized overran fall
قتل قتلت اغتيل killed assassinated | مقتل اغتيال قتيل لقي killing assassination
تولى تولت | عين تعيين أصبح تسلم انتخب تنصيب استلم مبايعة رئيس وزير اختاره appointed became president minister
انتخب elected | انتخاب فاز اختير election won
استقال استقالت resigned | استقالة تنحى تنحي مستقيل resignation
وقعت signed | توقيع وقع أبرم اتفق اتفاق agreed
تزوج married | زواج زوجته wife marriage
ولد ولدت born | ميلاد مواليد مولد birth
مات توفي توفيت died | وفاة موت رحيل death
"""
_LIFE_EVENTS = frozenset(map(stem, words("ولد ولدت توفي توفيت مات ماتت born died")))
_TOLD = {
    stem(word): tuple(words(line))
    for line in _EVENTS.strip().split("\n")
    for word in words(line.split("|")[0])
}
_NAME_LIKE = re.compile(r"(?!ال|[وفبلك]ال|لل|[يت]|س[يتن])\w{5,}$")


def missing_event(question: Asked, scene: Scene) -> str | None:
    """To whom, or what happened, if nothing here tells of it: «متى تأسس الجيش السوري؟»."""
    if question.kind not in ("when", "where") or len(question.terms) < 2:
        return None
    told = _LIFE_EVENTS if LIFE.search(scene.text) else frozenset()
    events = [term for term in question.terms if stem(term) in _TOLD.keys() - told]
    for term in _names(question, scene):
        if not stands(term, scene.around, scene.rarity.get(term, 1.0)):
            return term
    return next((term for term in events if not _happens(term, scene)), None)


def _happens(event: str, scene: Scene) -> bool:
    return any(map(scene.around.tells, (event, *_TOLD[stem(event)])))


def _names(question: Asked, scene: Scene) -> Iterator[str]:
    """A name of several words, or a long word nobody here has used that looks like one."""
    for term in question.terms:
        rarity = scene.rarity.get(term)
        if rarity is None or (unseen(rarity) and not term.isascii() and _NAME_LIKE.match(term)):
            yield term


_ = (capital, nation, tokens)
