"""
Everyday speech in the words of the written language, so that one way of asking is enough to know. Pure.

«شنو سبب», «ليش», "how come": the words of ``data/dialect.tsv``, which are grammar and what
everybody uses of everything. Names and figures pass unharmed.
"""

import re
from functools import cache
from importlib.resources import files

from retrieval.language.arabic import fold

_NOTHING = "-"
_WORD = re.compile(r"(?:[^\W_]|[\u0640\u064b-\u0652\u0670])+(?:['’][^\W_]+)*")
_LONGEST = 2  # words of what is said for one thing
_CONJUNCTIONS = ("", "و", "ف")
# «شو سبب», «شنو هي الخطة»: before a noun or pronoun one asks with «ما», before a verb with «ماذا».
_BEFORE_NOUN = re.compile(
    r"\bماذا(?= (?:ال\w|هو\b|هي\b|هم\b|اسم|سبب|عدد|تاريخ|موعد|سعر|حجم|قيمه|نسبه|اسباب))"
)


def standard(text: str) -> str:
    """
    *text* with what is only said in speech as it is written; the rest stays as spelt.

    >>> standard("شنو سبب الحريق وامتى بلّش؟"), standard("قديش كلّف الجسر؟")
    ('ما سبب الحريق ومتى بدأ؟', 'كم كلّف الجسر؟')
    >>> standard("How come the kids left?"), standard("مين رئيس البلدية؟")
    ('why the children left?', 'من رئيس البلدية؟')
    """
    tokens = [*_WORD.finditer(text)]
    folded = [fold(token[0]).replace("’", "'") for token in tokens]
    pieces, end, at, changed = [], 0, 0, False
    while at < len(tokens):
        length, written = _said(folded, at)
        if length:
            pieces += [text[end : tokens[at].start()], written]
            end, changed = tokens[at + length - 1].end(), True
        at += length or 1
    if not changed:
        return text
    plain = " ".join("".join([*pieces, text[end:]]).split())
    return _BEFORE_NOUN.sub("ما", plain)


def _said(folded: list[str], at: int) -> tuple[int, str]:
    """How many words from *at* are said for one thing, and what that is; 0 where none are."""
    for length in range(min(_LONGEST, len(folded) - at), 0, -1):
        said = " ".join(folded[at : at + length])
        for conjunction in _CONJUNCTIONS:
            if said.startswith(conjunction):
                written = _spoken().get(said[len(conjunction) :])
                if written is not None:
                    return length, "" if written == _NOTHING else conjunction + written
    return 0, ""


@cache
def _spoken() -> dict[str, str]:
    text = files("retrieval.language").joinpath("data/dialect.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        fold(said).replace("_", " ").strip(): written
        for written, every in rows
        for said in every.split()
    }
