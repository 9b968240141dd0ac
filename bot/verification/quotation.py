"""
A sentence's best window in its place: the source's own words, with enough before them to stand. Pure.
"""

from collections.abc import Collection, Sequence

from bot.verification.leaning import leans
from bot.verification.ruling import Ruling, Span, Waiting, Why, dropped
from bot.verification.windows import Line

_BEFORE = 2  # sentences that may say who «he» is


def quoted(
    waiting: Waiting, why: Why, lines: Sequence[Line], shown: Collection[Span], detail: str = ""
) -> Ruling:
    """
    The words of its best window that are not *shown* yet, or a dropped sentence if all are.

    lines: every sentence that may be quoted, in order.
    """
    stretches: list[list[Line]] = []
    for line in _standing(waiting.windows[0].lines, lines):
        if any(
            one.source == line.source and one.start <= line.start and line.end <= one.end
            for one in shown
        ):
            continue
        before = stretches[-1][-1] if stretches else None
        if before is not None and before.source == line.source and line.at == before.at + 1:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    if not stretches:
        return dropped(waiting.sentence, "shown", detail)
    spans = tuple(Span(one[0].source, one[0].start, one[-1].end) for one in stretches)
    return Ruling(waiting.sentence, "quoted", "", spans, why, detail)


def _standing(chosen: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """*chosen*, each that leans with what stands before it, until one stands by itself."""
    known = {(line.source, line.at): line for line in lines}
    found: dict[tuple[int, int], Line] = {}
    for line in chosen:
        behind = [line]
        while len(behind) <= _BEFORE and leans(behind[-1].text):
            before = known.get((behind[-1].source, behind[-1].at - 1))
            if before is None:
                break
            behind.append(before)
        found |= {(one.source, one.at): one for one in reversed(behind)}
    return [found[place] for place in sorted(found)]
