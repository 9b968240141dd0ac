"""
One name in several spellings: «ماكنزي», «مكنزي» and «ماكينزي»; «غاغارين» and «جاجارين»; pure.

A reader spells a foreign name by ear, and mistypes. Where no report has a word of the question
letter for letter, one that sounds like it or is a letter away is taken for it.
"""

import re
from functools import lru_cache
from itertools import pairwise

from bot.extraction.matching import Bag
from bot.extraction.nations import nation
from retrieval.language.transliteration import arabic_skeletons

_UNSEEN = 0.97  # rarity of a word that no passage holds
_PROCLITICS = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بلك])?(?=\w{3})")
_GLUED = re.compile(r"(\w{3,})(ال\w{3,})$")  # «شمرالعربية»
_TELLING = 4  # consonants by which a name is told from others: «حسين» and «حسن» share three
_LONG = 5  # letters of a word that one letter more or less leaves recognisable


def unseen(rarity: float) -> bool:
    """Whether no passage of the archive holds a word of this rarity."""
    return rarity >= _UNSEEN


def bare(word: str) -> str:
    """A name without what is written together with it; a stem would cut «طالبان» to «طالب»."""
    return nation(word) or _PROCLITICS.sub("", word)


@lru_cache(maxsize=50_000)
def same_name(word: str, other: str) -> bool:
    """
    Whether two folded words are one name, spelt by ear.

    >>> same_name("مكنزي", "ماكينزي"), same_name("ثامر", "تامر")
    (True, True)
    >>> same_name("حسين", "حسن"), same_name("طالبان", "طالب")
    (False, False)
    """
    one, two = bare(word), bare(other)
    if one == two:
        return True
    if nation(word) or nation(other):
        return False
    heard = arabic_skeletons(one) & arabic_skeletons(two)
    return any(len(sound) >= _TELLING or len(one) == len(two) for sound in heard)


@lru_cache(maxsize=50_000)
def _mistyped(word: str, other: str) -> bool:
    """Whether one is the other with a letter changed, added, left out or repeated."""
    if nation(word) or nation(other):
        return False
    return _a_letter_away(word, other) or _a_letter_away(bare(word), bare(other))


def _a_letter_away(word: str, other: str) -> bool:
    one, two = (re.sub(r"(.)\1+", r"\1", each) for each in (word, other))
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if len(long) < _LONG or len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[at + 1 :] if len(short) == len(long) else short[at:]
    return rest == long[at + 1 :]


def stands(word: str, bag: Bag, rarity: float) -> bool:
    """Whether *word* stands in *bag*, in this spelling or, if the archive never has it, in another."""
    plain = word.removeprefix("ال")
    if bag.tells(word) or any(other.removeprefix("ال") == plain for other in bag.words):
        return True
    if not unseen(rarity) or word.isascii():
        return False
    joined = [first + second for first, second in pairwise(bag.words)]
    if any(same_name(word, other) for other in (*bag.words, *joined)):
        return True
    if any(_mistyped(word, other) for other in bag.words):
        return True
    parts = _GLUED.match(word)
    return parts is not None and all(map(bag.tells, parts.groups()))
