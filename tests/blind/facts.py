"""Whether a text holds a fact, however either is spelt."""

import re
from collections.abc import Mapping, Sequence

from retrieval.language.arabic import fold

_GROUPED = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")


def holds(text: str, fact: str) -> bool:
    """
    Whether *fact* stands in *text*; digits count only as a whole number.

    >>> holds("أُصيب ١٢٬٥٠٠ شخص", "12500"), holds("في 19 مايو", "9")
    (True, False)
    """
    wanted = re.escape(_plain(fact))
    first = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    last = r"(?![\d]|\.\d)" if wanted[-1:].isdigit() else ""
    return re.search(first + wanted + last, _plain(text)) is not None


def met(text: str, facts: Mapping[str, Sequence[str]]) -> bool:
    """Whether *text* holds all of ``all`` and one of ``any``, or one of ``pattern``'s."""
    if not all(holds(text, fact) for fact in facts.get("all", ())):
        return False
    if patterns := facts.get("pattern", ()):
        return any(re.search(folded(one), fold(text), re.IGNORECASE) for one in patterns)
    return "any" not in facts or any(holds(text, fact) for fact in facts["any"])


def folded(pattern: str) -> str:
    """A regular expression whose letters are spelt as folded text spells them."""
    return "".join(
        fold(letter) if letter.isalpha() and letter > "z" else letter for letter in pattern
    )


def _plain(text: str) -> str:
    return " ".join(_GROUPED.sub("", fold(text)).split())
