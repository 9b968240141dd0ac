"""Ingest: what becomes of an article, what it costs, and what a death in the middle leaves."""

import asyncio
import json
import shutil
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from retrieval.errors import EmptyFile, UnknownArticle
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.search.searcher import Searcher
from retrieval.sources.reading import read
from retrieval.types import ANYTHING, Dated, Filters
from tests.conftest import ROOT
from tests.fakes.archives import (
    WordEmbedder,
    article,
    flaws,
    ingested,
    mark,
    prose,
)
from tests.fakes.web import serving
from tests.retrieval.sources.test_pages import BODY, LEAD, html


def statuses(outcomes):
    return [(outcome.source.id, outcome.status) for outcome in outcomes]


def found(archive, question, filters=ANYTHING):
    """The article of each hit, the best first."""
    evidence = asyncio.run(Searcher(archive).search(question, filters=filters))
    return [hit.passage.source.id for hit in evidence.hits]


def remove(archive, id):
    with writing(archive.home):
        return Ingest(archive).remove(id)


# --- ids ---


def test_a_new_article_keeps_its_id(archive):
    """
    The id an outlet gave is the one it is shown, cited and removed by.
    """
    assert statuses(ingested(archive, article(1, id="talks"))) == [("talks", "added")]
    assert archive.library.article("talks").source.title == f"خبر {mark(1)}"


def test_ids_that_clash_are_told_apart(archive):
    """
    Two places may give the same id: both articles stay, and the second gets the same new id
    whenever it is read.
    """
    both = [article(1, id="a", place="one"), article(2, id="a", place="two")]
    first = statuses(ingested(archive, *both))
    again = statuses(ingested(archive, *reversed(both)))

    assert first[0] == ("a", "added")
    assert first[1][0].startswith("a-")
    assert again == [(first[1][0], "unchanged"), ("a", "unchanged")]
    assert archive.library.article(first[1][0]).text == both[1].text


def test_an_id_made_up_is_nobody_elses(archive, tmp_path):
    """
    The id made for a clash may itself be taken: no article may be lost to another.
    """
    one, clashing = article(1, id="a", place="one"), article(2, id="a", place="two")
    elsewhere = Archive(tmp_path / "other", WordEmbedder())
    made_up = statuses(ingested(elsewhere, one, clashing))[1][0]
    elsewhere.close()
    ingested(archive, one, article(3, id=made_up, place="three"), clashing)

    texts = {archive.library.article(source.id).text for source in archive.library.sources()}
    assert texts == {one.text, clashing.text, article(3).text}


# --- what is new, and what it costs ---


def test_unchanged_input_embeds_nothing(archive):
    """
    Read again, wherever the files now lie: no vector is made, no index touched.
    """
    ingested(archive, article(1), article(2))
    embedded, generation = len(archive.embedder.texts), archive.library.generation()
    again = ingested(archive, article(1), article(2, path="/elsewhere"))

    assert statuses(again) == [("news-1", "unchanged"), ("news-2", "unchanged")]
    assert (len(archive.embedder.texts), archive.library.generation()) == (embedded, generation)


def test_unchanged_seeds_embed_nothing(own_seeds):
    """
    The same over real files and the real model, which a re-ingest does not even load.
    """
    outcomes = ingested(own_seeds, *read(ROOT / "seeds"))

    assert {outcome.status for outcome in outcomes} == {"unchanged"}
    assert own_seeds.embedder.texts == []


def test_a_changed_sentence_is_embedded_alone_and_in_its_passage(archive):
    """
    An edit of one sentence costs two vectors, and replaces what search finds.
    """
    before = article(1, paragraphs=3)
    sentence = prose("1/1", sentences=3, length=24).split(". ")[1] + "."
    new = "أعلنت الوزارة رقماً جديداً يبلغ سبعين."
    ingested(archive, before)
    archive.embedder.texts.clear()
    outcomes = ingested(archive, replace(before, text=before.text.replace(sentence, new)))

    assert statuses(outcomes) == [("news-1", "updated")]
    (passage,) = [text for text in archive.embedder.texts if text != new]
    assert len(archive.embedder.texts) == 2 and new in passage
    assert found(archive, "رقم الوزارة سبعون")[0] == "news-1"
    assert flaws(archive.home) == []


def test_a_changed_title_embeds_the_title(archive):
    """
    The title has a vector of its own; the sentences keep theirs.
    """
    ingested(archive, article(1))
    archive.embedder.texts.clear()
    outcomes = ingested(archive, article(1, title="عنوان جديد"))

    assert statuses(outcomes) == [("news-1", "updated")]
    assert archive.embedder.texts == ["عنوان جديد"]
    assert archive.library.article("news-1").source.title == "عنوان جديد"


def test_changed_facts_cost_no_vector_and_move_the_filters(archive):
    """
    Outlet, date and language are corrected without embedding; filters follow at once.
    """
    ingested(archive, article(1, outlet="قديمة", date=Dated("2023", "year", "metadata")))
    archive.embedder.texts.clear()
    facts = {"outlet": "جديدة", "date": Dated("2024-02-03", "day", "printed"), "language": "en"}
    outcomes = ingested(archive, article(1, **facts))

    assert statuses(outcomes) == [("news-1", "updated")]
    assert archive.embedder.texts == []
    right = Filters("2024-02-03", "2024-02-03", "جديدة", "en")
    assert found(archive, mark(1), right) == ["news-1"]
    for wrong in (Filters(outlet="قديمة"), Filters(until="2023-12-31"), Filters(language="ar")):
        assert found(archive, mark(1), wrong) == []
    assert flaws(archive.home) == []


def test_a_shorter_version_leaves_nothing_behind(archive):
    """
    Passages that are gone from the article are gone from the library and both indexes.
    """
    long = article(1, paragraphs=5)
    ingested(archive, long, article(2))
    ingested(archive, replace(long, text=long.text.split("\n\n")[0]))

    assert archive.library.counts()["passages"] == 2
    assert flaws(archive.home) == []


def test_a_rejected_input_does_not_stop_the_rest(archive):
    """
    It comes out where it stood, with its reason.
    """
    rejected = EmptyFile(path="x")
    outcomes = ingested(archive, article(1), rejected, article(2))

    assert [outcome.status for outcome in outcomes] == ["added", "rejected", "added"]
    assert outcomes[1].error is rejected


# --- copies and versions ---


def test_an_exact_copy_is_listed_at_both_places(archive):
    """
    One text, two places: embedded once, shown once, both named.
    """
    first = article(1, outlet="وكالة", paragraphs=2)
    copy = article(1, outlet="صحيفة", paragraphs=2, id="copy", title="عنوان آخر")
    ingested(archive, first)
    archive.embedder.texts.clear()
    (outcome,) = ingested(archive, copy)

    assert (outcome.status, outcome.same_as) == ("duplicate", "news-1")
    assert archive.embedder.texts == []
    (source,) = archive.library.sources()
    assert [(place.id, place.outlet) for place in source.also_in] == [("copy", "صحيفة")]
    assert set(found(archive, mark(1))) == {"news-1"}
    assert archive.library.article("copy").source.id == "news-1"
    assert flaws(archive.home) == []


def test_an_edited_copy_is_searched_and_listed_with_its_story(archive):
    """
    A version with words of its own is found by them, as another telling of one story.
    """
    first = article(1, paragraphs=3)
    edited = replace(article(1, id="edited"), text=f"{first.text}\n\nوارتفعت الحصيلة إلى تسعين.")
    outcomes = ingested(archive, first, edited)

    assert statuses(outcomes) == [("news-1", "added"), ("edited", "duplicate")]
    assert found(archive, "الحصيلة تسعون")[0] == "edited"
    assert set(found(archive, mark(1))) == {"news-1", "edited"}
    (source,) = archive.library.sources()
    assert [place.id for place in source.also_in] == ["edited"]
    assert flaws(archive.home) == []


def test_a_version_joins_the_story_it_shares_most_with(archive):
    """
    A report that retells one story whole and half of another belongs to the first, in whatever
    order the two came.
    """
    whole, part = article(1, paragraphs=3), article(2, paragraphs=3)
    half = part.text[: len(part.text) * 6 // 10]
    both = article(3, text=f"{whole.text}\n\n{half}\n\nوأضاف جديداً.")
    for first, second in ((whole, part), (part, whole)):
        archive = Archive(archive.home.parent / first.source.id, WordEmbedder())
        *_, outcome = ingested(archive, first, second, both)
        assert (outcome.status, outcome.same_as) == ("duplicate", "news-1")
        archive.close()


def test_removing_an_article_promotes_its_copy(archive):
    """
    What others also published stays, under the name of who else published it.
    """
    ingested(archive, article(1), article(1, id="copy"), article(1, id="third"), article(2))
    removed = remove(archive, "news-1")

    assert removed.id == "news-1"
    assert [source.id for source in archive.library.sources()] == ["copy", "news-2"]
    assert found(archive, mark(1))[0] == "copy"
    assert archive.library.article("third").source.id == "copy"
    assert archive.library.article("news-1") is None
    assert flaws(archive.home) == []


def test_removing_a_copy_removes_that_copy(archive):
    """
    The place that was named goes, not the article whose text it repeats.
    """
    ingested(archive, article(1), article(1, id="copy"))
    removed = remove(archive, "copy")

    assert removed.id == "copy"
    (source,) = archive.library.sources()
    assert (source.id, source.also_in) == ("news-1", ())
    assert flaws(archive.home) == []


def test_what_was_removed_can_come_back(archive):
    """
    Removed, an article is gone from everywhere; ingested again, it is as new.
    """
    ingested(archive, article(1, paragraphs=3), article(2))
    remove(archive, "news-1")
    assert "news-1" not in found(archive, mark(1))
    assert flaws(archive.home) == []

    assert statuses(ingested(archive, article(1, paragraphs=3))) == [("news-1", "added")]
    assert found(archive, mark(1))[0] == "news-1"
    assert flaws(archive.home) == []


def test_what_is_not_there_cannot_be_removed(archive):
    """
    The error names the id, and nothing changes.
    """
    ingested(archive, article(1))
    generation = archive.library.generation()

    with pytest.raises(UnknownArticle, match="nobody"):
        remove(archive, "nobody")
    assert archive.library.generation() == generation


def test_a_copy_stands_alone_when_its_original_changes(archive):
    """
    Rewritten, an article takes no copy with it: the old text stays under the copy's name.
    """
    ingested(archive, article(1), article(1, id="copy"))
    outcomes = ingested(archive, article(1, text=article(2).text))

    assert statuses(outcomes) == [("news-1", "updated")]
    assert archive.library.article("copy").text == article(1).text
    assert set(found(archive, mark(1))[:1]) <= {"copy", "news-1"}
    assert flaws(archive.home) == []


def test_a_copy_that_gets_words_of_its_own_is_searched(archive):
    """
    A copy updated by its outlet is an article again.
    """
    ingested(archive, article(1), article(1, id="copy"))
    outcomes = ingested(archive, article(2, id="copy", place="copy"))

    assert statuses(outcomes) == [("copy", "updated")]
    assert found(archive, mark(2))[0] == "copy"
    assert archive.library.article("news-1").source.also_in == ()
    assert flaws(archive.home) == []


def test_a_page_of_two_articles_is_two_articles(archive, tmp_path):
    """
    Each has its own id and place; an edit of the second leaves the first as it was.
    """

    def page(last):
        parts = [
            f"خبر {mark(n)} في بغداد\nTT\nخبر {mark(n)} في بغداد\n{prose(n, 6)}" for n in (1, 2)
        ]
        (tmp_path / "page.txt").write_text("\n\n\n\n\n".join(parts) + f"\n{last}\n", "utf-8")
        return ingested(archive, *read(tmp_path / "page.txt"))

    first = page("انتهى الاجتماع مساء أمس في العاصمة بلا نتيجة.")
    again = page("انتهى الاجتماع مساء أمس في العاصمة باتفاق.")

    assert statuses(first) == [("page", "added"), ("page-2", "added")]
    assert statuses(again) == [("page", "unchanged"), ("page-2", "updated")]
    assert flaws(archive.home) == []


# --- a death in the middle ---


class Killed(BaseException):
    """What the process would have died of; nobody catches it."""


class Mortal:
    """Passes every call on to *inner*, until the lives that are shared run out."""

    def __init__(self, inner, lives):
        self._inner, self._lives = inner, lives

    def __getattr__(self, name):
        value = getattr(self._inner, name)
        if name not in ("save", "orphan", "finish", "drop", "put", "stamp", "settle"):
            return value

        def call(*args, **facts):
            self._lives[0] -= 1
            if self._lives[0] == 0:
                raise Killed
            return value(*args, **facts)

        return call


def mortal(home, lives):
    """An archive that dies at the call that ends its *lives*."""
    archive = Archive(home, WordEmbedder())
    for name in ("library", "vectors", "words"):
        archive.__dict__[name] = Mortal(getattr(archive, name), lives)
    return archive


def work(archive):
    """Additions, a copy, an update, a removal: every step a writer may die at."""
    with writing(archive.home):
        some = article(4), article(2, id="copy"), article(3, text=article(5).text)
        list(Ingest(archive).run(some))
        if archive.library.article("news-1"):
            Ingest(archive).remove("news-1")


def test_a_writer_may_die_at_any_step(tmp_path):
    """
    Whatever call was the first not made: whoever asks at once is answered, the same work done again
    loses and doubles nothing, and a writer with nothing new to say leaves all of it whole too.
    """
    prepared = Archive(tmp_path / "prepared", WordEmbedder())
    ingested(prepared, article(1), article(1, id="twin"), article(2), article(3))
    deaths, survived = 0, False
    while not survived:
        deaths += 1
        home = shutil.copytree(prepared.home, tmp_path / f"home-{deaths}")
        dying = mortal(home, [deaths])
        try:
            work(dying)
            survived = True
        except Killed:
            pass
        dying.close()
        other = shutil.copytree(home, tmp_path / f"other-{deaths}")
        with closing(Archive(home, WordEmbedder())) as heir:
            work(heir)
            heir.check_indexes()
            filed = {filed.id for filed in heir.library.filed().values()}
            assert filed == {"twin", "news-2", "copy", "news-3", "news-4"}, f"at call {deaths}"
        with closing(Archive(other, WordEmbedder())) as heir:
            heir.check_indexes()
            ingested(heir, article(2))
            heir.check_indexes()
        assert (flaws(home), flaws(other)) == ([], []), f"at call {deaths}"
    assert deaths > 12


def test_a_writer_that_died_late_still_settles(archive):
    """
    Search takes the sentences' mean away from each. A writer that died after its last batch,
    before it noted the mean, leaves that to the next: the archive is then as if nothing happened.
    """
    articles = [article(seed) for seed in range(256)]
    with writing(archive.home):
        run = Ingest(archive).run(articles)
        for _ in articles:
            next(run)
        run.close()
    ingested(archive, *articles)
    rows = np.concatenate([vectors[1:] for _, vectors in archive.library.every_passage()])
    unsettled = np.ones(384, np.float32)
    mean = (rows.sum(axis=0) + 30 * unsettled) / (len(rows) + 30)

    assert np.allclose(archive.library.mean(unsettled), mean, atol=1e-3)


def test_few_sentences_do_not_say_what_all_have_in_common(archive):
    """
    Their own mean is their subject; the language's stands in for most of it.
    """
    unsettled = np.ones(384, np.float32)
    assert np.array_equal(archive.library.mean(unsettled), unsettled)

    ingested(archive, article(1))
    assert np.allclose(archive.library.mean(unsettled), unsettled, atol=0.2)


def test_pages_on_the_web(archive):
    """
    A page that did not change costs no embedding, one that did is updated, one that is gone stays.
    """
    with serving() as web:
        web.pages["/1"] = html()
        assert ingest_page(archive, web) == ["added"]
        embedded = len(archive.embedder.texts)
        assert ingest_page(archive, web) == ["unchanged"]
        assert len(archive.embedder.texts) == embedded
        web.pages["/1"] = html(text=[LEAD, *BODY, "وأعلنت الوزارة في المساء وصول الشحنة الأولى."])
        assert ingest_page(archive, web) == ["updated"]
        assert len(archive.embedder.texts) == embedded + 2  # the new sentence and its passage
        del web.pages["/1"]
        assert ingest_page(archive, web) == ["rejected"]

    assert archive.library.counts()["articles"] == 1
    assert flaws(archive.home) == []


def ingest_page(archive, web):
    with writing(archive.home):
        readings = read("http://site.example/1", fetcher=web.fetcher())
        return [outcome.status for outcome in Ingest(archive).run(readings)]


# --- one article twice in one batch ---


def test_a_correction_in_the_same_batch_is_an_update(archive):
    """
    The later of two versions stands, in the library and both indexes; the rest is not held up.
    """
    first, last = article(1, paragraphs=2), article(1, text=article(7).text)
    outcomes = ingested(archive, first, article(2), last, article(3))

    assert [outcome.status for outcome in outcomes] == ["added", "added", "updated", "added"]
    assert archive.library.article("news-1").text == last.text
    assert found(archive, mark(7))[0] == "news-1"
    assert flaws(archive.home) == []


def test_a_copy_of_what_changes_in_the_same_batch(archive):
    """
    The text that an article had stays under its copy's name, and is indexed once.
    """
    ingested(archive, article(1), article(1, id="copy"), article(1, text=article(7).text))

    assert found(archive, mark(7))[0] == "news-1"
    assert archive.library.article("copy").text == article(1).text
    assert flaws(archive.home) == []


def test_an_article_that_becomes_a_copy_in_the_same_batch(archive):
    """
    What was saved for the indexes before it did never reaches them.
    """
    ingested(archive, article(1), article(2), article(1, id="news-2", place="news-2"))

    assert archive.library.article("news-2").source.id == "news-1"
    assert flaws(archive.home) == []


def test_records_with_one_id_and_feeds_with_one_link(archive, tmp_path):
    """
    A file of records with a correction, a live blog whose entries share an address, two feeds with
    one link: the newest version stands.
    """
    items = "".join(
        f"<item><title>خبر {mark(n)}</title><link>https://site.example/live#post-{n}</link>"
        f"<description>{prose(n, 8, 20)}</description></item>"
        for n in (2, 1)
    )
    records = [
        {"id": 7, "outlet": "جريدة", "title": f"خبر {mark(n)}", "text": prose(n)} for n in (3, 4)
    ]
    (tmp_path / "news").mkdir()
    for name in ("one.rss", "two.rss"):
        feed = f'<rss version="2.0"><channel><title>تغطية</title>{items}</channel></rss>'
        (tmp_path / "news" / name).write_text(feed, "utf-8")
    lines = "\n".join(json.dumps(record) for record in records)
    (tmp_path / "news" / "records.jsonl").write_text(lines, "utf-8")
    outcomes = ingested(archive, *read(tmp_path / "news"))

    assert "rejected" not in {outcome.status for outcome in outcomes}
    titles = {source.title for source in archive.library.sources()}
    assert titles == {f"خبر {mark(2)}", f"خبر {mark(4)}"}
    assert flaws(archive.home) == []
