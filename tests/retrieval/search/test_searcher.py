"""Search: exact filters, fair shares, and no question that breaks it."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.index.archive import Archive
from retrieval.search.ranking import diverse, likely
from retrieval.search.searcher import Searcher, presentable
from retrieval.types import (
    ANYTHING,
    LONGEST_QUESTION,
    UNDATED,
    Dated,
    Filters,
    Hit,
    Passage,
    Source,
)
from tests.fakes.archives import WordEmbedder, article, ingested, mark
from tests.fakes.texts import ANYTHING as ANY_TEXT

OUTLETS = ("الشرق الأوسط", "عنب بلدي", "Reuters", None)
SHARED = "انتخابات"


def hits(archive, question, *, limit=10, filters=ANYTHING):
    return asyncio.run(Searcher(archive).search(question, limit=limit, filters=filters)).hits


def dated(chance):
    day = (date(2023, 11, 1) + timedelta(days=chance.randrange(200))).isoformat()
    precision = chance.choice(["day", "month", "year", "none"])
    cut = {"day": day, "month": day[:7], "year": day[:4], "none": None}[precision]
    return Dated(cut, precision, "printed") if cut else UNDATED


@pytest.fixture(name="news", scope="module")
def _news(tmp_path_factory):
    """Forty articles that share a word, of all outlets, languages and kinds of date."""
    chance = random.Random(5)
    archive = Archive(tmp_path_factory.mktemp("news") / "home", WordEmbedder())
    made = [
        article(
            seed,
            title=f"{SHARED} {mark(seed)}",
            outlet=chance.choice(OUTLETS),
            language=chance.choice(["ar", "en"]),
            date=dated(chance),
        )
        for seed in range(40)
    ]
    ingested(archive, *made)
    yield archive, made
    archive.close()


def passes(source, filters):
    """The rule, said again in other words."""
    if filters.since or filters.until:
        if source.date.iso is None:
            return False
        days = [source.date.iso + rest for rest in ("", "-01", "-01-01")]
        first = next(day for day in days if len(day) == 10)
        last = first
        while last.startswith(source.date.iso):
            end, last = last, (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        if (filters.since and end < filters.since) or (filters.until and first > filters.until):
            return False
    return filters.outlet in (None, source.outlet) and filters.language in (None, source.language)


DAYS = st.none() | st.dates(date(2023, 10, 15), date(2024, 6, 15)).map(str)
FILTERS = st.builds(
    Filters,
    DAYS,
    DAYS,
    st.none() | st.sampled_from(OUTLETS[:3]),
    st.none() | st.sampled_from(["ar", "en"]),
)


@given(FILTERS)
@example(Filters(since="2024-01-31", until="2024-01-31"))
@example(Filters(since="2023-12-31", until="2023-12-31"))
@example(Filters(since="2024-02-29", until="2024-02-29"))
def test_filters_are_exact(news, filters):
    """
    Both indexes, and the search over them, let through exactly what a loop over all articles does:
    a month passes when any of its days does, an undated article never passes a date.
    """
    archive, made = news
    wanted = {one.source.id for one in made if passes(one.source, filters)}
    vector = archive.embedder.question(SHARED)
    by_meaning = archive.vectors.nearest(vector, limit=500, filters=filters)
    by_words = archive.words.matching(SHARED, limit=500, filters=filters)

    assert {id.split("#")[0] for id in by_meaning} == wanted
    assert {id.split("#")[0] for id in by_words} == wanted
    assert {
        hit.passage.source.id for hit in hits(archive, SHARED, limit=80, filters=filters)
    } == wanted


@hypothesis_settings(max_examples=60)
@given(ANY_TEXT)
@example("\ud800")
@example("؟")
@example("the of in")
@example("-" * LONGEST_QUESTION)
@example("a" * LONGEST_QUESTION)
@example('OR AND NOT "x" (grams:*) ~2 ^5')
def test_any_question_is_searched_or_refused(news, question):
    """
    Whatever is typed: ranked hits with scores that fall, or an error that says what is wrong.
    """
    try:
        found = hits(news[0], question)
    except EmptyQuestion:
        assert not any(map(str.isalnum, question))
        return
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert len(found) == 10
    for hit in found:
        assert len(hit.cosines) == len(hit.coverage) == len(hit.passage.spans)
        assert all(-1.001 <= cosine <= 1.001 for cosine in hit.cosines)
        assert all(-0.001 <= share <= 1.001 for share in (*hit.coverage, hit.words))


@given(ANY_TEXT)
def test_presenting_twice_is_presenting_once(question):
    """
    What was once made presentable stays as it is, and can be stored.
    """
    try:
        shown = presentable(question)
    except EmptyQuestion:
        return
    assert presentable(shown) == shown == shown.strip() != ""
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "question", ["", " \n\t", "\x00", "\u200f\u202b", "\ud800\udfff", "؟؟؟", "👍"]
)
def test_an_empty_question_is_refused(question):
    """
    Nothing visible, or nothing but marks, is nothing asked.
    """
    with pytest.raises(EmptyQuestion):
        presentable(question)


def test_a_long_question_is_refused_by_what_is_visible():
    """
    The limit counts what is left after cleaning; past it both numbers are named.
    """
    assert presentable("س" * LONGEST_QUESTION + "\u200f" * 500)
    with pytest.raises(QuestionTooLong, match=r"100000 characters, limit 1000"):
        presentable("س" * 100_000)


def test_the_best_comes_first_and_the_limit_holds(news):
    """
    Every article is found by the word it alone holds.
    """
    archive, made = news
    for seed in (0, 17, 39):
        assert hits(archive, mark(seed), limit=1)[0].passage.source.id == made[seed].source.id
    assert len(hits(archive, SHARED, limit=3)) == 3


def test_the_same_question_has_the_same_answer(news):
    """
    Alone or among others at the same time, from this searcher or a new one.
    """
    archive, _ = news
    searcher = Searcher(archive)

    async def together():
        return await asyncio.gather(*(searcher.search(SHARED) for _ in range(8)))

    found = {evidence.hits for evidence in asyncio.run(together())}
    assert found == {hits(archive, SHARED)}


def test_a_story_told_by_many_does_not_crowd_out_the_others(archive):
    """
    Two passages an article; of a story's articles two, the third after all other stories.
    """
    long = article(1, title=SHARED, paragraphs=6)
    retold = [
        type(long)(replace(long.source, id=id), f"{long.text}\n\nوأضاف {mark(id)}.", id)
        for id in ("retold", "again")
    ]
    ingested(archive, long, *retold, article(2, title=SHARED, paragraphs=6))
    found = hits(archive, mark(1))
    tellers = [hit.passage.source.id for hit in found]

    assert sorted(tellers) == sorted(["news-1", "retold", "again", "news-2"] * 2)
    assert {hit.story for hit in found[:4]} == {"news-1"}
    assert tellers[4:6] == ["news-2"] * 2
    assert tellers[6] == tellers[7]
    assert all(len(hit.passage.source.also_in) == 2 for hit in found if hit.story == "news-1")


HITS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40)


@given(HITS, st.integers(1, 12))
def test_diversity_keeps_the_best(pairs, limit):
    """
    Of any ranking: none left out but an article's third passage, order kept, except that what
    the third teller of a story and later ones say comes last.
    """
    ranked = [
        Hit(Passage(Source(f"{story}-{teller}", ""), at, ""), 1.0, story=f"{story}")
        for at, (story, teller) in enumerate(pairs)
    ]
    every = diverse(ranked, len(ranked))
    articles = [one.passage.source.id for one in every]
    tellers = {story: list(dict.fromkeys(p for p in pairs if p[0] == story)) for story, _ in pairs}
    late = {f"{s}-{t}" for told in tellers.values() for s, t in told[2:]}
    kept = [one for one in every if one.passage.source.id not in late]

    assert diverse(ranked, limit) == every[:limit]
    assert Counter(articles) == {
        id: min(2, count) for id, count in Counter(one.passage.source.id for one in ranked).items()
    }
    assert list(every) == kept + [one for one in every if one.passage.source.id in late]
    for part in (kept, every[len(kept) :]):
        assert list(part) == sorted(part, key=ranked.index)


def test_the_likeliest_are_near_or_share_words():
    """
    What only words found counts as far as the last that meaning found, whatever order they come in.
    """
    near = {"near": 0.8, "both": 0.5, "far": 0.3}
    worded = {"worded": 0.4, "both": 0.5, "hardly": 0.1}

    assert likely(near, worded, 4) == ["both", "near", "worded", "hardly"]
    assert set(likely(near, worded, 9)) == {*near, *worded}
    assert likely({}, worded, 1) == ["both"]
    assert likely({}, {}, 9) == []


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("كم عدد القوات الأميركية في العراق؟", "mckenzie-ap-interview"),
        ("Who leads the US Central Command?", "mckenzie"),
        ("ماذا قال البنتاغون عن المحادثات مع بغداد؟", "pentagon-talks"),
        ("هجوم حلب", "aleppo-offensive"),
    ],
)
def test_the_sample_archive_is_found_in_both_languages(seeds, question, id):
    """
    With the real model: Arabic by words and meaning, English over Arabic by meaning.
    """
    assert any(hit.passage.source.id.startswith(id) for hit in hits(seeds, question, limit=3))
