"""Whether all, most, some, only and their like measure what they measure in the source; pure."""

from collections.abc import Iterator

from bot.checks.alignment import Alignment
from bot.checks.window import Window
from bot.wording.quantity import claims_more, must_be_kept
from bot.wording.reading import Reading

_BESIDE = 3  # words between a word of quantity and what it measures


def quantity(found: Alignment) -> str | None:
    """All, most, some, only and their like measure what they measure in the source."""
    for at, name in found.sentence.quantities.items():
        if found.foreign and name in ("many", "double"):
            continue
        if claims_more(name) and not _measured(found, at, name):
            return found.sentence.words[at]
        if name == "some" and _measured(found, at, "all") and not _measured(found, at, name):
            return found.sentence.words[at]
    for reading, offset in _offsets(found.window):
        for at, name in reading.quantities.items():
            if must_be_kept(name) and _is_left_out(found, reading, offset, at, name):
                return reading.words[at]
    return None


def _measured(found: Alignment, at: int, name: str) -> bool:
    """Whether a word of quantity at *at* rests on one of its kind beside the same word."""
    beside = {
        found.pairs[n]
        for n, term in enumerate(found.sentence.terms)
        if abs(term.at - at) <= _BESIDE and n in found.pairs
    }
    for reading, offset in _offsets(found.window):
        for there, other in reading.quantities.items():
            near = {
                offset + n
                for n, term in enumerate(reading.terms)
                if abs(term.at - there) <= _BESIDE
            }
            if other == name and (near & beside or not beside):
                return True
    return False


def _is_left_out(found: Alignment, reading: Reading, offset: int, at: int, name: str) -> bool:
    """Whether the sentence speaks of what is measured at *at* and leaves the measure out."""
    head = next((n for n, term in enumerate(reading.terms) if term.at > at), None)
    if head is None or reading.terms[head].at - at > _BESIDE:
        return False
    spoken = [mine for mine, theirs in found.pairs.items() if theirs == offset + head]
    return any(
        not any(
            other == name and abs(there - found.sentence.terms[mine].at) <= _BESIDE + found.foreign
            for there, other in found.sentence.quantities.items()
        )
        for mine in spoken
    )


def _offsets(window: Window) -> Iterator[tuple[Reading, int]]:
    offset = 0
    for reading in window.readings:
        yield reading, offset
        offset += len(reading.terms)
