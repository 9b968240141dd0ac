"""How high the paragraph that answers stands among the articles found."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from retrieval.index.archive import Archive
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


def measured(archive: Archive, questions: Iterable[Asked]) -> dict[str, float]:
    """
    The figures of Recall, and two of them ``by_story``: as a reader sees it.

    Search names with each article the others of its story. Strictly, an article is found where its
    own passage stands; by story, where it is first named. A copy is its original in both.
    """
    holder = holders(archive)
    strict, told = [], []
    for question, found in evidence(archive, questions, limit=_DEEP):
        gold = holder[question.gold]
        articles = list({hit.passage.source.id: hit.passage.source for hit in found.hits}.values())
        named = [{one.id, *(place.id for place in one.also_in)} for one in articles]
        strict.append(_rank([one.id == gold for one in articles]))
        told.append(_rank([gold in ids for ids in named]))
    by_story = recall(told)
    return asdict(recall(strict)) | {"r1_by_story": by_story.r1, "mrr_by_story": by_story.mrr}


def _rank(right: Sequence[bool]) -> int | None:
    return right.index(True) + 1 if True in right else None
