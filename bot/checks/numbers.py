"""Whether each number is the source's, counts the same thing and is no surer than there; pure."""

from bot.checks.alignment import Alignment
from bot.checks.window import Window
from bot.wording.numbers import Number, dual
from bot.wording.reading import Reading
from bot.wording.terms import Term
from bot.wording.thesaurus import forms
from retrieval.language.arabic import words

_NEAR = 4  # terms between a number and what it counts
_YEARS = frozenset(words("عام سنة العام in since year"))


def numbers(found: Alignment) -> str | None:
    """Each number is the source's, counts the same thing, and is no surer than there."""
    for mine, term in found.matter:
        if term.number is None:
            if _miscounts(found, mine, term):
                return term.word
            continue
        theirs = found.pairs.get(mine)
        if theirs is None:
            if term.number.value == 2 and _dual_of_next(found, mine):
                continue
            return _shown(found.sentence, term.number)
        other = found.window.terms[theirs]
        if other.number and not _as_sure(term.number, other.number):
            return _shown(found.sentence, term.number)
        if not _counts_the_same_thing(found, mine):
            return _shown(found.sentence, term.number)
    return None


def _shown(reading: Reading, number: Number) -> str:
    return " ".join(reading.words[number.start : number.end])


def _as_sure(mine: Number, theirs: Number) -> bool:
    """«نحو» may be added or left out; «أكثر من» and its like may not."""
    loose = (None, "about")
    if mine.bound in loose and theirs.bound in loose:
        return True
    return mine.bound == theirs.bound or {mine.bound, theirs.bound} in (
        {"more", "least"},
        {"less", "most"},
    )


def _dual_of_next(found: Alignment, mine: int) -> bool:
    """«جنديان» for "two soldiers": the noun after the number is a dual in the window."""
    after = found.pairs.get(mine + 1)
    return after is not None and dual(found.window.terms[after].word)


def _miscounts(found: Alignment, mine: int, term: Term) -> bool:
    """A dual where the source has neither a dual nor a two."""
    theirs = found.pairs.get(mine)
    if theirs is None or found.foreign or not dual(term.word) or term.named:
        return False
    other = found.window.terms[theirs]
    if forms(term.word).isdisjoint(forms(other.word)):  # another word, that may only look so
        return False
    beside = found.window.terms[max(0, theirs - 2) : theirs + 3]
    twos = any(t.number and t.number.value == 2 and not t.marker for t in beside)
    return not (dual(other.word) or other.word[-2:] == "ين" or twos or _bare_equal(term, other))


def _bare_equal(one: Term, other: Term) -> bool:
    return one.word.removeprefix("و").removeprefix("ال") == other.word.removeprefix(
        "و"
    ).removeprefix("ال")


def _counts_the_same_thing(found: Alignment, mine: int) -> bool:
    """The word right after a number rests on a word beside that number."""
    theirs, counted = found.pairs[mine], found.pairs.get(mine + 1)
    if counted is None or not _adjoins(found.sentence, mine) or _is_label(found.sentence, mine):
        return True
    if abs(counted - theirs) > _NEAR + 2 * found.foreign:
        return False
    return not _another_is_nearer(found.window, theirs, counted)


def _is_label(reading: Reading, mine: int) -> bool:
    """Whether a number says which, not how many: «في عام 1030», «المسيّرات الثلاث»."""
    at = reading.terms[mine].at
    return reading.words[at].startswith("ال") or reading.words[max(0, at - 1)] in _YEARS


def _adjoins(reading: Reading, mine: int) -> bool:
    """Whether the term after *mine* follows it at once, in the same clause."""
    term, after = reading.terms[mine], reading.terms[mine + 1]
    width = term.number.end - term.number.start if term.number else 1
    return after.at - term.at - width < 2 and after.clause == term.clause and not after.marker


def _another_is_nearer(window: Window, theirs: int, counted: int) -> bool:
    """Whether what is counted stands right after another number."""
    before = window.terms[counted - 1] if counted else None
    return bool(
        before and before.number and counted - 1 != theirs and not before.number.ordinal
        and abs(counted - theirs) > 1
    )  # fmt: skip
