"""
Where a message asks for a second thing: fits ``bot.conversation.parting``, and tells how well it does.

``python -m tests.bench.doubles``: what the weights make of the lines kept out of the fitting, and of
questions of public sets that it did not see. ``python -m tests.bench.messages --fit`` fits them.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.conversation.classifier import PLACES, ROWS, TOPICAL, Weights, Word, fitted, place, read
from bot.conversation.parting import boundaries, boundary_features, split_word
from tests.bench import sets
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "messages" / "doubles"
KEPT = 5  # of so many lines one is kept out
JOINED, LIGHT = 6000, 0.4  # messages joined of two others at random, and what each counts
# Of those: whose second part asks for the source; whose first, or second, is only a word that asks.
SOURCE, FIRST, LAST = 0.1, 0.06, 0.02
HEAVY = 3.0  # what a line of the writer counts
STEPS, RATE, DECAY = 150, 0.1, 3e-5
FEWEST, OFTEN = 3, 0.15  # messages that begin with a word, and of those where it stands later
_AGAIN = re.compile(r"[؟?][؟?!\s]*[^؟?!\s]")  # something after a question: perhaps another one
PUBLIC, SEEN = ("arcd", "tydi", "xquad-en"), 500  # sets, and questions of each that are fitted on


@dataclass(frozen=True, slots=True)
class Line:
    """
    A message, and at which of its words something else begins.

    joins: whether the «و» of each of those words only joins it; None where that is not known.
    """

    words: list[Word]
    cuts: tuple[int, ...] = ()
    joins: tuple[bool | None, ...] = ()
    counts: float = 1.0


def read_in(name: str) -> list[Line]:
    """The lines of a file: ``q``, and of a double message ``parts`` and where the ``second`` begins."""
    text = (FOLDER / f"{name}.jsonl").read_text("utf-8")
    return [_line(json.loads(line)) for line in text.splitlines()]


def _line(one: dict[str, Any]) -> Line:
    words, cuts, joins = read(one["q"]), [], []
    for part, name in enumerate(("second", "third"), 1):
        if name in one:
            cuts.append(len(read(one["q"][: one[name]])))
            joins.append(_joins(words[cuts[-1]].bare, read(one["parts"][part])[0].bare))
    return Line(words, tuple(cuts), tuple(joins), HEAVY)


def _joins(word: str, alone: str) -> bool | None:
    return True if word == f"و{alone}" else False if word == alone else None


def known(
    messages: Sequence[tuple[str, str]], public: Sequence[str], begins: np.ndarray
) -> list[Line]:
    """*messages*, texts and kinds, and *public* texts as those of one thing; and some joined at random."""
    said = [*(text for text, _ in messages), *public]
    single = [Line(read(one)) for one in said if not _perhaps_double(one, begins)]
    asking = {"question", "source", "article", *TOPICAL}
    begun = [(text, kind) for text, kind in messages if kind in asking and len(read(text)) > 1]
    by_script = [[one for one in begun if one[0].isascii() is ascii_] for ascii_ in (False, True)]
    chance = random.Random(3)
    return single + [_joined(chance, by_script) for _ in range(JOINED)]


def _perhaps_double(text: str, begins: np.ndarray) -> bool:
    """Whether *text*, of which nobody said how much it asks for, may ask for two things."""
    split = [split_word(word.bare) for word in read(text)]
    heads = [
        (split[at][0], split[at + (split[at][0] == "&")][1]) for at in range(1, len(split) - 1)
    ]
    return bool(_AGAIN.search(text)) or any(
        join != "-" and begins[place(Word("", head))] for join, head in heads
    )


def _joined(chance: random.Random, by_script: Sequence[list[tuple[str, str]]]) -> Line:
    """Two messages in one: the second often asks for the source, or either is a word that asks."""
    english = chance.random() > 0.55
    some = by_script[english]
    sources = [one for one in some if one[1] in ("source", "article")]
    (one, kind), (two, _) = chance.choice(some), chance.choice(some)
    joint = chance.choice(["and ", "and ", "also "] if english else ["و"])
    way = chance.random()
    if way < SOURCE:
        two, _ = chance.choice(sources)
    elif way < SOURCE + FIRST and kind == "question":  # «متى وأين وقع …؟»
        return _line_of(one.split()[0] + " ", joint, two, english)
    elif way < SOURCE + FIRST + LAST:  # «… ومتى؟»
        asks, _ = chance.choice([pair for pair in some if pair[1] == "question"])
        return _line_of(one.rstrip("؟?.! ") + " ", joint, asks.split()[0], english)
    if chance.random() < 0.35:
        one = one.rstrip("؟?.! ") + ("? " if english else "؟ ")
        joint = chance.choice(["", joint])
    else:
        one = one.rstrip("؟?.! ") + chance.choice([" ", ", " if english else "، "])
    return _line_of(one, joint, two, english)


def _line_of(one: str, joint: str, two: str, english: bool) -> Line:
    joins = bool(joint) and not english
    return Line(read(one + joint + two), (len(read(one)),), (joins,), LIGHT)


def starting(texts: Sequence[str]) -> np.ndarray:
    """Of each place, whether its word is one that messages begin with rather than go on with."""
    said = [[place(word) for word in read(text)] for text in texts]
    first = Counter(some[0] for some in said if some)
    later = Counter(at for some in said for at in some[1:])
    found = np.zeros(PLACES, bool)
    found[[at for at, n in first.items() if n >= FEWEST and n > OFTEN * later[at]]] = True
    return found


def fit(lines: Sequence[Line], begins: np.ndarray) -> np.ndarray:
    """Two logistic models by Adam, shape ``(ROWS, 2)``: of every boundary, and of the «و» at a cut."""
    rows, signs, wanted, counts = [], [], [], []
    for one in lines:
        for at, (some, sign) in enumerate(boundary_features(one.words, begins), 1):
            cut = at in one.cuts
            joins = one.joins[one.cuts.index(at)] if cut else None
            rows.append(some)
            signs.append(sign)
            wanted.append((cut, bool(joins)))
            counts.append((one.counts, one.counts * (joins is not None)))
    right, weight = (np.array(some, np.float32) for some in (wanted, counts))
    owner = np.repeat(np.arange(len(rows)), [len(some) for some in rows])
    at, sign = np.concatenate(rows), np.concatenate(signs)
    return np.stack([_logistic(at, sign, owner, right[:, n], weight[:, n]) for n in (0, 1)], axis=1)


def _logistic(
    at: np.ndarray, sign: np.ndarray, owner: np.ndarray, right: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    found, mean, square = (np.zeros(ROWS) for _ in range(3))
    used = weight > 0
    some = used[owner]
    at, sign, owner = at[some], sign[some], (np.cumsum(used) - 1)[owner[some]]
    right, weight = right[used], weight[used] / weight.sum()
    for step in range(1, STEPS + 1):
        odds = np.bincount(owner, found[at] * sign, len(right))
        error = (1 / (1 + np.exp(-odds)) - right) * weight
        slope = np.bincount(at, error[owner] * sign, ROWS) + DECAY * found
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope**2 - square)
        bold = RATE * (1 - step / STEPS) / (1 - 0.9**step)
        found -= bold * mean / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return found.astype(np.float32)


def taken_in(lines: Sequence[Line]) -> list[Line]:
    return [one for at, one in enumerate(lines) if at % KEPT]


def told(lines: Sequence[Line], weights: Weights) -> str:
    """How many of *lines* are cut as they should be."""
    found = [tuple(at for at, _ in boundaries(one.words, weights)) for one in lines]
    pairs = [*zip(found, (one.cuts for one in lines), strict=True)]
    exact, none = sum(a == b for a, b in pairs), sum(not a for a, _ in pairs)
    wrong = sum(bool({*a} - {*b}) for a, b in pairs)
    return f"{exact} of {len(lines)} right, {none} not cut, {wrong} cut where they should not be"


def main() -> None:
    for name in ("double", "single"):
        print(f"{name}, kept out: {told(read_in(name)[::KEPT], fitted())}")
    for name in PUBLIC:
        seen = {one.text for one in sets.sampled(sets.load(name).questions, SEEN)}
        unseen = (one.text for one in sets.load(name).questions if one.text not in seen)
        print(f"{name}: {told([Line(read(text)) for text in unseen], fitted())}")


if __name__ == "__main__":
    main()
