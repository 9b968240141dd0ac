"""
Two questions in one message: «كم عدد القتلى ومتى وقع الهجوم؟» asks twice. Pure.

Cut where «و» or "and" stands before a word that asks, in a message that begins by asking.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.language.arabic import fold

_ASKS = "متي اين وين فين كم بكم كيف لماذا ليش ماذا بماذا هل من مين ما ايش شو اي لمن when where who whom why how what which"
_ASKING = frozenset(_ASKS.split())
# «ومن» and «وما» join as often as they ask: they ask before one of these.
_AMBIGUOUS = frozenset(("من", "ما"))
_AFTER = re.compile(
    r"(?:هو|هي|هم|هما|الذي|التي|الذين|سبب|اسباب|عدد|اسم|نتيجه|نتائج|موعد|تاريخ|مكان|قيمه|كلفه|حجم|موقف|مصير|راي|ي\w{3,})"
)
_SELDOM = frozenset(("لم", "لا", "زال", "زالت", "يزال", "تزال", "اذا", "بعد", "بعدها"))
_MOST = 3
_MARKS = "؟?!.,،؛: "


def parts(question: str) -> list[str]:
    """
    The questions that *question* asks, each with its own word that asks; itself alone if one.

    >>> parts("كم عدد القتلى ومتى وقع الهجوم؟")
    ['كم عدد القتلى؟', 'متى وقع الهجوم؟']
    >>> parts("When and where was it signed?")
    ['When was it signed?', 'where was it signed?']
    >>> parts("من أعلن الهدنة في بغداد ومن البصرة؟")
    ['من أعلن الهدنة في بغداد ومن البصرة؟']
    """
    if not asks(question):
        return [question]
    tokens = question.split()
    folded = [fold(token).strip(_MARKS) for token in tokens]
    cuts = [at for at in range(1, len(tokens)) if _begins(folded, at)]
    if not cuts or len(cuts) >= _MOST:
        return [question]
    mark = "؟" if "؟" in question or not question.isascii() else "?"
    bounds = [0, *cuts, len(tokens)]
    pieces = [_piece(tokens[start:end]) for start, end in pairwise(bounds)]
    return [f"{piece}{mark}" for piece in _shared(pieces)]


def asks(text: str) -> bool:
    """
    Whether *text* begins by asking.

    >>> asks("ما كلفة الجسر؟"), asks("جسر المدينة")
    (True, False)
    """
    return any(fold(token).strip(_MARKS) in _ASKING for token in text.split()[:2])


def _begins(folded: Sequence[str], at: int) -> bool:
    """Whether a further question begins with the word *at*."""
    word, after = folded[at], folded[at + 1] if at + 1 < len(folded) else ""
    if word == "and":
        return after in _ASKING and (folded[at - 1] not in _ASKING or at == 1)
    if not word.startswith("و") or word[1:] not in _ASKING:
        return False
    asking = word[1:]
    if asking not in _AMBIGUOUS:
        return True
    if not after or after in _SELDOM:
        return False
    # «من بغداد ومن البصرة»: the second «من» is the preposition that the first one was.
    preposition = asking == "من" and (after.startswith("ال") or asking in folded[1:at])
    return bool(_AFTER.fullmatch(after)) or not preposition


def _piece(tokens: Sequence[str]) -> str:
    """A question without the «و» or "and" before it and the mark after it."""
    first = tokens[0]
    if fold(first).strip(_MARKS) == "and":
        tokens = tokens[1:]
    elif first[:1] == "و" and fold(first[1:]).strip(_MARKS) in _ASKING:
        tokens = [first[1:], *tokens[1:]]
    return " ".join(tokens).strip(_MARKS)


def _shared(pieces: Sequence[str]) -> list[str]:
    """«متى وأين وقع الهجوم»: a word that asks and nothing more asks of what the next one does."""
    found = list(pieces)
    for at in range(len(found) - 2, -1, -1):
        if len(found[at].split()) == 1:
            _, _, rest = found[at + 1].partition(" ")
            found[at] = f"{found[at]} {rest}".strip()
    return found
