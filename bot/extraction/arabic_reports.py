"""Who said an Arabic sentence, to whom, and which agency handed it on, by where the words stand. Pure."""

import re
from collections.abc import Iterator

from bot.extraction import arabic_naming as naming
from bot.extraction.arabic_naming import named
from bot.extraction.arabic_phrases import (
    ASIDE,
    CLOSES,
    addressed,
    definite,
    is_action,
    owned,
    phrase,
    told,
)
from bot.extraction.media import is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.types import Link
from bot.verification.function_words import group, holds
from retrieval.language.arabic import words

_ACCORDING = frozenset(words("بحسب حسب وفق وفقا طبقا نقلا"))
_AS = frozenset(words("كما مثلما حسبما وفقما"))
_FROM = (("نقلا", "عن"), ("نقل", "عن"), ("نسب", "الي"))
_SPOKEN = re.compile(r"[:«“\"]")  # what was said begins
_SAID = re.compile(r"[،,؛;:»”\"–—.-]\s*$")  # or has ended
_HANDED = re.compile(r"(?:نقل|نشر|اورد|اصدر|بث|اذاع)ت?(?:ه|ها)")  # behind what is handed on
_HELD = re.compile(r"(?:اجر|خص)ت?(?:ه|ها)?|مع|الي")  # «حوار خص به», «مقابلة مع»


def arabic_links(text: str) -> Iterator[Link]:
    """The links that a sentence names, the surest of a role first."""
    s = Sentence.read(text)
    yield from _said(s)
    yield from _according(s)
    yield from _in_talks(s)


def _said(s: Sentence) -> Iterator[Link]:
    """«قال فلان لـ…», «فلان قال إن…»: of the sentence's first verb of saying, none behind it."""
    for at, word in enumerate(s.folded):
        preposition = word.removeprefix("و") in ("بين", "عبر") and not (
            s.is_in(phrase(s, at + 1, clause=True), "clause")
        )
        if word in CLOSES or preposition or not holds(word, "saying", "speaking"):
            continue
        links = list(_behind(s, at) if _leads(s, at) else ()) or list(_before(s, at))
        yield from links
        if links or at == 0:
            return


def _leads(s: Sentence, at: int) -> bool:
    """Whether a main clause begins with the verb at *at*, so that its subject stands behind it."""
    if at == 0 or s.is_in(at - 1, "opener") or _SAID.search(s.gap(at)):
        return True
    ended = s.is_in(at - 1, *ASIDE) or definite(s.word(at - 1))
    ended = ended or (s.word(at - 1) not in CLOSES and _is_told(s, at + 1))
    return not s.is_in(at, "saying") or (s.is_in(0, "adverbial") and ended)


def _is_told(s: Sentence, at: int) -> bool:
    """Whether what was said follows, behind «أن», a colon or quoted, before another verb of saying."""
    for n, word in enumerate(s.folded[at:], at):
        if s.is_in(n, "clause") or ":" in s.gap(n) or (s.opens(n) and s.quoted(n) == n):
            return True
        if s.is_in(n, "participle") and _SPOKEN.search(s.gap(n + 1)):
            return True
        relays = s.word(n - 1) in _AS | {"ما", "التي", "الذي"}
        if holds(word, "saying", "participle") and word not in ("بين", "عبر") and not relays:
            return False
    return False


def _behind(s: Sentence, verb: int) -> Iterator[Link]:
    """Who speaks by the verb at *verb*; an outlet that hands it on, and from whom."""
    at, clause = verb + 1, _is_told(s, verb + 1)
    if s.word(at) == "من" and s.word(at + 1) in ("جانب", "قبل", "طرف"):
        at += 2
    at += 2 * (s.folded[at : at + 2] == ("كل", "من"))
    heard = told(s, at, at)
    at = _past_times(s, heard[1] if heard else at)
    if s.is_in(at, "statement"):
        if not _completed(s, at):
            yield from _issued(s, at)
            return
        at += 1
    stem, end = _stem(s, verb), phrase(s, at, clause=clause)
    if stem in ("نقل", "نقلت") and "عن" in s.folded[at:end]:
        end = s.folded.index("عن", at)
    unquoted = s.adjoins(at) and (not s.opens(at) or s.quoted(at) > at)
    if end == at or not unquoted or s.word(at).startswith("لل"):
        return
    if heard:
        yield Link("addressee", heard[0])
    beyond = _past_times(s, end)
    outlet = next((n for n in range(at + 1, end) if is_outlet(s.span(n, end))), end)
    if stem in ("نقل", "نقلت") and s.word(beyond) == "عن":
        if end > at + 1 or not is_kind(s.word(at)):
            yield Link("agency", s.span(at, end))
        yield from named(s, beyond + 1, phrase(s, beyond + 1, clause=clause))
    elif s.is_in(verb, "publishing") and not (clause and is_outlet(s.span(at, end))):
        return
    elif stem in group("addressing") and outlet < end:  # «أبلغ مهندس وكالة النهر بأن»
        yield Link("addressee", s.span(outlet, end))
        yield from named(s, at, outlet)
    elif _is_subject(s, verb, at, end, clause=clause):
        reports, closed = stem.startswith(("ذكر", "افاد")), not clause or _warns(s, verb, end)
        yield from named(s, at, end, hands_on=reports, closed=closed)


def _stem(s: Sentence, verb: int) -> str:
    return s.word(verb) if s.is_in(verb, "saying") else s.word(verb)[1:]


def _past_times(s: Sentence, at: int) -> int:
    while s.is_in(at, "between", "yesterday", "evening", "pointing") and s.adjoins(at):
        at += 1
    return at


def _is_subject(s: Sentence, verb: int, at: int, end: int, *, clause: bool) -> bool:
    """
    Whether the phrase from *at* to *end* is closed, and can hold nothing but the verb's subject.

    It is where what was said begins, or the verb's preposition, or a comma, or when and where it was
    said; an object may stand in it where no «أن» follows, unless its own form forbids it.
    """
    stem, alone, end = _stem(s, verb), end == at + 1, s.quoted(end)
    heard, aside = told(s, at, end), naming.is_aside(s, end) or s.word(end) in _AS
    beyond = _past_times(s, heard[1] if heard else end)
    comma = naming.comma(s, end) and not s.is_in(end, "participle")
    if holds(stem, "speaking") and not (clause or s.is_in(verb, "saying")):
        return False  # «واصلت فلانة الحديث»
    if clause or s.is_in(end, "said") or _SPOKEN.search(s.gap(end)):
        sure = (
            (s.opens(end) and s.quoted(end) == end)
            or not s.adjoins(end)
            or s.word(end) in CLOSES
            or heard
            or aside
            or _takes(s, end)
        )
        return bool(sure) and (alone or stem not in group("addressing"))
    if stem in group("addressing"):
        return comma or ((alone or s.is_in(at, "unnamed")) and _takes(s, end))
    after = bool(_SAID.search(s.gap(verb)))
    if after and not s.adjoins(end):
        return True
    takes = _takes(s, beyond) and s.word(beyond) != "الي"
    if (stem in group("ambiguous") and not takes) or not naming.is_one(s, at, end):
        return False
    titled = naming.is_office(s, at) or definite(s.word(at))
    turned = any(naming.turns(s, n) for n in range(at + 1, end))
    new = s.word(end) in ("هذا", "هذه", "ذلك", "تلك", "اي", "ايه")
    if heard or new or (comma and aside) or _takes(s, beyond) or _warns(s, verb, end):
        return titled or not turned
    turned = turned and not naming.is_office(s, at)
    noun = definite(s.word(at)) or s.word(at).endswith("ه") or s.is_in(at, "unnamed", "office")
    acts = (is_action(s, beyond) or owned(s, beyond)) and definite(s.word(end - 1))
    return noun and not turned and (comma or acts or aside)


def _takes(s: Sentence, at: int) -> bool:
    """Whether what a verb says is at *at*: «عن…», «بتأجيل…»."""
    word = s.word(at)
    return (
        word in ("عن", "علي", "الي") or word[:3] == "بال" or (word[:1] == "ب" and is_action(s, at))
    )


def _warns(s: Sentence, verb: int, end: int) -> bool:
    """«حذّر فلان من…»: the verb's own preposition, no more of a name."""
    return "حذر" in s.word(verb) and s.word(end) == "من"


def _before(s: Sentence, verb: int) -> Iterator[Link]:
    """The subject that stands before its verb, next to it or between commas."""
    joined = (n for n in range(verb - 2, 0, -1) if naming.comma(s, n) and s.is_in(n, "opener"))
    first = next(joined, 0)
    start, but = first + s.is_in(first, "opener"), s.word(first).removeprefix("و") == "اما"
    end = phrase(s, start + but) if s.is_in(verb, "saying") or but else start
    start += but  # «أما الوزير فقال إن»
    last, rest = verb - (s.word(verb - 1) in ("قد", "فقد")), _past_times(s, verb + 1)
    aside = naming.comma(s, end) and naming.comma(s, last)
    noun = definite(s.word(start)) or s.is_in(start, "unnamed", "office", "outlet")
    beside = aside or (end == last and (noun or but or start or s.is_in(rest, "clause")))
    beside = beside and s.word(start).removeprefix("و") not in CLOSES  # «وبعد أسبوع»
    if end > start and beside and (_is_told(s, rest) or _takes(s, rest) or told(s, rest, rest)):
        yield from named(s, start, end)
        if heard := told(s, rest, rest):
            yield Link("addressee", heard[0])


def _issued(s: Sentence, at: int) -> Iterator[Link]:
    """Whose the statement at *at* is: «بيان الوزارة», «بيان صادر عنها», «بلاغ للوزارة»."""
    start = at + 1 if _completed(s, at) else 0
    for n in range(at + 1, 0 if start else at + 6):
        if heard := addressed(s, n):
            yield Link("speaker", heard[0])
            return
        if definite(s.word(n)) or not s.adjoins(n):
            return
        if s.is_in(n, "issued") or _HANDED.fullmatch(s.word(n)):
            start = n + 1 + (s.word(n + 1) in ("عن", "من"))
            break
    if start:
        yield from named(s, start, phrase(s, start))


def _completed(s: Sentence, at: int) -> bool:
    """«بيان الوزارة»: a statement that a definite noun completes."""
    return s.word(at + 1).startswith("ال") and not definite(s.word(at)) and s.adjoins(at + 1)


def _according(s: Sentence) -> Iterator[Link]:
    """«بحسب فلان», «وفق ما نقلته عنه الوكالة», «نقلاً عن», «جاء في بيان»."""
    for at, word in enumerate(s.folded):
        following = s.word(at + 1)
        if word[1:] in _ACCORDING | _AS | {"نقل", "نسب", "جاء", "ورد"}:
            word = word[1:]
        if word in _AS or (word in _ACCORDING | {"علي"} and following in ("ما", "لما")):
            yield from _relayed(s, at + 1 + (word not in _AS))
        elif (word, following) in _FROM:
            yield from named(s, at + 2, phrase(s, at + 2), hands_on=word == "نقلا")
        elif s.is_in(at, "quote") and (s.word(at - 1) in _ACCORDING | {"حد", "علي"}):
            yield from named(s, at + 1, phrase(s, at + 1))
        elif s.is_in(at + 1, "statement") and word in _ACCORDING:
            yield from _issued(s, at + 1)
        elif word in ("جاء", "ورد") and following == "في" and s.is_in(at + 2, "statement"):
            yield from _issued(s, at + 2)
        elif word in _ACCORDING and not s.is_in(at + 1, "occasion", "quote"):
            yield from _source(s, at)


def _relayed(s: Sentence, verb: int) -> Iterator[Link]:
    """«ما أفاد به فلان», «ما نقلته عنها الوكالة», «كما قال»."""
    stem = re.sub(r"(?:ه|ها|نا)$", "", s.word(verb))
    if not (s.is_in(verb, "saying") or holds(stem, "saying")) or stem in group("addressing"):
        return
    start = verb + 1 + s.is_in(verb + 1, "pointing")
    if heard := (told(s, start, start) if s.word(verb - 1) == "كما" else addressed(s, start)):
        yield Link("addressee", heard[0])
        start = heard[1]
    end = phrase(s, start, clause=True)
    if s.word(verb - 1) != "كما" or not s.adjoins(end):
        yield from named(s, start, end, hands_on=stem in group("publishing"))


def _source(s: Sentence, at: int) -> Iterator[Link]:
    """«بحسب فلان»، where marks or the end set it apart; what is in keeping with a rule is no source."""
    start, heard = at + 1, addressed(s, at + 1)
    end = heard[1] if heard else phrase(s, start)
    while end > start and s.adjoins(end) and naming.is_adjective(s, end):
        end += 1  # «صحيفة «الأفق» العربية»
    closed = not s.adjoins(end) or s.word(end)[0] == "ف"
    beside = at == 0 or _SAID.search(s.gap(at)) or end == len(s.tokens)
    rule = s.word(at).removeprefix("و") not in ("بحسب", "حسب") and not _speaks(s, start)
    if not (beside and closed) or rule:
        return
    if heard:
        yield Link("agency" if is_outlet(heard[0]) else "speaker", heard[0])
    else:
        yield from named(s, start, phrase(s, start))


def _speaks(s: Sentence, at: int) -> bool:
    """Whether the noun at *at*, behind «لـ» or not, is sooner somebody than a rule: «لوزارة», «لمصادر»."""
    bare = s.word(at).removeprefix("ل")
    known = bare in group("unnamed", "office") or is_kind(bare) or "مراسل" in bare
    return known or s.raw(at).endswith("ة") or s.opens(at)


def _in_talks(s: Sentence) -> Iterator[Link]:
    """«في تصريح لوكالة…», «في مقابلة مع…», «في حوار خص به…», «في تصريحات نقلتها…»."""
    for at in range(1, len(s.tokens)):
        bare = s.word(at).removeprefix("ال")
        if bare not in group("talk") or s.word(at - 1) not in ("في", "وفي", "خلال"):
            continue
        n = at + 1
        leads = s.word(n)[:1] == "ل" or _HELD.fullmatch(s.word(n)) or _HANDED.fullmatch(s.word(n))
        n += not leads and (s.word(n) not in CLOSES or s.is_in(n, "same"))
        start = n + 1 + s.is_in(n + 1, "pointing")
        name = s.span(start, phrase(s, start))
        if s.adjoins(n) and _HANDED.fullmatch(s.word(n)) and is_kind(s.word(start)):
            yield Link("agency", name)
        elif s.adjoins(n) and _HELD.fullmatch(s.word(n)) and name:
            yield Link("addressee", name)
        elif s.adjoins(n) and (heard := addressed(s, n)):
            yield Link("addressee", heard[0])
