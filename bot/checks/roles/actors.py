"""Who acts, by the place of the verb: «قتلت القوات …», «أن القوات قتلت …», "the army attacked"; pure."""

from bot.checks.alignment import Alignment
from bot.checks.roles.pairs import TITLE, entitled
from bot.checks.roles.passive import by, is_agent
from bot.checks.roles.things import is_thing, shown, thing
from bot.lacks.offices import ROLES
from bot.wording.reading import Reading
from bot.wording.thesaurus import past
from retrieval.language.arabic import stem
from retrieval.language.arabic import words as folded

_PRONOUN = -1  # who acts is a pronoun, which is no term
_WHO = frozenset(folded("التي الذي الذين اللذين اللتين"))
_THAT = frozenset(folded("أن إن بأن لأن"))
_AUXILIARY = frozenset(folded("have has had also still then later already will would not never"))
_PRONOUNS = frozenset(folded("he she they it we"))
# Verbs in the present that are no nouns.
_DOES = frozenset(
    folded(
        """want wants backs supports lists says accuses urges seeks denies threatens opposes leads trains helps governs
        rules fights kills holds owns controls uses sends gives tells asks calls"""
    )
)


def subject_made_object(found: Alignment) -> str | None:
    """Another acts here, and whoever acts in the source comes after: by the places of the verb."""
    rests = {theirs: mine for mine, theirs in found.pairs.items()}
    for mine, theirs in found.pairs.items():
        here, there = _actor(found.sentence, mine), _actor_of_source(found, theirs)
        if here is None or there is None or here not in found.pairs:
            continue
        reading, rested = found.window.place(found.pairs[here])
        if there == _PRONOUN and by(reading.words, rested.at):
            return shown(found, here, mine)
        acted_on = rests.get(there, _entitled_actor(found, rests, there, found.pairs[here]))
        if acted_on is None:
            continue
        reading, verb = found.window.place(theirs)
        object_there = reading.words[max(0, verb.at - 1)] in _WHO
        apart = abs(found.pairs[here] - theirs) > 1 or object_there or there < theirs
        after = acted_on > max(mine, here) and apart
        if not after or (found.sentence.arabic and is_agent(found.sentence, acted_on)):
            continue
        rests_on = found.pairs[here]
        if abs(rests_on - found.pairs[acted_on]) <= 1 or entitled(
            found, rests_on, found.pairs[acted_on]
        ):
            continue  # of one name
        if found.window.terms[rests_on].marker and found.foreign:
            continue  # told passively there: «قُتل فلان في الغارة»
        by_place = found.sentence.arabic and not found.foreign
        if by_place or (_names_a_thing(found, here) and _names_a_thing(found, acted_on)):
            return shown(found, here, acted_on)
    return None


def _entitled_actor(found: Alignment, rests: dict[int, int], there: int, end: int) -> int | None:
    """The name of whoever acts in the source under a title that the sentence leaves out."""
    if there < 0 or stem(found.window.terms[there].word) not in ROLES:
        return None
    named = (n for n in range(there + 1, min(there + 2 * TITLE, end)) if n in rests)
    return next((rests[n] for n in named if found.window.terms[n].named), None)


def _names_a_thing(found: Alignment, mine: int) -> bool:
    """Whether a term or the one before it, of which it is the noun, is a thing."""
    return any(n in found.pairs and thing(found, n) for n in (mine, mine - 1))


def _actor(reading: Reading, verb: int) -> int | None:
    """
    The number of the term that acts at the term *verb*, by its place; None where places do not say.

    «قتلت القوات …», «أن القوات قتلت …», "the army attacked". ``_PRONOUN`` for "they attacked".
    """
    term = reading.terms[verb]
    if term.marker or term.definite or term.capital or term.number or term.date or term.named:
        return None
    return _arabic_actor(reading, verb) if reading.arabic else _english_actor(reading, verb)


def _arabic_actor(reading: Reading, verb: int) -> int | None:
    term, terms = reading.terms[verb], reading.terms
    after = terms[verb + 1] if verb + 1 < len(terms) else None
    follows = after and after.at == term.at + 1 and after.clause == term.clause
    if term.at == 0 and follows and after and not after.marker:
        return verb + 1
    if reading.words[max(0, term.at - 1)] in _WHO and verb:
        return verb - 1
    said = [at for at in range(max(0, term.at - TITLE), term.at) if reading.words[at] in _THAT]
    first = next((n for n, one in enumerate(terms) if said and one.at == said[-1] + 1), None)
    if first is None or first >= verb or any(one.marker for one in terms[first:verb]):
        return None
    return first


def _english_actor(reading: Reading, verb: int) -> int | None:
    term, words = reading.terms[verb], reading.words
    if "by" in words[term.at + 1 : term.at + 3] or not (past(term.word) or term.word in _DOES):
        return None
    at = term.at - 1
    while at >= 0 and words[at] in _AUXILIARY:
        at -= 1
    if at >= 0 and words[at] in _PRONOUNS and reading.clauses[at] == term.clause:
        return _PRONOUN
    before = reading.terms[verb - 1] if verb else None
    return verb - 1 if before and before.at == at and before.clause == term.clause else None


def _actor_of_source(found: Alignment, verb: int) -> int | None:
    """The same in the window, by its terms."""
    reading, term = found.window.place(verb)
    offset = found.window.border if reading is not found.window.readings[0] else 0
    there = _actor(reading, verb - offset)
    if there is None and reading.arabic and verb > offset:
        before = found.window.terms[verb - 1]
        beside = before.at == term.at - 1 and before.clause == term.clause and not before.marker
        feminine = term.word.endswith("ت") and not (term.marker or term.definite or term.named)
        there = verb - 1 - offset if beside and feminine and is_thing(before) else None
    return there if there in (None, _PRONOUN) else there + offset
