"""Which texts can be asked, what a question's words weigh in an archive, and which days it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.language.arabic import clean, content, fold, question_language, stem
from retrieval.language.lexicon import Group, groups
from retrieval.language.tables import CALENDAR, any_of
from retrieval.language.terms import terms
from retrieval.types import LONGEST_QUESTION, Source

if TYPE_CHECKING:
    from retrieval.index.words import WordIndex


def presentable(question: str) -> str:
    """*question* without what cannot be seen or stored; raises if no word or too much is left."""
    question = " ".join(clean(question).split())
    if not any(map(str.isalnum, question)):
        raise EmptyQuestion
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
    return question


def own_words(question: str, words: WordIndex) -> dict[str, float]:
    """Its terms with the idf of their stems."""
    asked = terms(question)
    idf = words.idf("stems", map(stem, asked))
    return {term: idf[stem(term)] for term in asked}


def translated(question: str, words: WordIndex) -> dict[Group, float]:
    """What an English question's words are in Arabic, with the idf of the commonest way."""
    if question_language(question) == "ar":
        return {}
    return {
        group: min(max(words.idf("stems", phrase).values()) for phrase in group.phrases)
        for group in groups(question)
    }


def rarity(question: str, words: WordIndex) -> dict[str, float]:
    """Idf of each content word's stem, as a share of an unseen one's."""
    asked = content(question)
    idf = words.idf("stems", ["", *map(stem, asked)])
    return {word: idf[stem(word)] / idf[""] for word in asked}


_KINDS = ("month", "weekday", "day", "period", "one")
# Without one of these no question names a day.
_TIME = re.compile(
    r"\d|امس|منذ|قبل|بعد|اخر|احدث|مستجد|latest|newest|recent|last|since|before|after"
    rf"|(?<!\w)[وفبل]*(?:{any_of(name for kind in _KINDS for name in CALENDAR[kind])})\b"
)


def timely(question: str, sources: Iterable[Source]) -> set[str]:
    """
    The articles of the days *question* names, or the newest if it wants the latest.

    They are favoured, not the only ones let through: an event is reported on other days too.
    """
    if not _TIME.search(fold(question)):
        return set()
    from retrieval.language.timewords import (  # its patterns take time to compile
        asked_days,
        wants_latest,
    )

    since, until = asked_days(question, date.today())
    spans = {source.id: source.date.span for source in sources}
    dated = {article: span for article, span in spans.items() if span}
    if since or until:
        first, last = since or "", until or "9999"
        return {id for id, span in dated.items() if span[0] <= last and span[1] >= first}
    if dated and wants_latest(question):
        newest = max(span[1] for span in dated.values())
        return {id for id, span in dated.items() if span[1] == newest}
    return set()
