"""
What a message may mean after the turns before it, each way a question that stands alone. Pure.

It may be a question of its own or be about what was last asked; one that only names something
(«وماذا عن سوريا؟», «والقطار؟») asks the last question of that. Which is meant is told by what the
archive answers, in ``bot.conversation.deciding``: on conversations written by others, rules that told it by
grammar did no better.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from bot.conversation.intents import inquires
from bot.extraction.matching import Bag
from bot.extraction.questions import asked
from bot.types import Turn
from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.language.tables import MONTHS
from retrieval.types import LONGEST_QUESTION

JOINT: Final = "\u2003—\u2003"  # wide spaces: no question has them
_LONGER = 2  # times the two questions it was made of, that a rewritten one may be
_RECENT = 2  # articles of the last turn that a model is given
SHORT: Final = 3  # content words of a question that may be about what was last asked
_NAMED = 6  # words of what a message merely names
_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKS = "؟?!.,،؛: "
_PREPOSITION = r"(?P<place>في|داخل|in|at|inside) "
_NO = r"(?:(?:لا|كلا|عفو[اً]+|[آا]سف|no|sorry)[ ،,]+){1,3}"
# What only names: «وماذا عن كذا», «وفي كذا», «والكذا», «لا، أقصد كذا», "what about …", "and in …".
_NAMING = re.compile(
    rf"^(?:{_NO})?(?:و?(?:ماذا|ايش|شو|ايه|وش) عن |و?عن |و?بخصوص |و?بالنسبه ل?"
    r"|(?:بل )?(?:اقصد|قصدت|قصدي|اعني|عنيت) |i mean(?:t)? |(?:and )?(?:what|how) about |and for |and )"
    rf"(?:{_PREPOSITION})?(?:the |a |an )?(?P<what>.+)$"
    rf"|^و?{_PREPOSITION.replace('place', 'where')}(?P<there>.+)$"
    r"|^و(?P<noun>ال\w{3,}(?: \w+){0,2})$"
)
_AGAIN = re.compile(r"(?:و|and )?(?:الان|now)")
_CORRECTING = re.compile(
    rf"^{_NO}(?:بل )?(?:[أا]قصد|قصدت|قصدي|[أا]عني|عنيت|i mean|i meant) ",
    re.IGNORECASE,
)
_IN = frozenset(("في", "داخل", "in", "at", "inside", "within", "across"))


@dataclass(frozen=True, slots=True)
class Standalone:
    """
    A question that can be searched on its own.

    text: what is searched and shown as understood.
    focus: the reader's own words of this turn, which say what kind of answer is wanted.
    context: what an earlier turn adds, empty if nothing.
    before: the last turn that was answered from an article, if that matters.
    recent: articles that a model is given besides what is found.
    request: whether it asks for something besides a fact; a model is given what is quoted first.
    """

    text: str
    focus: str
    context: str = ""
    before: Turn | None = None
    recent: tuple[str, ...] = ()
    request: bool = False

    @property
    def sought(self) -> str:
        """What is searched for: where an article is known, it says what is left out."""
        return self.focus if self.before and self.before.articles else self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One way to understand a message.

    about: what it names anew; an answer must speak of that.
    alone: whether that may be told of by itself, where the rest has no answer.
    doubtful: whether it may as well ask of something else than the turn before was answered from.
    """

    standalone: Standalone
    about: str = ""
    alone: bool = False
    doubtful: bool = False

    @property
    def leans(self) -> bool:
        """Whether an earlier turn was needed to understand it."""
        return bool(self.about or self.standalone.context or self.standalone.before)


def readings(question: str, turns: Sequence[Turn]) -> list[Reading]:
    """
    The ways to understand *question* after *turns*, newest last; one that leans on a lone report first.

    >>> before = Turn("", "كم عدد القوات الأميركية في العراق؟", "")
    >>> [one.standalone.text for one in readings("وفي سوريا؟", [before])]
    ['كم عدد القوات الأميركية في سوريا؟']
    >>> [one.standalone.context for one in readings("ومتى وصلت؟", [before])]
    ['كم عدد القوات الأميركية في العراق؟', '']
    """
    if not turns:
        return [Reading(Standalone(question, question))]
    again = _asks_again(question)
    corrected = _CORRECTING.match(question)
    if not again and (named := named_anew(question)):
        others = [*_asked_of(*named, turns[-1])]
        if not corrected or named[1]:
            return others
        # «لا، أقصد الجرحى» asks for something else of the same report, or the same of another thing.
        same = leaning(question[corrected.end() :], turns)
        return [Reading(same, named[0]), *(replace(one, alone=False) for one in others)]
    if corrected:  # «لا، أقصد كم طوله؟» stands for the last question
        question, turns = question[corrected.end() :], turns[:-1] or turns
    own, after = Reading(Standalone(question, question)), leaning(question, turns)
    before = after.text.partition(JOINT)[2]
    if before and again:
        return [Reading(Standalone(before, before))]
    said = len(asked(question).terms)
    if after.before is not None and said:
        doubt = Reading(after, doubtful=True)
        # An answer from several reports does not say which of them is meant.
        return [own, doubt] if len(set(after.before.articles)) > 1 else [doubt, own]
    if said <= 1:
        return [Reading(after), own][: 1 + said]
    return [own, Reading(after)] if said <= SHORT else [own]


def brief(question: str) -> bool:
    """Whether *question* has so few content words that it may be about what was last asked."""
    return len(asked(question).terms) <= SHORT


def leaning(question: str, turns: Sequence[Turn]) -> Standalone:
    """*question* as one about what was last asked."""
    before = turns[-1].standalone.split(JOINT)[-1]
    before = before[: max(0, LONGEST_QUESTION - len(question) - len(JOINT))]
    cited = next((turn for turn in reversed(turns) if turn.articles), None)
    return Standalone(f"{question}{JOINT}{before}", question, "" if cited else before, cited)


def rewritten(rewrite: str, text: str, turns: Sequence[Turn]) -> list[Reading]:
    """
    The ways to understand *text*, which a model made *rewrite* of: by itself, or about what was last told.

    Either way the model that answers is given what that was answered from, if the two differ.
    """
    cited = next((turn for turn in reversed(turns) if turn.articles), None)
    if cited is None or words(rewrite) == words(text):
        return [Reading(Standalone(rewrite, rewrite))]
    alone = Standalone(rewrite, rewrite, recent=tuple(dict.fromkeys(cited.articles))[:_RECENT])
    return [Reading(alone), Reading(replace(alone, before=cited))]


def continues(question: str, topic: str) -> bool:
    """Whether *question* corrects the last, asks it again or of *topic*, and so requests nothing else."""
    corrects = _CORRECTING.match(question) is not None or _asks_again(question)
    return corrects or bool(topic and named_anew(question))


def _asks_again(question: str) -> bool:
    return _AGAIN.fullmatch(fold(question).strip(_MARKS)) is not None


def named_anew(question: str) -> tuple[str, bool] | None:
    """What a message merely names, as written, and whether that is a place or a time."""
    folded = " ".join(fold(question).replace("’", "'").split()).strip(_MARKS)
    form = _NAMING.match(folded)
    if form is None:
        return None
    what = form["what"] or form["there"] or form["noun"]
    if len(what.split()) > _NAMED or not asked(what).terms or inquires(what):
        return None
    written = " ".join(question.split()[-len(what.split()) :]).strip(_MARKS)
    if form["noun"]:
        written = written.removeprefix("و")
    return written, bool(form["place"] or form["where"]) or _is_time(what)


def _asked_of(what: str, place: bool, last: Turn) -> Iterator[Reading]:
    """The last question, with *what* for the place it names, or for what its answer's headlines name."""
    before = last.standalone.split(JOINT)[-1]
    tokens = before.rstrip(_MARKS).split()
    preposition, mark = ("in", "?") if before.isascii() else ("في", "؟")
    texts = []
    at = next((n for n in range(len(tokens) - 1, 0, -1) if tokens[n] in _IN), None)
    if _is_time(what):
        old = _YEAR.search(before)
        texts.append(
            _YEAR.sub(what, before)
            if old
            else f"{before.rstrip(_MARKS)} {preposition} {what}{mark}"
        )
    elif at is not None:
        texts.append(" ".join([*tokens[: at + 1], what]) + mark)
    elif place:
        texts.append(" ".join([*tokens, preposition, what]) + mark)
    if not place and (span := _headlined(tokens, last.topics)):
        texts.append(" ".join([*tokens[: span[0]], what, *tokens[span[1] :]]) + mark)
    for text in texts:
        yield Reading(Standalone(text, text), about=what, alone=not place)
    if not texts:
        text = f"{what}{JOINT}{before}"[:LONGEST_QUESTION]
        yield Reading(Standalone(text, what, before), about=what, alone=True)


def _headlined(tokens: Sequence[str], topics: Sequence[str]) -> tuple[int, int] | None:
    """Where the words of a question lie that the headlines of its answer hold."""
    titles = Bag(*topics)
    held = [
        at
        for at, token in enumerate(tokens)
        if at
        and (word := fold(token).strip(_MARKS))
        and word not in STOPWORDS
        and titles.holds(word)
    ]
    return (held[0], held[-1] + 1) if held else None


def _is_time(what: str) -> bool:
    return bool(_YEAR.search(what)) or any(word in MONTHS for word in words(what))


def faithful(rewrite: str, question: str, turns: Sequence[Turn], *, things: int = 1) -> bool:
    """
    Whether *rewrite*, by a model, is *question* made to stand alone and nothing more.

    things: how many it asks for, each in full.

    Every word and number of it must stand in the conversation: what a model adds of itself would be
    searched for, and an answer to it shown. A word of the question may be told in another way; the model
    that answers reads both, so none is lost. No number may be, nor all of them.

    >>> turns = [Turn("كم عدد القوات الأميركية في العراق؟", "كم عدد القوات الأميركية في العراق؟", "")]
    >>> faithful("متى وصلت القوات الأميركية إلى العراق؟", "ومتى وصلت؟", turns)
    True
    >>> faithful("متى وصلت القوات الفرنسية إلى العراق؟", "ومتى وصلت؟", turns)
    False
    """
    longest = _LONGER * (len(question) + max((len(turn.standalone) for turn in turns), default=0))
    if (
        not rewrite
        or len(rewrite) > things * min(longest, LONGEST_QUESTION)
        or re.search(r"[\n\[\]<>]", rewrite)
    ):
        return False
    taken, given, back = asked(rewrite), asked(question), Bag(rewrite)
    return (
        taken.language == given.language
        and _numbers(rewrite) <= _numbers(_said(question, turns))
        and _numbers(question) <= _numbers(rewrite)
        and said_before(taken.terms, question, turns)
        and (not given.terms or any(back.holds(term) for term in given.terms))
    )


def said_before(some: Sequence[str], question: str, turns: Sequence[Turn]) -> bool:
    """
    Whether each of *some* folded words stands in *question* or in *turns*, a letter joined to it or not.

    >>> said_before(["حلب"], "شو صار بحلب؟", []), said_before(["حمص"], "شو صار بحلب؟", [])
    (True, False)
    """
    said = _said(question, turns)
    there, letters = Bag(said), fold(said)
    return all(there.holds(word) or word in letters for word in some)


def _said(question: str, turns: Sequence[Turn]) -> str:
    told = ((one.question, one.standalone, one.answer, *one.topics) for one in turns)
    return "\n".join([question, *chain.from_iterable(told)])


def _numbers(text: str) -> set[str]:
    return {word for word in words(text) if _NUMBER.search(word)}
