"""
What a message asks for besides a fact: the latest, a summary, a source, help. Pure.

``bot.conversation.classifier`` tells, by weights fitted on messages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final, cast, get_args

from bot.conversation.classifier import (
    CERTAIN,
    COURTEOUS,
    EITHER,
    KINDS,
    QUESTION,
    SURE,
    TOPICAL,
    Kind,
    Word,
    asked_with,
    likely,
    read,
)
from bot.conversation.topics import JOINED, topic
from bot.i18n.messages import say
from retrieval.language.arabic import STOPWORDS, fold, group
from retrieval.language.dates import find
from retrieval.language.timewords import parted
from retrieval.types import Language

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_LONGEST: Final = 300  # characters of a message that is more than a question
_BREAK = re.compile(r"[،,.!؛:\n]\s*|(?<!\s)\s+")
_BEFORE: Final = frozenset(("greeting", "wellbeing", "thanks", "complaint", "pastime"))
_FIRST: Final = 6  # places where a greeting can end
# What may be asked of the last answer in a question of its own: «ومن أين هذا؟».
_OUTLET: Final = 3  # words of an outlet's name beside days
_OF_LAST: Final = frozenset(("source", "article", "language", "recap", "brief", "more"))
_STOPS: Final = "؟?!.,،؛;:… "
_NAMED: Final[dict[str, Kind]] = {
    "details": "summary",
    "ask_latest_on": "latest",
    "ask_timeline": "timeline",
}
_QUOTES: Final = '«»“”" '


@dataclass(frozen=True, slots=True)
class Intent:
    """
    What is asked for.

    topic: about what, as the reader wrote it; empty: about everything, or about the last answer.
    before, after: the reader's other words, which may say of which days, or whose reports.
    language: the one to answer in.
    known: whether that is one Rawi speaks.
    guess: words that may be the topic of what seems to name none, if the archive tells of them.
    sure: whether it can hardly be a question of fact.
    if_outlet: whether it asks for news only where it names an outlet that publishes them.
    """

    kind: Kind
    topic: str = ""
    before: str = ""
    after: str = ""
    language: Language | None = None
    known: bool = True
    guess: str = ""
    sure: bool = True
    if_outlet: bool = False

    @property
    def rest(self) -> str:
        """What may say of which days: the words beside the topic, or itself where it stands alone."""
        return f"{self.before} {self.after}".strip() or self.topic


def intent(
    text: str, vector: "Vectors | None" = None, *, follows: bool = False, either: bool = False
) -> Intent | None:
    """
    What *text* asks for; None where it is a question, a statement or nothing that is known.

    vector: its own, as ``Searcher.vector`` gives it: told without, a kind is right less often.
    follows: whether something was asked before it.
    either: whether a question may be one for who or what something is as well.

    >>> intent("شو في جديد عن حلب؟").kind, intent("شو في جديد عن حلب؟").topic
    ('latest', 'حلب')
    >>> intent("Summarise the news about the new port, please").topic
    'the new port'
    >>> intent("متى صدر التقرير؟") is None, intent("ما آخر مباراة لعبها الفريق؟") is None
    (True, True)
    """
    words = read(text)
    for exact, form in _forms():
        if (found := form.fullmatch(text)) and (title := _joined(read(found[1]))):
            return Intent(exact, title)
    if not words or len(text) > _LONGEST:
        return None
    if follows and text.startswith("و"):  # «والمصدر؟»
        joined = intent(text[1:], follows=True)
        if joined and joined.kind in _OF_LAST and joined.sure:
            return joined
    chances = likely(words, vector, follows=follows)
    kind, _, language = KINDS[1 + int(chances[1:].argmax())].partition(":")
    if follows and kind not in _OF_LAST and words[0].bare[1:] in _INTERROGATIVES:
        return None  # «ولمن …؟»
    named = _beside_days(text) if kind in TOPICAL or not follows else None
    if named == "" or (named and kind in TOPICAL and chances[0] > QUESTION):
        return Intent("latest", after=text, if_outlet=bool(named))
    perhaps = either and kind == "profile"
    if chances[0] > (EITHER if perhaps else QUESTION):
        return None
    polite = sum(chances[KINDS.index(one)] for one in _BEFORE) if kind in _BEFORE else 0.0
    if max(chances[1:].max(), polite) < CERTAIN and not perhaps:
        return None
    if language:
        return _spoken(language)
    if kind not in TOPICAL:
        if follows and kind == "recap" and (other := _summary_of(text, vector)):
            return other
        return Intent(cast("Kind", kind), sure=bool(chances[0] < SURE))
    return _about(kind, words, sure=bool(chances[0] < SURE))


def _summary_of(text: str, vector: "Vectors | None") -> Intent | None:
    """What *text* asks to be summed up, if it would by itself and names what no message asks with."""
    alone = intent(text, vector)
    own = alone is not None and any(not asked_with(one) for one in read(alone.topic))
    return alone if own else None


def _beside_days(text: str) -> str | None:
    """
    What *text* names besides days, a few words together; empty if nothing, None if more or no days.

    >>> _beside_days("what was in the news between 5 and 7 May 2017?")
    ''
    >>> _beside_days("any news from June 7th?"), _beside_days("أخبار يوم 7 جوان")
    ('', '')
    >>> _beside_days("headlines for May 7 2017 please"), _beside_days("ماذا نُشر يوم 5 يونيو 2017؟")
    ('', '')
    >>> _beside_days("what did the Harbour Post report on 5 May 2017?")
    'Harbour Post'
    >>> _beside_days("what did the mayor say of the harbour on 5 May 2017?") is None
    True
    """
    if not any(map(str.isdigit, text)):
        return None  # no year: nothing to look for in most questions
    said = text.split()
    while said and not any(map(str.isdigit, said[-1])) and all(map(asked_with, read(said[-1]))):
        said.pop()  # "for May 27 2017 please"
    of, when = parted(" ".join(said))
    days = [one for one in find(text) if one.month and one.day]
    if not when and len(days) == 1:  # of which year the archive tells
        of, when = text[: days[0].start] + text[days[0].end :], text
    own = [not (asked_with(one) or one.bare in STOPWORDS) for one in read(of)]
    at = [n for n, named in enumerate(own) if named]
    if not when or (at and at[-1] - at[0] >= _OUTLET):
        return None
    return _joined(read(of)[at[0] : at[-1] + 1]) if at else ""


def _about(kind: str, words: Sequence[Word], *, sure: bool) -> Intent | None:
    """An intent of *kind* and the topic that *words* name; None for a profile of nothing."""
    about, certain = topic(words, kind)
    about = _trimmed(words, about)
    named, guess = _joined(words[about]), ""
    if not certain:
        named, guess, about = "", named, slice(0, 0)
    if kind == "profile" and not named:
        return None
    named, when = (named, "") if kind == "profile" else parted(named)
    if named and kind != "profile" and _beside_days(named) == "":  # "the 10th of March"
        named, when = "", named
    if when and not named:
        about = _about_beside(kind, words, about)
        named = _joined(words[about])
        if not named:
            kind = "latest"  # what happened in those days
        when = "" if named else when
    if kind == "summary" and not named:
        kind = "recap"
    before, after = (
        " ".join(word.written for word in some)
        for some in (words[: about.start], words[about.stop :])
    )
    after = f"{when} {after}".strip()
    return Intent(cast("Kind", kind), named, before, after, guess=guess, sure=sure)


def _about_beside(kind: str, words: Sequence[Word], days: slice) -> slice:
    """What *words* name before or after *days*, for certain if they do; where nothing, none of them."""
    named = []
    for start, beside in ((0, words[: days.start]), (days.stop, words[days.stop :])):
        if any(not (asked_with(one) or one.bare.isdigit()) for one in beside):
            found, certain = topic(beside, kind)
            named.append((certain, slice(start + found.start, start + found.stop)))
    return max(named, key=lambda one: one[0], default=(False, slice(days.start, days.start)))[1]


def _trimmed(words: Sequence[Word], about: slice) -> slice:
    """*about* without a word before it that only leads to it, and has a letter joined: «بقصة …»."""
    first = words[about.start : about.stop - 1][:1]
    leads = any(one.bare[0] in JOINED and asked_with(Word("", one.bare[1:])) for one in first)
    return slice(about.start + leads, about.stop)


@cache
def _forms() -> list[tuple[Kind, re.Pattern[str]]]:
    """How buttons, suggestions and commands ask: their topic stands in quotes and is not guessed."""
    return [
        (kind, re.compile(re.escape(asked).replace("\0", "[«“](.+)[»”]")))
        for name, kind in _NAMED.items()
        for language in get_args(Language)
        if (asked := say(name, language, title="\0", topic="\0"))
    ]


def _spoken(language: str) -> Intent:
    known = language in get_args(Language)
    return Intent("language", language=cast("Language", language) if known else None, known=known)


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.written for word in words).strip(_STOPS).strip(_QUOTES)


def plainly(text: str) -> str:
    """
    *text* without the greeting, thanks or scolding before its question.

    >>> plainly("مرحباً، كم دولة في التحالف؟"), plainly("السلام عليكم متى عُقد الاجتماع؟")
    ('كم دولة في التحالف؟', 'متى عُقد الاجتماع؟')
    >>> plainly("سلام فياض: متى استقال؟"), plainly("مرحباً!")
    ('سلام فياض: متى استقال؟', 'مرحباً!')
    >>> plainly("Good morning! When did it open?")
    'When did it open?'
    """
    for at in reversed([*islice(_BREAK.finditer(text), _FIRST)]):
        question, before = text[at.end() :].strip(), text[: at.start()]
        marked = not at[0].isspace()
        if not question or not (marked or asks(question)) or _asks_anywhere(before, marked=marked):
            continue
        if (words := read(before)) and _courteous(words) >= COURTEOUS:
            return plainly(question)
    return text


def _asks_anywhere(text: str, *, marked: bool) -> bool:
    """Whether *text* asks, and no mark ends it: «كيف حالك؟» may stand before a question, "how far" not."""
    said = (one.strip(_MARKS) for one in fold(text).split())
    return not marked and any({one, one[1:]} & _INTERROGATIVES for one in said)


def _courteous(words: Sequence[Word]) -> float:
    return float(sum(likely(words)[KINDS.index(kind)] for kind in _BEFORE))


_INTERROGATIVES, _WHETHER = group("asking"), group("whether")
_MARKS = "؟?!.,،؛: "


def asks(text: str) -> bool:
    """
    Whether *text* begins by asking.

    >>> asks("ما كلفة الجسر؟"), asks("Did the bridge open?"), asks("جسر المدينة")
    (True, True, False)
    """
    first = [fold(token).strip(_MARKS) for token in text.split()[:2]]
    return not _INTERROGATIVES.isdisjoint(first) or not _WHETHER.isdisjoint(first[:1])


def inquires(text: str) -> bool:
    """Whether *text* asks anywhere, by a word that does nothing else: not «من», which is "from" as well."""
    said = {fold(token).strip(_MARKS) for token in text.split()}
    return not said.isdisjoint(_INTERROGATIVES - {"من", "ما", "اي"})
