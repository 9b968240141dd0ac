"""The index of words: scores that mean something, and nothing found that was dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.damages import IndexDamaged
from retrieval.index.words import WordIndex
from retrieval.types import ANYTHING, Dated, Filters, Passage, Source
from tests.fakes.archives import prose
from tests.fakes.texts import ANYTHING as ANY_TEXT


@pytest.fixture(name="index")
def _index(tmp_path):
    index = WordIndex(tmp_path)
    yield index
    index.close()


def passage(id, text, **facts):
    return Passage(Source(id=id, title="", **facts), 0, text)


def test_words_are_found_however_spelt(index):
    """
    With and without hamza, article, clitics, harakat.
    """
    index.put([passage("a", "أعلنت الحكومةُ العراقية"), passage("b", "ارتفعت أسعار القمح")])
    index.stamp(1)
    for question in ("حكومه", "والحكومة", "اعلنت العراقيه", "الحُكُومَة"):
        assert list(index.matching(question, limit=9, filters=ANYTHING)) == ["a#0"], question


def test_the_title_counts_as_text(index):
    """
    A passage is found by the headline it stands under.
    """
    index.put([Passage(Source(id="a", title="زلزال في تركيا"), 0, "قال شهود إنهم خرجوا.")])
    index.stamp(1)

    assert list(index.matching("زلزال", limit=9, filters=ANYTHING)) == ["a#0"]


def test_a_score_is_a_share_of_what_could_be_reached(index):
    """
    Between 0 and 1, more for a passage that holds more of the question.
    """
    index.put([passage(str(n), prose(n)) for n in range(30)])
    index.put([passage("whole", "محادثات بغداد وواشنطن"), passage("half", f"محادثات {prose(99)}")])
    index.stamp(1)
    scores = index.matching("محادثات بغداد وواشنطن", limit=99, filters=ANYTHING)

    assert all(0 < score <= 1 for score in scores.values())
    assert scores["whole#0"] > scores["half#0"] > 0


def test_what_stands_everywhere_is_looked_for_only_alone(index):
    """
    Past a hundred passages and a tenth of all, a gram tells nothing beside a rarer one.
    """
    index.put([passage(str(n), f"شائع {prose(n)}") for n in range(150)])
    index.put([passage("rare", "زلزال"), passage("both", "شائع زلزال")])
    index.stamp(1)

    assert set(index.matching("شائع زلزال", limit=999, filters=ANYTHING)) == {"rare#0", "both#0"}
    assert len(index.matching("شائع", limit=999, filters=ANYTHING)) == 151


def test_a_rare_word_weighs_more_and_an_unseen_one_most(index):
    """
    Never below zero, not even for a word of every passage after most were dropped.
    """
    index.put([passage(str(n), f"شائع {'نادر' if n == 0 else 'آخر'}") for n in range(40)])
    index.stamp(1)
    weights = index.idf("stems", ["شايع", "نادر", "مفقود"])
    assert 0 <= weights["شايع"] < weights["نادر"] < weights["مفقود"]

    index.drop([str(n) for n in range(1, 40)])
    index.stamp(2)
    after = index.idf("stems", ["شايع", "نادر", "مفقود"])
    assert min(after.values()) >= 0
    assert after["نادر"] < weights["نادر"]  # it stands in the one that is left


def test_nothing_is_found_before_it_is_stamped_nor_after_it_is_dropped(index, tmp_path):
    """
    Put and drop take effect together; another opening sees the same.
    """
    index.put([passage("a", "كلمة"), passage("b", "كلمة")])
    assert index.count() == 0
    index.stamp(1)
    index.drop(["a", "nobody"])
    assert index.count() == 2
    index.stamp(2)

    again = WordIndex(tmp_path)
    assert (index.count(), again.count(), again.generation()) == (1, 1, 2)
    assert list(again.matching("كلمة", limit=9, filters=ANYTHING)) == ["b#0"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"day", "month", "year", "none"}),
        (Filters(since="2024-01-26"), {"month", "year"}),
        (Filters(until="2024-01-24"), {"month", "year"}),
        (Filters(since="2024-01-25", until="2024-01-25"), {"day", "month", "year"}),
        (Filters(since="2024-02-01"), {"year"}),
        (Filters(since="2025-01-01"), set()),
        (Filters(outlet="الوكاله"), {"day"}),
        (Filters(outlet="reuters", language="en"), {"month"}),
        (Filters(outlet="Reuters", language="ar"), set()),
    ],
)
def test_filters_let_through_what_may_be_meant(index, filters, found):
    """
    A month passes when any day of it does, an undated article only an absent date filter; an
    outlet is known by its name however spelt, and wholly.
    """
    facts = {
        "day": {"date": Dated("2024-01-25", "day", "printed"), "outlet": "الوكالة"},
        "month": {"date": Dated("2024-01", "month", "printed"), "outlet": "Reuters"},
        "year": {"date": Dated("2024", "year", "printed"), "outlet": "Reuters Arabic"},
        "none": {"outlet": None},
    }
    index.put(
        [
            passage(id, "كلمة", language="en" if id == "month" else "ar", **some)
            for id, some in facts.items()
        ]
    )
    index.stamp(1)

    assert {id[:-2] for id in index.matching("كلمة", limit=9, filters=filters)} == found


@given(question=ANY_TEXT, data=st.data())
def test_no_question_breaks_the_index(index, question, data):
    """
    Whatever is asked, and whichever outlet is asked for.
    """
    outlet = data.draw(st.none() | ANY_TEXT)
    index.matching(question, limit=9, filters=Filters(outlet=outlet))


def test_a_damaged_index_is_said_to_be(tmp_path):
    """
    What tantivy cannot open, and a file in place of the folder.
    """
    (tmp_path / "a" / "words").mkdir(parents=True)
    (tmp_path / "a" / "words" / "meta.json").write_text("garbage")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "words").write_text("")

    for home in ("a", "b"):
        with pytest.raises(IndexDamaged, match=r"words index.*rawi rebuild"):
            WordIndex(tmp_path / home)
