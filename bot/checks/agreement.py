"""
Whether what a sentence says of its words agrees with what its source says of them; pure.

Each check answers with what disagrees, for the reader of ``--why``, or with None.
"""

import re
from collections.abc import Iterator

from bot.checks.alignment import Alignment, Window, bare
from bot.wording.numbers import Number, dual
from bot.wording.polarity import is_denial
from bot.wording.quantity import claims_more, must_be_kept
from bot.wording.tense import speaks_of_later
from bot.wording.terms import Reading, Term
from bot.wording.thesaurus import forms, listed, opposite, past
from retrieval.arabic import words

_NEAR = 4  # terms between a number and what it counts
_HEARD = 4  # letters; fewer are initials
_BESIDE = 3  # words between a word of quantity and what it measures
_ENOUGH_ABROAD = 0.62  # support across languages, where a lexicon cannot know every word
_ENOUGH = 0.999


def quotes(found: Alignment) -> str | None:
    """Every word between quotation marks stands in the window, in that order, however it is spelt."""
    if found.foreign:
        long = [quote for quote in found.sentence.quotes if len(quote) > _NEAR]
        return " ".join(long[0]) if long else None
    text = f" {' '.join(_uninflected(r.plain) for r in found.window.readings)} "
    return next(
        (" ".join(q) for q in found.sentence.quotes if f" {_uninflected(q)} " not in text), None
    )


def _uninflected(quoted: list[str]) -> str:
    """Words without the ending an Arabic sentence gives to what it quotes: «تصعيدا» for «تصعيد»."""
    return " ".join(word.removesuffix("ا") if len(word) > _NEAR else word for word in quoted)


def numbers(found: Alignment) -> str | None:
    """Each number is the source's, counts the same thing, and is no surer than there."""
    for mine, term in _terms(found):
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


def _terms(found: Alignment) -> Iterator[tuple[int, Term]]:
    """The terms of the sentence that speak of the matter, numbered."""
    skipped = found.given
    return ((n, term) for n, term in enumerate(found.sentence.terms) if n not in skipped)


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


def dates(found: Alignment) -> str | None:
    """Each date says nothing that the source's does not."""
    for number in found.missing:
        term = found.sentence.terms[number]
        if term.date:
            return found.sentence.text[term.date.start : term.date.end] or term.word
        if any(key.startswith("%") for key in term.keys):
            return term.word
    return None


def names(found: Alignment) -> str | None:
    """Each name is in the source."""
    missing = [found.sentence.terms[number] for number in found.missing]
    if found.foreign:  # a word no list knows may be just that
        missing = [term for term in missing if _told_abroad(term)]
    return next((term.word for term in missing if term.named), None)


def _told_abroad(term: Term) -> bool:
    """Whether a name should be found across languages: a country, or letters that can be heard."""
    heard = term.capital and len(term.word) >= _HEARD and not listed(term.word)
    return term.nation is not None or heard


def polarity(found: Alignment) -> str | None:
    """What the source denies is denied, what it affirms is affirmed, nothing is turned round."""
    for number in found.missing:
        term = found.sentence.terms[number]
        if term.poles and any(opposite(term.poles, o.poles) for o in found.window.terms):
            return term.word
    if found.foreign:
        return _polarity_abroad(found)
    if turned := _turned_round(found):
        return turned
    shifted = {
        mine
        for mine, theirs in found.pairs.items()
        if _denied(found, mine, theirs) and not _under_one_denial(found, mine, theirs)
    }
    if len(shifted) == 1 or any(not _beside_another(found, mine, shifted) for mine in shifted):
        return found.sentence.terms[min(shifted)].word
    heads = {n for n, term in enumerate(found.sentence.terms) if term.denied}
    if heads and not heads & (found.pairs.keys() | found.carried):
        return found.sentence.terms[min(heads)].word
    if found.sentence.negated and not any(reading.negated for reading in found.window.readings):
        return "لا" if found.sentence.arabic else "not"
    return None if found.sentence.negated else _affirmed(found)


def _affirmed(found: Alignment) -> str | None:
    """What the source denies by a verb that the sentence leaves out: «لم يصلها طلب»."""
    rested = {theirs: mine for mine, theirs in found.pairs.items()}
    for n, term in enumerate(found.window.terms[:-1]):
        after = found.window.terms[n + 1]
        left_out = term.denied and n not in rested and not (term.definite or term.marker)
        if left_out and n + 1 in rested and after.clause == term.clause:
            return found.sentence.terms[rested[n + 1]].word
    return None


def _denied(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether one of two words is denied and the other is not."""
    return found.sentence.terms[mine].denied != found.window.terms[theirs].denied


def _under_one_denial(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether a verb of denial reaches it, and a word before it is denied on both sides."""
    here, there = found.sentence.terms[mine], found.window.place(theirs)
    before = [*found.sentence.words[: here.at], *there[0].words[: there[1].at]]
    return any(map(is_denial, before)) and any(
        a < mine and b < theirs and found.sentence.terms[a].denied and found.window.terms[b].denied
        for a, b in found.pairs.items()
    )


def _beside_another(found: Alignment, mine: int, shifted: set[int]) -> bool:
    """Whether the negation only moved to the next word: «received no», «did not receive any»."""
    here = found.sentence.terms[mine].denied
    return any(
        other != mine
        and found.sentence.terms[other].denied != here
        and abs(found.pairs[other] - found.pairs[mine]) <= 2
        for other in shifted
    )


def _turned_round(found: Alignment) -> str | None:
    """A word said twice where the source says it once, and its contrary."""
    rested = set(found.pairs.values())
    seen: set[int] = set()
    for mine, theirs in found.pairs.items():
        term = found.sentence.terms[mine]
        if theirs in seen and any(
            opposite(term.poles, other.poles)
            for n, other in enumerate(found.window.terms)
            if n not in rested
        ):
            return term.word
        seen.add(theirs)
    return None


def _polarity_abroad(found: Alignment) -> str | None:
    """Across languages a negation may move, not come or go."""
    there = any(
        term.denied for n, term in enumerate(found.window.terms) if n in found.pairs.values()
    )
    negated = any(reading.negated for reading in found.window.readings)
    if found.sentence.negated and not negated:
        return "لا" if found.sentence.arabic else "not"
    if there and not found.sentence.negated:
        return "لا" if found.window.arabic else "not"
    return None


def tense(found: Alignment) -> str | None:
    """What is to come has not come, and what may be is not said to be."""
    if early := _told_too_early(found):
        return early
    later = any(speaks_of_later(reading.words) for reading in found.window.readings)
    there = {_SURE.get(term.mood) for term in found.window.terms}
    here = {_SURE.get(term.mood) for term in found.sentence.terms}
    for mine, term in enumerate(found.sentence.terms):
        if term.mood is None or _SURE[term.mood] in there or (later and term.mood == "ahead"):
            continue
        if found.foreign and (_may(found) or _is_name(found, mine)):
            continue
        if not (found.foreign and _may_be_ahead(found, mine)):
            return term.word
    for mine, theirs in found.pairs.items():
        term, other = found.sentence.terms[mine], found.window.terms[theirs]
        mood, source = _SURE.get(term.mood), _SURE.get(other.mood)
        if other.mood == "possible" and found.foreign and _may(found):
            continue
        if other.mood in ("wished", "planned") and _already(found, mine, source):
            continue
        reading, there_ = found.window.place(theirs)
        hedge = reading.words[max(0, there_.at - _BESIDE) : there_.at]
        hedged = any(one.mood == "possible" for one in found.sentence.terms)
        if other.mood == "possible" and not (hedged or _HEDGES.isdisjoint(hedge)):
            return term.word
        if source and not mood and not _nominal(term) and (not found.foreign or here == {None}):
            return term.word
        surely = term.mood in ("ahead", "possible") and not (source or found.foreign or later)
        if surely and not (other.marker or other.definite):
            return term.word
    return None


def _may(found: Alignment) -> bool:
    """Whether English says "can" or "could", which Arabic says by a verb: «يمكن»."""
    english = found.window.words if found.sentence.arabic else found.sentence.words
    return not _CAN.isdisjoint(english)


def _is_name(found: Alignment, mine: int) -> bool:
    """Whether what looks like a verb to come is a name: «سيمون»."""
    theirs = found.pairs.get(mine)
    return theirs is not None and found.window.terms[theirs].capital


def _already(found: Alignment, mine: int, mood: str | None) -> bool:
    """Whether a word shortly before has the *mood*, though it does not reach as far as there."""
    return any(_SURE.get(t.mood) == mood for t in found.sentence.terms[max(0, mine - _NEAR) : mine])


def _told_too_early(found: Alignment) -> str | None:
    """A past that rests on what follows «أن» («بأن تنضم») or the verb to come («سينصرفون إلى بحث»)."""
    rested = set(found.pairs.values())
    for mine, theirs in found.pairs.items():
        term, reading = found.sentence.terms[mine], found.window.place(theirs)[0]
        if found.foreign or not found.sentence.arabic or not _may_be_past(found, mine):
            continue
        other = found.window.terms[theirs]
        before = reading.words[max(0, other.at - 2) : other.at]
        hoped = before[-1:] in (["ان"], ["بان"], ["الا"]) and _PRESENT.fullmatch(other.word)
        if hoped and not set(before) & _HAPPENED:
            return term.word
        if term.at == 0 and other.marker and _put_off(found, theirs, rested):
            return term.word
        if term.at == 0 and _is_purpose(term, other):
            return term.word
    return None


def _is_purpose(term: Term, other: Term) -> bool:
    """Whether a verb rests on what something is for: «لتعديله», «لمنع الافتتاح»."""
    plain = not (other.definite or other.named or term.word.startswith("ل"))
    return plain and len(other.word) > _HEARD - 1 and other.word.startswith("ل")


def _put_off(found: Alignment, theirs: int, rested: set[int]) -> bool:
    """Whether a verb to come, which the sentence leaves out, stands before *theirs* in its clause."""
    other = found.window.terms[theirs]
    return any(
        (term.mood == "ahead" or (theirs - n <= _NEAR and bare(term.word) in _PROSPECTS))
        and n not in rested
        and term.clause == other.clause
        for n, term in enumerate(found.window.terms[:theirs])
    )


def _may_be_past(found: Alignment, mine: int) -> bool:
    """Whether an Arabic term looks like a verb in the past."""
    term = found.sentence.terms[mine]
    plain = not (_nominal(term) or term.denied or term.mood)
    return plain and not _IMPERFECT.match(term.word)


def _may_be_ahead(found: Alignment, mine: int) -> bool:
    """Whether a word to come rests on an Arabic present, or "would" only reports what was said."""
    theirs = found.pairs.get(mine)
    present = theirs is not None and _PRESENT.match(found.window.terms[theirs].word)
    return bool(present) or "would" in found.sentence.words[: found.sentence.terms[mine].at]


_CAN = frozenset(words("can could able"))
_HEDGES = frozenset(words("ربما لعل لعله لعلها perhaps maybe possibly"))
_YEARS = frozenset(words("عام سنة العام in since year"))
_PRESENT = re.compile(r"[وف]?[يت]\w{3,}")
_IMPERFECT = re.compile(r"[وف]?[يت]")
# What is spoken of here may never come: «مفاوضات على إعادة نشر القوات».
_PROSPECTS = frozenset(
    words(
        "مفاوضات محادثات مباحثات خطة خطط قرار طلب دعوة مشروع خطوات مساع مقترح اقتراح نية استعداد إمكانية"
    )
)
_HAPPENED = frozenset(words("بعد منذ إلى سبق استطاع استطاعت"))  # «بعد أن انسحبت»
_SURE = {"ahead": "ahead", "planned": "ahead", "possible": "open", "wished": "open", None: None}


def _nominal(term: Term) -> bool:
    """Whether a term cannot be the verb that carries the tense."""
    if term.word.isascii() and not past(term.word):
        return True
    return bool(term.marker or term.definite or term.named or term.number or term.date)


def quantity(found: Alignment) -> str | None:
    """All, most, some, only and their like measure what they measure in the source."""
    for at, name in found.sentence.quantities.items():
        if found.foreign and name in ("many", "double"):
            continue
        if claims_more(name) and not _measured(found, at, name):
            return found.sentence.words[at]
        if name == "some" and _measured(found, at, "all") and not _measured(found, at, name):
            return found.sentence.words[at]
    for reading, offset in _offsets(found.window):
        for at, name in reading.quantities.items():
            if must_be_kept(name) and _is_left_out(found, reading, offset, at, name):
                return reading.words[at]
    return None


def _measured(found: Alignment, at: int, name: str) -> bool:
    """Whether a word of quantity at *at* rests on one of its kind beside the same word."""
    beside = {
        found.pairs[n]
        for n, term in enumerate(found.sentence.terms)
        if abs(term.at - at) <= _BESIDE and n in found.pairs
    }
    for reading, offset in _offsets(found.window):
        for there, other in reading.quantities.items():
            near = {
                offset + n
                for n, term in enumerate(reading.terms)
                if abs(term.at - there) <= _BESIDE
            }
            if other == name and (near & beside or not beside):
                return True
    return False


def _is_left_out(found: Alignment, reading: Reading, offset: int, at: int, name: str) -> bool:
    """Whether the sentence speaks of what is measured at *at* and leaves the measure out."""
    head = next((n for n, term in enumerate(reading.terms) if term.at > at), None)
    if head is None or reading.terms[head].at - at > _BESIDE:
        return False
    spoken = [mine for mine, theirs in found.pairs.items() if theirs == offset + head]
    return any(
        not any(
            other == name and abs(there - found.sentence.terms[mine].at) <= _BESIDE + found.foreign
            for there, other in found.sentence.quantities.items()
        )
        for mine in spoken
    )


def _offsets(window: Window) -> Iterator[tuple[Reading, int]]:
    offset = 0
    for reading in window.readings:
        yield reading, offset
        offset += len(reading.terms)


def support(found: Alignment) -> str | None:
    """Every word rests on something; across languages, most do."""
    if not found.pairs:
        return ""
    if found.support >= (_ENOUGH_ABROAD if found.foreign else _ENOUGH):
        return None
    return " ".join(found.sentence.terms[number].word for number in found.missing)


def whole(found: Alignment) -> str | None:
    """Across languages, no clause, no verb and no agent of its own rests on nothing."""
    if not found.foreign:
        return None
    return _unsupported_clause(found) or _unsupported_verb(found) or _unsupported_agent(found)


def _unsupported_clause(found: Alignment) -> str | None:
    """A clause of which no word rests on anything."""
    clauses: dict[int, list[int]] = {}
    for number, term in _terms(found):
        clauses.setdefault(term.clause, []).append(number)
    missing = set(found.missing)
    bare = next((c for c in clauses.values() if len(c) > 1 and missing.issuperset(c)), None)
    return " ".join(found.sentence.terms[number].word for number in bare) if bare else None


def _unsupported_verb(found: Alignment) -> str | None:
    """A verb that rests on nothing though a list has it: past, or the first in Arabic."""
    for number in found.missing:
        term = found.sentence.terms[number]
        word = term.word
        if found.sentence.arabic and term.at == 0 and term.poles and not _nominal(term):
            return word
        before = found.sentence.words[max(0, term.at - 1)]
        if before in _DETERMINERS:  # "the lost territory"
            continue
        tells = past(word) or word in _TELLS
        if word.isascii() and tells and listed(word) and word not in _FAINT:
            return word
    return None


def _unsupported_agent(found: Alignment) -> str | None:
    """Whoever or whatever English brings in anew, "by a sniper", resting on nothing."""
    words = found.sentence.words
    missing = (found.sentence.terms[number] for number in found.missing)
    return next((t.word for t in missing if _brought_in(words[max(0, t.at - 2) : t.at])), None)


def _brought_in(before: list[str]) -> bool:
    return before[:1] in (["by"], ["with"], ["despite"]) and before[1:] in (["a"], ["an"])


# Verbs in the present that say of somebody what the source must say too.
_TELLS = frozenset(
    words(
        """accuse accuses deny denies reject rejects refuse refuses oppose opposes threaten threatens kill kills admit
        admits attack attacks condemn condemns seize seizes destroy destroys arrest arrests"""
    )
)
_DETERMINERS = frozenset(words("the a an his her its their our"))
# Verbs that other languages leave out or put into a noun.
_FAINT = frozenset(
    words(
        """held based begun began started aimed used made took taken called named known given gave set
        led brought became come came went done got had kept put related involved included followed"""
    )
)
