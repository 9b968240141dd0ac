"""
An event that nothing here tells of, if its time or place is asked; pure.

«متى سقطت حلب؟» finds the day on which an offensive near Aleppo began.
"""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.matching import Bag
from bot.extraction.nations import capital, nation, tokens
from bot.extraction.questions import Asked
from bot.lacks.days import tells_when
from bot.lacks.facts import LIFE
from bot.lacks.names import same_name, stands, unseen
from bot.lacks.scene import Scene
from retrieval.language.arabic import STOPWORDS, stem, words

# Events a line, each in the words it is asked with and, after the bar, those it is also told with.
# Of a life or an institution any sentence near may tell:
_LASTING = """
تأسس تأسست founded | أسس أسست أسسها أسسه تأسيس تأسيسها تأسيسه أنشئ أنشئت أنشأ إنشاء تشكلت تشكيل نشأة استقلال افتتح حيز established
تولى تولت | عين تعيين أصبح تسلم انتخب تنصيب استلم مبايعة رئيس وزير اختاره appointed became president minister
انتخب elected | انتخاب فاز اختير election won
استقال استقالت resigned | استقالة تنحى تنحي مستقيل resignation
تزوج married | زواج زوجته wife marriage
ولد ولدت born | ميلاد مواليد مولد birth
مات توفي توفيت died | وفاة موت رحيل death
"""
# what happens once is told in the sentence itself, beside whom it happened to.
_PASSING = """
انسحب انسحبت غادر غادرت withdraw withdrew leave left | انسحاب سحب رحيل مغادرة withdrawal pulled departure
وصل وصلت arrive arrived | وصول قدوم قدم قدمت arrival came
انتهى انتهت ended | انتهاء نهاية إنهاء توقف توقفت حتى until end
زار زارت visit visited | زيارة visits
سقط سقطت fell fall capture captured | سقوط انهيار سيطر سيطرت استولى احتل اجتاح فتح انتزع seized overran
قتل قتلت اغتيل killed assassinated | مقتل اغتيال قتيل لقي killing assassination
signed sign | توقيع أبرم اتفق اتفاق agreed
"""
_LIFE_EVENTS = frozenset(map(stem, words("ولد ولدت توفي توفيت مات ماتت born died")))
_NAME_LIKE = re.compile(r"(?!ال|[وفبلك]ال|لل|[يت]|س[يتن])\w{5,}(?<!يه)(?<!ات)$")
_INTENDED = frozenset(words("would will may might could should سوف"))
_INTENDED_BEFORE = 2  # words between such a word and the deed: «combat forces would leave»
_PLANNED = frozenset(
    map(stem, words("اتفق اتفقت اتفقتا يقضي تقضي خطة خطط ينوي تنوي agreed plan plans planned"))
)
_PLANNED_BEFORE = 10
_BESIDE = 5  # words between an event and whom it happened to


def _listed(lines: str) -> dict[str, frozenset[str]]:
    """For each word an event is asked with, the stems of all it is told with."""
    return {
        word: frozenset(map(stem, words(line)))
        for line in lines.strip().split("\n")
        for word in words(line.split("|")[0])
    }


_TOLD_NEAR, _TOLD_HERE = _listed(_LASTING), _listed(_PASSING)


def missing_event(question: Asked, scene: Scene) -> str | None:
    """To whom, or what happened, if nothing here tells of it: «متى تأسس الجيش السوري؟»."""
    if question.kind not in ("when", "where") or len(question.terms) < 2:
        return None
    for term in _names(question, scene):
        if not stands(term, scene.around, scene.rarity.get(term, 1.0)):
            return term
    dated = question.kind == "when" and LIFE.search(scene.text)
    known = _LIFE_EVENTS if dated else frozenset()
    for at, term in enumerate(question.terms):
        event = _verb(term)
        if event not in _TOLD_NEAR or stem(event) in known:
            continue
        if not _lasts(event, scene):
            return term
        whom = question.terms[at + 1 : at + 3] or question.terms[:at]
        if stem(event) not in _LIFE_EVENTS and not any(
            stands(one, scene.around, scene.rarity.get(one, 1.0)) for one in whom
        ):
            return " ".join(whom)
    return _missing_happening(question, scene)


def _verb(word: str) -> str:
    """A verb without «و» or «ف» before it."""
    return re.sub(r"^[وف](?=\w{3})", "", word) if word not in _TOLD_NEAR else word


def _names(question: Asked, scene: Scene) -> Iterator[str]:
    """A name of several words, or a long word nobody here has used that looks like one."""
    for term in question.terms:
        rarity = scene.rarity.get(term)
        if rarity is None or (unseen(rarity) and not term.isascii() and _NAME_LIKE.match(term)):
            yield term


def _lasts(event: str, scene: Scene) -> bool:
    return bool(scene.around.holds(event)) or not scene.near.stems.isdisjoint(_TOLD_NEAR[event])


def _missing_happening(question: Asked, scene: Scene) -> str | None:
    """What happened, unless the sentence or the one before it tells it of the same one."""
    found = [word for word in tokens(question.text) if word not in STOPWORDS]
    at = next((n for n, word in enumerate(found) if _verb(word) in _TOLD_HERE), None)
    if at is None or len(found) == 1:
        return None
    event, whom = found[at], (found[at + 1 :] or found[:at][-1:])[0]
    if question.kind == "when" and not tells_when(scene.text):
        return event
    told = _TOLD_HERE[_verb(event)]
    for text in (scene.here.words, scene.before.words):
        for n, word in enumerate(text):
            if (
                stem(word) in told
                and not _intended(text, n, found)
                and _among(whom, text[max(0, n - _BESIDE) : n + _BESIDE + 1])
            ):
                return None
    return event


def _intended(found: Sequence[str], at: int, question: Sequence[str]) -> bool:
    """Whether what happens at *at* is yet to come, and the question is not of what is to come."""
    if not _INTENDED.isdisjoint(question):
        return False
    ahead = found[max(0, at - _PLANNED_BEFORE) : at]
    return any(stem(word) in _PLANNED for word in ahead) or not _INTENDED.isdisjoint(
        ahead[-_INTENDED_BEFORE:]
    )


def _among(whom: str, found: Sequence[str]) -> bool:
    if capital(whom):  # which falls or is visited as a town, not as its country's government
        return any(capital(word) and nation(word) == nation(whom) for word in found)
    return Bag(*found).tells(whom) or any(same_name(whom, word) for word in found)
