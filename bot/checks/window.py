"""What a sentence may rest on: one sentence of a passage, or two that follow each other; pure."""

from collections.abc import Sequence
from functools import cached_property

from bot.extraction.nations import capital
from bot.lacks.offices import ROLES
from bot.wording.reading import Reading
from bot.wording.terms import Places, Term
from bot.wording.thesaurus import opposite
from retrieval.language.arabic import stem
from retrieval.language.dates import FoundDate
from retrieval.types import Dated

_SUBJECT = 3  # terms at the beginning of a sentence that name whom it is about
_TOPIC = 6  # and of the sentence before, where a pronoun finds its name
_PLACES = frozenset(("في", "in", "at"))


class Window:
    """
    What a sentence may rest on.

    readings: one or two sentences that follow each other. before: those right before them, which
        say who «أضاف» or "she" is. published: of the article.
    """

    def __init__(
        self, readings: Sequence[Reading], before: Sequence[Reading], published: Dated, first: int
    ) -> None:
        self.readings = readings
        self.before = before
        self.published = published
        self.first = first  # number of its first sentence in the passage
        self.arabic = readings[0].arabic

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for reading in self.readings for term in reading.terms)

    @cached_property
    def border(self) -> int:
        """The number of terms of its first sentence."""
        return len(self.readings[0].terms)

    @cached_property
    def words(self) -> list[str]:
        return [word for reading in self.readings for word in reading.words]

    def place(self, number: int) -> tuple[Reading, Term]:
        """The sentence in which its term *number* stands, and the term."""
        reading = self.readings[0] if number < self.border else self.readings[1]
        return reading, self.terms[number]

    def holds(self, sentence: Reading) -> int:
        """How many terms of *sentence* may rest here."""
        found = [self._places(sentence, reading) for reading in self.readings]
        return sum(any(places) for places in zip(*found, strict=True))

    def candidates(self, sentence: Reading, number: int) -> list[int]:
        """The numbers of the terms that may say what the *number*-th of *sentence* says."""
        found = list(self._places(sentence, self.readings[0])[number])
        for reading in self.readings[1:]:
            found += [self.border + n for n in self._places(sentence, reading)[number]]
        return found

    def carries(self, sentence: Reading, number: int) -> bool:
        """Whether the *number*-th term of *sentence* is what a pronoun of the window stands for."""
        term = sentence.terms[number]
        if not self.readings[0].follows_on or term.number or term.date:
            return False
        if term.marker and not term.capital:
            return False
        if not (term.named or stem(term.word) in ROLES or number < _SUBJECT):
            return False
        return any(
            at < _TOPIC for reading in self.before for at in self._places(sentence, reading)[number]
        )

    def _places(self, sentence: Reading, reading: Reading) -> Places:
        """For each term of *sentence*, where in *reading* it may rest; found once."""
        if reading not in sentence.places:
            sentence.places[reading] = tuple(
                self._in(reading, term, foreign=sentence.arabic != self.arabic)
                for term in sentence.terms
            )
        return sentence.places[reading]

    def _in(self, reading: Reading, term: Term, *, foreign: bool) -> tuple[int, ...]:
        if term.number or term.date:
            return tuple(
                number
                for number, other in enumerate(reading.terms)
                if counts_the_same(term, other) or self._same_day(term.date, other)
            )
        numbers = {n for key in term.keys & reading.index.keys() for n in reading.index[key]}
        if foreign and (term.named or term.capital):
            numbers.update(n for k in term.sounds & reading.heard.keys() for n in reading.heard[k])
        return tuple(
            number
            for number in sorted(numbers)
            if not opposite(term.poles, reading.terms[number].poles)
            and not _elsewhere(term, reading.terms[number])
        )

    def _same_day(self, date: FoundDate | None, other: Term) -> bool:
        return bool(date and other.date and agrees(date, other.date, self.published))


def _elsewhere(term: Term, other: Term) -> bool:
    """Whether *term* places something in a capital: «في مدريد» says more than «في إسبانيا»."""
    return term.marker in _PLACES and capital(term.word) and not capital(other.word)


def counts_the_same(term: Term, other: Term) -> bool:
    """Whether two terms are one number; a year may stand as a bare number."""
    if term.number and other.number:
        return term.number.same(other.number)
    if term.number and other.date:
        return term.number.value == other.date.year
    if term.date and other.number:
        found = term.date
        return found.month is None and found.day is None and other.number.value == found.year
    return False


def agrees(date: FoundDate, other: FoundDate, published: Dated) -> bool:
    """
    Whether *other*, in an article *published* then, says all that *date* says.

    A year that the article leaves out is that of its publication.
    """
    year = int(published.iso[:4]) if published.iso else None
    return (
        date.year in (None, other.year or year)
        and date.month in (None, other.month)
        and date.day in (None, other.day)
        and date.weekday in (None, other.weekday, _weekday(other, year))
    )


def _weekday(date: FoundDate, year: int | None) -> int | None:
    return FoundDate(0, 0, date.year or year, date.month, date.day).weekday_of_day()
