"""Who said an Arabic sentence, to whom, and which agency handed it on, by where the words stand. Pure."""

import re
from collections.abc import Iterator

from bot.extraction.arabic_names import COMPLEMENT, STOPS, TITLE, Sentence
from bot.extraction.media import is_outlet
from bot.types import Link
from bot.verification.function_words import holds
from retrieval.language.arabic import words

_ENDED = re.compile(r"[،,؛;:»”\"–—-]")  # before a verb that stands after what was said
_OPENS = frozenset(
    words(
        """وقد قد فقد كان كانت وكان وكانت كما وكما بينما فيما حيث ثم لكن وبدوره وبدورها بدوره بدورها جانبه جانبها جهته
        جهتها جهتهم ناحيته المقابل أخرى"""
    )
)
# What opens a sentence before its verb: when and where it was said.
_ADVERBIAL = frozenset(
    words("في وفي خلال وخلال عقب وعقب بعد وبعد على وعلى من ومن أمس وأمس اليوم مساء قبل وقبل")
)
_PERFECT = frozenset(words("قد وقد"))
_TIMES = frozenset(
    words("اليوم أمس مساء صباح السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
)
_PUBLISHES = frozenset(words("نشر نشرت أورد أوردت بث بثت نقل نقلت كتب كتبت"))
_RELATIVE = frozenset(words("الذي التي الذين اللذين من ما مما عما أن إن أنه كل"))
_RELAYS = frozenset(
    words(
        "نقل نقلت أورد أوردت نشر نشرت ذكر ذكرت أفاد أفادت بث بثت كتب كتبت كشف كشفت أعلن أعلنت قال قالت"
    )
)
_TAKES_BA = frozenset(
    words(
        "أفاد أفادت صرح صرحت طالب طالبت ندد نددت تعهد تعهدت اعترف اعترفت أقر أقرت هدد هددت يفيد تفيد"
    )
)
# Verbs of saying that are other words as well, unless what was said follows: «بيّن أن», «عبّر عن».
_UNSURE = frozenset(words("بين بينت عبر عبرت يعتبر تعتبر يرى ترى رأى"))
_TELLS = frozenset(words("أبلغ أبلغت أخبر أخبرت"))
_AS = frozenset(words("كما مثلما حسبما وفقما"))
_ACCORDING = frozenset(words("بحسب حسب وفق وفقا طبقا استنادا نقلا")) | _AS
_STATEMENTS = frozenset(
    words(
        """بيان البيان بلاغ البلاغ تقرير التقرير تصريح تصريحات منشور رسالة إحصائية إحصاءات إحصائيات حصيلة دراسة الدراسة
        وثيقة مذكرة نشرة بيانات أرقام تقديرات معطيات إحصاء استطلاع تغريدة تدوينة"""
    )
)
_LETTERS = frozenset(words("رسالة برقية خطاب كتاب"))
_TALK = _LETTERS | frozenset(
    words("تصريح تصريحات حديث مقابلة حوار لقاء اتصال مداخلة تصريحاته حديثه كلمة رسالة")
)
_ISSUED = re.compile(
    r"(?:نشر|اصدر|اعلن|اعد|اذاع|بث|اورد|نقل|وزع|اجر|خص|تلق)ت?(?:ا?ه|ا?ها)|صادر|صادره|صدر|صدرت"
)
_QUOTES = frozenset(words("على حد بحسب حسب وفق"))
# «وفق تعبيرهم», «حسب البرنامج»: nobody is named.
_OWN = re.compile(
    r".*(?:ها|هم|هن)|(?:تعبير|قول|راي|تقدير|وصف|زعم)ه|ال(?:برنامج|قانون|اتفاق|خطه|معايير|ترتيب|جدول|فصل|دستور|معلومات|نظام|عقد)"
)
_BACK = frozenset(words("عنه عنها عنهم به بها في عن فيه فيها"))


def arabic_links(text: str) -> Iterator[Link]:
    """The links that a sentence names, the surest of a role first."""
    sentence = Sentence.of(text)
    yield from _said(sentence)
    yield from _according(sentence)
    yield from _talk(sentence)


def _said(sentence: Sentence) -> Iterator[Link]:
    """«قال فلان لـ…»، and «فلان قال إن…»."""
    for at, word in enumerate(sentence.folded):
        if not holds(word, "saying", "speaking") or word in STOPS:
            continue
        before = sentence.word(at - 1)
        if before in _RELATIVE or before in _ACCORDING:
            continue
        if holds(word, "impersonal") and sentence.word(at + 1) in COMPLEMENT:
            continue
        if (
            at == 0
            or (before in _OPENS and (before not in _PERFECT or at == 1))
            or _ENDED.search(sentence.gap(at))
            or sentence.word(0) in _ADVERBIAL
        ):
            links = list(_subject(sentence, at))
        else:
            links = list(_before(sentence, at))
        yield from links
        if links or at == 0:
            return


def _before(sentence: Sentence, verb: int) -> Iterator[Link]:
    """The subject that stands before its verb, if it is the sentence's first word or near it."""
    start = int(sentence.word(0) in _OPENS)
    name, end = sentence.name(start)
    told = sentence.spoken_to(verb + 1) is not None
    if end == verb - (sentence.word(verb - 1) in _PERFECT) and (
        told or sentence.word(verb + 1) in COMPLEMENT
    ):
        yield Link("speaker", name)
        yield from _addressee(sentence, verb + 1)


def _subject(sentence: Sentence, verb: int) -> Iterator[Link]:
    """Who speaks by the verb at *verb*, and to whom; an outlet that hands it on, and from whom."""
    word = sentence.word(verb)
    stem = (
        word if holds(word, "saying") and word[1:] not in _RELAYS | _TELLS | _TAKES_BA else word[1:]
    )
    at = verb + 1
    if told := sentence.spoken_to(at):  # «قال لرويترز مسؤول إن»
        yield Link("addressee", told[0])
        at = told[1]
    while sentence.word(at) in _TIMES:
        at += 1
    ba = stem in _TAKES_BA and not COMPLEMENT & {*sentence.folded[at : at + 12]}
    name, end = sentence.name(at, ba=ba)
    if not name:
        return
    handed_on = stem.startswith("نقل") and sentence.word(end) == "عن"
    outlet = handed_on or is_outlet(name, relaying=stem in _PUBLISHES)
    if stem in _PUBLISHES and not outlet and not stem.startswith("كتب"):
        return
    if stem in _RELAYS and outlet:
        yield Link("agency", name)
        if sentence.word(end) == "عن":
            yield from _speaker(sentence.name(end + 1)[0])
        return
    if stem in _TELLS:
        parts = name.split()
        for cut in range(1, len(parts)):
            if is_outlet(" ".join(parts[cut:])):
                yield Link("addressee", " ".join(parts[cut:]))
                name = " ".join(parts[:cut])
                break
    if stem in _UNSURE and sentence.word(end) not in COMPLEMENT | {"عن"}:
        return
    if sentence.word(at) in _STATEMENTS:
        yield from _speaker(_issuer(sentence, at))
    else:
        yield Link("speaker", _set_apart(sentence, end) or name)
    yield from _addressee(sentence, end)


def _set_apart(sentence: Sentence, at: int) -> str:
    """The name behind a title and a comma: «وزير النقل، سامر الحداد، إن»; a title behind a name is none."""
    if not re.fullmatch(r"\s*[،,]\s*", sentence.gap(at)) or at >= len(sentence.tokens):
        return ""
    name, end = sentence.name(at)
    closes = sentence.word(end) in COMPLEMENT or re.match(r"\s*[،,]", sentence.gap(end))
    first = sentence.word(at)
    few = 2 <= len(name.split()) <= 4
    own = few and closes and not (TITLE.fullmatch(first) or first.startswith("ال"))
    return name if own else ""


def _speaker(name: str) -> Iterator[Link]:
    if name:
        yield Link("speaker", name)


def _addressee(sentence: Sentence, at: int) -> Iterator[Link]:
    """Whom the verb addresses, between its subject and what was said."""
    for n in range(at, min(at + 12, len(sentence.folded))):
        if sentence.word(n) in COMPLEMENT or re.search(r"[:.؟!]", sentence.gap(n)):
            return
        if n > at and not re.match(
            r"ل(?:$|صحيفه|قناه|وكاله|موقع|مجله|اذاعه|شبكه|جريده|\w+$)", sentence.word(n)
        ):
            continue
        if (told := sentence.spoken_to(n)) and told[0]:
            yield Link("addressee", told[0])
            return


def _issuer(sentence: Sentence, at: int) -> str:
    """The name at the token *at*; of a statement, whose it is."""
    name, end = sentence.name(at)
    if sentence.word(at) not in _STATEMENTS:
        return name
    own = sentence.word(at + 1)
    if not sentence.word(at).startswith("ال") and own.startswith("ال") and end > at + 1:
        return sentence.name(at + 1)[0]
    for n in range(at + 1, min(at + 6, len(sentence.folded))):
        if not sentence.adjoins(n):
            return ""
        word = sentence.word(n)
        if _ISSUED.fullmatch(word):
            return sentence.name(n + 1 + (sentence.word(n + 1) in ("عن", "من")))[0]
        if word.startswith("ل") and word not in STOPS:
            cut = 2 if word.startswith("لل") else 1
            return "ال" * (cut - 1) + sentence.name(n, cut=cut)[0]
    return ""


def _according(sentence: Sentence) -> Iterator[Link]:
    """«نقلاً عن»، «بحسب»، «وفق ما نقلته عنها»، «كما ذكرت»، «نُقل عن»."""
    for at, word in enumerate(sentence.folded):
        bare = word[1:] if word[:1] == "و" and word[1:] in _ACCORDING | {"نقل", "نسب"} else word
        following = sentence.word(at + 1)
        if word in ("لسان", "قول", "تعبير") and sentence.word(at - 1) in _QUOTES:
            yield from _named(sentence, at + 1)
        elif word in ("جاء", "ورد", "وجاء", "وورد") and following == "في":
            stated = sentence.word(at + 2) in _STATEMENTS
            yield from _speaker(_issuer(sentence, at + 2) if stated else "")
        elif bare in ("نقل", "نسب", "نقلا") and following in ("عن", "الي"):
            yield from _named(sentence, at + 2, relaying=bare == "نقلا")
        elif bare in _AS or (bare in _ACCORDING and following in ("ما", "لما")):
            yield from _relayed(sentence, at + 1 + (following in ("ما", "لما")))
        elif bare in _ACCORDING and following.startswith("ل") and bare != "نقلا":
            cut = 2 if following.startswith("لل") else 1
            name = sentence.name(at + 1, cut=cut)[0]
            yield from _by_form("ال" * (cut - 1) + name if name else "")
        elif bare in ("بحسب", "حسب", "وفق") and not _OWN.fullmatch(following):
            yield from _named(sentence, at + 1)


def _relayed(sentence: Sentence, verb: int) -> Iterator[Link]:
    """«ما نقلته عنها الوكالة»: the verb may carry an object, and a word before its subject."""
    word = sentence.word(verb)
    stem = re.sub(r"(?:ه|ها|نا)$", "", word)
    if not (holds(word, "saying") or holds(stem, "saying")):
        return
    at = verb + 1
    while sentence.word(at) in _BACK:
        at += 1
    yield from _named(sentence, at, relaying=stem in _RELAYS)


def _named(sentence: Sentence, at: int, *, relaying: bool = False) -> Iterator[Link]:
    if at < len(sentence.folded):
        name = _issuer(sentence, at)
        if relaying and name and re.search(r"[«“\"]", sentence.gap(at)):
            yield Link("agency", name)  # only a title stands in quotation marks
        else:
            yield from _by_form(name, relaying=relaying)
        yield from _addressee(sentence, sentence.name(at)[1])


def _by_form(name: str, *, relaying: bool = False) -> Iterator[Link]:
    if name:
        yield Link("agency" if is_outlet(name, relaying=relaying) else "speaker", name)


def _talk(sentence: Sentence) -> Iterator[Link]:
    """«في تصريح لوكالة…»، «في مقابلة مع…»، «في تصريحات نقلتها…»."""
    for at, word in enumerate(sentence.folded):
        if word not in _TALK or sentence.word(at - 1) not in ("في", "خلال"):
            continue
        for n in range(at + 1, min(at + 7, len(sentence.folded))):
            if not sentence.adjoins(n):
                break
            if sentence.word(n) in ("مع", "الي", "علي", "عبر"):
                name = sentence.name(n + 1)[0]
                name = (
                    name
                    if word in _LETTERS
                    or sentence.word(n) == "مع"
                    or is_outlet(name, relaying=True)
                    else ""
                )
            elif re.fullmatch(r"(?:اجر|خص)ت?ا?(?:ه|ها)", sentence.word(n)):
                name = sentence.name(
                    n + 1 + (sentence.word(n + 1) in ("معه", "معها", "به", "بها"))
                )[0]
            elif _ISSUED.fullmatch(sentence.word(n)):
                yield from _named(sentence, n + 1, relaying=True)
                break
            elif re.match(r"ل\w{3}", sentence.word(n)) and sentence.word(n) not in STOPS:
                cut = 2 if sentence.word(n).startswith("لل") else 1
                named = sentence.spoken_to(n) or sentence.name(n, cut=cut)
                name = named[0] if sentence.spoken_to(n) else "ال" * (cut - 1) + named[0]
            else:
                continue
            if name:
                yield Link("addressee", name)
            break
