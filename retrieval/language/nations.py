"""
Countries, and what news speaks of like one, under their names: noun, adjective, capital.

«القوات الفرنسية» and «القوات الأميركية» differ in one word that decides whether an answer is one.
"""

import re
from functools import lru_cache

from retrieval.language.arabic import cut, fold

# One country a line, its first word its name here. A *capital stands for its government.
_TABLE = """
us أميركا أمريكا أميركي أمريكي *واشنطن america american americans *washington
iraq العراق عراق عراقي عراقيون عراقيين *بغداد iraq iraqi iraqis *baghdad
syria سوريا سورية سوري سوريون سوريين *دمشق syria syrian syrians *damascus
iran إيران إيراني إيرانيون إيرانيين *طهران iran iranian iranians *tehran
turkey تركيا تركي أتراك *أنقرة turkey turkiye türkiye turkish turks turk *ankara
russia روسيا روسي روس *موسكو russia russian russians *moscow
israel إسرائيل إسرائيلي إسرائيليون إسرائيليين israel israeli israelis
lebanon لبنان لبناني لبنانيون لبنانيين *بيروت lebanon lebanese *beirut
spain إسبانيا اسبانيا إسباني إسبان *مدريد spain spanish spaniards *madrid
france فرنسا فرنسي فرنسيون فرنسيين *باريس france french *paris
britain بريطانيا بريطاني بريطانيون بريطانيين *لندن britain british uk *london
germany ألمانيا ألماني ألمان *برلين germany german germans *berlin
italy إيطاليا إيطالي إيطاليون *روما italy italian italians *rome
poland بولندا بولندي *وارسو poland polish *warsaw
netherlands هولندا هولندي netherlands dutch
denmark الدنمارك دنماركي denmark danish
canada كندا كندي *أوتاوا canada canadian canadians *ottawa
australia أستراليا أسترالي *كانبرا australia australian australians *canberra
china الصين صيني صينيون *بكين china chinese *beijing
japan اليابان ياباني *طوكيو japan japanese *tokyo
india الهند هندي *نيودلهي india indian indians
pakistan باكستان باكستاني *إسلام_آباد pakistan pakistani *islamabad
afghanistan أفغانستان أفغاني أفغان *كابول afghanistan afghan afghans *kabul
ukraine أوكرانيا أوكراني *كييف ukraine ukrainian ukrainians *kyiv
saudi السعودية سعودي سعوديون *الرياض saudi *riyadh
uae الإمارات إماراتي *أبوظبي emirates emirati uae
qatar قطر قطري *الدوحة qatar qatari *doha
kuwait الكويت كويتي kuwait kuwaiti
bahrain البحرين بحريني *المنامة bahrain bahraini
oman عُمان عماني *مسقط oman omani *muscat
yemen اليمن يمني يمنيون *صنعاء yemen yemeni yemenis *sanaa
jordan الأردن أردني أردنيون jordan jordanian jordanians *amman
egypt مصر مصري مصريون *القاهرة egypt egyptian egyptians *cairo
libya ليبيا ليبي *طرابلس libya libyan libyans *tripoli
tunisia تونس تونسي تونسيون tunisia tunisian tunisians
algeria الجزائر جزائري جزائريون algeria algerian algerians *algiers
morocco المغرب مغربي مغاربة *الرباط morocco moroccan moroccans *rabat
sudan السودان سودان *الخرطوم sudan sudanese *khartoum
palestine فلسطين فلسطيني فلسطينيون palestine palestinian palestinians
greece اليونان يوناني *أثينا greece greek *athens
sweden السويد سويدي *ستوكهولم sweden swedish *stockholm
norway النرويج نرويجي *أوسلو norway norwegian *oslo
belgium بلجيكا بلجيكي *بروكسل belgium belgian *brussels
portugal البرتغال برتغالي *لشبونة portugal portuguese *lisbon
brazil البرازيل برازيلي brazil brazilian
mexico المكسيك مكسيكي mexico mexican
korea كوريا كوري korea korean *seoul
gaza غزة غزي *حماس gaza gazan gazans *hamas
nato الناتو أطلسي nato
"""
# Names of more than one word, made one; an agency named for its country is not the country.
_PHRASES = tuple(
    (re.compile(rf"\b([وف]?[بلك]?){phrase}\b"), rf"\g<1>{word}")
    for phrase, word in (
        ("(?:ال|ل)?ولايات المتحده(?: الاميركيه)?", "اميركا"),
        ("united states(?: of america)?", "america"),
        ("البيت الابيض", "البيتالابيض"),
        ("white house", "البيتالابيض"),
        ("الصحافه الفرنسيه", "الصحافه"),
    )
)
_US = re.compile(r"\bU\.?S\.?(?:A\b\.?)?(?![\w'])")  # by its capitals: «us» is a pronoun
_CLITICS = [c + a for c in ("و", "ف", "") for a in ("بال", "كال", "ال", "لل", *"بلك", "") if c + a]
_ENDING = re.compile(r"(?<=\w{3})(?:يين|يون|يات|يه|يا)$")


def _singular(word: str) -> str:
    """An adjective's plural, feminine or accusative as its plain form."""
    return _ENDING.sub("ي", word)


_NAMES = {
    _singular(fold(form.strip("*").replace("_", " "))): line.split()[0]
    for line in _TABLE.strip().split("\n")
    for form in line.split()[1:]
}

_CAPITALS = frozenset(fold(form[1:]) for form in _TABLE.split() if form.startswith("*"))


@lru_cache(maxsize=20_000)
def nation(word: str) -> str | None:
    """
    The country a folded *word* names, or None.

    >>> nation("الاميركيه"), nation("للعراقيين"), nation("french"), nation("القوات")
    ('us', 'iraq', 'france', None)
    """
    # «ألباريس» is a minister, not Paris with an article.
    named = (
        bare
        for bare in _bare(word)
        if bare not in _CAPITALS or not word[: -len(bare)].endswith(("ال", "لل"))
    )
    return next(filter(None, (_NAMES.get(_singular(bare)) for bare in named)), None)


def capital(word: str) -> bool:
    """
    Whether the country of a folded *word* is named by its capital.

    >>> capital("وبغداد"), capital("madrid"), capital("العراق")
    (True, True, False)
    """
    return not _CAPITALS.isdisjoint(_bare(word))


def _bare(word: str) -> list[str]:
    """*word*, and what it is without each of the clitics it may begin with."""
    return [word] + [
        word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) > len(c) + 2
    ]


@lru_cache(maxsize=64)  # every check of a sentence reads the question again
def named(text: str) -> str:
    """*text* folded, with a country's name of several words as one."""
    folded = fold(_US.sub("america", text))
    for phrase, word in _PHRASES:
        folded = phrase.sub(word, folded)
    return folded


def tokens(text: str) -> list[str]:
    """
    The folded words of *text*, with a name of several words as one.

    >>> tokens("وللولايات المتحدة 900 جندي")
    ['ولاميركا', '900', 'جندي']
    """
    return cut(named(text))
