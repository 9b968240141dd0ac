"""Copies, cut copies and updates, told apart by five-word runs."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index.stories import adds_nothing, containment, same_story, sample, shingles
from tests.conftest import ROOT
from tests.duplicates import main


def report(seed: int, length: int = 200) -> list[str]:
    """A text of made-up words, a different one for every seed."""
    chance = random.Random(seed)
    letters = "ابتثجحخدرزسشصعغفقكلمنهوي"
    vocabulary = ["".join(chance.choices(letters, k=5)) for _ in range(400)]
    return chance.choices(vocabulary, k=length)


REPORT = report(1)
TEXT = " ".join(REPORT)


def edited(every: int) -> str:
    """The report with one word in *every* exchanged."""
    return " ".join("غيرها" if i % every == every - 1 else word for i, word in enumerate(REPORT))


@pytest.mark.parametrize(
    ("version", "same", "copy"),
    [
        (TEXT, True, True),
        (TEXT.replace("ا", "أ").replace(" ", "، "), True, True),
        (" ".join(REPORT[:50]), True, True),
        (" ".join(REPORT[:60] + REPORT[120:]), True, True),
        (" ".join(REPORT[80:] + report(2)), True, False),
        (TEXT + " وارتفع العدد إلى 14 قتيلاً", True, False),
        (edited(100), True, False),
        (edited(20), True, False),
        (" ".join(report(2)), False, False),
        (" ".join(REPORT[:20]), False, False),
        ("", False, False),
    ],
    ids=[
        *("same", "spelled", "lead", "cut", "half new", "update"),
        *("1 %", "5 %", "other", "headline", "empty"),
    ],
)
def test_versions_of_a_report(version, same, copy):
    """
    Half a text in another makes one story; a copy has no word that the other lacks.
    """
    assert same_story(version, TEXT) is same_story(TEXT, version) is same
    assert adds_nothing(version, TEXT) is copy


def test_short_texts_match_only_their_equal():
    """
    Under 40 words nothing short of the same words in the same order is the same story.
    """
    short = " ".join(REPORT[:39])

    assert same_story(short, short.replace("ا", "إ") + "!")
    assert not same_story(short, short + " وأكثر")
    assert not same_story(short, TEXT)


def test_hashes_are_stable_and_fit_sqlite():
    """
    Another process computes the same numbers, within the signed 64 bits of SQLite.
    """
    code = "from retrieval.index.stories import shingles; print(sorted(shingles('خبر قصير')))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert other.stdout.strip() == str(sorted(shingles("خبر قصير")))
    assert all(-(2**63) <= hash_ < 2**63 for hash_ in shingles(TEXT))


def test_sample_finds_every_near_copy():
    """
    Looking all hashes of a version up among the samples of 100 reports finds its report.
    """
    samples = [sample(shingles(" ".join(report(seed)))) for seed in range(100)]

    for seed in range(100):
        version = shingles(" ".join(report(seed)[:60]))
        assert [i for i, kept in enumerate(samples) if kept & version] == [seed]


@settings(deadline=None)
@given(st.sets(st.integers(-(2**63), 2**63 - 1), max_size=300))
def test_sample_is_a_small_part(hashes):
    """
    A sample is part of its set, never empty for a set that is not, about an eighth of a large one.
    """
    chosen = sample(hashes)

    assert chosen <= hashes
    assert len(chosen) >= min(8, len(hashes))
    assert containment(chosen, hashes) == (1.0 if hashes else 0.0)


@settings(deadline=None)
@given(st.text())
def test_any_text_contains_itself(text):
    """
    Whatever the text, comparing it with itself is 1, or 0 when it has no words.
    """
    hashes = shingles(text)

    assert containment(hashes, hashes) == (1.0 if hashes else 0.0)


def test_reprints_are_told_for_one_story():
    """
    With a credit, cut, respelt, without a sentence, a word in twenty changed.
    """
    assert main(ROOT / "seeds", 5) >= 0.98
