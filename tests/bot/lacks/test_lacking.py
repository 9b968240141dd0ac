"""Near misses: what looks like an answer and is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.matching import Bag
from bot.extraction.nations import tokens
from bot.extraction.questions import asked
from bot.lacks.counts import undated
from bot.lacks.days import missing_time
from bot.lacks.lacking import lacking
from bot.lacks.scene import Scene
from retrieval.language.arabic import words
from retrieval.types import Dated, Source


def lack(question, sentence, *, before="", title="", unseen=()):
    """What *sentence* lacks; *unseen* are words that no passage of the archive holds."""
    taken = asked(question)
    rarity = {term: 1.0 if term in unseen else 0.5 for term in taken.terms}
    here, last, above = Bag(sentence), Bag(before), Bag(title)
    return lacking(taken, Scene(sentence, here, last, above, here + last + above, rarity))


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("كم عدد القوات الفرنسية في العراق؟", "عدد القوات الأميركية في العراق 2500.", "الفرنسيه"),
        ("كم جنديا بريطانيا في سوريا؟", "في سوريا 900 جندي أميركي.", "بريطانيا"),
        ("كم جندياً فرنسياً في العراق؟", "في العراق 300 جندي أميركي.", "فرنسيا"),
        ("كم عدد القوات الأميركية في أفغانستان؟", "عدد القوات الأميركية 2500.", "افغانستان"),
        ("How many German troops are in Iraq?", "There are 2,500 US troops in Iraq.", "german"),
        ("How many German troops are in Iraq?", "في العراق 2500 جندي أميركي.", "german"),
        # The country is there, but the troops are another's.
        ("كم عدد القوات التركية في سوريا؟", "القوات الأميركية في سوريا 900، وتركيا قلقة.", "التركيه"),
    ],
)  # fmt: skip
def test_another_country(question, sentence, word):
    """
    A sentence that counts another country's soldiers lacks the country asked about.
    """
    assert lack(question, sentence) == word


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("من هو وزير الدفاع الإيراني؟", "قال وزير الخارجية الإيراني إن بلاده قلقة.", "وزير الدفاع الايراني"),
        ("من هو رئيس البرلمان العراقي؟", "قال رئيس الوزراء العراقي إنه سيزور البلدة.", "رييس البرلمان العراقي"),
        ("من هو رئيس الولايات المتحدة؟", "أفاد بأن رئيس الحكومة سيدرس الرسالة الأميركية.", "رييس اميركا"),
    ],
)  # fmt: skip
def test_another_office(question, sentence, word):
    """
    The words of a title must stand together, not merely in one sentence.
    """
    assert lack(question, sentence) == word


@pytest.mark.parametrize(
    ("question", "sentence", "before", "word"),
    [
        ("ماذا قال السوداني عن الهجوم؟", "قال الحسيني إن الهجوم ردّ.", "", "السوداني"),
        ("ماذا قال السوداني عن الهجوم؟", "قال الحسيني إن السوداني لم يعلّق بعد على الهجوم.", "", None),
        ("ماذا قال السوداني عن الهجوم؟", "قال السوداني إن الهجوم مدان.", "", None),
        ("ماذا قال السوداني عن الهجوم؟", "وأضاف أن الهجوم مدان.", "قال السوداني إنه حزين.", None),
        ("ماذا قالت تركيا عن الهجوم؟", "تقول روسيا إن فصائل تابعة لتركيا شنت الهجوم.", "", "تركيا"),
        ("ماذا قالت تركيا عن الهجوم؟", "وقع الهجوم يوم الأحد وفقاً لتركيا.", "", None),
        ("What did Austin say about the strikes?", "Austin called the strikes necessary.", "", None),
        ("What did Austin say about the strikes?", "Singh said the strikes hit Austin's office.", "", "austin"),
        ("ماذا قالت «طالبان» عن الحدود؟", "طالب المتحدث بحماية الحدود.", "", "طالبان"),
    ],
)  # fmt: skip
def test_another_speaker(question, sentence, before, word):
    """
    Who is asked about must be the one who speaks, here or in the sentence this one carries on.
    """
    assert lack(question, sentence, before=before) == word


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("كم يبلغ عدد سكان حلب؟", "تبعد حلب 10 كيلومترات.", "سكان"),
        ("ما هي عاصمة البلاد؟", "غادر الوزير البلاد.", "عاصمه"),
        ("What is the population of Aleppo?", "Aleppo was attacked in 2024.", "population"),
        ("متى تأسس الاتحاد؟", "اجتمع الاتحاد عام 2019.", "تاسس"),
        ("When was the union founded?", "The union met in 2019.", "founded"),
    ],
)
def test_another_fact(question, sentence, word):
    """
    A fact of reference or an event that nothing near speaks of is named as missing.
    """
    assert lack(question, sentence) == word


@pytest.mark.parametrize(
    ("question", "sentence", "unseen", "word"),
    [
        ("كم دبابة في المدينة؟", "في المدينة 30 جندياً.", {"دبابه"}, "دبابه"),
        ("كم دبابة في المدينة؟", "في المدينة 30 مدرعة.", (), "دبابه"),
        ("كم تبعد البلدة عن الحدود؟", "بين البلدة والحدود 60 كيلومتراً.", {"تبعد"}, None),
        ("متى زار ماكرون المدينة؟", "زار الوزير المدينة الأحد.", {"ماكرون"}, "ماكرون"),
    ],
)
def test_what_no_report_speaks_of(question, sentence, unseen, word):
    """
    What is counted, or whom it happened to, must be told of; a verb of measure need not.
    """
    assert lack(question, sentence, unseen=unseen) == word


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("كم عدد القوات الأميركية في العراق؟", "تنشر الولايات المتحدة في العراق 2500 جندي."),
        ("من وزير خارجية إسبانيا؟", "قال وزير خارجية إسبانيا خوسيه ألباريس إن الهجمات مدانة."),
        ("متى تأسس الجيش العراقي؟", "تأسس الجيش العراقي عام 1921."),
        ("How many US troops are in Syria?", "أما في سوريا فعدد الجنود الأميركيين 900."),
        ("Who is the US ambassador to Iraq?", "US Ambassador to Iraq Alina Romanowski spoke."),
        ("من ترك منصبه في الوزارة؟", "ترك الوكيل منصبه في الوزارة."),
        ("من ترك منصبه في الوزارة؟", "تخلّى الوكيل عن منصبه في الوزارة."),
        ("What did the general tell us about drones?", "The general told reporters drones are deadly."),
    ],
)  # fmt: skip
def test_an_answer_lacks_nothing(question, sentence):
    """
    Another name of the country, another language or order of words is no lack.
    """
    assert lack(question, sentence) is None


def test_the_title_can_name_the_country():
    """
    A report on Syria need not say so in every sentence.
    """
    question, sentence = "ماذا حدث في سوريا؟", "اندلعت معارك جديدة."

    assert lack(question, sentence) == "سوريا"
    assert lack(question, sentence, title="معارك في سوريا") is None


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("قُتل 12 في 24 يناير 2024", "قتل 12 في"),
        ("on January 24, 2024 it fell", "on it fell"),
        ("للولايات المتحدة 2500 جندي", "للولايات المتحده 2500 جندي"),
        ("نشرت 2000 جندي هناك", "نشرت 2000 جندي هناك"),
        ("There were 1900 soldiers", "there were 1900 soldiers"),
    ],
)
def test_numbers_of_dates_do_not_count(sentence, left):
    """
    A day and a year are no quantity; a round number before what it counts is no year.
    """
    assert words(undated(sentence)) == left.split()


@pytest.mark.parametrize("sentence", ["", "* * *", "…", "—"])
def test_a_line_without_words_breaks_nothing(sentence):
    """
    Pages hold lines of asterisks; they answer nothing and stop nothing.
    """
    lack("What did Austin say about the strikes?", sentence, title="Austin on the strikes")
    lack("ماذا قال أوستن عن الضربات؟", sentence, title="أوستن والضربات")


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_a_lack_is_worded_in_the_question(question, sentence, before):
    """
    Whatever the texts, what is missing is a word of the question.
    """
    found = lack(question, sentence, before=before)

    assert found is None or set(found.split()) <= set(tokens(question))


@pytest.mark.parametrize(
    ("question", "published", "passage", "year"),
    [
        ("ماذا حدث في حلب في يناير 2024؟", "2024-11-28", "هجوم في 28 نوفمبر 2024", "2024"),
        ("كم عدد القوات في العراق عام 2019؟", "2021-12-10", "في العراق 2500 جندي", "2019"),
        ("What happened in January 2022?", "2024-01-22", "أصيب أربعة جنود", "2022"),
        ("كم عدد القوات في العراق عام 2021؟", "2021-12-10", "في العراق 2500 جندي", None),
        ("ماذا حدث في يناير 2024؟", "2024-02-02", "هجوم في 28 الشهر الماضي", None),
        ("ماذا حدث في يناير 2020؟", "2021-12-10", "اغتيل في يناير 2020 قائد", None),
        ("ماذا حدث منذ مارس 2023؟", "2024-01-25", "بدأت المحادثات", None),
        ("ماذا حدث في يناير 2020؟", None, "بدأت المحادثات", None),
        ("ماذا حدث في يناير؟", "2021-12-10", "بدأت المحادثات", None),
    ],
)
def test_other_days(question, published, passage, year):
    """
    A report of other days that does not speak of those asked about lacks their year.
    """
    dated = Dated(published, "day" if published else "none", "printed" if published else "none")
    source = Source(id="a", title="", date=dated)

    assert missing_time(asked(question), source, Bag(passage)) == year
