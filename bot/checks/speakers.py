"""
Who says what: the speaker a sentence names must be the one the source names; pure.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.checks.alignment import Alignment
from bot.wording.reading import ACCORDING, Reading
from bot.wording.terms import Term
from bot.wording.thesaurus import REPORT
from retrieval.language.arabic import stem
from retrieval.language.arabic import words as folded

# Verbs that let somebody speak. «رد» and «نقل» are among them only with «أن», see ``_is_speech``.
_SPEECH = frozenset(
    base
    for word in folded(
        """قال قالت قالوا يقول تقول يقولون أضاف يضيف أوضح يوضح ذكر يذكر تذكر أشار يشير تشير أفاد يفيد تفيد صرح يصرح
        لفت تابع أردف أكد يؤكد تؤكد شدد يشدد تشدد أعلن يعلن كشف نوه استطرد أخبر أبلغ حكى روى أعرب عبر يعبر
        أبدى أبدت يبدي مؤكدا مضيفا موضحا مشيرا لافتا معلنا كاشفا محذرا مطالبا داعيا
        زعم يزعم ادعى يدعي اعتبر يعتبر رأى رأت يرى ترى عد يعد تعد وصف يصف تصف كتب يكتب تكتب غرد حذر نبه
        ندد أدان يدين تدين استنكر شجب انتقد طالب دعا دعت يدعو تدعو ناشد حث وعد تعهد شكر أشاد أثنى رحب نفى نفت
        ينفي تنفي أنكر اتهم أقر يقر تقر اعترف علق أصر أجاب رد ردت نقل أورد أدلى جدد كرر بين خلص اقترح توقع رجح"""
    )
    for form in {word, re.sub("^ي", "ت", word)}
    for base in {form, stem(form)}
)
_SPEECHES = frozenset(folded("اعلان تصريح قول تأكيد حديث كلام اتهام مطالبه دعوه تحذير وصف حمل"))
# Those that do so only with «أن»: «ردّت بأن», not «ردّت الهجوم»; «نقلت أن», not «نقلت القوات».
_RELAYS = frozenset(
    folded("رد ردت يرد ترد نقل ينقل تنقل أورد يورد تورد كرر جدد علق أدلى بين توقع اقترح")
)
_DESCRIBES = frozenset(folded("وصف صف اعتبر عتبر عد سمى describe call label term"))
_THAT = frozenset(folded("أن إن بأن أنه إنه بأنه أنها إنها بأنها أنهم إنهم that"))
_GOES_ON = [[word] for word in folded("إن أن إنه إنها أنه أنها بأن")]
_ASIDE = frozenset(
    folded(
        "مع بعد قبل خلال أثناء عقب ردا في على عن إلى لـ with after before during in on at to of from"
    )
)
_MEETING = frozenset(folded("مع بعد قبل خلال أثناء عقب ردا with after before during"))
# English verbs, for their nouns are spelt alike: a state, reports, claims.
_ENGLISH = frozenset(
    folded(
        """say said says saying told stated added announced noted explained stressed declared confirmed affirmed
        reported mentioned revealed disclosed remarked warned claimed alleged denied urged described
        wrote condemned criticized criticised denounced thanked praised pledged vowed accused voiced
        called calls termed dubbed insisted admitted conceded replied predicted says tells"""
    )
)
_AUXILIARY = frozenset({"go", "goes", "went"})  # he went on to say
_ABOUT = frozenset(
    folded("في عن فيه فيها عنه عنها")
)  # «قالت فيه إن»: nobody is named after the verb
_LONGEST = 8  # terms of a speaker's name and title
_CLAIMS = frozenset(folded("زعم زعمت يزعم تزعم ادعى ادعت يدعي تدعي claimed alleges alleged"))


def speaker(found: Alignment) -> str | None:
    """Whom the sentence lets speak, if the source does not; None when all is well."""
    for verb in _verbs(found.sentence):
        if _goes_on(found.sentence, verb):
            continue
        who = list(_speaker(found.sentence, verb, strict=True))
        who = [n for n in who if n not in found.given and not found.sentence.terms[n].number]
        if not who or not _is_speech(found, verb):
            continue
        length = _LONGEST if _says(found.sentence, verb) else 1
        wrong = next((n for n in who[:length] if not _speaks(found, n)), None)
        if wrong is not None:
            return found.sentence.terms[wrong].word
    return None


def unhedged(found: Alignment) -> str | None:
    """A claim («زعم») that the sentence tells as a fact, with nobody to answer for it."""
    if _verbs(found.sentence):
        return None
    for theirs in found.pairs.values():
        reading, term = found.window.place(theirs)
        told = (w for w in reading.words[: term.at] if w.removeprefix("و") in _CLAIMS)
        if claim := next(told, None):
            return claim
    return None


@lru_cache(maxsize=256)
def those_quoted(reading: Reading) -> set[int]:
    """The numbers of the terms that only name who says what the sentence tells."""
    return {
        n
        for verb in _verbs(reading)
        if _says(reading, verb)
        for n in _speaker(reading, verb, strict=True)
    }


@lru_cache(maxsize=256)
def _verbs(reading: Reading) -> list[int]:
    """The positions of words that let somebody speak."""
    spoken = [term.at for term in reading.terms if _lets_speak(reading, term)]
    return sorted(
        {*spoken, *(at for at, w in enumerate(reading.words) if w.removeprefix("و") in ACCORDING)}
    )


def _lets_speak(reading: Reading, term: Term) -> bool:
    if term.definite or term.capital or term.marker:
        return False
    if term.word.isascii():
        return term.word in _ENGLISH
    if not term.keys.isdisjoint(_RELAYS):
        return not _THAT.isdisjoint(reading.words[term.at + 1 : term.at + 2 * _LONGEST])
    return not term.keys.isdisjoint(_SPEECH)


def _says(reading: Reading, verb: int) -> bool:
    """Whether nothing but the speaker stands between the verb and what is said."""
    here = [term for term in reading.terms if term.at == verb]
    return not here or (REPORT in here[0].keys and not here[0].keys & _DESCRIBES)


def _is_speech(found: Alignment, verb: int) -> bool:
    """Whether words are reported, not merely a thing announced."""
    words = found.sentence.words[verb : verb + 2 * _LONGEST]
    return bool(
        found.sentence.quotes
        or _THAT & set(words)
        or words[0].removeprefix("و") in ACCORDING
        or not found.sentence.arabic
    )


def _speaker(reading: Reading, verb: int, *, strict: bool) -> Iterator[int]:
    """
    The numbers of the terms that name who speaks at *verb*.

    strict: only up to the first preposition, else with all that is said of him.
    """
    after = list(_after(reading, verb, _ASIDE if strict else _MEETING))
    before = _before(reading, verb, strict=strict)
    according = reading.words[verb].removeprefix("و") in ACCORDING
    if reading.words[verb + 1 : verb + 2] == ["by"]:
        yield from after  # "were described by": told passively
        return
    if not strict and not list(_after(reading, verb, _ASIDE)):
        yield from after  # «قالت فيه إن»: nobody is named after the verb
        after = []
    yield from (after or before) if reading.arabic or according else (before or after)


def _after(reading: Reading, verb: int, ends: frozenset[str]) -> Iterator[int]:
    """The terms from *verb* to what is said, to the next preposition or to the end of the clause."""
    according = reading.words[verb].removeprefix("و") in ACCORDING
    clauses = 2 if reading.arabic and not according else 0  # that an apposition may take
    first = verb + 1 + (according and reading.words[verb + 1 : verb + 2] == ["to"])
    stop = first
    while stop < len(reading.words) and reading.clauses[stop] <= reading.clauses[verb] + clauses:
        word = reading.words[stop]
        if word in _THAT or reading.quoted[stop] != reading.quoted[verb]:
            break
        if word in ends and (stop > first or word in _ABOUT):
            break
        stop += 1
    for number, term in enumerate(reading.terms):
        if first <= term.at < stop and not (term.date or term.number or term.keys & _SPEECH):
            if term.at > first and term.marker and ends is _ASIDE:
                return
            yield number


def _before(reading: Reading, verb: int, *, strict: bool) -> list[int]:
    """The terms before *verb*: of its clause, or of the apposition and the name it belongs to."""
    clause = reading.clauses[verb]
    earlier = [
        (n, reading.clauses[term.at])
        for n, term in enumerate(reading.terms)
        if term.at < verb and not (term.date or term.keys & _SPEECH or term.word in _AUXILIARY)
    ]
    found = [n for n, there in earlier if there == clause] if strict else []
    return found or [n for n, there in earlier if there >= clause - 2]


def _speaks(found: Alignment, number: int) -> bool:
    """Whether a term of the sentence's speaker belongs to a speaker of the source."""
    term, theirs, offset = found.sentence.terms[number], found.pairs.get(number), 0
    for reading in found.window.readings:
        zone = _zones(reading)
        if theirs is not None and theirs - offset in zone:
            return True
        if _names(reading, zone, term, foreign=found.foreign):
            return True
        offset += len(reading.terms)
    if not found.window.readings[0].follows_on and number not in found.carried:
        return False
    return any(
        _names(reading, _zones(reading), term, foreign=found.foreign)
        for reading in found.window.before
    )


def _names(reading: Reading, zone: set[int], term: Term, *, foreign: bool) -> bool:
    return any(
        term.keys & reading.terms[n].keys or (foreign and term.sounds & reading.terms[n].sounds)
        for n in zone
    )


@lru_cache(maxsize=256)
def _zones(reading: Reading) -> set[int]:
    """Whoever speaks in *reading*, with title and apposition, were it by a noun: «إعلان بغداد»."""
    said = [t.at for t in reading.terms if not (t.definite or t.keys.isdisjoint(_SPEECHES))]
    return {
        n
        for verb in [*_verbs(reading), *said]
        if not _goes_on(reading, verb)
        for n in _speaker(reading, verb, strict=False)
    }


def _goes_on(reading: Reading, verb: int) -> bool:
    """Whether the same speaks on: «وكشف فلان …، وقال إن»."""
    said = reading.words[verb][0] == "و" and reading.words[verb + 1 : verb + 2] in _GOES_ON
    return said and _verbs(reading)[0] < verb
