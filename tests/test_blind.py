"""
A short form of ``make blind``, as a guard: the shape of the sets, and a floor under a sample.

No assertion shows a case: a failure must not make anybody read one.
"""

import json
from collections import Counter

import pytest

from tests.blind import sets
from tests.blind.__main__ import revealed
from tests.blind.counts import auc, lines, summary
from tests.blind.facts import holds, met
from tests.blind.sets import Asked, Blind
from tests.blind.trial import Outcome, Trial, opened, tried

OWN = sets.own()


DOMAINS = {"economy", "politics"}  # of five, for all articles take a minute to embed


@pytest.fixture(scope="module", name="trial")
def _trial(tmp_path_factory, embedder):
    """Every second question on the articles of some domains, and a chain on them in each language."""
    folder = tmp_path_factory.mktemp("blind")
    lines = OWN.articles.read_text("utf-8").splitlines()
    articles = folder / OWN.articles.name
    articles.write_text("\n".join(one for one in lines if json.loads(one)["domain"] in DOMAINS))
    about = tuple(one for one in OWN.questions if one.tags["domain"] in DOMAINS)
    sample = Blind(OWN.name, articles, about[::2], (OWN.chains[0], OWN.chains[8]))
    archive = opened(sample, folder, embedder)
    yield tried(sample, archive)
    archive.close()


def test_the_sets_are_large_and_varied():
    """
    Articles, questions, near misses, chains and requests, in two languages, all that was promised.
    """
    articles = [json.loads(line) for line in OWN.articles.read_text("utf-8").splitlines()]
    ids = {one["id"] for one in articles}
    answerable = [one for one in OWN.questions if one.answerable]
    wordings = Counter(one.tags["wording"] for one in OWN.questions)

    assert len(articles) == len(ids) >= 60
    assert len({one["domain"] for one in articles}) >= 5
    assert {one["language"] for one in articles} == {"ar", "en"}
    assert (len(answerable) >= 150, len(OWN.questions) - len(answerable) >= 80) == (True, True)
    assert (len(OWN.chains) >= 20, len(OWN.requests) >= 20) == (True, True)
    assert set(wordings) == {"plain", "paraphrased", "colloquial"}
    assert len({one.id for one in OWN.questions}) == len(OWN.questions)
    assert {id for one in OWN.requests for id in one.articles} - ids == set()


def test_every_answerable_question_has_facts():
    """
    And a near miss has none.
    """
    every = [*OWN.questions, *(turn for chain in OWN.chains for turn in chain.turns)]
    assert [one.id for one in every if bool(one.facts) != one.answerable] == []


def test_nothing_is_misquoted(trial):
    """
    What is shown stands where it is said to stand.
    """
    assert summary(trial)["misquoted"] == 0


def test_a_sample_stays_above_its_floor(trial):
    """
    A little below what was measured when the floor was set.
    """
    told = summary(trial)
    assert told["shown"] >= FLOOR["shown"] * told["answerable"]
    assert told["wrong"] <= FLOOR["wrong"] * told["answerable"]
    assert told["near misses answered"] <= FLOOR["near misses"] * told["near misses"]


FLOOR = {"shown": 0.6, "wrong": 0.1, "near misses": 0.2}  # shares; 0.71, 0 and 0 then


def asked(id="a", **tags):
    return Asked(id, "كم؟", True, {"any": ["12500"]}, (), tags)


@pytest.mark.parametrize(
    ("text", "facts", "held"),
    [
        ("بلغ العدد ١٢٬٥٠٠ جندي", {"any": ["12500"]}, True),
        ("في 19 مايو", {"any": ["9"]}, False),
        ("ارتفع 3.5 في المئة", {"any": ["3"]}, False),
        ("قال الوزير إنه سيعود", {"all": ["الوزير", "سيعود"]}, True),
        ("قال الوزير", {"all": ["الوزير", "سيعود"]}, False),
        ("ثلاثة أشخاص", {"any": ["3", "ثلاثه"]}, True),
        ("وُقّع في الرباط", {"pattern": ["الرباط|تونس"]}, True),
        ("x", {"all": [], "pattern": ["y"]}, False),
    ],
)
def test_facts_are_found_however_they_are_spelt(text, facts, held):
    """
    Marks, digits and separators aside; a number only whole.
    """
    assert met(text, facts) == held


def test_a_number_is_not_part_of_another():
    assert [holds(text, "20") for text in ("20 قتيلاً", "2024", "1.20", "20,000", "20.")] == [
        *(True, False, False, False, True)
    ]


def test_only_counts_are_told():
    """
    Neither a question, nor a fact, nor an id stands in what is printed.
    """
    outcome = Outcome(asked("secret-id", kind="howmany"), "answered", 0.9, True, True, True)
    told = "\n".join(lines([Trial("own", (outcome,), ((outcome,),), ())]))

    assert "howmany" in told
    assert not any(secret in told for secret in ("secret-id", "كم؟", "12500"))


def test_what_is_revealed_is_spent(tmp_path):
    """
    Whoever reads a case finds it written down that its set is blind no longer.
    """
    log = tmp_path / "SPENT.md"
    trial = Trial("own", (Outcome(asked(), "refused", 0.1),), (), ())
    told = [*revealed([trial], ["a"], log)]
    none = [*revealed([trial], ["b"], log)]

    assert (told[0], none) == ("a: كم؟", [])
    assert log.read_text("utf-8").count("own: a") == 1


def test_the_area_under_the_curve():
    assert (auc([1, 1], [0]), auc([0], [1]), auc([1], [1]), auc([], [1])) == (1, 0, 0.5, 0.5)
