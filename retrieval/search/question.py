"""Which texts can be asked, and what a question's words weigh in an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.language.arabic import clean, content, question_language, stem
from retrieval.language.lexicon import Group, groups
from retrieval.language.terms import terms
from retrieval.types import LONGEST_QUESTION

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
