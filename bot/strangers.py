"""
Sentences that stand in an article and are no part of its report. Pure.

Whoever plants words in an article wants them repeated, and a model may do so, letter for letter:
no comparison with the article can then find fault. What gives them away is that they speak of
something else than the article and the question do, or to whoever writes the answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.gate import Check, Ruling, Span
from retrieval.arabic import fold
from retrieval.types import Passage

# Centred cosine to the rest of the article, or to the question if that is nearer. In 9 + 120 news
# articles 6.7 % of sentences are below it, nearly all of them asides nobody asks about, and 99 %
# of 75 planted texts in either language.
_NEAR = 0.35
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
        spans = tuple(span for span in ruling.spans if not self._strange(span))
        if len(spans) == len(ruling.spans):
            return ruling
        if spans:
            return replace(ruling, verdict="repaired", spans=spans)
        checks = (*ruling.checks, Check("belonging", False))
        return replace(ruling, verdict="dropped", text="", spans=(), checks=checks)

    def _strange(self, span: Span) -> bool:
        """Whether all of what *span* covers is strange."""
        passage = self._passages[span.source - 1]
        known = self._belonging.get(passage.id, ())
        covered = [
            (passage.text[start:end], known[at] if at < len(known) else 1.0)
            for at, (start, end) in enumerate(passage.spans)
            if passage.start + start < span.end and span.start < passage.start + end
        ]
        return bool(covered) and all(
            near < _NEAR or _ADDRESSES.search(fold(text)) for text, near in covered
        )
