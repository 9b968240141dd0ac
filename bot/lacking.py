"""
What a sentence lacks of what is asked: likeness is not an answer.

«كم عدد القوات الفرنسية في العراق؟» finds the sentence that counts the American ones, and every
measure of likeness is high. So besides likeness there are checks that name what is missing.
Pure and deterministic; each check answers with the word of the question that the archive lacks.
"""

import re
from collections.abc import Sequence

from bot.matching import key
from bot.nations import nation
from bot.questions import Asked
from retrieval.arabic import STOPWORDS, arabic_share, fold, stem, words

_UNSEEN = 0.97  # rarity of a word that no passage holds
_ROLES = frozenset(
    map(
        stem,
        words(
            """وزير وزيرة رئيس رئيسة سفير سفيرة قائد زعيم متحدث ناطق مستشار ملك أمير محافظ مدير نائب
            حاكم أمين minister president ambassador commander leader spokesman spokesperson adviser
            advisor king governor chief secretary speaker""",
        ),
    )
)
_REPORTING = frozenset(
    map(
        stem,
        words(
            """قال قالت يقول تقول أضاف أضافت أعلن أعلنت صرح صرحت أكد أكدت ذكر ذكرت كتب كتبت وصف وصفت
            أشار أشارت أوضح أوضحت نفى نفت رأى اعتبر اعتبرت دعا دعت طالب طالبت حذر حذرت ندد نددت أدان
            أدانت أفاد أفادت تابع شدد شددت انتقد اتهم اتهمت جدد نشر نقل نقلت بحسب وفق كشف كشفت عدّ
            ختم أعرب أعربت شكر حيّا said says told wrote called announced denied described condemned added
            warned reported according stated urged""",
        ),
    )
)
_SPEAKER = re.compile(
    r"\b(?:ماذا|ما الذي|بماذا|بم|كيف|ما)\s+(?:قال|قالت|يقول|تقول|صرح|صرحت|اعلن|اعلنت|كتب|كتبت|وصف|وصفت|ذكر|ذكرت"
    r"|رد|ردت|علق|علقت)\s+(?:عن\w*\s+)?(?P<ar>\w+(?:\s+\w+)?)"
    r"|\bwhat (?:did|does|has)\s+(?P<en>.+?)\s+(?:say|said|write|tell|announce)\b"
)
_PHRASES = (("الولايات المتحده الاميركيه", "اميركا"), ("الولايات المتحده الامريكيه", "اميركا"),
            ("الولايات المتحده", "اميركا"), ("united states", "america"), ("البيت الابيض", "البيتالابيض"),
            ("white house", "whitehouse"), ("الصحافه الفرنسيه", "الصحافه"), ("فرانس برس", "فرانسبرس"))  # fmt: skip
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}\s+(?:من\s+)?(?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس"
                   r"|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين)\b"
                   r"|\b(?:january|february|march|april|may|june|july|august|september|october|november"
                   r"|december)\s+\d{1,2}\b")  # fmt: skip


def tokens(text: str) -> list[str]:
    """The folded words of *text*, with a country's name of two words as one."""
    folded = fold(text)
    for phrase, word in _PHRASES:
        folded = re.sub(rf"\b(و|ل|ب|ف|ك)?{phrase}\b", rf"\g<1>{word}", folded)
    return words(folded)


def undated(sentence: str) -> str:
    """*sentence* folded, without the numbers of its dates."""
    return _DATE.sub(" ", fold(sentence))


def lacking(
    question: Asked, rarity: dict[str, float], sentence: str, before: str, title: str
) -> str | None:
    """
    The word of *question* without which *sentence* is no answer to it; None if all is there.

    before: what stands before the sentence in its passage. title: of its article.
    """
    here = tokens(sentence)
    around = [*tokens(before), *tokens(title), *here]
    if word := _missing_nation(question, here, around):
        return word
    if (question.language == "ar") != (arabic_share(sentence) >= 0.5):
        return None  # the other checks compare words, which two languages do not share
    return (
        _missing_role(question, around)
        or _missing_speaker(question, here, around)
        or _missing_unit(question, rarity, around)
    )


def _missing_nation(question: Asked, here: Sequence[str], around: Sequence[str]) -> str | None:
    """A country that is not mentioned, or whose noun here belongs to another country."""
    present = {nation(word) for word in around}
    asked = tokens(question.text)
    for at, word in enumerate(asked):
        wanted = nation(word)
        if wanted is None:
            continue
        if wanted not in present:
            return word
        if at and _is_adjective(word) and _belongs_elsewhere(asked[at - 1], wanted, here):
            return word
    return None


def _is_adjective(word: str) -> bool:
    return word.endswith(("ي", "يه", "ين", "يون")) and not word.endswith("سوريه")


def _belongs_elsewhere(head: str, wanted: str, here: Sequence[str]) -> bool:
    """Whether every *head* here is followed by a country other than *wanted*."""
    heads = [at for at, word in enumerate(here) if stem(word) == stem(head)]
    if head in STOPWORDS or not heads:
        return False
    followers = [
        {found for word in here[at + 1 : at + 4] if (found := nation(word))} for at in heads
    ]
    return all(found and wanted not in found for found in followers)


def _missing_role(question: Asked, around: Sequence[str]) -> str | None:
    """«وزير الدفاع السوري»: the words of a title must stand together."""
    if question.kind != "who":
        return None
    asked = tokens(question.text)
    for at, word in enumerate(asked):
        if stem(word) in _ROLES:
            title = asked[at : at + 3]
            title = title[: next((i for i, w in enumerate(title) if w in STOPWORDS), 3)]
            return None if _together(title, around) else " ".join(title)
    return None


def _together(title: Sequence[str], here: Sequence[str]) -> bool:
    for at, word in enumerate(here):
        window = here[max(0, at - 2) : at + len(title) + 3]
        if _same(word, title[0]) and all(any(_same(w, t) for w in window) for t in title):
            return True
    return False


def _same(word: str, other: str) -> bool:
    one = nation(word)
    return stem(word) == stem(other) or (one is not None and one == nation(other))


def _missing_speaker(question: Asked, here: Sequence[str], around: Sequence[str]) -> str | None:
    """Who is asked about must be the one who speaks, here or just before."""
    found = _SPEAKER.search(" ".join(tokens(question.text)))
    if found is None:
        return None
    who = [w for w in (found["ar"] or found["en"]).split() if w not in STOPWORDS]
    if not who or (found["en"] and not any(w.isascii() for w in here)):
        return None
    for words_ in (here, around):
        spoken = [at for at, word in enumerate(words_) if stem(word) in _REPORTING]
        named = [at for at, w in enumerate(words_) if any(_same(w, one) for one in who)]
        if any(abs(a - b) <= 5 for a in spoken for b in named):
            return None
    return who[0]


def _missing_unit(question: Asked, rarity: dict[str, float], around: Sequence[str]) -> str | None:
    """What is counted, if the archive never speaks of it: «كم عدد سكان حلب؟»."""
    if question.kind != "how_many" or not question.terms:
        return None
    unit = question.terms[0]
    known = rarity.get(unit, 0.0) < _UNSEEN or key(unit) in {key(word) for word in around}
    return None if known else unit

