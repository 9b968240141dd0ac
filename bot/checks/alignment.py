"""
Which word of a passage each word of a sentence rests on; pure.

A window is one sentence of a passage, or two that follow each other. Two languages are compared
through the lexicon and, for names, by sound.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.lacks.offices import ROLES
from bot.nations import capital, nation
from bot.wording.terms import LIGHT, Places, Reading, Term
from bot.wording.thesaurus import opposite, sounds
from retrieval.arabic import stem
from retrieval.dates import FoundDate
from retrieval.types import Dated

_SUBJECT = 3  # terms at the beginning of a sentence that name whom it is about
_TOPIC = 6  # and of the sentence before, where a pronoun finds its name
_SAME = 4  # steps that the same form of a word is worth
_FAR = 8  # steps; a longer one costs no more
_PLACES = frozenset(("في", "in", "at"))
_NAME_WEIGHT = 1.5  # of names, numbers and dates beside other words


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


@dataclass(frozen=True, slots=True)
class Alignment:
    """
    A sentence laid over a window.

    pairs: number of a term of the sentence -> number of the term of the window it rests on.
    carried: numbers of terms that rest on the sentences before, where a pronoun stands for them.
    missing: numbers of the sentence's terms that rest on nothing.
    given: numbers of terms that name the article itself and need no support.
    support: share of the sentence's weight that rests on something, 0 to 1.
    """

    sentence: Reading
    window: Window
    pairs: dict[int, int]
    carried: frozenset[int]
    missing: tuple[int, ...]
    given: frozenset[int]
    support: float

    @property
    def foreign(self) -> bool:
        """Whether the two are in different languages."""
        return self.sentence.arabic != self.window.arabic

    @property
    def matter(self) -> Iterator[tuple[int, Term]]:
        """The terms of the sentence that speak of the matter, numbered."""
        return ((n, term) for n, term in enumerate(self.sentence.terms) if n not in self.given)


def align(sentence: Reading, window: Window, *, given: frozenset[int] = frozenset()) -> Alignment:
    """
    *sentence* over *window*, each term on the candidate that makes the shortest walk.

    given: numbers of terms that need no support, for they name the article itself.
    """
    foreign = sentence.arabic != window.arabic
    terms = [(n, term) for n, term in enumerate(sentence.terms) if n not in given]
    choices = {n: window.candidates(sentence, n) for n, _ in terms}
    pairs = _distinct(sentence, choices, _walk(sentence, window, choices))
    carried = {n for n, _ in terms if n not in pairs and window.carries(sentence, n)}
    missing = [
        n
        for n, term in terms
        if n not in pairs and n not in carried and (choices[n] or not _light(term, window))
    ]
    for number in [n for n in missing if foreign]:
        if (beside := _beside(sentence, window, pairs, number)) is not None:
            pairs[number] = beside
            missing.remove(number)
    for number in list(missing):
        if (alike := _denied_alike(sentence, window, pairs, number)) is not None:
            pairs[number] = alike
            missing.remove(number)
    lost = sum(weigh(sentence.terms[n]) for n in missing)
    found = sum(weigh(sentence.terms[n]) for n in [*pairs, *carried])
    support = found / (found + lost) if found else 0.0
    return Alignment(sentence, window, pairs, frozenset(carried), tuple(missing), given, support)


def _light(term: Term, window: Window) -> bool:
    """Whether *term* says nothing of its own; who says what is looked at elsewhere."""
    if term.reports:
        return any(reading.attributes for reading in window.readings)
    return bool(term.keys) and bare(term.word) in LIGHT


def _walk(sentence: Reading, window: Window, choices: dict[int, list[int]]) -> dict[int, int]:
    """
    The candidate of each term that makes the way from term to term over the window shortest.

    Viterbi's algorithm: a repeated word is told by the words on both of its sides.
    """
    ways: dict[int, tuple[float, dict[int, int]]] = {-1: (0.0, {})}
    for number, candidates in choices.items():
        if not candidates:
            continue
        form = bare(sentence.terms[number].word)
        next_ways = {}
        for n in candidates:
            other = 0 if bare(window.terms[n].word) == form else _SAME
            cost, last = min(
                (cost + (_FAR if n == last else min(_FAR, abs(n - last - 1))), last)
                for last, (cost, _) in ways.items()
            )
            next_ways[n] = (cost + other, {**ways[last][1], number: n})
        ways = next_ways
    return min(ways.values(), key=lambda way: way[0])[1]


def _distinct(
    sentence: Reading, choices: dict[int, list[int]], walk: dict[int, int]
) -> dict[int, int]:
    """*walk* with each word of the window used once where another will do; a name only once."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for number, n in walk.items():
        free = [one for one in choices[number] if one not in used]
        if n in used and free:
            n = min(free, key=lambda one: abs(one - walk[number]))
        term = sentence.terms[number]
        if n in used and term.named and not _repeats(sentence, pairs, n, term):
            continue
        pairs[number] = n
        used.add(n)
    return pairs


def _denied_alike(
    sentence: Reading, window: Window, pairs: dict[int, int], number: int
) -> int | None:
    """Another verb that is denied as this one is: «لم يتلق إخطارا», «لم يصله إخطار»."""
    term = sentence.terms[number]
    if not term.denied or term.named or term.number:
        return None
    free = (n for n, other in enumerate(window.terms) if other.denied and n not in pairs.values())
    return next((n for n in free if not opposite(term.poles, window.terms[n].poles)), None)


def _beside(sentence: Reading, window: Window, pairs: dict[int, int], number: int) -> int | None:
    """Where a name of two consonants stands, beside the rest of the name if it has one: Fuad."""
    term = sentence.terms[number]
    if term.number or term.date:
        return None
    near = {
        place + step
        for next_ in (number + 1, number - 1)
        if (place := pairs.get(next_)) is not None
        for step in (-1, 1)
    }
    if term.capital:  # alone, it must be a name there too
        near |= {n for n, other in enumerate(window.terms) if other.definite or other.named}
    heard = sounds(term.word, shortest=2)
    for at in sorted(near & set(range(len(window.terms)))):
        other = window.terms[at]
        if at in pairs.values() or other.number or other.date:
            continue
        if heard & sounds(other.word, shortest=2):
            return at
    return None


def _repeats(sentence: Reading, pairs: dict[int, int], number: int, term: Term) -> bool:
    """Whether the sentence already used that word of the window for the same word as *term*."""
    return any(
        sentence.terms[mine].keys & term.keys and bare(sentence.terms[mine].word) == bare(term.word)
        for mine, theirs in pairs.items()
        if theirs == number
    )


def weigh(term: Term) -> float:
    return _NAME_WEIGHT if term.number or term.date or term.named else 1.0


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """*word* without its article and what is written together with it."""
    for prefix in ("وال", "بال", "لل", "ال", "و"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return bare(word[len(prefix) :]) if prefix == "و" else word[len(prefix) :]
    return word[1:] if word[:1] in "بلك" and nation(word[1:]) else word
