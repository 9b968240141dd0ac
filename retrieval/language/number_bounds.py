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


_BEFORE = _phrases(
        ("at_least", "ما لا يقل عن, لا يقل عن, لا أقل من, على الأقل, لا تقل عن, لم يقل عن, ما لايقل عن, at least, no fewer than,"
                     " no less than, not less than, no later than, minimum of, a minimum of"),
        ("at_most", "ما يصل إلى, ما يصل الى, يصل إلى, تصل إلى, لا يزيد على, لا يزيد عن, لا تزيد على,"
                    " لا تزيد عن, لا يتجاوز, لا تتجاوز, لم يتجاوز, لم تتجاوز, لا يتعدى, لا تتعدى,"
                    " بحد أقصى, لا أكثر من, على الأكثر, up to, at most, as many as, as much as, no more than, not more than,"
                    " not exceed, not exceeding, maximum of, a maximum of"),
        ("more_than", "أكثر من, أكثر بقليل من, أكبر من, أعلى من,"
        " أزيد من, ما يزيد على, ما يزيد عن, يزيد على, يزيد عن, تزيد على, تزيد عن,"
                      " يفوق, تفوق, فاق, فاقت, يتجاوز, تتجاوز, تجاوز, تجاوزت, فوق, يتخطى, تخطى, تخطت,"
                      " more than, over, above, exceeding, exceeds, exceeded, upwards of, greater than,"
                      " in excess of"),
        ("less_than", "أقل من, أقل بقليل من, أصغر من, أدنى من,"
        " ما يقل عن, يقل عن, تقل عن, دون, تحت, less than, fewer than, under, below"),
        ("about", "نحو, حوالي, حوالى, قرابة, زهاء, تقريبا, ما يقارب, يقارب, تقارب, ما يقرب من, يناهز,"
                  " تناهز, ما يناهز, يقدر بـ, about, around, approximately, nearly, almost, roughly, some,"
                  " close to, circa, an estimated, estimated, approx"),
)  # fmt: skip
_AFTER = _phrases(
        ("at_least", "على الأقل, على أقل تقدير, كحد أدنى, at least, or more, أو أكثر, وأكثر, فأكثر, فما فوق"),
        ("at_most", "على الأكثر, كحد أقصى, at most, or less, or fewer, أو أقل, وأقل, فأقل"),
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
        phrase = " ".join(before[first:])
        known = _BEFORE.get(phrase)
        if known is None and phrase[0] in "وبلف":
            known = _BEFORE.get(phrase[1:])
        if known is not None:
            return known
    return _bound_after(reader, end)


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
