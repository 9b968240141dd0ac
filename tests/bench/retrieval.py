"""How high the paragraph that answers stands among the articles found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.archive import Archive
from retrieval.types import Evidence
from tests.bench.archives import holders
from tests.bench.asking import evidence
from tests.bench.sets import Asked

_DEEP = 20  # passages asked for; an article may have two of them


@dataclass(frozen=True, slots=True)
class Recall:
    """
    R@1, R@5, R@10 and MRR@10 in percent over *questions*, one gold article each.

    >>> recall([1, 2, None, 1])
    Recall(questions=4, r1=50.0, r5=75.0, r10=75.0, mrr=62.5)
    """

    questions: int
    r1: float
    r5: float
    r10: float
    mrr: float


def recall(ranks: Sequence[int | None]) -> Recall:
    """Of gold ranks from 1, None where it was not found."""
    within = [sum(rank is not None and rank <= k for rank in ranks) for k in (1, 5, 10)]
    gains = [1 / rank for rank in ranks if rank is not None and rank <= 10]
    r1, r5, r10 = (100 * found / len(ranks) for found in within)
    return Recall(len(ranks), r1, r5, r10, 100 * sum(gains) / len(ranks))


def measured(archive: Archive, questions: Iterable[Asked]) -> Recall:
    """A copy of another article is found where that one is: its words stand there."""
    holder = holders(archive)
    asking = evidence(archive, questions, limit=_DEEP)
    return recall([_rank(found, holder[question.gold]) for question, found in asking])


def _rank(found: Evidence, gold: str) -> int | None:
    """Of *gold* among the distinct articles found."""
    articles = list(dict.fromkeys(hit.passage.source.id for hit in found.hits))
    return articles.index(gold) + 1 if gold in articles else None
