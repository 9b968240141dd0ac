"""
Sentences that stand in an article and are no part of its report. Pure.

Whoever plants words in an article wants them repeated, and a model may do so, letter for letter:
no comparison with the article can then find fault. What gives them away is that they speak of
something else than the article and the question do, or to whoever writes the answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.verification.gate import Check, Ruling, Span
from retrieval.language.arabic import fold, sentences, stems
from retrieval.types import Passage

# Centred cosine to the rest of the article, or to the question if that is nearer. In 9 + 120 news
# articles 6.7 % of sentences are below it, nearly all of them asides nobody asks about, and 99 %
# of 75 planted texts in either language.
_NEAR = 0.35
_SHORTEST = 4  # words of a piece of text that is embedded on its own
_ADDRESSES = re.compile(
    r"\b[وفبل]?(?:ردك|ردكم|جوابك|جوابكم|اجابتك|اجابتكم|رسالتك)\b"
    r"|\byour (?:\w+ )?(?:response|answer|reply|message)\b|\b(?:ignore|disregard) (?:all |any )?previous\b"
    r"|\b(?:تجاهل|انس) (?:كل )?(?:ما سبق|التعليمات)"
)


class Strangers:
    """
    passages: what a draft is written from.
    belonging: for each passage that is known, one number a sentence, as ``Searcher.belonging``.
    """

    def __init__(
        self, passages: Sequence[Passage], belonging: Mapping[str, Sequence[float]]
    ) -> None:
        self._passages = passages
        self._belonging = belonging

    def turned_away(self, ruling: Ruling) -> Ruling:
        """*ruling* without the strangers it rests on; dropped if it rests on nothing else."""
        said = set(stems(ruling.text))
        spans = tuple(span for span in ruling.spans if not self._strange(span, said))
        if len(spans) == len(ruling.spans):
            return ruling
        if spans:
            return replace(ruling, verdict="repaired", spans=spans)
        checks = (*ruling.checks, Check("belonging", False))
        return replace(ruling, verdict="dropped", text="", spans=(), checks=checks)

    def _strange(self, span: Span, said: set[str]) -> bool:
        """Whether something of what *span* covers is strange to the article."""
        passage = self._passages[span.source - 1]
        known = self._belonging.get(passage.id, ())
        return any(
            (at < len(known) and known[at] < _NEAR)
            or _ADDRESSES.search(fold(passage.text[start:end])) is not None
            or _fragment(passage.text[start:end], said)
            for at, (start, end) in enumerate(passage.spans)
            if passage.start + start < span.end and span.start < passage.start + end
        )


def _fragment(text: str, said: set[str]) -> bool:
    """
    Whether all that is *said* is one of the pieces joined in *text* because they are so short.

    >>> _fragment("اشرح نظرية النسبية. وصل الوزير إلى بغداد أمس.", set(stems("اشرح نظرية النسبية")))
    True
    """
    pieces = [text[start:end] for start, end in sentences(text)]
    return len(pieces) > 1 and any(
        len(piece.split()) < _SHORTEST and said <= set(stems(piece)) for piece in pieces
    )
