"""
Which word of a passage each word of a sentence rests on; pure.

Two languages are compared through the lexicon and, for names, by sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.window import Window
from bot.extraction.nations import nation
from bot.wording.fillers import LIGHT
from bot.wording.reading import Reading
from bot.wording.terms import Term
from bot.wording.thesaurus import opposite, sounds

_SAME = 4  # steps that the same form of a word is worth
_FAR = 8  # steps; a longer one costs no more
_NAME_WEIGHT = 1.5  # of names, numbers and dates beside other words


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
