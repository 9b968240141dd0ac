"""Whether the sentence shown first holds the answer, from the question to the end."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.index.archive import Archive
from tests.bench.asking import answer, evidence, ranked
from tests.bench.sets import Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """
    Percent of *questions* whose gold string, folded, stands where it says.

    first: in the first sentence cited; anywhere: in any of them. A refusal is a miss for both.
    unrefused: in the sentence ranked first, were nothing refused.
    refused: percent refused. words: mean length of all the sentences of an answer.
    """

    questions: int
    first: float
    anywhere: float
    unrefused: float
    refused: float
    words: float


def measured(archive: Archive, questions: Iterable[Asked]) -> Shown:
    first, anywhere, unrefused, refused, lengths = [], [], [], [], []
    for question, found in evidence(archive, questions):
        quotes = [citation.quote for citation in answer(found).citations]
        holding = [question.answered_by(quote) for quote in quotes]
        best = ranked(found)[:1]
        first.append(any(holding[:1]))
        anywhere.append(any(holding))
        unrefused.append(any(question.answered_by(one.text) for one in best))
        refused.append(not quotes)
        if quotes:
            lengths.append(sum(len(quote.split()) for quote in quotes))
    return Shown(
        len(first),
        *(_percent(one) for one in (first, anywhere, unrefused, refused)),
        sum(lengths) / max(len(lengths), 1),
    )


def _percent(held: list[bool]) -> float:
    return 100 * sum(held) / len(held)
