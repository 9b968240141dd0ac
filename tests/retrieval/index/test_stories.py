"""Copies, cut copies, edited copies and updates, told apart."""

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
        (" ".join(REPORT[60:] + report(2)), True, False),
        (" ".join(REPORT[100:] + report(2)), False, False),
        (TEXT + " وارتفع العدد إلى 14 قتيلاً", True, False),
        (edited(100), True, False),
        (edited(20), True, False),
        (" ".join(report(2)), False, False),
        (" ".join(REPORT[:20]), True, True),
        ("", False, False),
    ],
    ids=[
        *("same", "spelled", "lead", "cut", "half new", "background", "update"),
        *("1 %", "5 %", "other", "lead alone", "empty"),
    ],
)
def test_versions_of_a_report(version, same, copy):
    """
    Two thirds of a text in another make one story; a copy has no word that the other lacks.
    """
    assert same_story(version, TEXT) is same_story(TEXT, version) is same
    assert adds_nothing(version, TEXT) is copy


def test_short_texts_are_matched_whole():
    """
    Under 40 words the same words in a frame are one story, and the same opening is not.
    """
    short = " ".join(REPORT[:30])

    assert same_story(short, short.replace("ا", "إ") + "!")
    assert same_story(f"وكالة الأنباء - {short} وننشر ما يستجد من أخبار في حينه.", short)
    assert not same_story(short, " ".join(REPORT[:22] + report(2, 8)))


def test_one_sentence_of_three_edited():
    """
    Every third word of a third of the text: hardly a run of it is left, but nearly all its words.
    """
    words = [word if i > 40 or i % 3 else "غيرها" for i, word in enumerate(REPORT[:120])]

    assert same_story(" ".join(words), " ".join(REPORT[:120]))


NOTICE = (
    "تغلق البلدية شارع المرفأ أمام السيارات من الساعة {} صباحا حتى الساعة {} مساء بسبب أشغال الصيانة "
    "وتدعو السائقين إلى سلوك طريق الحزام وإلى احترام إشارات أعوان المرور في المفترقات كلها، وتضع على "
    "ذمتهم {} حافلة تنطلق من المحطة المركزية كل ربع ساعة ولا تتوقف قبل الميناء."
)


def test_a_notice_with_other_numbers_in_its_places_is_another():
    """
    One number apart is a correction; a credit and a footer with numbers of their own change nothing.
    """
    notice = NOTICE.format(7, 5, 12)

    assert not same_story(notice, NOTICE.format(8, 6, 12))
    assert same_story(notice, NOTICE.format(7, 5, 14))
    assert same_story(notice, f"(وكالة 44) {notice} للاتصال: 555 12 34 و555 12 35")


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
        version = {*shingles(" ".join(report(seed)[90:106]))}
        assert [i for i, kept in enumerate(samples) if kept & version] == [seed]


@settings(deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=300, unique=True))
def test_sample_is_a_small_part(hashes):
    """
    A sample is part of its list, with one of every twelve in a row; of a long list about a seventh.
    """
    chosen = sample(hashes)

    assert chosen <= set(hashes)
    assert all(chosen & {*hashes[i : i + 12]} for i in range(len(hashes) - 11))
    assert bool(chosen) == bool(hashes)


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
    With a frame, cut, respelt, moved, a sentence edited, and all at once.
    """
    assert main(ROOT / "seeds", 5) >= 0.98
