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
from retrieval.language.arabic import fold, words
from retrieval.types import LONGEST_QUESTION

_POINTING = frozenset(
    words(
        """ذلك تلك هذا هذه هؤلاء هناك حينها عندها يومها
        it he she they them him her his its their that this those these there then"""
    )
)
# Prepositions and common nouns with a pronoun at their end; fuller words are left to _CLITIC.
_WITH_PRONOUN = frozenset(
    words(
        """له لها لهم به بها بهم فيه فيها فيهم عنه عنها عنهم منه منها منهم عليه عليها عليهم إليه
        إليها إليهم معه معها معهم بينهم لديه لديها لديهم بعده بعدها قبله قبلها ضده ضدها حوله حولها
        بشأنه بشأنها بسببه بسببها خلاله خلالها عنده عندها نفسه نفسها"""
    )
)
_CLITIC = re.compile(
    r"^(?!ال)\w{3,}(?:ها|هم|هما)$|^(?:\w{2,}ت|عدد|سبب|راي|اسم|عمر|دور|موقف|هدف|مصير|ذكرا)ه$"
)
_NO_CLITIC = frozenset(
    words("اتهم أسهم ساهم درهم تفاهم مبهم ملهم يتهم يفهم فهم الأهم أهم مهم جهة وجهة نزهة انتهى")
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
    """

    text: str
    focus: str
    context: str = ""


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
    before = turns[-1].standalone.split(JOINT)[-1]
    before = before[: max(0, LONGEST_QUESTION - len(question) - len(JOINT))]
    return Standalone(f"{question}{JOINT}{before}", question, before)


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
    return said < _FULL and any(_points(word) for word in words(_COPULA.sub(" ", folded)))


def _points(word: str) -> bool:
    bare = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    if {word, bare} & (_POINTING | _WITH_PRONOUN):
        return True
    return _CLITIC.match(word) is not None and word not in _NO_CLITIC
