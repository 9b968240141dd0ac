"""
Whose reports a message asks for, where it names an outlet that the archive holds. Pure.

«آخر ما نشرته كذا عن كذا» names an outlet beside what it asks about; «محاكمة قناة كذا» asks about it.
A name is known in part, in the other script by its sounds, and letter by letter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile
from string import ascii_lowercase
from typing import Final

from bot.conversation.classifier import Word, asked_with, read
from bot.conversation.intents import Intent
from retrieval.language.arabic import question_language
from retrieval.language.sounds import arabic_spellings

_ARTICLE: Final = re.compile(r"^(?:ال|(?:al|the) ?(?=[a-z]{3}))")
_MARKS: Final = re.compile(r"[^\w ]|_")
_LEAST: Final = 3  # letters of a part of a name
_SHORT: Final = 4  # letters of an abbreviation at most
_LONGEST: Final = 6  # words of a name
# What Latin letters are called in Arabic.
_NAMES: Final = (
    "ايه?", "بي", "سي", "دي", "اي", "اف", "جي", "اتش", "اي", "جيه?", "كيه?", "ال", "ام",
    "ان", "او", "بي", "كيو", "ار", "اس", "تي", "يو", "في", "دبليو", "اكس", "واي", "زد",
)  # fmt: skip
_SPELLED: Final = dict(zip(ascii_lowercase, _NAMES, strict=True))


def published(asked: Intent, outlets: Iterable[str]) -> tuple[Intent, str | None, bool]:
    """
    *asked* without the outlet that it names as publisher, which of *outlets* that is, and if for certain.

    Not for certain where it is asked about part of a name and nothing else: «المغرب» may be the
    country and not a newspaper.

    >>> published(Intent("latest", "", "what did the herald publish"), ["Harbour Post", "The Herald"])[1:]
    ('The Herald', True)
    >>> asked = Intent("latest", "سكاي نيوز عن الفيضان", "آخر ما نشرته")
    >>> published(asked, ["سكاي نيوز عربية"])[0].topic
    'الفيضان'
    >>> published(Intent("latest", "محاكمة مدير الجزيرة", "أخبار"), ["الجزيرة"])[1] is None
    True
    """
    parts = [read(one) for one in (asked.before, asked.topic, asked.after)]
    words = [word for part in parts for word in part]
    start, end = len(parts[0]), len(parts[0]) + len(parts[1])
    arabic = question_language(" ".join(word.written for word in words)) == "ar"
    forms = [(whole, form, name) for name in outlets for whole, form in _forms(name)]
    forms.sort(key=lambda one: (not one[0], one[2].isascii() == arabic))
    for size in range(min(len(words), _LONGEST), 0, -1):
        for at in range(len(words) - size + 1):
            some = words[at : at + size]
            if all(map(asked_with, some)) and not start <= at <= at + size <= end:
                continue  # «اليوم» is an outlet's name, too
            for whole, name in _called(_together(some), forms):
                beside = _without(words, slice(start, end), slice(at, at + size))
                if beside is not None:
                    topic = " ".join(word.written for word in words[beside])
                    return replace(asked, topic=topic), name, whole or start == end or bool(topic)
    return asked, None, False


@lru_cache(maxsize=4096)
def _forms(name: str) -> list[tuple[bool, str]]:
    """How *name* may be written: the whole of it, or its beginning, and whether it is the whole."""
    words = read(name)
    own = [*dropwhile(asked_with, words)] or words
    parts = [_together(own[:end]) for end in range(1, min(len(own), _LONGEST + 1))]
    whole = [(True, one) for one in dict.fromkeys(map(_together, (words, own)))]
    return whole + [(False, one) for one in parts if len(one) >= _LEAST]


def _together(words: Sequence[Word]) -> str:
    return _ARTICLE.sub("", _MARKS.sub("", " ".join(word.bare for word in words)))


def _called(name: str, forms: Sequence[tuple[bool, str, str]]) -> Iterator[tuple[bool, str]]:
    """Which outlets' *forms* are *name*: letter by letter, or in the other script by its sounds."""
    joined = name.replace(" ", "")
    for whole, form, outlet in forms:
        if form.isascii() == name.isascii():
            if form.replace(" ", "") == joined:
                yield whole, outlet
        elif (
            _in_arabic(form).fullmatch(joined)
            if form.isascii()
            else _in_arabic(name).fullmatch(form.replace(" ", ""))
        ):
            yield whole, outlet


def _without(words: Sequence[Word], topic: slice, outlet: slice) -> slice | None:
    """Which of *words* are the topic beside an *outlet* that publishes; None where it is of the topic."""
    if outlet.start <= topic.start and topic.stop <= outlet.stop:
        return slice(0, 0)
    if outlet.stop <= topic.start:
        return topic
    if topic.stop <= outlet.start:
        return topic if topic.stop < outlet.start else None
    before, after = words[topic.start : outlet.start], words[outlet.stop : topic.stop]
    if not all(map(asked_with, before)):
        return None
    if not after:
        return slice(0, 0)
    return slice(outlet.stop + 1, topic.stop) if asked_with(after[0]) and after[1:] else None


@lru_cache(maxsize=4096)
def _in_arabic(latin: str) -> re.Pattern[str]:
    """
    How a Latin name may be written in folded Arabic, without spaces.

    >>> pairs = ("sky news", "سكاينيوز"), ("radio fm", "راديوافام"), ("jazeera", "جزاير")
    >>> [bool(_in_arabic(latin).fullmatch(arabic)) for latin, arabic in pairs]
    [True, True, False]
    """
    found = ""
    for word in latin.split():
        short = word.isalpha() and len(word) <= _SHORT
        spelled = "|" + "".join(map(_SPELLED.__getitem__, word)) if short else ""
        found += f"(?:{arabic_spellings(word)}{spelled})"
    return re.compile(found)
