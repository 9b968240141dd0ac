"""Numbers and days compared where the rest of a sentence is an extract."""

import pytest

from bot.verification.contradiction import figures
from bot.verification.windows import Window, lines
from retrieval.language.sentences import sentences
from retrieval.types import Passage, Source


def window(text):
    return Window(tuple(lines([Passage(Source("a", "خبر"), 0, text, tuple(sentences(text)))])))


SOURCE = "أغلقت الأمطار طريق الساحل يوم الثلاثاء 12 نوفمبر 2024 بعد سقوط أربعة أعمدة على الرصيف."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SOURCE, "same"),
        (SOURCE.replace("أربعة", "4"), "same"),
        (SOURCE.replace("12 نوفمبر", "الثاني عشر من تشرين الثاني"), "same"),
        (SOURCE.replace("أربعة", "تسعة"), "other"),
        (SOURCE.replace("أربعة", "40"), "other"),
        (SOURCE.replace("12 نوفمبر", "15 نوفمبر"), "other"),
        (SOURCE.replace("الثلاثاء 12 نوفمبر 2024", "الأربعاء"), "other"),
        (SOURCE.replace("أربعة", "أكثر من أربعة"), None),
        ("أغلقت الرياح طريق الجبل بعد سقوط أربعة أعمدة على الرصيف.", None),
    ],
)
def test_figures_are_compared_where_the_rest_is_an_extract(text, found):
    """
    The same in other words or digits, another, or nothing that can be told.
    """
    assert figures(text, window(SOURCE)) == found


def test_in_english():
    """
    A toll in words and in digits is one, another is another.
    """
    source = "The storm closed the coast road and killed twenty-five cows on Tuesday."

    assert figures(source.replace("twenty-five", "25"), window(source)) == "same"
    assert figures(source.replace("twenty-five", "35"), window(source)) == "other"
    assert figures(source.replace("Tuesday", "Friday"), window(source)) == "other"
