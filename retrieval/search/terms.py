"""
What a question asks about, in words, and how surely a stretch of text holds each of them. Pure.

Inflection moves Arabic words about more than a light stem takes away («التصعيد»، «تصاعد»), so two
words also meet, at a discount, when their consonants do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.language.arabic import content, stem, words

SAME_ROOT = 0.7  # what a match of consonants is worth beside a match of stems
# Words that ask, and ways of asking: what answers a question seldom repeats them.
FRAME = frozenset(
    words(
        """عدد اسم تاريخ موعد سبب أسباب قال قالت ذكر ذكرت أعلن أعلنت صرح صرحت وصف وصفت رأي موقف
        وقع وقعت يقع تقع حدث حدثت يحدث جرى جرت أجرى أجرت تم تمت جاء جاءت كان كانت صار توقع رأى عام سنة يوم شهر
        حسب بحسب وفق وفقا متعلق بشأن يوجد توجد هناك اذكر أخبرني حدثني عن مين ليش شو إلى بالضبط
        أيهما أيها كلمة مرة مرات يبلغ تبلغ بلغ بلغت وماذا ومن وما ومتى وأين وكم وكيف ولماذا وهل
        ولمن لمن عنه عنها عنهم فيه فيها به بها له لها منه منها عليه عليها إليه إليها معه معها بشأنه بشأنها
        بكم مم بماذا ماهي ماهو ماهم وماهي وماهو وين اللذان اللتان اللذين اللتين تجاه أثناء ضمن عبر نحو بخصوص حين
        s against take took part many much far long old name said say says tell according whom whose there about did"""
    )
)
_VERB_PREFIX = re.compile(r"^(?:مست|است|س[يتن]|[تينامس])(?=\w{3})")
_WEAK = re.compile("[اويء]")
_ENGLISH_ENDING = re.compile(r"(?:ing|ies|ed|es|s|ly|y|e)$")


def terms(question: str) -> list[str]:
    """
    The folded words that *question* is about, each once; every content word if it has no others.

    >>> terms("كم عدد القوات في العراق؟")
    ['القوات', 'العراق']
    """
    found = dict.fromkeys(content(question))
    return [word for word in found if word not in FRAME] or list(found)


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """
    The consonants two forms of one word share; empty when too few are left to tell words apart.

    >>> consonants("تصاعد") == consonants("التصعيد")
    True
    >>> consonants("attacked") == consonants("attacks")
    True
    """
    if word.isascii():
        cut = _ENGLISH_ENDING.sub("", word)
        return cut if len(cut) >= 3 else word
    core = _WEAK.sub("", _VERB_PREFIX.sub("", stem(word)))
    return core if len(core) >= 3 else ""


def held(text: str) -> str:
    """
    What *text* has of terms, to be kept beside it: stems, and consonants behind ``=``, each once.

    >>> held("القوات في العراق")
    ' قوا عراق =عرق '
    """
    found = content(text)
    cores = [f"={core}" for core in map(consonants, found) if core]
    return f" {' '.join(dict.fromkeys([*map(stem, found), *cores]))} "


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Words to be looked for in texts as ``held`` has them.

    forms: of each its stem, its consonants, and its share of the weight of all, 0 to 1.
    """

    forms: tuple[tuple[str, str, float], ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "Wanted":
        total = sum(weights.values())
        return cls(
            tuple(
                (f" {stem(word)} ", f" ={consonants(word)} ", weight / total)
                for word, weight in weights.items()
            )
        )

    def shares(self, terms: str) -> tuple[float, ...]:
        """
        Of the weight of words, what each sentence holds or the title with it, 0 to 1.

        A word is held by its stem, or at a discount by its consonants.
        terms: of the title, then of each sentence, a line each.
        """
        here = [form for form in self.forms if form[0] in terms or form[1] in terms]
        title, *sentences = terms.split("\n")
        return tuple(
            sum(
                weight if one in found else SAME_ROOT * weight if core in found else 0.0
                for one, core, weight in here
            )
            for found in (title + sentence for sentence in sentences)
        )
