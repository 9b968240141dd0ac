"""Whom an Arabic noun phrase names: an outlet or a speaker, a name or the title beside it. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.extraction.arabic_phrases import ASIDE, CLOSES, definite, is_action, owned, phrase, told
from bot.extraction.media import is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.types import Link
from bot.verification.function_words import group, holds

_NAME = range(2, 6)  # words of a person's name
_COMMA = re.compile(r"[\s\"»”]*[،,–-][\s\"«“]*")
_ADJECTIVE = re.compile(r"ال\w+(?:ي|يه|يون|يين|يات)|ال(?:عام|اعلي|اول|متحد|سابق|حالي|جديد|وطني)ه?")


def named(
    s: Sentence, at: int, end: int, *, hands_on: bool = False, closed: bool = False
) -> Iterator[Link]:
    """
    The name in the phrase from *at* to *end* by its kind, and whom it addresses.

    Nothing where it stands for one named before, or may go on. hands_on: it reports what others said.
    closed: the preposition behind it is the verb's.
    """
    alone = end == at + 1
    anaphor = (alone and is_kind(s.word(at))) or any(s.is_in(n, "same") for n in range(at, end))
    whose = owned(s, at) and (alone or definite(s.word(at + 1)))
    goes_on = not (closed or alone) and s.word(end) in ("في", "من", "عن") and not is_aside(s, end)
    if (
        end <= at
        or anaphor
        or whose
        or s.is_in(end - 1, "statement")
        or (s.adjoins(end) and goes_on)
    ):
        return
    if is_outlet(s.span(at, end)) or (hands_on and (is_kind(s.word(at)) or s.opens(at))):
        while s.adjoins(end) and s.quoted(end - 1) and is_adjective(s, end):
            end += 1  # «صحيفة «الأفق» العربية»
        yield Link("agency", s.span(at, end))
        return
    at, end = _set_apart(s, at, end)
    if end > at:
        yield Link("speaker", s.span(at, end))
    if heard := told(s, at, end):
        yield Link("addressee", heard[0])


def is_aside(s: Sentence, at: int) -> bool:
    """Whether when, where or on what occasion it was said begins at the word *at*."""
    noun = s.word(at + 1).removeprefix("ال")
    own = re.sub(r"(?:(?<=ت)ه|ها|هم)$|ه$", "", noun)  # «في مداخلته»
    forms = {noun, own, f"{own.removesuffix('ت')}ه"}
    return s.is_in(at, *ASIDE) or bool(forms & group("occasion"))


def comma(s: Sentence, at: int) -> bool:
    return bool(_COMMA.fullmatch(s.gap(at)))


def is_adjective(s: Sentence, at: int) -> bool:
    return bool(_ADJECTIVE.fullmatch(s.word(at)))


def is_one(s: Sentence, at: int, end: int) -> bool:
    """Whether the phrase is one noun with its own: no «البرلمان القانون», «المؤلف رواية جديدة»."""
    common = s.raw(end - 2)[-1:] == s.raw(end - 1)[-1:] == "ة" and not definite(s.word(end - 1))
    side_by_side = (
        definite(s.word(n - 1)) and definite(s.word(n)) and not is_adjective(s, n)
        for n in range(at + 1, end)
    )
    return not (common or any(side_by_side) or any(is_action(s, n) for n in range(at + 1, end)))


def turns(s: Sentence, n: int) -> bool:
    """Whether something indefinite begins at the word *n* behind what is definite: a name, or an object."""
    word = s.word(n)
    return definite(s.word(n - 1)) and not (definite(word) or word in CLOSES or word[0] in "وبل")


def is_office(s: Sentence, at: int) -> bool:
    bare = s.word(at).removeprefix("ال")
    return bool(group("office") & {s.word(at), bare, bare.removesuffix("ه")})


def _set_apart(s: Sentence, at: int, end: int) -> tuple[int, int]:
    """«مدير المرفأ، سامي عوض، …»: of a title and a name beside it the name; nothing where both may be."""
    opened = at < 4 and s.is_in(0, "according")  # «بحسب الوزارة، بلغ…»
    if comma(s, end) and s.word(end).startswith("لل") and not told(s, end, end):
        return at, at  # «نائب رئيس الشركة، للتسويق فلان»
    opened = opened or owned(s, end)  # «المرصد، ومقره لندن، …»
    goes_on = CLOSES & {s.word(end), s.word(end).removeprefix("ف")} or holds(s.word(end), "saying")
    if opened or goes_on or not comma(s, end) or told(s, end, end):
        return at, end
    until = phrase(s, end, clause=True)
    first, second = _is_title(s, at, end), _is_title(s, end, until)
    turned = any(turns(s, n) for n in range(at + 1, end))
    second = second or (turned and definite(s.word(until - 1)))  # «المحامية هند سالم، وكيلة الأم»
    unnamed = s.is_in(at, "unnamed") and s.word(at) not in ("احد", "احدي")
    if unnamed or (second and not first):
        return at, end
    closed = (
        not s.adjoins(until)
        or s.is_in(until, "clause")
        or told(s, end, until)
        or is_aside(s, until)
    )
    other = not any(map(definite, s.folded[end:until]))
    name = (first and not second) or (first == second and other)
    return (end, until) if name and closed and until - end in _NAME else (at, at)


def _is_title(s: Sentence, at: int, end: int) -> bool:
    """Whether the phrase is a title and holds no name: «وزير النقل», «الناطق الرسمي باسم الجيش»."""
    if any(turns(s, n) for n in range(at + 1, end)):
        return False
    paired = any(  # as in titles, and in names behind «نور الدين»
        definite(one) and (definite(two) or two.startswith("لل")) and one not in ("الدين", "الله")
        for one, two in pairwise(s.folded[at:end])
    )
    return (paired and s.word(at) != "عبد") or s.is_in(at, "unnamed") or is_office(s, at)
