"""Who said an Arabic sentence, to whom, and which agency handed it on, by where the words stand. Pure."""

import re
from collections.abc import Iterator

from bot.extraction.arabic_names import COMPLEMENT, STOPS, Sentence
from bot.extraction.media import is_outlet
from bot.types import Link
from bot.verification.function_words import group, holds
from retrieval.language.arabic import fold, words

_ENDED = re.compile(r"[،,؛;:»”\"–—-]")  # before a verb that stands after what was said
_OPENS = group("opener")
_ADVERBIAL = group("adverbial")
_PERFECT = frozenset(words("قد وقد"))
_TIMES = frozenset(
    words("اليوم أمس مساء صباح السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
)
_PUBLISHES = group("publishing")
_RELAYS = group("relaying")
_TAKES_BA = group("with_ba")
_UNSURE = group("ambiguous")
_OF_SPEECH = frozenset(
    words("عن على إلى من")
)  # «دعا فلاناً إلى أن»: what was said has its own subject
_SPOKEN = re.compile(r":|[«“\"]\S{1,30}\s\S{1,30}\s")  # words that were said: a title is shorter
# «ردّ على», «وصف الاتفاق بأنه»: what leads to what was said, by verb; others take «بـ» before a noun of action.
_LEADS = {"رد": "علي$", "علق": "علي$", "شدد": "علي$", "وصف": "ب"}
_TELLS = frozenset(words("أبلغ أبلغت أخبر أخبرت"))
_AS = frozenset(words("كما مثلما حسبما وفقما"))
_ACCORDING = frozenset(words("بحسب حسب وفق وفقا طبقا استنادا نقلا")) | _AS
_STATEMENTS = group("statement")
_TALK = frozenset(
    words("تصريح تصريحات حديث مقابلة حوار لقاء اتصال مداخلة تصريحاته حديثه كلمة رسالة")
)
_ISSUED = re.compile(
    r"(?:نشر|اصدر|اعلن|اعد|اذاع|بث|اورد|نقل|وزع|اجر|خص|تلق)ت?(?:ا?ه|ا?ها)|(?:ال)?صادره?|صدر|صدرت"
)
_HELD = re.compile(r"(?:اجر|خص)ت?ا?(?:ه|ها)|خصت?")  # a talk, by who asked
_QUOTES = frozenset(words("على حد بحسب حسب وفق"))
# «وفق تعبيرهم», «حسب البرنامج»: nobody is named.
_OWN = re.compile(
    r".*(?:ها|هم|هن)|(?:تعبير|قول|راي|تقدير|وصف|زعم)ه|ال(?:برنامج|قانون|اتفاق|خطه|معايير|ترتيب|جدول|فصل|دستور|معلومات|نظام|عقد)"
)
# An indefinite noun and its adjective, «مقاييس واضحة», are nobody, but for those who speak unnamed.
_QUALITY = re.compile(
    r"(?!مصدر|مصادر|مسوول|شاهد|شهود|جهات|جهه|اوساط|وسايل|دوائر)(?!ال)\w+ (?!ال)\w+(?:يه|\wه)"
)
_TO = frozenset(("مع", "الي", "علي", "عبر"))
_SIDES = frozenset(words("جانب قبل طرف لدن"))
_BACK = frozenset(words("عنه عنها عنهم به بها معه معها في عن فيه فيها"))


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
        if before in _ACCORDING:
            continue
        if holds(word, "impersonal") and sentence.word(at + 1) in COMPLEMENT:
            continue
        if (
            at == 0
            or (before in _OPENS and (before not in _PERFECT or at == 1))
            or _ENDED.search(sentence.gap(at))
            or sentence.word(0) in _ADVERBIAL
        ):
            links = list(_subject(sentence, at)) or list(_before(sentence, at))
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
    last = verb - (sentence.word(verb - 1) in _PERFECT)
    aside = all(re.fullmatch(r"\s*[،,]\s*", sentence.gap(n)) for n in (end, last))
    if (end == last or aside) and (told or _is_clause(sentence, verb + 1)):
        yield Link("speaker", name)
        yield from _addressee(sentence, verb + 1)


def _subject(sentence: Sentence, verb: int) -> Iterator[Link]:
    """Who speaks by the verb at *verb*, and to whom; an outlet that hands it on, and from whom."""
    word = sentence.word(verb)
    stem = word if word in group("saying") else word[1:]
    at = verb + 1
    if sentence.word(at) == "من" and sentence.word(at + 1) in _SIDES:  # «أُعلن من جانب الوزارة»
        at += 2
    if told := sentence.spoken_to(at):  # «قال لرويترز مسؤول إن»
        yield Link("addressee", told[0])
        at = told[1]
    while sentence.word(at) in _TIMES | group("pointing") | {"لي", "لنا"}:
        at += 1
    ba = stem in _TAKES_BA and not _is_clause(sentence, at)
    name, end = sentence.name(at, ba=ba)
    if not name or not sentence.adjoins(at):
        return
    handed_on = stem.startswith("نقل") and sentence.word(end) == "عن"
    outlet = handed_on or is_outlet(name, relaying=stem in _PUBLISHES)
    if stem in _PUBLISHES and not outlet and not stem.startswith("كتب"):
        return
    if stem in _RELAYS and outlet:
        if stem in _PUBLISHES and not (
            handed_on or _is_clause(sentence, end) or _is_speech(sentence, verb, end)
        ):
            return
        yield Link("agency", name)
        if sentence.word(end) == "عن":
            yield from _by_form(sentence.name(end + 1)[0], relaying=True)
        return
    if stem in _TELLS and (cut := _told_at(sentence, at, end)) < end:
        yield Link("addressee", sentence.upto(cut, end)[0])
        name = sentence.upto(at, cut)[0]
    clause = _is_clause(sentence, end)
    if not clause or stem.startswith("وصف"):  # «وصف فلان الاتفاق بأنه»
        name, end = sentence.upto(at, sentence.subject(at, end))
    if stem in _UNSURE and not (clause or _is_speech(sentence, verb, end)):
        return
    if sentence.word(at) in _STATEMENTS:
        yield from _speaker(_issuer(sentence, at))
    else:
        apart, end = sentence.apart(at, end)
        yield Link("speaker", apart or name)
    yield from _addressee(sentence, end)


def _told_at(sentence: Sentence, at: int, end: int) -> int:
    """Where the outlet begins, up to *end*, that a verb of telling has for its object; *end* if none does."""
    found = (cut for cut in range(at + 1, end) if is_outlet(sentence.upto(cut, end)[0]))
    return next(found, end)


def _is_clause(sentence: Sentence, at: int) -> bool:
    """Whether «أن» or «إن» follows before another verb of saying, and no preposition or «بأن» of its own."""
    for n, word in enumerate(sentence.folded[at:], at):
        if word in COMPLEMENT:
            lead = n > at and sentence.word(n - 1) in _OF_SPEECH
            return not lead or (n == at + 1 and sentence.word(n - 1) in ("علي", "الي"))
        if holds(word, "saying"):
            break
    return False


def _is_speech(sentence: Sentence, verb: int, end: int) -> bool:
    """Whether what was said stands before the verb or behind its subject, or the words that lead to it do."""
    if verb and _ENDED.search(sentence.gap(verb)):
        return True
    following = sentence.word(end)
    stem = next((stem for stem in _LEADS if stem in sentence.word(verb)), "")
    near = sentence.folded[end : end + (5 if stem == "وصف" else 1)]
    if following in ("عن", "الي") or any(re.match(_LEADS.get(stem, "با"), one) for one in near):
        return True
    return bool(_SPOKEN.search(sentence.text[sentence.tokens[end - 1].end() :]))


def _speaker(name: str) -> Iterator[Link]:
    if name:
        yield Link("speaker", name)


def _addressee(sentence: Sentence, at: int) -> Iterator[Link]:
    """Whom the verb addresses, between its subject and what was said."""
    for n in range(at, min(at + 12, len(sentence.folded))):
        if sentence.word(n) in COMPLEMENT or re.search(r"[:.؟!]", sentence.gap(n)):
            return
        told = sentence.spoken_to(n)
        if told and told[0]:
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
            return sentence.behind_l(n)[0]
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
            yield from _by_form(sentence.behind_l(at + 1)[0])
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
        apart, end = sentence.apart(at, sentence.name(at)[1])
        if relaying and name and re.search(r"[«“\"]", sentence.gap(at)):
            yield Link("agency", name)  # only a title stands in quotation marks
        else:
            yield from _by_form(apart or name, relaying=relaying)
        if relaying and sentence.word(end) == "عن":
            yield from _speaker(sentence.name(end + 1)[0])
        yield from _addressee(sentence, end)


def _by_form(name: str, *, relaying: bool = False) -> Iterator[Link]:
    if name and not _QUALITY.fullmatch(fold(name)):
        yield Link("agency" if is_outlet(name, relaying=relaying) else "speaker", name)


def _talk(sentence: Sentence) -> Iterator[Link]:
    """«في تصريح لوكالة…»، «في مقابلة مع…»، «في تصريحات نقلتها…»."""
    for at, word in enumerate(sentence.folded):
        if word.removeprefix("ال") not in _TALK or sentence.word(at - 1) not in (
            "في",
            "وفي",
            "خلال",
        ):
            continue
        for n in range(at + 1, min(at + 7, len(sentence.folded))):
            if not sentence.adjoins(n) or sentence.word(n) in STOPS - _TO - {"نفسه", "نفسها"}:
                break
            if _ISSUED.fullmatch(sentence.word(n)) and not _HELD.fullmatch(sentence.word(n)):
                yield from _named(sentence, n + 1, relaying=True)
                break
            if name := _talked_to(sentence, n):
                yield Link("addressee", name)
                break


def _talked_to(sentence: Sentence, at: int) -> str:
    """Whom the word at *at* leads to: «مع فلان», «لصحيفة كذا», «أجرته معه قناة كذا»; empty if to nobody."""
    word = sentence.word(at)
    if word in _TO:
        name = sentence.name(at + 1)[0]
        return name if word == "مع" or is_outlet(name, relaying=True) else ""
    if _HELD.fullmatch(word):
        return sentence.name(at + 1 + (sentence.word(at + 1) in _BACK))[0]
    if not re.match(r"ل\w{3}", word):
        return ""
    return (sentence.spoken_to(at) or sentence.behind_l(at))[0]
