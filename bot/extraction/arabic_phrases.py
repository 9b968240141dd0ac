"""Where an Arabic noun phrase ends: at words of grammar, at marks, and where the verb goes on. Pure."""

import re

from bot.extraction.media import AGENCIES, is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.verification.function_words import group, holds
from retrieval.language.arabic import words
from retrieval.sources.phrases import key_of

CLAUSE = group("clause")
ASIDE = ("adjunct", "between", "yesterday", "tomorrow", "morning", "evening")  # when and where
CLOSES = (
    CLAUSE
    | group("stop", "pronoun", "pointing", "spoken", "participle", *ASIDE) - {"ام"}
    | {*words("حسبما وفقما مثلما فعل")}
)
_WITHIN_NAMES = frozenset(words("أبو أبي بن ابن عبد"))
_REPORTERS = frozenset(words("مراسل مراسلة لمراسل لمراسلة"))
_LONGEST = 12  # words of a noun phrase
_OWNED = re.compile(r"(?!ال|\w*الله$)\w{3,}(?:ه|ها|هما?)")  # «رفضها»: what is somebody's is no name
_PRESS = re.compile(r"لل(?:صحا?في|اعلامي)ين|للصحافه")
# The shapes of nouns of action: what somebody announces, and nobody's name.
_ACTION = re.compile(
    r"(?!ال)(?:ان\w\wا[^ن]|ا\wت\wا\w|است\w{2,3}ا\w|ا\w\wا[^ن]|ا\wا\wه|ت\w\wي[^قره]|م\wا\w\wه|عدم)"
)


def phrase(s: Sentence, at: int, *, clause: bool = False) -> int:
    """
    Where the noun phrase that begins at the word *at* ends; *at* itself if none does.

    clause: what was said follows behind «أن», so that «بـ» belongs to the name.
    """
    end = s.quoted(at)
    if end > at:
        return end
    while end < len(s.tokens) and (end == at or s.adjoins(end)) and _goes_on(s, at, end, clause):
        if end > at and s.opens(end):
            until = _titled(s, at, end)
            if until <= end or is_kind(s.word(at)):
                return until
            end = until - 1
        end += 1
    return end if end - at < _LONGEST else at


def _titled(s: Sentence, at: int, end: int) -> int:
    """Where the title in quotation marks ends that completes the words before it: «صحيفة «النهر»»."""
    before = s.word(end - 1)
    media = any(is_kind(s.word(n)) or "مراسل" in s.word(n) for n in range(at, end))
    if media or (before.endswith("ه") and not before.startswith("ال")):
        return s.quoted(end)
    return end if definite(before) or s.quoted(end) == end else at


def _goes_on(s: Sentence, at: int, end: int, clause: bool) -> bool:
    """Whether the word at *end* belongs to the phrase that began at *at*."""
    word, before = s.word(end), s.word(end - 1)
    if end > at and (before in _WITHIN_NAMES or word.startswith("باسم")):
        return True
    if word in CLOSES:
        return end > at and _continues(s, at, end, clause)
    if end == at:
        return True
    verb = holds(word, "saying") and (len(word) > 3 or s.word(end + 1) in CLAUSE)
    accusative = "\u064b" in s.raw(end)
    last = s.word(end + 1) in CLAUSE or not s.adjoins(end + 1)  # «توماس دي مايتسيره، إن»
    whose = owned(s, end) and (definite(before) or not last)
    if verb or accusative or whose or word in _REPORTERS or told(s, at, end):
        return False
    if word.startswith("بال") or (word.startswith("ب") and definite(before)):
        return clause and not (is_kind(s.word(at)) or "مراسل" in s.word(at))
    return not (definite(before) and is_action(s, end))


def _continues(s: Sentence, at: int, end: int, clause: bool) -> bool:
    """«عضو في اللجنة», «مصدر من الوزارة», «النائب عن الحزب»: a preposition within a name."""
    word, following = s.word(end), s.word(end + 1)
    nothing = following in CLOSES or s.is_in(end + 1, "occasion") or following[:1].isdigit()
    if nothing or word not in ("في", "من", "عن", "علي"):
        return False
    before = s.word(end - 1)
    governs = end > at + 1 and before.startswith("م") and not definite(s.word(at))  # «مطلع على»
    if word == "علي" and not governs:
        return False
    if s.is_in(at, "unnamed") and word != "عن":
        return end - at < 6
    until = phrase(s, end + 1, clause=True)
    named = definite(s.word(at)) and (clause if word == "عن" else definite(following))
    common = not definite(s.word(at)) and (definite(following) or end == at + 1) and word != "عن"
    closed = s.is_in(until, "clause", "said") or "،" in s.gap(until) or told(s, at, until)
    return bool(closed) and end - at < 6 and (named or common or governs)


def definite(word: str) -> bool:
    return len(word) > 3 and word.startswith(("ال", "لل", "بال", "وال"))


def owned(s: Sentence, at: int) -> bool:
    """Whether the word at *at* ends with a pronoun: «رفضها»."""
    return bool(_OWNED.fullmatch(s.raw(at)))


def is_action(s: Sentence, at: int) -> bool:
    """Whether the word at *at* is shaped like a noun of action; «أسامة» is spelt like none."""
    word = s.word(at).removeprefix("ب")
    return not s.raw(at).startswith("أ") and bool(_ACTION.fullmatch(word))


def told(s: Sentence, at: int, end: int) -> tuple[str, int] | None:
    """Whom «لـ» at the word *end*, behind a phrase from *at*, addresses by its kind, and where the name ends."""
    word, titles = s.word(end), end > at and all(map(definite, s.folded[at:end]))
    if _PRESS.fullmatch(word):
        return f"ال{s.raw(end)[2:]}", end + 1
    if word[:1] == "ل" and word[1:].isascii() and word[1:]:
        return s.raw(end).lstrip("لـ"), end + 1  # «لـCNN»
    if not word.startswith("ل") or (end > at and s.word(end - 1) in CLOSES):
        return None
    for until in (end + 2, end + 1):
        if key_of(s.span(end, until, cut=1)) in AGENCIES:
            return s.span(end, until, cut=1), until
    named = not titles or is_outlet(s.span(end, phrase(s, end), cut=1))
    ours = "لمراسل" in word or (word.endswith("نا") and len(word) > 5)
    kind = ours or word == "ل" or (is_kind(word[1:]) and named)
    source = s.is_in(at, "unnamed") and not definite(s.word(end - 1))
    return addressed(s, end) if kind or source else None


def addressed(s: Sentence, at: int) -> tuple[str, int] | None:
    """The name behind the «لـ» of the word *at*, whatever its kind, and where it ends."""
    word = s.word(at)
    if word == "ل":
        end = phrase(s, at + 1)
        closed = not s.adjoins(end) or s.word(end) in CLOSES
        return (s.span(at + 1, end), end) if end > at + 1 and closed else None
    end = max(phrase(s, at), at + 1)
    end = next((n for n in range(at + 1, end) if '"' in s.gap(n) and not s.opens(n)), end)
    if "للانباء" in s.folded[at:end]:
        end = s.folded.index("للانباء", at) + 1
    alone = end == at + 1 and ("لمراسل" in word or is_kind(word[1:]))
    if word in CLOSES or alone or not re.match(r"ل(?!برنامج|له$)\w{2}", word):
        return None
    lam = word.startswith("لل")
    return "ال" * lam + s.span(at, end, cut=1 + lam), end
