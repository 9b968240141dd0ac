"""
What a follow-up may mean: each way to make it stand alone, for the archive's evidence to choose. Pure.

«وماذا عن خط القطار؟» after the cost of a port may ask for the railway's cost or for the railway;
«وفي 2022؟» for the same in another year. Which words of the last question a new one stands for is
told by its grammar and by the headlines it was answered from, never by lists of names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.followup import JOINT, Standalone, leaning, leans, points, standalone
from bot.extraction.matching import Bag
from bot.extraction.questions import SPEAKER, asked
from bot.types import Turn
from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.language.months import MONTHS
from retrieval.types import LONGEST_QUESTION

_ABOUT = re.compile(
    r"^(?:و?(?:ماذا|ايش|شو|ايه|وش) عن|و?عن|و?بخصوص|و?بالنسبه (?:ل|الي)"
    r"|(?:and )?(?:what|how) about|and for|and) (?P<what>.+)$"
)
_PLACE = re.compile(r"^(?:و?في|و?داخل|(?:and |what about )?(?:in|at|inside)) (?P<what>.+)$")
_NOUN = re.compile(r"^و(?P<what>ال\w{3,}(?: \w+){0,2})$")  # «والقطار؟»
_CORRECTED = re.compile(
    r"^(?:(?:لا|كلا|عفوا|بل|no|sorry|not that|i mean|لست|مو|مش|ليس هذا)[ ،,]*)*"
    r"(?:اقصد|قصدت|قصدي|اعني|عنيت|بقصد|كنت اقصد|اريد|i mean|i meant|i was asking about|i'm asking about|rather|بل) (?P<what>.+)$"
)
_ASKS = re.compile(
    r"\b(?:[وف]?(?:متي|اين|وين|كم|كيف|لماذا|ليش|ماذا|هل|من|ما|اي|مين)|who|when|where|why|how|what|which|did|does|is|was|were)\b"
)
_NOW = re.compile(
    r"\b[وف]?(?:الان|حاليا|اليوم|هلق|دلوقتي|now|currently|today|at present|these days)\b"
)
_IN = frozenset(("في", "داخل", "in", "at", "inside", "within", "across"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAID = re.compile(
    r"\b(?:قال|قالت|يقول|تقول|صرح|صرحت|اعلن|اعلنت|ذكر|ذكرت|كتب|كتبت|علق|علقت|رد|ردت|وصف|وصفت)\b"
)
_HE = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_LONGEST = 6  # words of what a follow-up is about
_SHORT = 3  # content words of a question that may be about what was last spoken of
_NAMES = 2  # and of one that may name a topic of its own
_MARKS = "؟?!.,،؛: "


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One way to understand a follow-up.

    about: what it names anew; an answer must speak of that.
    newest: the newest account is wanted.
    alone: whether the matter it names may be told of by itself, where the rest has no answer.
    """

    standalone: Standalone
    about: str = ""
    newest: bool = False
    alone: bool = False

    @property
    def leans(self) -> bool:
        """Whether an earlier turn was needed to understand it."""
        return bool(self.about or self.standalone.context)


def readings(question: str, turns: Sequence[Turn]) -> list[Reading]:
    """
    The ways to understand *question* after *turns*, newest last; the first is the plainest.

    >>> before = Turn("", "كم عدد القوات الأميركية في العراق؟", "")
    >>> [one.standalone.text for one in readings("وفي سوريا؟", [before])]
    ['كم عدد القوات الأميركية في سوريا؟']
    """
    if not turns:
        return [Reading(Standalone(question, question))]
    folded = " ".join(fold(question).replace("’", "'").split()).strip(_MARKS)
    if corrected := _CORRECTED.match(folded):
        question = " ".join(question.split()[-len(corrected["what"].split()) :])
        folded = corrected["what"].strip(_MARKS)
        turns = turns[:-1] or turns if _ASKS.search(folded) else turns
    elif not (leans(question) or _NOUN.match(folded) or _NOW.fullmatch(folded)):
        own = Reading(Standalone(question, question), newest=_now_alone(folded))
        short = len(asked(question).terms) <= _SHORT
        return [own, Reading(leaning(question, turns))] if short else [own]
    last = turns[-1]
    before = last.standalone.split(JOINT)[-1]
    what, place = _named(folded, whole=corrected is not None)
    if what:
        written = _ARTICLE.sub("", _as_written(question, what))
        return [*_of_another(written, before, last.topics, place=place)]
    if _NOW.search(folded):
        bare = " ".join(word for word in question.split() if not _NOW.fullmatch(_bare(word)))
        if not asked(bare).terms:
            return [Reading(Standalone(before, before), newest=True)]
        return [Reading(standalone(bare, turns), newest=True)]
    if last.speaker and SPEAKER.search(folded) and not asked(question).speaker:
        said = _said_by(question, last.speaker)
        after = Reading(leaning(said, turns))
        return [Reading(Standalone(said, said)), after] if asked(question).terms else [after]
    leant = Reading(standalone(question, turns))
    own = Reading(Standalone(question, question))
    named = 0 if points(question) else len(asked(question).terms)
    return [own, leant] if named >= _SHORT else [leant, own] if named >= _NAMES else [leant]


def _of_another(what: str, before: str, topics: Sequence[str], *, place: bool) -> Iterator[Reading]:
    """The last question about *what*; or *what* alone, unless it only says where or when."""
    every = dict.fromkeys(_in_its_place(what, before, topics, place=place))
    for text in every:
        yield Reading(Standalone(text, text), about=what, newest=place, alone=not place)
    if not every:
        alone = Standalone(f"{what}{JOINT}{before}"[:LONGEST_QUESTION], what, before)
        yield Reading(alone, about=what, alone=not place)


def _in_its_place(what: str, before: str, topics: Sequence[str], *, place: bool) -> Iterator[str]:
    tokens = before.split()
    mark = before[len(before.rstrip("؟? ")) :].strip() or ("؟" if not what.isascii() else "?")
    tokens[-1:] = [tokens[-1].rstrip("؟?.")] if tokens else []
    if place and _is_time(what):
        old = _YEAR.search(before)
        text = _YEAR.sub(what, before) if old and _YEAR.fullmatch(what) else ""
        preposition = "in" if what.isascii() and before.isascii() else "في"
        yield text or f"{' '.join(tokens)} {preposition} {what}{mark}"
        return
    at = _last_place(tokens)
    if at is not None:
        preposition = "في" if _bare(tokens[at]).startswith("بال") else tokens[at]
        yield f"{' '.join(tokens[:at])} {preposition} {what}{mark}"
    elif place:
        preposition = "in" if before.isascii() else "في"
        yield f"{' '.join(tokens)} {preposition} {what}{mark}"
    if not place and (span := _topic_of(tokens, topics)):
        yield " ".join([*tokens[: span[0]], what, *tokens[span[1] :]]) + mark


def _last_place(tokens: Sequence[str]) -> int | None:
    """Where the last place of a question begins: its preposition, or a word that holds it."""
    for at in range(len(tokens) - 1, 0, -1):
        word = _bare(tokens[at])
        if (word in _IN and at + 1 < len(tokens)) or (word.startswith("بال") and len(word) > 4):
            return at
    return None


def _topic_of(tokens: Sequence[str], topics: Sequence[str]) -> tuple[int, int] | None:
    """The last stretch of a question that names what its answer's headlines name."""
    titles = Bag(*topics)
    named = [
        bool(w := _bare(token)) and w not in STOPWORDS and titles.holds(w) > 0 for token in tokens
    ]
    end = next((at + 1 for at in range(len(tokens) - 1, 0, -1) if named[at]), None)
    if end is None:
        return None
    start = end - 1
    for at in range(end - 2, 0, -1):
        if named[at]:
            start = at
        elif _bare(tokens[at]) not in STOPWORDS:
            break
    return start, end


def _named(folded: str, *, whole: bool) -> tuple[str, bool]:
    """What a follow-up is about, folded, and whether that is only a place or a time."""
    form = _PLACE.match(folded) or _ABOUT.match(folded) or _NOUN.match(folded)
    what = (form["what"] if form else folded if whole else "").strip(_MARKS)
    if not what or len(what.split()) > _LONGEST or _ASKS.search(what) or _NOW.search(what):
        return "", False
    place = form is not None and form.re is _PLACE
    if form is not None and form.re is _ABOUT and (inner := _PLACE.match(what)):
        return inner["what"], True
    return what, place or _is_time(what)


def _is_time(what: str) -> bool:
    return bool(_YEAR.search(what)) or any(word in MONTHS for word in words(what))


def _now_alone(folded: str) -> bool:
    """Whether a whole question asks how things stand now; «اليوم» there may be a day like others."""
    found = _NOW.search(folded)
    return found is not None and found.group().lstrip("وف") not in ("اليوم", "today", "ليوم")


def _said_by(question: str, speaker: str) -> str:
    """*question* with the name of who it leaves out."""
    if _HE.search(question):
        return _HE.sub(lambda _: speaker, question, count=1)
    tokens = question.rstrip(_MARKS).split()
    for at, token in enumerate(tokens):
        if _SAID.fullmatch(_bare(token).lstrip("وف")) or _SAID.fullmatch(_bare(token)):
            return " ".join([*tokens[: at + 1], speaker, *tokens[at + 1 :]])
    return f"{question} {speaker}"


def _as_written(question: str, folded: str) -> str:
    """The end of *question* that folds to *folded*, as the reader spelt it."""
    tokens = question.split()
    kept = " ".join(tokens[len(tokens) - len(folded.split()) :]).strip(_MARKS)
    first = folded.split()[0]
    if _bare(kept.split()[0]) == f"و{first}":  # «والقطار؟» names «القطار»
        kept = kept[1:]
    return kept


def _bare(word: str) -> str:
    return fold(word).strip(_MARKS)
