"""What stands before a noun or is written with it: its preposition, its article; pure."""

import re
from collections.abc import Sequence

from bot.extraction.nations import nation
from retrieval.language.arabic import words as folded

MARKERS = frozenset(
    folded(
        """في من على إلى عن مع ضد بين لدى عند لصالح تجاه نحو قبل بعد منذ حتى
        in on at to from by with against for of under over between before after since until into toward towards"""
    )
)
_DEFINITE = re.compile(r"[وفبك]?ال|[وف]?لل")
# Verbs whose own first letters look like the article: «التقى», «ألغى».
_VERB_IN_AL = re.compile(
    r"[وف]?ال(?:ت(?:قي|قت|قوا|قيا|حق|زم|هم|مس|فت)(?:ت|وا|ا)?|[غق](?:ي|ت|وا)|مح(?:ت|وا)?|زم(?:ت|وا))"
)
_CLITIC_MARKER = re.compile(r"^ف?(?:([بك])ال|(ل)ل)(?=\w{3})")


def marker(words: Sequence[str], clauses: Sequence[int], at: int) -> str:
    """The preposition of the word at *at*, "" if it has none."""
    before = words[at - 1] if at else ""
    if before in MARKERS and clauses[at - 1] == clauses[at]:
        return before
    word = words[at].removeprefix("و")
    if found := _CLITIC_MARKER.match(word):
        return found[1] or found[2]
    attached = word[:1] in "بلك" and nation(word) is not None and nation(word[1:]) is not None
    return word[0] if attached else ""


def definite(words: Sequence[str], at: int) -> bool:
    """Whether the word at *at* has its article."""
    before = words[at - 1] if at else ""
    if before == "the":
        return True
    bound = before == "علي" and words[at] in ("الاقل", "الاكثر")  # at least, at most
    return bool(_DEFINITE.match(words[at])) and not (bound or _VERB_IN_AL.fullmatch(words[at]))
