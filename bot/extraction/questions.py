"""
What a question asks for: its kind, its language, and the words an answer must hold.

Pure; knows Arabic and English question forms, nothing of any archive.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.extraction.matching import tokens
from bot.types import Turn
from retrieval.language.arabic import STOPWORDS, fold, question_language
from retrieval.language.terms import FRAME

Kind = Literal["who", "when", "where", "how_many", "why", "yes_no", "what"]

# Whose size is asked for, in folded spelling.
_MEASURES = "(?:عدد|نسبه|حجم|قيمه|كلفه|تكلفه|سعر|ثمن|ميزانيه|مبلغ|طول|ارتفاع|عرض|عمق|مساحه|سعه|وزن|سرعه|معدل|حصيله|مده|عمر|مسافه)"
# The first form that is found decides; in folded spelling, of the written language.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("when", r"\b[وف]?(?:ال[يى] )?(?:منذ )?متي\b|\b(?:في|ب)?\s?اي (?:عام|سنه|يوم|شهر|تاريخ|ساعه)\b"
             r"|\bما (?:هو )?(?:تاريخ|موعد)\b|\bwhen\b|\b(?:what|which) (?:year|day|date|month|time)\b"),
    ("how_many", rf"\b[وفب]?كم\b|\b(?:ما|ماذا) (?:هو |هي )?{_MEASURES}\b|\bباي (?:ثمن|سعر|مبلغ|كلفه)\b"
                 r"|\bhow (?:many|much|far|old|long|big|large|tall|high|wide|deep|fast|heavy|often)\b"
                 r"|\bwhat (?:is|was|are|were) (?:the |its |his |her |their )?(?:total )?"
                 r"(?:number|cost|price|length|height|size|share|budget|population|toll|amount|age|value)\b"),
    ("where", r"\b[وف]?(?:من |الي )?اين\b|\b(?:في|ب)?\s?اي (?:مدينه|دوله|بلد|محافظه|منطقه|مكان|قاعده)\b"
              r"|\bwhere\b|\bin (?:what|which) (?:city|country|town|province)\b"),
    ("why", r"\b[وف]?لماذا\b|\bلاي سبب\b|\bما (?:هو |هي )?(?:ال)?(?:سبب|اسباب|دافع|دوافع)\b"
            r"|\bما الذي (?:ادي|تسبب|دفع|جعل)|\bwhy\b|\bwhat (?:led|caused|prompted|made|forced)\b"
            r"|\bfor what reason\b|\bwhat (?:is|was) the (?:reason|cause)\b"),
    ("yes_no", r"^[وف]?هل\b|^(?:is|are|was|were|did|do|does|has|have|had|can|will|would)\b"),
    ("who", r"^[وف]?(?:مع |ل|الي |عن |علي |علي يد )?من\b|\bلمن\b|\bما (?:هو )?اسم\b|^[وف]?اي شخص\b"
            r"|\bwho(?:m|se)?\b|\bwhat is the name\b|^which (?:person|man|woman)\b"),
)  # fmt: skip
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form)) for kind, form in _KINDS
)

_DEFINITE = re.compile(r"[وف]?(?:[بك]?ال|لل)\w{2}")
_VERBAL = re.compile(r"[وفس]?[يت]\w{3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question taken apart.

    terms: its content words, folded, in order; question words and frames left out.
    context: content words of the turn it follows up, for what it leaves out.
    pairs: nouns with what belongs to them: «برج» and «خليفه».
    before: the turn it follows up; what was cited there is about what it leaves out.
    """

    text: str
    kind: Kind
    language: Literal["ar", "en"]
    terms: tuple[str, ...]
    context: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    before: Turn | None = None


def asked(text: str, *, context: str = "", before: Turn | None = None) -> Asked:
    """
    Take *text* apart; *context* is the earlier question it leans on, and *before* its turn.

    >>> taken = asked("كم عدد القوات الأميركية في العراق؟")
    >>> taken.kind, taken.terms
    ('how_many', ('القوات', 'الاميركيه', 'العراق'))
    """
    folded = " ".join(fold(text).split())
    kind: Kind = next((name for name, form in _FORMS if form.search(folded)), "what")
    terms = _content(text)
    left_out = tuple(word for word in _content(context) if word not in terms)
    content = frozenset(terms)
    pairs = tuple(
        pair for pair in pairwise(tokens(text)) if content.issuperset(pair) and belong(*pair)
    )
    return Asked(text, kind, question_language(text), terms, left_out, pairs, before)


def belong(noun: str, other: str) -> bool:
    """
    Whether *other*, right after *noun*, may say which one: a genitive or an adjective.

    >>> belong("برج", "خليفه"), belong("القوات", "الفرنسيه"), belong("المخبز", "فواد")
    (True, True, False)
    """
    if noun.isascii() or other.isascii() or other in STOPWORDS or noun in STOPWORDS:
        return False
    return other.startswith("ال") or not (_DEFINITE.match(noun) or _VERBAL.match(other))


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(text) if word not in STOPWORDS and word not in FRAME)
