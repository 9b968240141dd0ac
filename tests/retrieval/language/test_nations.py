"""Countries under every name news gives them."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import fold
from retrieval.language.nations import countries, nation
from tests.countries import lines

NAMES = {
    "US": "أميركا أمريكا الأميركي الأمريكية والأميركيون للأمريكيين واشنطن America Washington",
    "IQ": "العراق بالعراق العراقية للعراقيين وبغداد Iraqi Baghdad",
    "SY": "سوريا سورية السوريون دمشق Syrians",
    "IR": "إيران الإيرانية طهران Iranian Tehran",
    "FR": "فرنسا الفرنسية كالفرنسيين باريس French",
    "GB": "بريطانيا البريطانيون لندن وبريطانيا ولندن British",
    "TR": "تركيا التركية الأتراك أنقرة Türkiye Turkish",
    "EG": "مصر المصريين القاهرة Egyptian Cairo",
    "LB": "لبنان اللبنانية بيروت ولبنان وبيروت Lebanese",
    "RU": "روسيا الروس موسكو Russians",
    "ES": "إسبانيا الإسبانية الإسبان Madrid",
    "TN": "تونس التونسيات Tunisian",
}


def named(text):
    return {*countries(text)}


@pytest.mark.parametrize(
    ("word", "country"), [(word, one) for one, names in NAMES.items() for word in names.split()]
)
def test_a_country_under_its_names(word, country):
    """
    Noun, adjective, people and capital, with article, prefix or plural ending.
    """
    assert nation(fold(word)) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("كم جندياً فرنسياً في القاعدة؟", "FR"),
        ("كم خبيراً إيرانياً قُتل؟", "IR"),
        ("أصيب 20 مدنياً عراقياً", "IQ"),
        ("ضابطاً أميركياً", "US"),
    ],
)
def test_the_accusative_of_an_adjective_is_its_country(text, country):
    """
    «كم جندياً فرنسياً» is how Arabic counts: the noun and its adjective take an alif.
    """
    assert named(text) == {country}


@pytest.mark.parametrize("text", ["سلطنة عُمان", "زار وفد مسقط وسلطنة عمان", "Oman"])
def test_oman_is_not_amman(text):
    """
    Without its marks the sultanate is spelt as Jordan's capital; it is still Oman.
    """
    assert "OM" in named(text)
    assert "JO" not in named(text)


@pytest.mark.parametrize(
    "word", ["القوات", "الدفاع", "troops", "2024", "السلام", "اليمين", ["الصين", "الشعبية"][1], ""]
)
def test_other_words_name_no_country(word):
    """
    A word that only resembles a country is none.
    """
    assert nation(fold(word)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الولايات المتحدة والعراق", {"US": "الولايات المتحده", "IQ": "والعراق"}),
        ("للولايات المتحدة 900 جندي", {"US": "للولايات المتحده"}),
        ("وبكوريا الشمالية", {"KP": "وبكوريا الشماليه"}),
        ("الجيش الكوري الشمالي", {"KP": "الكوري الشمالي"}),
        ("the United States of America", {"US": "america"}),
        ("the U.S. asked us", {"US": "america"}),
        ("في جنوب أفريقيا", {"ZA": "جنوب افريقيا"}),
    ],
)
def test_a_name_of_several_words_is_one(text, found):
    """
    Under whatever prefix, as a reader knows it again.
    """
    assert countries(text) == found


@pytest.mark.parametrize(
    "text",
    ["وكالة الصحافة الفرنسية", "القطاع المالي", "شبه الجزيرة الكورية", "ثلاثة بنين", "البغدادي"],
)
def test_what_is_named_after_a_country_is_not_the_country(text):
    """
    Nor is a word spelt like one, or a man named after its capital.
    """
    assert named(text) == set()


@given(
    st.sampled_from(["عراقي", "سوري", "فرنسي", "اميركي", "ايراني", "لبناني", "مصري"]),
    st.sampled_from(["", "و", "ف"]),
    st.sampled_from(["ال", "بال", "كال", "لل", ""]),
    st.sampled_from(["", "ه", "ون", "ين"]),
)
def test_inflection_does_not_hide_a_country(adjective, conjunction, article, ending):
    """
    Any conjunction, article and ending on an adjective leaves its country.
    """
    assert nation(conjunction + article + adjective + ending) == nation(adjective) is not None


@pytest.mark.parametrize("row", lines(), ids=lambda row: row[:2])
def test_every_country_of_cldr_is_known(row):
    """
    In Arabic and English; those of one word by their Arabic adjective as well.
    """
    code, arabic, english = row.split("\t")
    common = {"ML", "BJ", "JE", "TD", "NU", "GG"}  # words of other meanings as well
    of_america = {"UM", "VI"}  # read as the United States

    for name in (arabic, english):
        assert code in named(name) or code in common | of_america


def test_the_list_of_countries_is_current():
    """
    As Babel has it: else ``python -m tests.countries > retrieval/language/data/countries.tsv``.
    """
    kept = files("retrieval.language").joinpath("data/countries.tsv").read_text("utf-8")

    assert kept.splitlines() == lines()
