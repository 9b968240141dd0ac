"""
Different accounts of one matter, found so that they can stand side by side.

Three signs, each in the sentences themselves: another figure for the same thing, another given name
before the same surname, one denying what the other affirms. A figure that changed from one day to a
later one is an update. Pure; finds disagreement, never settles it.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from bot.extraction.candidates import Candidate
from bot.extraction.matching import Bag, alike, repeats
from bot.extraction.questions import Asked, numbers_of
from retrieval.language.arabic import content, fold, group, holds, stem, words
from retrieval.language.lexicon import consonants
from retrieval.language.numbers import differs
from retrieval.search.weights import SAME_ROOT

_ONE_SIDE = re.compile(r"\b(?:ب?حسب|وفق|وفقا|في (?:نظر|راي)|according to)\b")
_BOTH_SIDES = re.compile(
    r"\bمتفق|\b[يت]تفق|\bخلاف\b|\b[يت]ختلف|\bاختلاف|\bتناقض|\bروايات|\bايهما\b|\bكل من\b"
    r"|\bagree|\bdisagree|\bdiffer|\bconflict"
)
_OPEN = ("what", "yes_no", "why")
_DENYING = frozenset(map(stem, words("نفى نفت تنفي ينفي أنكر denied denies")))
_SOMEWHERE = frozenset(words("في إلى من قرب نحو باتجاه in at to from near into for towards toward"))
_TITLES = frozenset(map(stem, group("office")))
_REACH = 5  # words between a denial and what it denies
_NEAR = 0.5  # of the best score: a second account must answer nearly as well as the first
_LIKELY = 0.6  # that an account answers the question at all
_MOST = (
    0.5  # of the question, held by two sentences that count one thing, neighbours and title in part
)
_COMPARED = 8  # sentences, at most
_NAMED = 0.75  # of a headline's words, in a report of the same matter
_AS_GOOD = 0.25  # below the best score at most, for a newer sentence to be told instead
_AS_NEAR = 0.75  # and a third


def opposing(question: Asked, first: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """
    Sentences that disagree on the point asked, the newest first; ``[]`` when none do.

    first: the sentence that answers best. ranked: all sentences of the evidence, best first.
    """
    near = [one for one in ranked if one.merit >= _NEAR * first.merit and one.likelihood >= _LIKELY]
    close = [first, *[one for one in near if one is not first]][:_COMPARED]
    for disagree in (_other_figure, _other_name):
        for one, other in _pairs(close):
            if one.story != other.story and disagree(question, one, other):
                return newest_first([one, other])
    folded = fold(question.text)
    if _ONE_SIDE.search(folded):
        return []
    # «متى اتفقا؟» asks for one thing about an agreement, not who says what.
    both_sides = question.kind in _OPEN and _BOTH_SIDES.search(folded) is not None
    if both_sides or question.kind == "yes_no" or " ام " in folded:
        for one, other in _pairs(close):
            if _contradicts(question, one, other):
                return [one, other, *_third(question, one, other, close)]
    others = [one for one in close if one.story != first.story] if both_sides else []
    return [first, others[0]] if others else []


def is_update(question: Asked, accounts: Sequence[Candidate]) -> bool:
    """Whether the figure of *accounts* changed from one day to a later one, so that the later holds."""
    newer, older = (one.passage.source.date.span for one in accounts[:2])
    later = newer is not None and older is not None and older[1] < newer[0]
    return later and _other_figure(question, accounts[0], accounts[1])


def newest_of(question: Asked, first: Candidate, ranked: Sequence[Candidate]) -> Candidate:
    """*first*, or the newest sentence of *ranked* that answers as well and tells of the same matter."""
    same = [one for one in ranked if _answers_as_well(question, one, first)]
    return max([first, *same], key=lambda one: one.passage.source.date.iso or "")


def _answers_as_well(question: Asked, one: Candidate, first: Candidate) -> bool:
    """Whether *one* holds the same of the question; where no fact of one kind is asked, in like words."""
    holds = one.fits >= first.fits and one.covered >= first.covered
    return (
        one.article != first.article
        and one.merit >= first.merit - _AS_GOOD
        and holds
        and (question.kind not in _OPEN or repeats(one.text, first.text))
        and _one_matter(first, one)
    )


def newest_first(accounts: Sequence[Candidate]) -> list[Candidate]:
    """*accounts* by date, the latest first; those of one day, and the undated last, as they were."""
    return sorted(accounts, key=lambda one: one.passage.source.date.iso or "", reverse=True)


def _pairs(close: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Every two of *close*, those that answer best together first."""
    return sorted(combinations(close, 2), key=lambda pair: -pair[0].merit - pair[1].merit)


def _third(
    question: Asked, first: Candidate, second: Candidate, close: Sequence[Candidate]
) -> list[Candidate]:
    """What a third story says that takes one of the two sides, if it answers nearly as well."""
    told = {first.story, second.story}
    return [
        one
        for one in close
        if one.story not in told
        and one.merit >= _AS_NEAR * first.merit
        and (_contradicts(question, one, first) or _contradicts(question, one, second))
    ][:1]


def _other_figure(question: Asked, one: Candidate, other: Candidate) -> bool:
    """Both count the thing asked about in one matter, and every figure of the one differs."""
    if question.kind != "how_many" or min(one.held, other.held) < _MOST:
        return False
    mine, theirs = numbers_of(question, one.text), numbers_of(question, other.text)
    counted = bool(mine and theirs) and all(differs(a, b) for a in mine for b in theirs)
    return counted and _one_matter(one, other)


def _one_matter(one: Candidate, other: Candidate) -> bool:
    """
    Whether two reports may tell of one matter, by their headlines and the places they name.

    Nearly all that one headline names stands in the other report; a station in another town, a convoy
    to another, has a name that the other report lacks.
    """
    return (_tells_of(one, other) or _tells_of(other, one)) and (
        _shares_places(one, other) or _shares_places(other, one)
    )


def _tells_of(one: Candidate, other: Candidate) -> bool:
    """Whether the report of *other* holds what the headline of *one* names."""
    named = [word for word in content(one.passage.source.title) if not word[0].isdigit()]
    report = Bag(other.passage.source.title, other.passage.text)
    there = sum(report.holds(word) > SAME_ROOT for word in named)
    return there >= _NAMED * len(named)


def _shares_places(one: Candidate, other: Candidate) -> bool:
    """
    Whether a place that *one* names stands in the report of *other*, or it names none.

    A place is what follows «في», «إلى», «من»; two convoys to two towns share none of theirs.
    """
    told, source = words(one.text), other.passage.source
    after = {word for before, word in pairwise(told) if before in _SOMEWHERE}
    places = {stem(word) for word in after.intersection(content(one.text)) if not word[0].isdigit()}
    return not places or not places.isdisjoint(
        map(stem, words(f"{source.title} {other.passage.text}"))
    )


def _other_name(question: Asked, one: Candidate, other: Candidate) -> bool:
    """«كينيث ماكينزي» and «فرانك ماكنزي»: one surname, two given names."""
    if question.kind != "who" and not re.search(r"اسم|\bname\b", fold(question.text)):
        return False
    mine, theirs = _names(one.text), _names(other.text)
    shared = mine.keys() & theirs.keys()
    return any(not mine[surname] & theirs[surname] for surname in shared)


def _names(text: str) -> dict[str, set[str]]:
    """Given names by the consonants of the surname that follows them."""
    found: dict[str, set[str]] = {}
    every = words(text)
    for title, given, surname in zip(every, every[1:], every[2:], strict=False):
        family = consonants(surname)
        if family and stem(title) in _TITLES and not given.startswith("ال"):
            found.setdefault(family, set()).add(given)
    return found


def _contradicts(question: Asked, one: Candidate, other: Candidate) -> bool:
    """One denies a word of the question that the other affirms."""
    mine, theirs = Bag(one.text), Bag(other.text)
    both = [term for term in question.terms if mine.holds(term) and theirs.holds(term)]
    return any(_denied(one.text, term) != _denied(other.text, term) for term in both)


def _denied(text: str, term: str) -> bool:
    """Whether *term* is denied: by a particle just before it, or a verb of denial anywhere before."""
    found = words(text)
    spots = [
        at
        for at, word in enumerate(found)
        if alike(word, term) or (term.isascii() and Bag(word).holds(term))
    ]
    return any(
        any(holds(word, "denial") for word in found[max(0, at - _REACH) : at])
        or not _DENYING.isdisjoint(map(stem, found[:at]))
        for at in spots
    )
