"""
What a question asks for: its kind, its language, and the words an answer must hold.

Pure; knows Arabic and English question forms, nothing of any archive.
"""

import re
from dataclasses import dataclass
from typing import Literal

from retrieval.language.arabic import STOPWORDS, arabic_share, fold, words
from retrieval.language.nations import tokens
from retrieval.language.terms import FRAME

Kind = Literal["who", "when", "where", "how_many", "why", "yes_no", "what"]

# The first form that is found decides; written in folded spelling.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("when", r"\b[وف]?(?:ال[يى] )?(?:منذ )?متي\b|\b(?:في|ب)?\s?اي (?:عام|سنه|يوم|شهر|تاريخ|ساعه)\b"
             r"|\bما (?:هو )?(?:تاريخ|موعد)\b|\bwhen\b|\b(?:what|which) (?:year|day|date|month)\b"),
    ("how_many", r"\b[وفب]?كم\b|\bما (?:هو )?(?:عدد|نسبه|حجم|قيمه)\b|\bhow (?:many|much|far|old|long)\b"),
    ("where", r"\b[وف]?(?:من |الي )?اين\b|\b(?:في|ب)?\s?اي (?:مدينه|دوله|بلد|محافظه|منطقه|مكان|قاعده)\b"
              r"|\bwhere\b|\bin (?:what|which) (?:city|country|town|province)\b"),
    ("why", r"\b[وف]?لماذا\b|\b[وف]?ليش\b|\bما (?:هو |هي )?(?:سبب|اسباب|دافع|دوافع)\b|\bwhy\b"),
    ("yes_no", r"^[وف]?هل\b|^(?:is|are|was|were|did|do|does|has|have|had|can|will|would)\b"),
    ("who", r"^[وف]?(?:مع |ل|الي |عن |علي )?(?:من|مين)\b|\bلمن\b|\bما (?:هو )?اسم\b|\bmin huwa\b"
            r"|\bwho(?:m|se)?\b|\bwhat is the name\b"),
)  # fmt: skip
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form)) for kind, form in _KINDS
)

# Who is asked to have said something.
SPEAKER = re.compile(
    r"\b[وف]?(?:ماذا|ما الذي|بماذا|بم|كيف|ما)\s+(?:قال|قالت|يقول|تقول|صرح|صرحت|اعلن|اعلنت|كتب|كتبت|وصف|وصفت|ذكر|ذكرت"
    r"|رد|ردت|علق|علقت)\s+(?:عن(?:ه|ها|هم|هما)\s+)?(?P<ar>\w+(?:\s+\w+)?)?"
    r"|\bwhat (?:did|does|has)\s+(?P<en>.+?)\s+(?:say|said|write|tell|announce)\b"
)

_ABOUT = frozenset(words("بشأن بخصوص حيال إزاء تجاه he she they it"))


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question taken apart.

    terms: its content words, folded, in order; question words and frames left out.
    context: content words of the turn it follows up, for what it leaves out.
    speaker: the words that name who is asked to have said something.
    """

    text: str
    kind: Kind
    language: Literal["ar", "en"]
    terms: tuple[str, ...]
    context: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()


def asked(text: str, *, context: str = "") -> Asked:
    """
    Take *text* apart; *context* is the earlier question it leans on.

    >>> taken = asked("كم عدد القوات الأميركية في العراق؟")
    >>> taken.kind, taken.terms
    ('how_many', ('القوات', 'الاميركيه', 'العراق'))
    """
    folded = " ".join(fold(text).split())
    kind: Kind = next((name for name, form in _FORMS if form.search(folded)), "what")
    terms = _content(text)
    said, speaker = SPEAKER.search(folded), _speaker(text)
    if speaker:  # another is asked about now
        context = SPEAKER.sub(" ", fold(context))
    elif said:  # «وماذا قال عن غزة؟»: the same, about something else
        speaker = _speaker(context)
        context = " ".join(speaker) or context
    before = tuple(word for word in _content(context) if word not in terms)
    language: Literal["ar", "en"] = "ar" if arabic_share(text) >= 0.5 else "en"
    return Asked(text, kind, language, terms, before, speaker)


def _speaker(text: str) -> tuple[str, ...]:
    """The words that name who is asked to have spoken; none in «ماذا قال عن غزة؟»."""
    found = SPEAKER.search(" ".join(tokens(text)))
    who = (found["ar"] or found["en"] or "").split() if found else []
    about = STOPWORDS | _ABOUT if found and found["ar"] else _ABOUT
    if who and (who[0] in about or who[0].startswith("لل")):
        return ()
    return tuple(word for word in who if word not in STOPWORDS)


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(text) if word not in STOPWORDS and word not in FRAME)
