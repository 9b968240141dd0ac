"""
What a sentence lacks of what is asked: likeness is not an answer.

«كم عدد القوات الفرنسية في العراق؟» finds the sentence that counts the American ones, and every
measure of likeness is high. So besides likeness there are checks that name what is missing.
Pure and deterministic; each check answers with the word of the question that the archive lacks.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from bot.matching import Bag
from bot.nations import nation, tokens
from bot.questions import SPEAKER, Asked
from retrieval.arabic import STOPWORDS, fold, stem, words
from retrieval.types import Source

_PRECISE = ("how_many", "when", "where")  # kinds whose sentence must name the country itself
_REACH = 10  # words between a speaker and the verb
_UNSEEN = 0.97  # rarity of a word that no passage holds
ROLES = frozenset(
    map(
        stem,
        words(
            """وزير وزيرة رئيس رئيسة سفير سفيرة قائد زعيم متحدث ناطق مستشار ملك أمير محافظ مدير نائب
            حاكم أمين minister president ambassador commander leader spokesman spokesperson adviser
            advisor king governor chief secretary speaker""",
        ),
    )
)
_ATTRIBUTES = frozenset(
    map(
        stem,
        words(
            """سكان عاصمة مساحة عمر سعر تكلفة راتب ثروة ميزانية ديانة عملة ولد جنسية زوجة أبناء طقس حرارة
            population capital area age price cost salary budget currency born wife weather""",
        ),
    )
)
_EVENTS = frozenset(
    map(
        stem,
        words(
            """تأسس تأسست زار زارت سقط سقطت قتل تولى تولت ولد ولدت انتخب استقال استقالت مات توفي وقعت تزوج
            founded born died visited resigned elected married signed""",
        ),
    )
)
_LIFE_EVENTS = frozenset(map(stem, words("ولد ولدت توفي توفيت مات ماتت born died")))
# «نجيب محفوظ (11 ديسمبر 1911 - 30 أغسطس 2006)» tells both without a verb.
_LIFE = re.compile(r"\([^()]{0,60}\d{3,4}\s?(?:م|هـ?)?(?!\w)[^()]{0,60}\)|مواليد")
_NAME_LIKE = re.compile(r"(?!ال|[وفبلك]ال|لل|[يت]|س[يتن])\w{5,}$")
_PROCLITICS = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بلك])?(?=\w{3})")
_REPORTING = frozenset(
    map(
        stem,
        words(
            """قال قالت يقول تقول أضاف أضافت أعلن أعلنت صرح صرحت أكد أكدت ذكر ذكرت كتب كتبت وصف وصفت
            أشار أشارت أوضح أوضحت نفى نفت رأى اعتبر اعتبرت دعا دعت طالب طالبت حذر حذرت ندد نددت أدان
            أدانت أفاد أفادت تابع شدد شددت انتقد اتهم اتهمت جدد نشر نقل نقلت بحسب وفق كشف كشفت عدّ
            ختم أعرب أعربت شكر
            حيّا مؤكدا مضيفا موضحا مشيرا معتبرا اعترف تعترف علق علقت عدها بيان بيانات تصريح كلمة
            said says told wrote called announced denied described condemned added
            warned reported according stated urged""",
        ),
    )
)
MONTH = (
    "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار"
    "|حزيران|تموز|اب|ايلول|تشرين|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_YEAR = r"(?:1[89]|20)\d\d"
_YEARS = re.compile(rf"\b{_YEAR}\b")
_MONTHS = re.compile(rf"\b(?:{MONTH})\b")
_LATER = timedelta(days=31)
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:من\s+)?(?:{MONTH})\b(?:\s+\w+)?(?:\s*[(/][^)]{{2,20}}\)?)?(?:\s+(?:عام\s+)?{_YEAR}\b)?"
    rf"|\b(?:{MONTH})\s+\d{{1,2}}\b(?:\s*,?\s+{_YEAR}\b)?"
    rf"|\b(?:{MONTH}|عام|العام|سنه|منذ|مطلع|بدايه|نهايه|in|since|of|year)\s+{_YEAR}\b"
)


def undated(sentence: str) -> str:
    """*sentence* folded, without the numbers of its dates."""
    return _DATE.sub(" ", fold(sentence))


def lacking(
    question: Asked, rarity: dict[str, float], text: str, here: Bag, before: Bag, around: Bag
) -> str | None:
    """
    The word of *question* without which a sentence is no answer to it; None if all is there.

    text: the sentence. here: its words. before: the one before it. around: its passage and title.
    """
    if word := _missing_nation(question, here, around):
        return word
    if word := _missing_person(question, around) or _missing_event(question, rarity, text, around):
        return word
    if (question.language == "ar") == all(word.isascii() for word in here.words):
        return None  # the other checks compare words, which two languages do not share
    return (
        _missing_role(question, around.words)
        or _missing_speaker(question, here.words, before.words)
        or _missing_unit(question, rarity, around)
        or _missing_attribute(question, around)
    )


def missing_time(question: Asked, source: Source, around: Bag) -> str | None:
    """
    The year asked about, if a dated report is of other days and does not speak of those.

    A report that appears up to a month later may still be about it. Days without a year, and
    «yesterday» or «last week», are left to the ranking.
    """
    folded = fold(question.text)
    years, months = _YEARS.findall(folded), _MONTHS.findall(folded)
    span = source.date.span
    told = [any(word in around.words for word in named) for named in (years, months) if named]
    if not years or span is None or all(told):
        return None
    from retrieval.timewords import asked_days  # its patterns take time to compile

    since, until = asked_days(question.text, date.today())
    latest = (date.fromisoformat(until) + _LATER).isoformat() if until else "9999"
    of_then = (since or "") <= span[1] and span[0] <= latest
    return None if of_then else str(years[0])


def _missing_nation(question: Asked, here: Bag, around: Bag) -> str | None:
    """A country that is not mentioned, or whose noun here belongs to another country."""
    asked = tokens(question.text)
    all_asked = set(map(nation, asked))
    for at, word in enumerate(asked):
        wanted = nation(word)
        if wanted is None:
            continue
        if wanted not in around.nations or (
            question.kind in _PRECISE and wanted not in here.nations and here.nations - all_asked
        ):
            return word
        if at and _is_adjective(word) and _belongs_elsewhere(asked[at - 1], wanted, here.words):
            return word
    return None


def _is_adjective(word: str) -> bool:
    return word.endswith(("ي", "يه", "ين", "يون")) and not word.endswith("سوريه")


def _belongs_elsewhere(head: str, wanted: str, here: Sequence[str]) -> bool:
    """Whether every *head* here is followed by a country other than *wanted*."""
    heads = [at for at, word in enumerate(here) if stem(word) == stem(head)]
    if head in STOPWORDS or not heads:
        return False
    return all(_owner(here[at + 1 : at + 4]) not in (wanted, None) for at in heads)


def _owner(after: Sequence[str]) -> str | None:
    """The country that the words *after* a noun give it to; «في سوريا» only places it."""
    phrase = takewhile(lambda word: word not in STOPWORDS, after)
    return next(filter(None, map(nation, phrase)), None)


def _missing_role(question: Asked, around: Sequence[str]) -> str | None:
    """«وزير الدفاع السوري»: the words of a title must stand together."""
    if question.kind != "who":
        return None
    asked = tokens(question.text)
    for at, word in enumerate(asked):
        if stem(word) in ROLES:
            title = asked[at : at + 3]
            title = title[: next((i for i, w in enumerate(title) if w in STOPWORDS), 3)]
            return None if _together(title, around) else " ".join(title)
    return None


def _together(title: Sequence[str], here: Sequence[str]) -> bool:
    for at, word in enumerate(here):
        window = here[max(0, at - 2) : at + len(title) + 2]
        if _same(word, title[0]) and all(any(_same(w, t) for w in window) for t in title):
            return True
    return False


def _same(word: str, other: str) -> bool:
    one = nation(word)
    return stem(word) == stem(other) or (one is not None and one == nation(other))


def _speaker(question: Asked) -> list[str]:
    """The words that name who is asked to have said something."""
    found = SPEAKER.search(" ".join(tokens(question.text)))
    who = (found["ar"] or found["en"]).split() if found else []
    return [word for word in who if word not in STOPWORDS]


def _missing_person(question: Asked, around: Bag) -> str | None:
    """A speaker who is not even mentioned."""
    names = [word for word in _speaker(question) if stem(word) not in ROLES | {"prime"}]
    return None if not names or any(map(around.holds, names)) else names[-1]


def _missing_speaker(question: Asked, here: Sequence[str], before: Sequence[str]) -> str | None:
    """Who is asked about must be the one who speaks, here or just before."""
    who = _speaker(question)
    if not who:
        return None
    carried_on = bool(here) and stem(here[0]) in _REPORTING
    if _speaks(who, here) or (carried_on and _speaks(who, before)):
        return None
    return who[0]


def _bare(word: str) -> str:
    """A name without what is written together with it; a stem would cut «طالبان» to «طالب»."""
    return nation(word) or _PROCLITICS.sub("", word)


def _speaks(who: Sequence[str], words_: Sequence[str]) -> bool:
    """Whether one of *who* stands near a verb of saying."""
    spoken = [at for at, word in enumerate(words_) if stem(word) in _REPORTING]
    named = [at for at, word in enumerate(words_) if any(_bare(word) == _bare(one) for one in who)]
    # An English subject stands before its verb; an Arabic one on either side.
    first = 1 if named and words_[named[0]].isascii() else -_REACH
    return any(first <= verb - name <= _REACH for verb in spoken for name in named)


def _missing_event(question: Asked, rarity: dict[str, float], text: str, around: Bag) -> str | None:
    """To whom, or what happened, if its time or place is asked: «متى تأسس الجيش السوري؟»."""
    if question.kind not in ("when", "where") or len(question.terms) < 2:
        return None
    names = [term for term in question.terms if _is_name(term, rarity)]
    told = _LIFE_EVENTS if _LIFE.search(text) else frozenset()
    events = [term for term in question.terms if stem(term) in _EVENTS - told]
    return next((term for term in (*names, *events) if not around.holds(term)), None)


def _is_name(term: str, rarity: dict[str, float]) -> bool:
    """A name of several words, or a long word nobody here has used that looks like one."""
    if term not in rarity:
        return True
    return rarity[term] >= _UNSEEN and not term.isascii() and bool(_NAME_LIKE.match(term))


def _missing_attribute(question: Asked, around: Bag) -> str | None:
    """A plain fact of reference («عاصمة»، «سكان») that no sentence near speaks of."""
    asked = [term for term in question.terms if stem(term) in _ATTRIBUTES]
    return next((term for term in asked if not around.holds(term)), None)


def _missing_unit(question: Asked, rarity: dict[str, float], around: Bag) -> str | None:
    """What is counted, if the archive never speaks of it: «كم عدد سكان حلب؟»."""
    if question.kind != "how_many" or not question.terms:
        return None
    unit = question.terms[0]
    if unit[0] in "يت":
        return None  # a verb: «كم يفصل…», «كم تبعد…»
    known = rarity.get(unit, 0.0) < _UNSEEN or around.holds(unit)
    return None if known else unit
