"""
Who says what: the speaker a sentence names must be the one the source names; pure.
"""

from collections.abc import Iterator, Sequence

from bot.alignment import Alignment
from bot.terms import Reading, Term
from bot.thesaurus import keys
from retrieval.arabic import words as folded

_SPEECH = frozenset(
    key
    for word in folded("قال زعم اعتبر كتب حذر ندد انتقد طالب وعد شكر أشاد رحب نفى رفض اتهم وافق said claim")
    for key in keys(word)
    if key.startswith("=")
)  # fmt: skip
_ACCUSES = frozenset(folded("اتهم اتهمت يتهم تتهم accuse accused accuses accusing"))
_THAT = frozenset(folded("أن إن بأن أنه إنه بأنه أنها إنها بأنها أنهم إنهم that"))
_ASIDE = frozenset(
    folded(
        "مع بعد قبل خلال أثناء عقب ردا في على عن إلى لـ with after before during in on at to of from"
    )
)
_MEETING = frozenset(folded("مع بعد قبل خلال أثناء عقب ردا with after before during"))
_ACCORDING = frozenset(folded("بحسب حسب وفق وفقا according per"))
_LONGEST = 8  # terms of a speaker's name and title
_CLAIMS = frozenset(
    folded("زعم زعمت يزعم تزعم ادعى ادعت يدعي تدعي claims claimed claim alleges alleged")
)


def speaker(found: Alignment) -> str | None:
    """Whom the sentence lets speak, if the source does not; None when all is well."""
    for verb in _verbs(found.sentence):
        who = list(_speaker(found.sentence, verb, strict=True))
        who = [n for n in who if n not in found.given and not found.sentence.terms[n].number]
        if not who or not _is_speech(found, verb):
            continue
        wrong = next((n for n in who[:_LONGEST] if not _speaks(found, n)), None)
        if wrong is not None:
            return found.sentence.terms[wrong].word
    return None


def unhedged(found: Alignment) -> str | None:
    """A claim or an accusation of the source that the sentence tells as a fact."""
    for reading in found.window.readings:
        for at, word in enumerate(reading.words):
            if word.removeprefix("و") in _CLAIMS and not _hedged(found.sentence):
                return reading.words[at]
    return None


def _hedged(sentence: Reading) -> bool:
    return any(_verbs(sentence))


def _verbs(reading: Reading) -> list[int]:
    """The positions of words that let somebody speak."""
    spoken = [term.at for term in reading.terms if term.keys & _SPEECH and not term.definite]
    return sorted(
        {*spoken, *(at for at, w in enumerate(reading.words) if w.removeprefix("و") in _ACCORDING)}
    )


def _is_speech(found: Alignment, verb: int) -> bool:
    """Whether words are reported, not merely a thing announced."""
    words = found.sentence.words[verb : verb + 2 * _LONGEST]
    return bool(
        found.sentence.quotes
        or _THAT & set(words)
        or words[0].removeprefix("و") in _ACCORDING
        or not found.sentence.arabic
    )


def _speaker(reading: Reading, verb: int, *, strict: bool) -> Iterator[int]:
    """
    The numbers of the terms that name who speaks at *verb*.

    strict: only up to the first preposition, else with all that is said of him.
    """
    after = list(_after(reading, verb, _ASIDE if strict else _MEETING))
    if reading.arabic or reading.words[verb].removeprefix("و") in _ACCORDING:
        yield from after or _before(reading, verb)
        return
    before = _before(reading, verb)
    yield from before or after


def _after(reading: Reading, verb: int, ends: frozenset[str]) -> Iterator[int]:
    at = verb + 1
    if reading.words[verb].removeprefix("و") in _ACCORDING and reading.words[at : at + 1] == ["to"]:
        at += 1
    clause = reading.clauses[verb]
    stop = at
    while stop < len(reading.words):
        word = reading.words[stop]
        if (
            word in _THAT
            or (word in ends and stop > at)
            or reading.quoted[stop] != reading.quoted[verb]
        ):
            break
        if not reading.arabic and reading.clauses[stop] != clause:
            break
        if reading.arabic and reading.clauses[stop] > clause + 2:
            break
        stop += 1
    for number, term in enumerate(reading.terms):
        if at <= term.at < stop and not term.date and not term.number:
            if term.at > at and term.marker and ends is _ASIDE:
                return
            yield number


def _before(reading: Reading, verb: int) -> list[int]:
    """The terms before *verb*: of its clause, or of the apposition and the name it belongs to."""
    clause = reading.clauses[verb]
    found = [
        n for n, t in enumerate(reading.terms) if t.at < verb and reading.clauses[t.at] == clause
    ]
    if not found and clause and not reading.arabic:
        found = [
            n
            for n, t in enumerate(reading.terms)
            if t.at < verb and reading.clauses[t.at] >= clause - 2
        ]
    return [n for n in found if not reading.terms[n].date and not reading.terms[n].keys & _SPEECH]


def _speaks(found: Alignment, number: int) -> bool:
    """Whether a term of the sentence's speaker belongs to a speaker of the source."""
    term = found.sentence.terms[number]
    if any(_names(reading, term, foreign=found.foreign) for reading in found.window.readings):
        return True
    if not found.window.readings[0].follows_on and number not in found.carried:
        return False
    return any(_names(reading, term, foreign=found.foreign) for reading in found.window.before)


def _names(reading: Reading, term: Term, *, foreign: bool) -> bool:
    speakers = [reading.terms[n] for verb in _verbs(reading) for n in _zone(reading, verb)]
    return any(
        term.keys & other.keys or (foreign and term.sounds & other.sounds) for other in speakers
    )


def _zone(reading: Reading, verb: int) -> Sequence[int]:
    """Who speaks at *verb*, with title and apposition."""
    zone = [*_speaker(reading, verb, strict=False)]
    if not reading.arabic:
        zone += [n for n, term in enumerate(reading.terms) if term.at < verb]
    return zone
