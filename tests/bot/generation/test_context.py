"""What a model is given: the best article's passages, then other reports', within a budget."""

import asyncio

import pytest

from bot.generation.context import BEST, WHOLE, context
from retrieval.search.searcher import Searcher
from tests.fakes.archives import article, ingested, mark

QUESTION = "كم بلغت كلفة جسر المدينة الجديد؟"


def report(n, paragraphs, *, about="جسر المدينة الجديد"):
    """An article whose every paragraph is a passage of its own."""
    filler = " ".join(mark(f"{n} {i}") for i in range(80))
    lines = [
        f"ذكر التقرير {mark(f'{n} {at}')} عن {about} ما يلي: {filler}." for at in range(paragraphs)
    ]
    return article(n, id=f"report-{n}", title=f"خبر {about}", text="\n".join(lines))


def given(archive, limit=10):
    searcher = Searcher(archive)

    async def found():
        evidence = await searcher.search(QUESTION, limit=limit)
        return evidence.hits, await context(searcher, QUESTION, evidence.hits)

    return asyncio.run(found())


@pytest.mark.parametrize("length", [1, 4, WHOLE])
def test_a_short_best_article_is_given_whole_and_in_its_order(archive, length):
    """
    Though a search shows two of its passages.
    """
    ingested(archive, report(1, length), report(2, 3, about="القمح في الشمال"))
    hits, found = given(archive)
    own = [hit.passage for hit in found if hit.passage.source.id == hits[0].passage.source.id]
    own_text = archive.library.article(own[0].source.id).text

    assert own == [hit.passage for hit in found[: len(own)]]
    assert [passage.start for passage in own] == sorted(passage.start for passage in own)
    assert sum(len(passage.text) for passage in own) >= len(own_text) - len(own)


def test_of_a_long_one_the_best_passages(archive):
    """
    Five of them, the two that the search found among them; the others' stay as they were.
    """
    ingested(archive, report(1, 20), report(2, 3, about="القمح في المدينة"))
    hits, found = given(archive)
    best = hits[0].passage.source.id
    ids = [hit.passage.id for hit in found]

    assert sum(id.startswith(f"{best}#") for id in ids) == BEST
    assert {hit.passage.id for hit in hits if hit.passage.source.id == best} <= {*ids}
    assert [id for id in ids if not id.startswith(f"{best}#")] == [
        hit.passage.id for hit in hits if hit.passage.source.id != best
    ]


def test_there_is_a_limit_to_all_of_it(archive):
    """
    Ten passages at most, and no more than a model of modest context reads.
    """
    ingested(archive, *(report(n, 6) for n in range(12)))
    _, found = given(archive)

    assert WHOLE < len(found) <= 10
    assert sum(len(hit.passage.text) for hit in found) <= 9000
    assert len({hit.passage.id for hit in found}) == len(found)


def test_of_nothing_nothing(archive):
    """
    No hits, no context.
    """
    assert asyncio.run(context(Searcher(archive), QUESTION, ())) == ()
