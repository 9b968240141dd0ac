"""Greetings and thanks: what is said to be polite and asks nothing. Pure."""

import re
from itertools import islice
from typing import Literal

from retrieval.language.arabic import fold

Courtesy = Literal["greeting", "thanks"]

_NAME = r"(?:\s+(?:يا\s+)?(?:راوي|rawi|bot|بوت))?"
_GREETING = (
    r"(?:و?عليكم\s+)?السلام(?:\s+عليكم)?(?:\s+ورحمه\s+الله(?:\s+وبركاته)?)?|سلام|مرحبا(?:ن)?|مراحب|اهلا"
    r"|اهلا\s+وسهلا|هلا|هلو|هاي|صباح\s+(?:الخير|النور)|مساء\s+(?:الخير|النور)|تحيه(?:\s+طيبه)?|كيف\s+حالك|(?:من|مين)\s+انت"
    r"|hi|hello|hey|good\s+(?:morning|afternoon|evening)|greetings|how\s+are\s+you|who\s+are\s+you"
)
_THANKS = (
    r"شكرا?(?:\s+(?:جزيلا|لك|لكم|كثيرا|جدا))*|الف\s+شكر|جزاك\s+الله\s+خيرا?|مشكور(?:ين)?|تسلم|يعطيك\s+العافيه"
    r"|بارك\s+الله\s+فيك|ممتاز|احسنت|thanks?(?:\s+you)?(?:\s+(?:so|very)\s+much|\s+a\s+lot)?|thx|great|cheers"
)
_KINDS: tuple[tuple[Courtesy, re.Pattern[str]], ...] = (
    ("greeting", re.compile(rf"(?:{_GREETING}){_NAME}")),
    ("thanks", re.compile(rf"(?:{_THANKS}){_NAME}")),
)
_MARKS = re.compile(r"[^\w\s]+|_+")
_BREAK = re.compile(r"[،,.!؛:\n]\s*|\s+(?=[وف]?(?:من|ما|ماذا|متى|متي|أين|اين|كم|كيف|لماذا|هل)\s)")
_FIRST = 3  # places where a greeting can end


def courtesy(text: str) -> Courtesy | None:
    """
    What *text* is if it is nothing but that.

    >>> courtesy("السّلام عليكم!"), courtesy("شكراً جزيلاً 🌹"), courtesy("Thank you, Rawi")
    ('greeting', 'thanks', 'thanks')
    >>> courtesy("من ألقى السلام؟") is None
    True
    """
    bare = " ".join(_MARKS.sub(" ", fold(text)).split())
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(bare)), None)


def plainly(text: str) -> str:
    """
    *text* without the greeting or thanks before its question.

    >>> plainly("مرحباً، كم دولة في التحالف؟"), plainly("السلام عليكم متى عُقد الاجتماع؟")
    ('كم دولة في التحالف؟', 'متى عُقد الاجتماع؟')
    >>> plainly("سلام فياض: متى استقال؟"), plainly("مرحباً!")
    ('سلام فياض: متى استقال؟', 'مرحباً!')
    """
    for at in islice(_BREAK.finditer(text), _FIRST):
        question = text[at.end() :].strip()
        if question and courtesy(text[: at.start()]):
            return plainly(question)
    return text
