"""
A sentence read for comparison: its words one by one, with what is said of each; pure.

Everything the checks ask about a sentence is found here once. A passage's sentences are read when
the gate is built, a draft's when they arrive.
"""

import re
from functools import cached_property

from bot.extraction.nations import nation
from bot.wording.fillers import FUNCTION, fills
from bot.wording.markers import MARKERS, definite, marker
from bot.wording.numbers import numbers
from bot.wording.polarity import denied, is_denial, negators
from bot.wording.quantity import quantities
from bot.wording.tense import moods
from bot.wording.terms import Places, Term
from bot.wording.thesaurus import keys, known, phrased, poles, sounds
from bot.wording.tokens import date_at, tokenized
from retrieval.language import dates
from retrieval.language.arabic import arabic_share, clean, fold
from retrieval.language.arabic import words as folded
from retrieval.language.dates import FoundDate
from retrieval.language.months import MONTHS, WEEKDAYS

_QUOTED = re.compile(r"«([^«»]{1,600})»|“([^“”]{1,600})”|\"([^\"]{1,600})\"|„([^„“”]{1,600})[“”]")
_CAPITAL = re.compile(r"(?<![.!?…:«“\"]\s)(?<!^)\b[A-Z][\w’']+")
_COMPOUND = re.compile(r"\b([A-Za-z.]+)-(?:[a-z]+ed|held|led|run|won|built|made)\b")
_FIRST_NAME = re.compile(r"[A-Z][a-z]+(?= [A-Z][a-z])")
_ABBREVIATED = 3  # letters: sat, sun
_PRONOUNS = frozenset(folded("he she they it his her their هو هي هم هؤلاء"))
_PAST = re.compile(r"[وف]?ا[\u0621-\u064a]{3,}(?<!ا)ت")  # «احتالت» is no name
ACCORDING = frozenset(folded("بحسب حسب وفق وفقا according per"))
_RELAYS = frozenset(folded("رد ردت وردت نقل كتب أجاب أورد"))  # with «أن»
_THAT = frozenset(
    map(fold, ("أن", "إن", "بأن", "بأنه", "بأنها", "أنه", "إنه", "أنها", "إنها", "أنهم", "إنهم"))
)


class Reading:
    """
    A sentence as its terms.

    words: every folded word, a number's and a date's included. clauses: the clause of each.
    quotes: the folded words of each quotation.
    """

    def __init__(self, text: str) -> None:
        self.text = clean(text)
        self.arabic = arabic_share(text) >= 0.5
        self.dates = dates.find(self.text)
        tokens = tokenized(self.text, self.dates)
        self.words, self.clauses, self.quoted = tokens.words, tokens.clauses, tokens.quoted
        self.places: dict[Reading, Places] = {}  # kept by the windows it is laid over
        self.quotes = [folded(next(filter(None, found))) for found in _QUOTED.findall(self.text)]

    @cached_property
    def plain(self) -> list[str]:
        """The folded words as printed."""
        return folded(self.text)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        counted = {number.start: number for number in numbers(self.words)}
        taken = {at for number in counted.values() for at in range(number.start, number.end)}
        content = [
            at
            for at in range(len(self.words))
            if at not in taken and (self._month(at) or not fills(self.words, at))
        ]
        denied_ = denied(self.words, self.clauses, {*content, *counted})
        moods_ = moods(self.words, {*content})
        phrases = phrased(self.words)
        found = []
        for at in sorted({*content, *counted}):
            word, clause = self.words[at], self.clauses[at]
            led_by = marker(self.words, self.clauses, at)
            if number := counted.get(at):
                term = Term(word, at, clause, number=number, marker=led_by, denied=at in denied_)
            elif date := self._date(at):
                term = Term(word, at, clause, date=date, marker=led_by)
            else:
                capital, country = word in self._capitals, nation(word)
                term = Term(
                    word,
                    at,
                    clause,
                    self._keys(at) | phrases.get(at, frozenset()),
                    sounds(word),
                    poles(word),
                    marker=led_by,
                    denied=at in denied_,
                    mood=moods_.get(at),
                    capital=capital,
                    definite=definite(self.words, at),
                    nation=country,
                    named=capital or country is not None or self._strange(at),
                )
            found.append(term)
        return tuple(found)

    def _date(self, at: int) -> FoundDate | None:
        """The date at *at*, were it only a weekday."""
        word = self.words[at]
        if (which := date_at(word)) is not None:
            return self.dates[which]
        bare = word if word in WEEKDAYS else word.removeprefix("و")
        known_ = bare in WEEKDAYS and len(bare) > _ABBREVIATED
        return FoundDate(0, 0, weekday=WEEKDAYS[bare]) if known_ else None

    def _strange(self, at: int) -> bool:
        """Whether a word no list knows may be a name; English writes those with a capital."""
        word = self.words[at]
        verb = _PAST.fullmatch(word)
        return not (known(word) or verb) and (at == 0 or not word.isascii())

    def _keys(self, at: int) -> frozenset[str]:
        word = self.words[at]
        return frozenset({f"%{MONTHS[word]}"}) if self._month(at) else keys(word)

    def _month(self, at: int) -> bool:
        """Whether the word at *at* is May or March, not may or march."""
        return self.words[at] in ("may", "march") and self.words[at] in self._capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        inside = {word for found in _CAPITAL.findall(self.text) for word in folded(found)}
        first = _FIRST_NAME.match(self.text)  # "Foreign Policy reported": no other word would be
        return frozenset({*inside, *folded(first[0])} - FUNCTION if first else inside)

    @cached_property
    def quantities(self) -> dict[int, str]:
        return quantities(self.words)

    @cached_property
    def negated(self) -> bool:
        """Whether anything in it is denied."""
        return bool(negators(self.words)) or any(map(is_denial, self.words))

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Who acts in words joined by a hyphen: "rebel-held", "US-led"."""
        return frozenset(word for one in _COMPOUND.findall(self.text) for word in folded(one))

    @cached_property
    def attributes(self) -> bool:
        """Whether it says who says so."""
        relays = not _THAT.isdisjoint(self.words)
        return any(t.reports or (relays and t.keys & _RELAYS) for t in self.terms) or any(
            word.removeprefix("و") in ACCORDING for word in self.words
        )

    @cached_property
    def nations(self) -> frozenset[str]:
        return frozenset(filter(None, (term.nation for term in self.terms)))

    @cached_property
    def follows_on(self) -> bool:
        """Whether it has no subject of its own and speaks of the sentence before."""
        if _PRONOUNS & set(self.words[:2]):
            return True
        first = self.terms[0] if self.terms else None
        after = self.words[first.at + 1 : first.at + 2] if first else []
        return bool(first and first.reports and after and after[0] in _THAT | MARKERS)

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Key -> numbers of the terms that have it."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            for key in term.keys:
                found.setdefault(key, []).append(number)
        return found

    @cached_property
    def heard(self) -> dict[str, list[int]]:
        """The same by sound."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            for key in term.sounds:
                found.setdefault(key, []).append(number)
        return found
