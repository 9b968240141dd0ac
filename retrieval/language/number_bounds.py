"""How sure a number is, by the phrase before or after it: about, at least, more than; pure."""

from typing import Literal

from retrieval.language.arabic import fold
from retrieval.language.number_runs import Reader
from retrieval.language.number_words import CURRENCY_SIGNS

Bound = Literal["about", "at_least", "at_most", "more_than", "less_than"]
_REACH = 4  # words of a phrase that bounds a number
_BOUND_SIGNS: dict[str, Bound] = {
    "~": "about", "≈": "about", ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most",
}  # fmt: skip


def _phrases(*rows: tuple[Bound, str]) -> dict[str, Bound]:
    return {fold(form.strip()): bound for bound, forms in rows for form in forms.split(",")}


# What stands before the number; a denial in front turns less into at least, and more into at most.
_BEFORE = _phrases(
    ("at_least", "على الأقل, at least, no later than, minimum of"),
    ("at_most", "يصل إلى, تصل إلى, بحد أقصى, على الأكثر, up to, at most, as many as, as much as, maximum of"),
    ("more_than", "أكثر من, أكثر بقليل من, أكبر من, أعلى من, أزيد من, يزيد على, يزيد عن, تزيد على, تزيد عن,"
                  " يفوق, تفوق, فاق, فاقت, يتجاوز, تتجاوز, تجاوز, تجاوزت, فوق, يتخطى, تتخطى, تخطى, تخطت,"
                  " يتعدى, تتعدى, more than, over, above, exceed, exceeding, exceeds, exceeded, upwards of,"
                  " greater than, in excess of"),
    ("less_than", "أقل من, أقل بقليل من, أصغر من, أدنى من, يقل عن, تقل عن, ينخفض عن, تنخفض عن, يهبط عن,"
                  " تهبط عن, دون, تحت, less than, fewer than, under, below"),
    ("about", "نحو, حوالي, حوالى, قرابة, زهاء, تقريبا, يقارب, تقارب, يقرب من, يناهز, تناهز, يقدر بـ, about,"
              " around, approximately, nearly, almost, roughly, some, close to, circa, estimated, approx"),
)  # fmt: skip
_DENIED: dict[Bound, Bound] = {"less_than": "at_least", "more_than": "at_most"}
_DENIES = frozenset(fold("لا لم لن ألا ليس ليست no not").split())
_SAYS_NOTHING = frozenset(fold("ما أن a an").split())  # before such a phrase
_AFTER = _phrases(
    ("at_least", "على الأقل, على أقل تقدير, كحد أدنى, at least, at the earliest, or more, أو أكثر, وأكثر,"
                 " فأكثر, فما فوق"),
    ("at_most", "على الأكثر, كحد أقصى, at most, at the latest, or less, or fewer, أو أقل, وأقل, فأقل"),
    ("about", "تقريبا, أو نحو ذلك, or so"),
)  # fmt: skip


def bound(reader: Reader, start: int, end: int) -> Bound | None:
    """How sure the number from token *start* to *end* is, by the words before and after it."""
    before: list[str] = []
    at = start
    if (
        at
        and reader.follows(at)
        and (reader.tokens[at - 1].raw in CURRENCY_SIGNS or reader.word(at - 1) in ("ال", "a"))
    ):
        at -= 1
    if reader.follows(at) and reader.tokens[at - 1].raw in _BOUND_SIGNS:
        return _BOUND_SIGNS[reader.tokens[at - 1].raw]
    while len(before) < _REACH and reader.follows(at) and reader.tokens[at - 1].word[:1].isalpha():
        before.insert(0, reader.tokens[at - 1].word)
        at -= 1
    for first in range(len(before)):
        if known := _said(before[first:]):
            return known
    return _bound_after(reader, end)


def _said(phrase: list[str]) -> Bound | None:
    """What *phrase*, all of it, says of the number behind it."""
    first, *rest = phrase
    bare = first[1:] if first[0] in "وبلف" else first
    for head in (first, bare):
        if known := _BEFORE.get(" ".join([head, *rest])):
            return known
    if rest and first in _SAYS_NOTHING:
        return _said(rest)
    if rest and (first in _DENIES or bare in _DENIES):
        return _DENIED.get(_BEFORE.get(" ".join(rest), "about"))
    return None


def _bound_after(reader: Reader, end: int) -> Bound | None:
    if reader.tight(end) and reader.tokens[end].raw == "+":
        return "at_least"
    after: list[str] = []
    for at in range(end, end + _REACH):
        if not reader.word(at):
            break
        after.append(reader.word(at))
    for first in range(min(2, len(after))):
        for last in range(len(after), first, -1):
            if (known := _AFTER.get(" ".join(after[first:last]))) is not None:
                return known
    return None
