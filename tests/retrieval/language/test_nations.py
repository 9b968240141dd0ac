"""Countries under every name news gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import fold
from retrieval.language.nations import nation, tokens

NAMES = {
    "us": "أميركا أمريكا الأميركي الأمريكية والأميركيون للأمريكيين واشنطن America Washington",
    "iraq": "العراق بالعراق العراقية للعراقيين وبغداد Iraqi Baghdad",
    "syria": "سوريا سورية السوريون دمشق Syrians",
    "iran": "إيران الإيرانية طهران Iranian Tehran",
    "france": "فرنسا الفرنسية كالفرنسيين باريس French",
    "britain": "بريطانيا البريطانيون لندن وبريطانيا ولندن British",
    "turkey": "تركيا التركية الأتراك أنقرة Türkiye Turkish",
    "egypt": "مصر المصريين القاهرة Egyptian Cairo",
    "lebanon": "لبنان اللبنانية بيروت ولبنان وبيروت Lebanese",
    "russia": "روسيا الروس موسكو Russians",
    "spain": "إسبانيا الإسبانية الإسبان Madrid",
    "tunisia": "تونس التونسيات Tunisian",
}


def named(text):
    return set(filter(None, map(nation, tokens(text))))


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
        ("كم جندياً فرنسياً في القاعدة؟", "france"),
        ("كم خبيراً إيرانياً قُتل؟", "iran"),
        ("أصيب 20 مدنياً عراقياً", "iraq"),
        ("ضابطاً أميركياً", "us"),
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
    assert "oman" in named(text)
    assert "jordan" not in named(text)


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
        ("الولايات المتحدة الأميركية والعراق", ["اميركا", "والعراق"]),
        ("للولايات المتحدة 900 جندي", ["لاميركا", "900", "جندي"]),
        ("وبالولايات المتحدة", ["وباميركا"]),
        ("the United States of America", ["the", "america"]),
        ("قالت الولايات المتحدة", ["قالت", "اميركا"]),
    ],
)
def test_a_name_of_several_words_is_one(text, found):
    """
    Its prefix stays, so that it can be read like any other word.
    """
    assert tokens(text) == found


@pytest.mark.parametrize("text", ["وكالة الصحافة الفرنسية", "أعلن البيت الأبيض", "the White House"])
def test_what_is_named_after_a_country_is_not_the_country(text):
    """
    An agency's report from Baghdad is not about France.
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
