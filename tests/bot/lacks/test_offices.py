"""Who holds an office, and who only seems to."""

import pytest

from tests.bot.lacks.test_lacking import lack


@pytest.mark.parametrize(
    ("question", "sentence", "title"),
    [
        ("من هو سفير العراق في واشنطن؟", "سلّمت رومانوسكي، سفيرة الولايات المتحدة في بغداد، رسالة.", "سفير العراق"),
        ("ما اسم زعيم الميليشيا؟", "قتلت الغارة زعيم ميليشيا يقف وراء الهجمات.", "زعيم الميليشيا"),
        ("ما اسم زعيم هيئة تحرير الشام؟", "بدأ الهجوم تحالف تتزعمه هيئة تحرير الشام.", "زعيم هييه تحرير الشام"),
        ("من هو رئيس تركيا؟", "A Turkish source said Turkey was watching closely.", "رييس تركيا"),
        ("من هو سفير العراق؟", "أصدرت سفارة العراق بياناً عن كرم العراقيين.", "سفير العراق"),
        ("Who is the Russian president?", "They fled the forces of President Assad.", "russian president"),
    ],
)  # fmt: skip
def test_nobody_is_said_to_hold_it(question, sentence, title):
    """
    Another country's office, one without a name, or a body that leads others; named in full.
    """
    assert lack(question, sentence, title="Russia, Turkey, تركيا") == title


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("من هي السفيرة الأميركية في بغداد؟", "سلّمت رومانوسكي، سفيرة الولايات المتحدة في بغداد، رسالة."),
        ("من قائد الفرقة الخامسة؟", "قال الجنرال رامي حداد، قائد الفرقة الخامسة، إنه باقٍ."),
        ("من وزير الخارجية العراقي؟", "التقى الوفد وزير الخارجية العراقي فؤاد حسين."),
        ("من كان قائد الثورة؟", "قامت الثورة بقيادة العقيد عبد الوهاب الشواف."),
        ("Who is the US ambassador to Iraq?", "US Ambassador Alina Romanowski met Iraqi ministers."),
        ("من هو الملك كلوفيس؟", "كان كلوفيس أول من وحّد القبائل."),
        ("من عيّنه وزيراً للدفاع؟", "عيّنه مرسي وزيراً للدفاع."),
    ],
)  # fmt: skip
def test_who_holds_it(question, sentence):
    """
    A name beside the title, by its word or by what is done in it; other questions want no office.
    """
    assert lack(question, sentence) is None
