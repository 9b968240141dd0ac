"""
Another thing counted than the one asked about; pure.

«كم صاروخاً سقط على عين الأسد؟» finds the sentence that counts the soldiers who were hurt there,
«كم عدد مقاتلي الحشد؟» another's fighters, "How many soldiers were killed?" those who are alive.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.extraction.counting import MONTH, YEAR, numbers_of
from bot.extraction.matching import Bag
from bot.extraction.nations import nation, tokens
from bot.extraction.questions import Asked
from bot.lacks.facts import FACTS
from bot.lacks.names import stands, unseen
from bot.lacks.scene import Scene
from bot.wording.numerals import DUAL_SCALES, SCALES, SMALL
from bot.wording.thesaurus import known
from retrieval.language.arabic import STOPWORDS, fold, stem, words
from retrieval.language.terms import FRAME

_MANY = frozenset(words("كم بكم وكم فكم عدد many"))
_TOTAL = frozenset(words("عدد many"))
# «كم يفصل…», «كم استمرت…», «كم دام…» ask for a measure.
_VERB = re.compile(r"[يت]\w{3,}$|\w+ت$|ا[^ل]\w{2,4}$|\w{3}$")
_MEASURES = frozenset(
    map(stem, words("قيمة نسبة حجم طول مساحة وزن ارتفاع عمق سرعة مسافة قوة درجة"))
)
_PEOPLE = frozenset(map(stem, words("شخص شخصا أشخاص نسمة رجل رجلا فرد فردا people persons")))
_NEAR = 4  # words between a number and what it counts
_SHORTEST = 3  # letters of a thing; less is a slip of the keyboard
_SPANS = frozenset(words("يومان يومين عامان عامين شهران شهرين مرتان مرتين"))  # count themselves
# What people suffer, a fate a line, in the words it is asked with and, after the bar, those it is
# also told with.
_FATES = """
قتل قتلت قتلوا قتيل قتيلا قتلى ضحية ضحايا استشهد killed died dead | سقط قتيلان مقتل شهيد لقي مصرع حياة حتفهم مات توفي kill deaths
أصيب أصيبوا جرح جرحوا جريح جريحا جرحى wounded injured hurt | أصاب أصابت إصابة إصابات مصاب مصابين injuries injury casualties
اعتقل اعتقلت اعتقلوا معتقل معتقلا arrested detained | اعتقال أوقف توقيف احتجز arrest arrests
نزح نزحوا نازح نازحا نازحين displaced | نزوح شرد تشريد فر fled refugees
أسر أسير أسيرا أسرى خطف اختطف captured kidnapped | خطف captives prisoners abducted
"""
_SUFFERED = {
    word: frozenset(map(stem, words(line)))
    for line in _FATES.strip().split("\n")
    for word in words(line.split("|")[0])
}

# Numbers of their own, and what only answers «كم»: a crowd that is not numbered, two of a thing.
_NUMBER_WORDS = frozenset(
    words(
        "مئات عشرات شخصان شخصين مرتان مرتين يومان يومين عامان عامين hundreds thousands millions dozens"
    )
).union(SMALL, SCALES, DUAL_SCALES)
_DIGITS = re.compile(r"[بل]?\d")  # «ب74 قرصا»
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:من\s+)?(?:{MONTH})\b(?:\s+\w+)?(?:\s*[(/][^)]{{2,20}}\)?)?(?:\s+(?:عام\s+)?{YEAR}\b)?"
    rf"|\b(?:{MONTH})\s+\d{{1,2}}\b(?:\s*,?\s+{YEAR}\b)?"
    rf"|\b(?:{MONTH}|عام|العام|سنه|منذ|مطلع|بدايه|نهايه|in|since|of|year)\s+{YEAR}\b"
)
_FEW = frozenset(words("two three four five six"))
_POINTING = frozenset(words("the these those both their its our"))


def undated(sentence: str) -> str:
    """*sentence* folded, without the numbers of its dates."""
    return _DATE.sub(" ", fold(sentence))


@lru_cache(maxsize=50_000)
def is_number(word: str) -> bool:
    """Whether a folded *word* is a number, in digits or spelt."""
    bare = re.sub(r"^[وف]?(?:ال|[بل])?(?=\w{3})", "", word)
    if word == "الاثنين":  # Monday
        return False
    return _DIGITS.match(word) is not None or not _NUMBER_WORDS.isdisjoint((word, bare))


def missing_count(question: Asked, scene: Scene) -> str | None:
    """What is to be counted, if the numbers of this sentence count something else."""
    unit = counted(question)
    if unit is None:
        return None
    if fate := _missing_fate(question, scene) or _missing_owner(question, unit, scene):
        return fate
    found = words(undated(scene.text))
    numbers = [at for at, word in enumerate(found) if is_number(word)]
    if not numbers or numbers_of(question, scene.text):
        return None
    if not scene.here.stems.isdisjoint(_SUFFERED.get(unit, frozenset())):
        return None  # «كم عدد ضحايا…» is told by «مقتل 130 شخصاً»
    rarity = scene.rarity.get(unit, 0.0)
    spelt = unseen(rarity) and stands(unit, scene.here, rarity)
    if not (spelt or scene.here.names(unit)):
        return unit
    another = (known_already(found, at) or _counts_another(found, at, unit) for at in numbers)
    return unit if all(another) else None


def _missing_fate(question: Asked, scene: Scene) -> str | None:
    """What those counted suffered, if neither this sentence nor the one before it tells of it."""
    told = (scene.here + scene.before).stems
    asked = (term for term in question.terms if term in _SUFFERED)
    return next((term for term in asked if told.isdisjoint(_SUFFERED[term])), None)


def _missing_owner(question: Asked, unit: str, scene: Scene) -> str | None:
    """Whose things are counted, «عدد مقاتلي الحشد», if the sentence and what it leans on never say."""
    found = tokens(question.text)
    at = found.index(unit)
    owner = found[at + 1] if found[at - 1] == "عدد" and at + 1 < len(found) else ""
    if unit.startswith("ال") or not owner.startswith("ال") or nation(owner):
        return None
    return None if stands(owner, scene.near, scene.rarity.get(owner, 1.0)) else owner


def _counts_another(found: Sequence[str], at: int, unit: str) -> bool:
    """Whether what follows the number at *at* is a thing, no people, and far from any *unit*."""
    beside = Bag(*found[max(0, at - _NEAR) : at + _NEAR + 1])
    if beside.names(unit):
        return False
    if found[at] in _SPANS:
        return True
    after = next((word for word in found[at + 1 :] if not is_number(word)), "")
    return not (after in STOPWORDS or stem(after) in _PEOPLE) and known(after)


def counted(question: Asked) -> str | None:
    """The thing *question* wants counted; None if it wants a measure, or how often."""
    if question.kind != "how_many":
        return None
    found = tokens(question.text)
    at = max((n for n, word in enumerate(found[:-1]) if word in _MANY), default=None)
    if at is None:
        return None
    rest = [word for word in found[at + 1 :] if len(word) >= _SHORTEST and not nation(word)]
    verb = found[at] not in _TOTAL and rest and _VERB.match(rest[0])
    if not rest or verb or rest[0] in FRAME | STOPWORDS or stem(rest[0]) in _MEASURES | FACTS:
        return None
    return rest[0]


def known_already(found: Sequence[str], at: int) -> bool:
    """Whether the number at *at* counts none anew: «the two countries» points at some named before."""
    return found[at] in _FEW and found[max(0, at - 1)] in _POINTING
