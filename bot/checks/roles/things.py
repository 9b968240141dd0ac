"""Who or what a term of a sentence names; pure."""

from functools import cache

from bot.checks.alignment import Alignment
from bot.lacks.offices import ROLES
from bot.wording.terms import Term
from bot.wording.thesaurus import keys, name
from retrieval.language.arabic import words as folded

_ACTORS = folded(
    """قوات جيش جندي مسلح مقاتل متمرد معارضة فصيل ميليشيا جماعة تنظيم هيئة حركة حزب منظمة حكومة وزارة رئاسة مجلس
    برلمان لجنة محكمة شرطة سلطات نقابة اتحاد تحالف ائتلاف شركة مؤسسة جامعة نادي فريق منتخب لاعب مدرب حكم رئيس وزير
    قائد زعيم سفير متحدث مسؤول خبير طبيب معلم تلميذ عامل مواطن سكان شعب رجل امرأة طفل زوج أب أم ابن ابنة شاهد
    محتج مهاجم ضحية ملك كنيسة قاض محام صحافي كاتب وفد طرف دولة مدينة مهاجر لاجئ سائق تاجر فلاح طائرة صاروخ سفينة"""
)
_PERSONS = folded("شخص شخصان رجل امرأة مسنة جنود مسلحون عنصر أعوان مواطن طفل تلميذ")
_TIMES = frozenset(folded("عام سنة شهر يوم أسبوع ساعة year month week day hour"))


def shown(found: Alignment, one: int, other: int) -> str:
    return f"{found.sentence.terms[one].word} / {found.sentence.terms[other].word}"


def thing(found: Alignment, mine: int) -> bool:
    """Whether a term is a somebody or something, not a verb, a number or a date."""
    here, there = found.sentence.terms[mine], found.window.terms[found.pairs[mine]]
    return here.word not in _TIMES and (is_thing(here) or is_thing(there))


def somebody(found: Alignment, mine: int) -> bool:
    """Whether a term is a thing, or people of whom nothing else is known: «شخصين»."""
    return thing(found, mine) or not found.sentence.terms[mine].keys.isdisjoint(_persons())


def is_thing(term: Term) -> bool:
    if term.number or term.date:
        return False
    if term.word.isascii():
        return term.capital or term.nation is not None or term.definite
    return (
        term.definite
        or term.nation is not None
        or ((term.named and term.word[0] not in "يتس") or name(term.word))
    )


@cache
def _persons() -> frozenset[str]:
    """Keys of words for people, who are somebody even where nobody in particular."""
    return frozenset(key for word in _PERSONS for key in keys(word) if key[0] == "=")


@cache
def actors() -> frozenset[str]:
    """Keys of words for people and bodies that act."""
    return frozenset(key for word in _ACTORS for key in keys(word) if key[0] in "=@") | ROLES
