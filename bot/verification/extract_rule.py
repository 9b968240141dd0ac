"""
Whether a sentence is an extract: whole sentences of its source, word for word. Pure, knows no
synonym, and asks nobody.

Nothing inside a sentence may be left out. Rules for harmless omissions (an aside between commas, a
tail that says when or where) were tried: whoever knew them could drop a clause's governor, a
restriction, a member of a count, or lend one subject another's deed, in 131 of 164 sentences
written for it. Leaving out is a judge's matter; without one the source is quoted.
"""

from collections.abc import Sequence

from bot.verification.windows import Line, Token

_SHORTEST = 4  # words of an extract
_SHORTEST_BEHIND_AND = 3  # letters; «وعد» is no «عد» behind a conjunction
_AND = ("and", "و")
_ALIKE = str.maketrans("«»“”„`،؛–—", '"""""\',;--', "")


def extracted(sentence: Sequence[Token], lines: Sequence[Line]) -> bool:
    """
    Whether *sentence*, its outlet left off, is the neighbouring *lines* one after the other.

    Spelling apart, and a conjunction at the head of each. Between two lines any mark may stand;
    inside one the marks are the source's, for a comma or a quotation mark changes what is said.
    """
    if len(sentence) < _SHORTEST or any(asks(line.text) for line in lines):
        return False
    at = 0
    for line in lines:
        length = _laid_along(sentence[at:], line.tokens)
        if length is None:
            return False
        at += length
    return at == len(sentence)


def _laid_along(said: Sequence[Token], line: Sequence[Token]) -> int | None:
    """How many tokens of *said* are the whole of *line*; None if they are not."""
    joined = int(bool(said) and said[0].word in _AND)
    left_off = int(bool(line) and line[0].word in _AND and not joined)
    own, source = said[joined:], line[left_off:]
    if not source or len(own) < len(source) or not _opens_alike(own[0], source[0]):
        return None
    pairs = zip(own[1 : len(source)], source[1:], strict=True)
    if all(one.word == other.word and _mark(one) == _mark(other) for one, other in pairs):
        return joined + len(source)
    return None


def _opens_alike(own: Token, source: Token) -> bool:
    """Whether both begin with one word, «و» before one of them apart."""
    longer, shorter = sorted((own.word, source.word), key=len, reverse=True)
    behind_and = longer == f"و{shorter}" and len(shorter) >= _SHORTEST_BEHIND_AND
    return longer == shorter or behind_and


def _mark(token: Token) -> str:
    return token.before.translate(_ALIKE)


def asks(text: str) -> bool:
    """
    Whether *text* ends in a question, whatever else stands behind its mark.

    >>> asks("سرق الوزير المال؟!"), asks("وصل الوزير.")
    (True, False)
    """
    closing = text[len(text.rstrip("؟?!.…»”\"') ")) :]
    return "؟" in closing or "?" in closing
