"""One word of a sentence that says something, with what is said of it; pure."""

from dataclasses import dataclass

from bot.wording.numbers import Number
from bot.wording.tense import Mood
from bot.wording.thesaurus import REPORT, Pole, past
from retrieval.language.dates import FoundDate

Places = tuple[tuple[int, ...], ...]  # for each term of one sentence, terms of another


@dataclass(frozen=True, slots=True)
class Term:
    """
    One word that says something: a content word, a number or a date.

    at: its position among the words of the sentence. clause: grows at each punctuation mark.
    keys, sounds, poles: what it matches by, see ``bot.wording.thesaurus``.
    marker: the preposition right before it or written with it, "" if none.
    denied, mood: see ``bot.wording.polarity``, ``bot.wording.tense``.
    capital: written as a name inside an English sentence.
    definite: with its article. nation: the country it names.
    named: looks like a name: a country, a capital letter, a word no list knows.
    """

    word: str
    at: int
    clause: int
    keys: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    poles: frozenset[Pole] = frozenset()
    number: Number | None = None
    date: FoundDate | None = None
    marker: str = ""
    denied: bool = False
    mood: Mood | None = None
    capital: bool = False
    definite: bool = False
    nation: str | None = None
    named: bool = False

    @property
    def reports(self) -> bool:
        return REPORT in self.keys

    @property
    def nominal(self) -> bool:
        """Whether it cannot be the verb that carries the tense."""
        if self.word.isascii() and not past(self.word):
            return True
        return bool(self.marker or self.definite or self.named or self.number or self.date)
