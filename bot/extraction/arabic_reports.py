"""
Who said an Arabic sentence, to whom, and which agency handed it on, by where the words stand. Pure.

A noun phrase counts only where what follows closes it: words of grammar, marks, or the verb's own
preposition. Where the name may go on, or stands for one named before, nothing is read.
"""

import re
from collections.abc import Iterator

from bot.extraction.media import AGENCIES, is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.types import Link
from retrieval.language.arabic import group, holds, words
from retrieval.sources.phrases import key_of

_CLAUSE = group("clause")
_DAYS = ("between", "yesterday", "tomorrow", "morning", "evening")
_AS = frozenset(words("حسبما وفقما"))
_CLOSES = (
    _CLAUSE
    | _AS
    | (group("stop", "pronoun", "pointing", "spoken", "participle", "adjunct", *_DAYS) - {"ام"})
    | {"كما", "فعل"}
)
_ACCORDING = frozenset(words("بحسب حسب وفق وفقا طبقا نقلا"))
_LONGEST = 10  # words of a noun phrase
_WITHIN = 6  # words of it before a preposition, or of what stands beside it
_OWNED = re.compile(r"(?!ال|\w*الله$)\w{3,}(?:ه|ها|هما?)")  # «رفضها»: what is somebody's is no name
_PRESS = re.compile(r"لل?(?:صحا?في|اعلامي)ين|للصحافه")
_COMMA = re.compile(r"[\s\"»”]*[،,–-][\s\"«“]*")
_SPOKEN = re.compile(r"[:«“\"]")  # what was said begins
_SAID = re.compile(r"[،,؛;:»”\"–—.-]\s*$")  # or has ended
_HANDED = re.compile(r"(?:نقل|نشر|اورد|اصدر|بث|اذاع)ت?(?:ه|ها)")  # behind what is handed on
_REPORTS = re.compile(r"[وف]?(?:ذكر|كتب|كشف)")  # an outlet that does so hands on
_HELD = re.compile(r"(?:اجر|خص)ت?(?:ه|ها)?|مع|الي")  # «حوار خص به», «مقابلة مع»


def arabic_links(text: str) -> Iterator[Link]:
    """The links that a sentence names, the surest of a role first."""
    s = Sentence.read(text)
    yield from _said(s)
    yield from _according(s)
    yield from _in_talks(s)


def _said(s: Sentence) -> Iterator[Link]:
    """«قال فلان لـ… إن»: of the first verb of saying at the head of a clause, none behind it."""
    for at, word in enumerate(s.folded):
        if {word, word[1:]} & _CLOSES or not holds(word, "saying", "speaking"):
            continue
        if at == 0 or s.is_in(at - 1, "opener") or _SAID.search(s.gap(at)):
            links = list(_behind(s, at))
            yield from links
            if links or at == 0:
                return


def _behind(s: Sentence, verb: int) -> Iterator[Link]:
    """
    Who speaks by the verb at *verb*; an outlet that hands it on, and from whom.

    Without what was said behind «أن», an object may stand in the phrase: only the verb's own
    preposition closes it then, or an addressee.
    """
    word, clause, heard = s.word(verb), _is_told(s, verb + 1), _told(s, verb + 1)
    at, relays = heard[1] if heard else verb + 1, holds(word, "publishing")
    end = _phrase(s, at, clause=clause and not relays)
    unquoted = s.adjoins(at) and (not s.opens(at) or s.quoted(at) > at)
    if end == at or not unquoted or s.word(at).startswith("لل") or s.is_in(at, "statement"):
        return
    if heard:
        yield Link("addressee", heard[0])
    if relays and s.word(end) == "عن":
        if end > at + 1 or not is_kind(s.word(at)):
            yield Link("agency", s.span(at, end))
        yield from _named(s, end + 1, _phrase(s, end + 1, clause=clause))
        return
    said = clause or s.is_in(end, "said") or bool(_SPOKEN.search(s.gap(end)))
    takes = ("حذر" in word and s.word(end) == "من") or (not said and s.word(end) == "عن")
    doubtful = holds(word, "addressing") or (not said and holds(word, "ambiguous"))
    if doubtful or not (said or takes or _told(s, end, at)):
        return
    if not relays or is_outlet(s.span(at, end)):
        reports = relays or bool(_REPORTS.match(word))
        yield from _named(s, at, end, beside=clause, closed=takes, relays=reports)


def _is_told(s: Sentence, at: int) -> bool:
    """Whether what was said follows, behind «أن», a colon or quoted, before another verb of saying."""
    for n in range(at, len(s.tokens)):
        if s.is_in(n, "clause") or ":" in s.gap(n) or (s.opens(n) and s.quoted(n) == n):
            return True
        if holds(s.word(n), "saying", "participle"):
            return False
    return False


def _according(s: Sentence) -> Iterator[Link]:
    """«بحسب فلان», «وفق ما نقلته عنه الوكالة», «نقلاً عن», «جاء في بيان»."""
    for at, word in enumerate(s.folded):
        following = s.word(at + 1)
        if word[1:] in _ACCORDING | _AS | {"جاء", "ورد"}:
            word = word[1:]
        if word in _AS or (word in _ACCORDING | {"علي"} and following in ("ما", "لما")):
            yield from _relayed(s, at + 1 + (word not in _AS))
        elif word in ("نقلا", "نقل") and following == "عن":
            yield from _named(s, at + 2, _phrase(s, at + 2), relays=True)
        elif s.is_in(at, "quote") and (s.word(at - 1) in _ACCORDING | {"حد", "علي"}):
            yield from _named(s, at + 1, _phrase(s, at + 1))
        elif s.is_in(at + 1, "statement") and word in _ACCORDING:
            yield from _issued(s, at + 1)
        elif word in ("جاء", "ورد") and following == "في" and s.is_in(at + 2, "statement"):
            yield from _issued(s, at + 2)
        elif word in _ACCORDING and not s.is_in(at + 1, "occasion", "quote"):
            yield from _source(s, at)
        elif _HANDED.fullmatch(word) and is_kind(following):
            yield from _named(s, at + 1, _phrase(s, at + 1), relays=True)


def _issued(s: Sentence, at: int) -> Iterator[Link]:
    """Whose the statement at *at* is: «بيان صادر عن الوزارة», «بلاغ للوزارة»."""
    for n in range(at + 1, at + _WITHIN):
        heard = _addressed(s, n)
        if heard:
            yield Link("speaker", heard[0])
        elif s.is_in(n, "issued") or _HANDED.fullmatch(s.word(n)):
            start = n + 1 + (s.word(n + 1) in ("عن", "من"))
            yield from _named(s, start, _phrase(s, start))
        elif s.adjoins(n) and not s.word(n).startswith("ال"):
            continue
        return


def _relayed(s: Sentence, verb: int) -> Iterator[Link]:
    """«ما أفاد به فلان», «ما نقلته عنها الوكالة»."""
    stem = re.sub(r"(?:ه|ها|نا)$", "", s.word(verb))
    if not {s.word(verb), stem} & group("saying"):
        return
    start = verb + 1 + s.is_in(verb + 1, "pointing")
    if heard := _told(s, start):
        yield Link("addressee", heard[0])
        start = heard[1]
    end = _phrase(s, start, clause=True)
    yield from _named(s, start, end, beside=True, relays=holds(stem, "publishing"))


def _source(s: Sentence, at: int) -> Iterator[Link]:
    """«بحسب فلان»، where marks or the end set it apart; what is in keeping with a rule is no source."""
    start, heard = at + 1, _addressed(s, at + 1)
    end = heard[1] if heard else _phrase(s, start)
    bare = s.word(start).removeprefix("ل")
    speaks = is_kind(bare) or bare in group("unnamed", "office") or s.raw(start).endswith("ة")
    if s.adjoins(end) and s.word(end)[0] != "ف":
        return
    if s.word(at).removeprefix("و") not in ("بحسب", "حسب") and not (speaks or s.opens(start)):
        return
    if heard:
        yield Link("agency" if is_outlet(heard[0]) else "speaker", heard[0])
    else:
        yield from _named(s, start, end, relays=is_outlet(s.span(start, end)))


def _in_talks(s: Sentence) -> Iterator[Link]:
    """«في تصريح لوكالة…», «في مقابلة مع…», «في حوار خص به…»."""
    for at in range(1, len(s.tokens)):
        talk = s.word(at).removeprefix("ال") in group("talk")
        if not talk or s.word(at - 1) not in ("في", "وفي", "خلال"):
            continue
        n = at + 1
        leads = s.word(n)[:1] == "ل" or _HELD.fullmatch(s.word(n))
        n += not leads and (s.word(n) not in _CLOSES or s.is_in(n, "same"))
        start = n + 1 + s.is_in(n + 1, "pointing")
        end = _phrase(s, start)
        if _HELD.fullmatch(s.word(n)) and end > start + is_kind(s.word(start)):
            yield Link("addressee", s.span(start, end))
        elif heard := _addressed(s, n):
            yield Link("addressee", heard[0])


def _named(
    s: Sentence, at: int, end: int, beside: bool = False, closed: bool = False, relays: bool = False
) -> Iterator[Link]:
    """
    The name in the phrase from *at* to *end* by its kind, and whom it addresses.

    beside: what stands apart behind a comma belongs to it. closed: the preposition behind it is the
    verb's. relays: it hands on what others said.
    """
    alone = end == at + 1
    same = any(s.is_in(n, "same") for n in range(at, end)) or (alone and is_kind(s.word(at)))
    owned = _OWNED.fullmatch(s.raw(at)) and (alone or s.word(at + 1).startswith("ال"))
    if end <= at or same or owned or not (closed or _ends(s, at, end)):
        return
    if is_kind(s.word(at)) or is_outlet(s.span(at, end)):
        if relays:  # or it may speak for itself, or be an agency of space
            yield Link("agency", s.span(at, end))
        return
    end = _beside(s, at, end) if beside else end
    yield Link("speaker", s.span(at, end))
    if heard := _told(s, end, at):
        yield Link("addressee", heard[0])


def _ends(s: Sentence, at: int, end: int) -> bool:
    """Whether no name goes on from *at* behind *end*: at marks, at words of grammar, at who is told."""
    word, occasion = s.word(end), s.word(end + 1).removeprefix("ال")
    if not s.adjoins(end) or s.opens(end):
        return True
    if word in ("في", "من", "عن"):
        return bool({occasion, occasion.removesuffix("ه")} & group("occasion"))
    if word == "علي":  # «شدد فلان على أن», and no «دبلوماسي مطلع على المحادثات»
        return s.is_in(end + 1, "clause")
    return word in _CLOSES or word[0] in "فب" or "مراسل" in word or bool(_told(s, end, at))


def _beside(s: Sentence, at: int, end: int) -> int:
    """«مدير المرفأ، سامي عوض، …»: where the name beside a title ends, or the title beside a name."""
    word = s.word(end)
    apart = word in _CLOSES or word[:1] == "و" or holds(word, "saying") or s.is_in(at, "unnamed")
    if apart or not _COMMA.fullmatch(s.gap(end)) or _told(s, end):
        return end
    until = _phrase(s, end, clause=True)
    return until if end < until <= end + _WITHIN and _ends(s, end, until) else end


def _phrase(s: Sentence, at: int, *, clause: bool = False) -> int:
    """
    Where the noun phrase that begins at the word *at* ends; *at* itself if none does.

    clause: what was said follows behind «أن», so that «بـ» belongs to the name.
    """
    end = at
    while end < len(s.tokens) and (end == at or s.adjoins(end)) and _goes_on(s, at, end, clause):
        if end > at and s.opens(end):
            return s.quoted(end)
        end += 1
    return end if end - at < _LONGEST and not _is_cut(s, at, end) else at


def _is_cut(s: Sentence, at: int, end: int) -> bool:
    """Whether what ends the phrase may be part of a name: «سي إن إن», «إم تي في», «فان هوك», «المصري اليوم»."""
    if not s.adjoins(end):
        return False
    last = s.word(end + 1) in _CLAUSE or not s.adjoins(end + 1)
    small = s.word(end) in ("في", "من", "عن", "ان") and last
    return small or s.raw(end) == "فان" or (s.word(end) == "اليوم" and is_kind(s.word(at)))


def _goes_on(s: Sentence, at: int, end: int, clause: bool) -> bool:
    """Whether the word at *end* belongs to the phrase that began at *at*."""
    word, following = s.word(end), s.word(end + 1)
    if end > at and word.startswith("باسم"):
        return True
    if word in _CLOSES:  # «مصدر من الوزارة»: only who is not named goes on with a preposition
        place = not (following in _CLOSES or s.is_in(end + 1, "occasion") or following.isdigit())
        within = at < end < at + _WITHIN and word in ("في", "من")
        return within and place and s.is_in(at, "unnamed")
    if end == at:
        return True
    if word.startswith("بال"):
        return clause and not (is_kind(s.word(at)) or "مراسل" in s.word(at))
    return not (_OWNED.fullmatch(s.raw(end)) or "مراسل" in word or _tells(s, end, at))


def _tells(s: Sentence, at: int, start: int | None = None) -> bool:
    """Whether «لـ» at the word *at*, behind a phrase from *start*, addresses somebody, by its kind."""
    word = s.word(at)
    if not word.startswith("ل") or s.word(at - 1) in {"في", "من"}:
        return False
    outlet = any(is_outlet(s.span(at, end, cut=1)) for end in (at + 1, at + 2))
    ours = "لمراسل" in word or (word.endswith("نا") and len(word) > 5)
    source = start is not None and s.is_in(start, "unnamed") and not s.word(at - 1).startswith("ال")
    known = word == "ل" or is_kind(word[1:]) or bool(_PRESS.fullmatch(word))
    return known or outlet or ours or source


def _told(s: Sentence, at: int, start: int | None = None) -> tuple[str, int] | None:
    """Whom «لـ» at the word *at* addresses, if it does, and where the name ends."""
    if _PRESS.fullmatch(s.word(at)):
        return re.sub("^لل", "ال", s.raw(at)).removeprefix("ل"), at + 1
    for end in (at + 2, at + 1):
        if s.word(at).startswith("ل") and key_of(s.span(at, end, cut=1)) in AGENCIES:
            return s.span(at, end, cut=1), end
    return _addressed(s, at) if _tells(s, at, start) else None


def _addressed(s: Sentence, at: int) -> tuple[str, int] | None:
    """The name behind the «لـ» of the word *at*, whatever its kind, and where it ends."""
    word = s.word(at)
    if word[:1] != "ل" or word in _CLOSES:
        return None
    start, lam = at + (word == "ل"), word.startswith("لل")
    end = _phrase(s, start)
    if end <= start or (end == start + 1 and is_kind(word[1:])):
        return None
    return "ال" * lam + s.span(start, end, cut=(start == at) * (1 + lam)), end
