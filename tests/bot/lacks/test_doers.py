"""Who did it."""

import pytest

from tests.bot.lacks.test_lacking import lack


@pytest.mark.parametrize(
    ("question", "sentence", "deed"),
    [
        ("من نفذ محاولة الاغتيال؟", "ونُفّذت محاولة الاغتيال بثلاث طائرات.", "نفذ"),
        ("من نفذ محاولة الاغتيال؟", "أعلنت العاصمة فشل محاولة الاغتيال.", "نفذ"),
        ("من نفذ محاولة الاغتيال؟", "نفذ أربعة مسلحين محاولة الاغتيال.", None),
        ("من أطلق الصواريخ؟", "قال إن صواريخ عدة أُطلقت على المعسكر.", "اطلق"),
        ("من أطلق الصواريخ على المطار؟", "أطلق مسلحون الصواريخ على القاعدة.", "اطلق"),
        ("Which group leads the rebels?", "The rebels wanted to head off an attack.", "leads"),
        ("Which group leads the rebels?", "The rebels are led by a former officer.", None),
        ("Who leads the alliance?", "The attack was launched by rebels led by the alliance.", "leads"),
        ("Who leads the alliance?", "The alliance is led by a former officer.", None),
    ],
)  # fmt: skip
def test_whose_deed_it_is(question, sentence, deed):
    """
    A deed told passively names nobody, and who is led does not lead.
    """
    assert lack(question, sentence) == deed
