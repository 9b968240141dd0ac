"""
Follow-ups made to stand alone: «ومتى؟» after a question about an attack.

Pure heuristics over the question and the turns before it; no model. What else a follow-up may mean
is in ``bot.conversation.readings``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.extraction.matching import Bag
from bot.extraction.questions import asked
from bot.types import Turn
from bot.verification.function_words import group
from retrieval.language.arabic import fold, words
from retrieval.types import LONGEST_QUESTION

_CLITIC = re.compile(
    r"^(?!ال)\w{3,}(?:ها|هم|هما)$|^(?:\w{2,}ت|عدد|سبب|راي|اسم|عمر|دور|موقف|هدف|مصير|ذكرا)ه$"
)
_CONTINUES = re.compile(
    r"^(?:و(?:ماذا|ما|من|متي|اين|كيف|كم|لماذا|هل|اي|لمن|عن|في|مع|باي|بماذا)\b|ثم\b|طيب\b|حسنا\b|ماذا عن\b"
    r"|and\b|what about\b|how about\b|also\b|but\b|so\b|then\b)"
)
_BARE = re.compile(
    r"^[وف]?(?:متي|اين|كم|لماذا|من هو|من هي|كيف|من|ولمن|لمن|المزيد|تفاصيل|اكمل|مع من|بالشراكه مع من"
    r"|when|where|who|why|how many|how|more|details|go on|tell me more)\W*$"
)
JOINT: Final = "\u2003—\u2003"  # wide spaces: no question has them
_LONGER = 2  # times the two questions it was made of, that a rewritten one may be
_NUMBER = re.compile(r"\d")
_FULL = 4  # content words of a question that names its own topic
_COPULA = re.compile(
    r"\b[وف]?(?:من|ما|ماذا)\s+(?:هو|هي|هم)\s+(?=\S)"
)  # «من هو وزير…» points at nothing


@dataclass(frozen=True, slots=True)
class Standalone:
    """
    A question that can be searched on its own.

    text: what is searched and shown as understood.
    focus: the reader's own words of this turn, which say what kind of answer is wanted.
    context: what an earlier turn adds, empty if nothing.
    before: the last turn that was answered from an article, if that matters.
    """

    text: str
    focus: str
    context: str = ""
    before: Turn | None = None


def standalone(question: str, turns: Sequence[Turn]) -> Standalone:
    """
    *question* with what it leaves out taken from *turns*, newest last.

    >>> before = Turn("", "كم عدد القوات الأميركية في العراق؟", "")
    >>> standalone("ومتى وصلت؟", [before]).context
    'كم عدد القوات الأميركية في العراق؟'
    >>> standalone("من هي السفيرة الأميركية في بغداد؟", [before]).context
    ''
    """
    if not turns or not leans(question):
        return Standalone(question, question)
    return leaning(question, turns)


def leaning(question: str, turns: Sequence[Turn]) -> Standalone:
    """*question* as one about what was last spoken of, whatever it says itself."""
    before = turns[-1].standalone.split(JOINT)[-1]
    before = before[: max(0, LONGEST_QUESTION - len(question) - len(JOINT))]
    cited = next((turn for turn in reversed(turns) if turn.topics), None)
    return Standalone(f"{question}{JOINT}{before}", question, before, cited)


def faithful(rewrite: str, question: str, turns: Sequence[Turn]) -> bool:
    """
    Whether *rewrite*, by a model, is *question* made to stand alone and nothing more.

    Every word and number of it must stand in the conversation, and none of the question's own may
    be lost: what a model adds of itself would be searched for, and an answer to it shown.

    >>> turns = [Turn("كم عدد القوات الأميركية في العراق؟", "كم عدد القوات الأميركية في العراق؟", "")]
    >>> faithful("متى وصلت القوات الأميركية إلى العراق؟", "ومتى وصلت؟", turns)
    True
    >>> faithful("متى وصلت القوات الفرنسية إلى العراق؟", "ومتى وصلت؟", turns)
    False
    """
    said = [question]
    for turn in turns:
        said += [turn.question, turn.standalone, turn.answer, *turn.topics]
    longest = _LONGER * (len(question) + max((len(turn.standalone) for turn in turns), default=0))
    if (
        not rewrite
        or len(rewrite) > min(longest, LONGEST_QUESTION)
        or re.search(r"[\n\[\]<>]", rewrite)
    ):
        return False
    taken, given = asked(rewrite), asked(question)
    there, back = Bag(*said), Bag(rewrite)
    return (
        taken.language == given.language
        and {w for w in words(rewrite) if _NUMBER.search(w)} <= set(words(" ".join(said)))
        and all(there.holds(term) for term in taken.terms)
        and all(back.holds(term) for term in given.terms if not _points(term))
    )


def leans(question: str) -> bool:
    """Whether *question* needs an earlier turn to be understood."""
    folded = " ".join(fold(question).split())
    taken = asked(question)
    said = len(taken.terms)
    if _BARE.match(folded) or not said:
        return True
    if _CONTINUES.match(folded) and said <= _FULL:
        return True
    if said == 1 and taken.kind in ("when", "where", "why", "how_many"):
        return True  # «متى قُتل؟»
    # A pronoun in a fuller question points at something in the question itself.
    return said < _FULL and points(question)


def points(question: str) -> bool:
    """Whether a pronoun or a word like «هناك» of *question* may stand for what was named before."""
    return any(map(_points, words(_COPULA.sub(" ", " ".join(fold(question).split())))))


def _points(word: str) -> bool:
    bare = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    if {word, bare} & group("pointing"):
        return True
    return _CLITIC.match(word) is not None and word not in group("unpronouned")
