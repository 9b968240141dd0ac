"""
Whether the archive answers: an answer, what is nearest, or a refusal, and the word it lacks; pure.

Only the story of the best sentence may answer. Where that lacks what is asked, a sentence of
another story that does not is about something else, and at most shown as near. Of a word that a
question asks about it is told that no report mentions it only where that is certain: no passage of the
archive has a word of that stem, and nothing near the question means it, sounds like it or is a letter
away from it. A question in another language than the reports shares no words with them, so of its words
nothing is certain.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from bot.answerability import model
from bot.extraction.candidates import Candidate
from bot.extraction.matching import alike
from bot.extraction.questions import Asked
from retrieval.language.arabic import arabic_share, fold, question_language, terms, words
from retrieval.language.sounds import arabic_skeletons
from retrieval.types import Evidence

_MOST_NEAR = 2  # sentences shown where none answers


@dataclass(frozen=True, slots=True)
class Features:
    """
    standing: how far the best passage stands above middling ones, 0 to 1.5.
    nearness: the same by meaning alone, 0 to 0.7.
    lead: by how much its score exceeds that of the best sentence of another story, 0 to 3.
    cosine: of the question with the sentence, centred, -1 to 1.
    held: share of the question's words, by rarity, in it, the one before and the title, 0 to 1;
        by spelling, by consonants, by a related word or by translation.
    fits: how far it holds a number, date or place where one is asked for, 0 to 1.
    foreign: 1 where question and sentence are in two languages, and so share few words.
    known: 1 in an article that the turn before was answered from, so that what it is about is given.
    ahead: by how much its score exceeds that of the next sentence of its article, 0 to 3.
    """

    standing: float
    nearness: float
    lead: float
    cosine: float
    held: float
    fits: float
    foreign: float
    known: float = 0.0
    ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Whether the archive answers.

    shown: the sentences of one story that an answer may be made of, best first, or at most two
        that come near; empty in a refusal.
    reason: why it refuses.
    confidence: that the first of them, or the best there is, answers; 0 to 1.
    """

    outcome: Literal["answered", "nearest", "refused"]
    shown: tuple[Candidate, ...] = ()
    reason: Literal["no_match", "not_answered"] | None = None
    confidence: float = 0.0


def verdict(
    evidence: Evidence, ranked: Sequence[Candidate], *, least: float = model.ANSWER
) -> Verdict:
    """
    Judge the sentences of *evidence*, which come best first.

    least: the confidence from which one is called an answer.
    """
    if not ranked:
        return Verdict("refused", reason="no_match")
    signs, best = features(evidence, ranked), ranked[0]
    sure = answers(signs)
    story = tuple(one for one in ranked if one.story == best.story)
    if sure >= least and best.fits:  # no number, no answer to «كم»
        further = (one for one in story[1:] if one.fits and one.likelihood >= model.LIKELY)
        return Verdict("answered", (best, *further), confidence=sure)
    if present(signs) >= model.NEAR or sure >= model.NEARLY:
        return Verdict("nearest", _nearest(ranked), confidence=sure)
    if known := tuple(one for one in ranked if one.known):
        return Verdict("nearest", _nearest(known), confidence=sure)
    reason: Literal["no_match", "not_answered"]
    reason = "no_match" if best.score < model.UNRELATED else "not_answered"
    return Verdict("refused", reason=reason, confidence=sure)


def confidence(evidence: Evidence, ranked: Sequence[Candidate]) -> float:
    """That the first of *ranked*, all sentences of *evidence*, answers; 0 to 1."""
    return answers(features(evidence, ranked)) if ranked else 0.0


def presence(evidence: Evidence, ranked: Sequence[Candidate]) -> float:
    """That the archive speaks of what is asked about at all; 0 to 1."""
    return present(features(evidence, ranked)) if ranked else 0.0


def _nearest(ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """
    The best, and the next of its story that holds what is asked for as well as it does.

    Where another story has one about as near as the best, and by far nearer than that, it is shown.
    """
    best, *others = ranked
    fitting = [one for one in others if one.fits >= best.fits]
    here = [one for one in fitting if one.story == best.story]
    least = max(best.score - model.ELSEWHERE, here[0].score + model.NEARER if here else 0.0)
    there = (one for one in fitting if one.story != best.story and one.score >= least)
    return (best, *[*there, *here][: _MOST_NEAR - 1])


def threshold(manifest: Mapping[str, str]) -> float:
    """The confidence from which a sentence of an archive is called an answer."""
    return float(manifest.get(model.ANSWER_FROM) or model.ANSWER)


def present(one: Features) -> float:
    """How likely the archive speaks of the matter, 0 to 1."""
    return 1.0 if one.known else _logistic(model.PRESENT, model.PRESENT_BIAS, one)


def answers(one: Features) -> float:
    """How likely the sentence answers the question, 0 to 1."""
    if one.known:
        return _logistic(model.FOLLOWS, model.FOLLOWS_BIAS, one)
    return _logistic(model.ANSWERS, model.ANSWERS_BIAS, one)


def _logistic(weights: Mapping[str, float], bias: float, one: Features) -> float:
    odds = bias + sum(weight * float(getattr(one, name)) for name, weight in weights.items())
    return 1 / (1 + math.exp(-odds))


def features(evidence: Evidence, ranked: Sequence[Candidate]) -> Features:
    """Of the first of *ranked*, which are all sentences of *evidence*, best first."""
    best = ranked[0]
    elsewhere = (one.score for one in ranked if one.story != best.story)
    same = (one.score for one in ranked[1:] if one.article == best.article)
    arabic = question_language(evidence.question) == "ar"
    return Features(
        standing=evidence.standing,
        nearness=evidence.nearness,
        lead=best.score - next(elsewhere, 0.0),
        cosine=best.cosine,
        held=best.held,
        fits=best.fits,
        foreign=float(arabic != (arabic_share(best.text) >= 0.5)),
        known=float(best.known),
        ahead=best.score - next(same, best.score),
    )


_UNSEEN = 0.999  # rarity of a word that no passage holds
_LONGER = 4  # letters by which a spelling may be longer than another
_TELLING = 3  # letters by which words are told apart
# After these a verb is likelier than a name.
_BEFORE_VERBS = frozenset(
    words("ما ماذا متى أين هل كيف لماذا من مين لمن بماذا بم الذي التي الذين اللي قد لم لن لا أن")
)
_PROCLITICS = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بلك])?(?=\w{3})")


def unmentioned(question: Asked, evidence: Evidence) -> str | None:
    """
    The folded word of *question* that is mentioned nowhere; None where nothing is sure.

    Names stand behind what is asked of them, so the last such word is the one to be told of.
    """
    if not evidence.hits or not _one_language(question, evidence):
        return None
    unseen = [word for word in terms(question.text) if evidence.rarity.get(word, 0.0) >= _UNSEEN]
    if not unseen:
        return None
    there = [
        word
        for hit in evidence.hits
        for word in words(f"{hit.passage.source.title} {hit.passage.text}")
    ]
    joined = {one + other for one, other in pairwise(there)}
    for word in reversed(unseen):
        if not _names(word, question) or any(alike(word, one) for one in {*there}):
            continue
        if not any(_same(word, one) for one in joined.union(there) if _as_long(word, one)):
            return word
    return None


def _as_long(word: str, other: str) -> bool:
    """Whether they may be one by their lengths; of most pairs nothing else need be known."""
    return abs(len(word) - len(other)) <= _LONGER


def _one_language(question: Asked, evidence: Evidence) -> bool:
    arabic = arabic_share(evidence.hits[0].passage.text) >= 0.5
    return arabic == (question.language == "ar")


def _names(word: str, question: Asked) -> bool:
    """Whether *word* may be a thing's name: in English a capital says so, in Arabic its place."""
    if word.isascii():
        given = question.text.split(maxsplit=1)[-1]  # the first word has a capital in any case
        return any(fold(one) == word for one in _capitalised(given)) or word.isdigit()
    if word.startswith("ال"):
        return True
    found = words(question.text)
    at = found.index(word) if word in found else 0
    verb = word.startswith(("ي", "ت")) or word.endswith(("ها", "هم"))
    before = {found[at - 1], re.sub("^[وف]", "", found[at - 1])}
    return at > 0 and not verb and (question.kind == "how_many" or not before & _BEFORE_VERBS)


def _capitalised(text: str) -> list[str]:
    return [
        one.strip("?.,!:;'\"()“”").removesuffix("'s") for one in text.split() if one[:1].isupper()
    ]


@lru_cache(maxsize=50_000)
def _same(word: str, other: str) -> bool:
    """
    Whether two folded words may be one, spelt by ear or mistyped.

    >>> _same("مكنزي", "وماكينزي"), _same("الفيضان", "الفيصان"), _same("طنا", "طن")
    (True, True, True)
    >>> _same("طالبان", "طلب"), _same("السويديه", "الاسد")
    (False, False)
    """
    if word[-1:].isdigit():
        return word == other
    one, two = _PROCLITICS.sub("", word), _PROCLITICS.sub("", other)
    if one == two or one.removesuffix("ا") == two:  # «كم طناً»
        return True
    heard = arabic_skeletons(one) & arabic_skeletons(two)
    if any(len(sound) > _TELLING or len(one) == len(two) for sound in heard):
        return True
    short, long = sorted((one, two), key=len)
    return len(short) > _TELLING and len(long) - len(short) <= 1 and _a_letter_away(short, long)


def _a_letter_away(short: str, long: str) -> bool:
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
