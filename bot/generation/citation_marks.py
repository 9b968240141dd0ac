"""
The ways models write which sources a sentence is from. Pure.

Digits of either script, lists, ranges, with or without the word for a source: ``[1, 3]``, ``【2】``,
``[Source 1-3]``, ``[^1]``, ``(المصدر 2)``.
"""

import re

from retrieval.language.arabic import fold

_WORD = (
    r"(?:المصادر|المصدر|مصدر|المرجع|المراجع|sources?|src|refs?|doc|citations?|رقم|no\.?|#|:|\^|\s)*"
)
_NUMBER = r"\d{1,3}"
_LIST = rf"{_NUMBER}(?:\s*(?:,|;|،|؛|و|and|&|-|–|—|الي|to|\s)\s*{_WORD}{_NUMBER})*"
_MARK = re.compile(rf"{_WORD}(?P<list>{_LIST})\s*", re.IGNORECASE)
_TOOL_MARK = re.compile(rf"(?P<list>{_NUMBER})(?::\d+)?†.*")  # 【4:0†source】
_ONE = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|الي|to)\s*{_WORD}({_NUMBER}))?")  # or a range
_WIDEST = 10  # sources of one range


def numbers(inner: str) -> list[int]:
    """
    The sources that the inside of a bracket names; ``[]`` if it is something else.

    >>> numbers("١، ٣"), numbers("Source 2-4"), numbers("^1"), numbers("كذا")
    ([1, 3], [2, 3, 4], [1], [])
    """
    folded = fold(inner).strip()
    mark = _MARK.fullmatch(folded) or _TOOL_MARK.fullmatch(folded)
    if not mark:
        return []
    found: list[int] = []
    for match in _ONE.finditer(mark["list"]):
        first, last = int(match[1]), int(match[2] or match[1])
        found += range(first, last + 1) if 0 <= last - first < _WIDEST else (first, last)
    return found
