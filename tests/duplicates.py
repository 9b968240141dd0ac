"""
Built syndication: articles as other outlets reprint them, and how many are told for one story.

    python -m tests.duplicates SOURCE [TIMES]      300 articles of at least 20 words

Each is reprinted in a dozen ways and looked for among all of SOURCE as ``ingest`` looks for it: a
reprint is found if it is a copy of its original or of its story.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from retrieval.index.stories import adds_nothing, same_story, sample, shingles
from retrieval.language.sentences import sentences
from retrieval.sources.reading import read
from retrieval.types import Article

_FEWEST = 20  # words
_SEVERAL = 3  # sentences, of which one is edited
_LOOKED_AT = 10  # of those that share most, as the library does
_HEADLINE = "تفاصيل جديدة ننشرها لقرائنا\n"
_CREDIT = "تونس (وكالة الأنباء) - "
_TAIL = (
    "\nوكانت هذه الصحيفة قد تابعت الموضوع في أعداد سابقة، وستنشر ما يستجد منه في حينه على موقعها."
)
_SPELT = str.maketrans({"أ": "ا", "إ": "ا", "ة": "ه", "ى": "ي", "،": ",", "؛": ";"})
_QUOTED = str.maketrans({"«": '"', "»": '"', '"': "”", "“": "«", "”": "»"})
_DIGITS = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩0123456789")


def reprints(text: str, rng: random.Random) -> dict[str, str]:
    """*text* by the way it was reprinted; what has one sentence only is not cut, what has two not edited."""
    parts = [part for part in text.split("\n") if part.strip()]
    said = [text[start:end] for start, end in sentences(text)]
    parts = parts if len(parts) > 1 else said
    words = text.split()
    ways = {
        "own headline, agency line, footer": f"{_HEADLINE}{_CREDIT}{text}{_TAIL}",
        "credit moved to the end": f"{text} ({_CREDIT.strip(' -')})",
        "first half": " ".join(words[: (len(words) + 1) // 2]),
        "a word in twenty changed": _changed(
            words, rng.sample(range(len(words)), len(words) // 20)
        ),
        "respelt, marked, other punctuation": _respelt(text, rng),
        "quotes of another shape": text.translate(_QUOTED),
        "numerals in other digits": text.translate(_DIGITS),
    }
    if len(parts) > 1:
        ways["first paragraph cut"] = "\n".join(parts[1:])
        ways["last paragraph cut"] = "\n".join(parts[:-1])
        one, other = rng.sample(range(len(parts)), 2)
        parts[one], parts[other] = parts[other], parts[one]
        ways["two paragraphs swapped"] = "\n".join(parts)
    if len(said) >= _SEVERAL:
        edited = _edited(said, rng)
        ways["a sentence changed"] = edited
        ways["all at once"] = f"{_CREDIT}{_respelt(edited, rng).translate(_DIGITS)}{_TAIL}"
    return ways


def _edited(said: list[str], rng: random.Random) -> str:
    """A sentence at random with every third word another: no run of five of it is left."""
    chosen = rng.randrange(len(said))
    words = said[chosen].split()
    return "\n".join(
        _changed(words, range(1, len(words), 3)) if n == chosen else one
        for n, one in enumerate(said)
    )


def _changed(words: list[str], places) -> str:
    return " ".join("كذلك" if n in set(places) else word for n, word in enumerate(words))


def _respelt(text: str, rng: random.Random) -> str:
    marked = re.sub(r"(?<=[ء-ي])(?=[ء-ي])", lambda _: rng.choice(("", "", "َ", "ـ")), text)
    return marked.translate(_SPELT)


class Told:
    """Texts that are here, and which of them a new one is told for."""

    def __init__(self, texts: list[str]) -> None:
        self._texts, self._sampled = texts, defaultdict(list)
        for n, text in enumerate(texts):
            for run in sample(shingles(text)):
                self._sampled[run].append(n)

    def finds(self, copy: str, of: int) -> bool:
        """Whether *copy* is told for the text *of* or one that tells the same."""
        shared = Counter(n for run in shingles(copy) for n in self._sampled.get(run, ()))
        kin = [self._texts[n] for n, _ in shared.most_common(_LOOKED_AT)]
        told = [text for text in kin if adds_nothing(copy, text) or same_story(copy, text)]
        return any(text == self._texts[of] or same_story(text, self._texts[of]) for text in told)


def main(source: Path | str, times: int = 300) -> float:
    rng, found, tried = random.Random(7), Counter(), Counter()
    texts = [one.text for one in read(Path(source)) if isinstance(one, Article)]
    told = Told(texts)
    long = [n for n, text in enumerate(texts) if len(text.split()) >= _FEWEST]
    for n in rng.sample(long, min(times, len(long))):
        for way, copy in reprints(texts[n], rng).items():
            tried[way] += 1
            found[way] += told.finds(copy, n)
    for way, count in tried.items():
        print(f"{way}: {found[way]} of {count}")
    share = found.total() / max(1, tried.total())
    print(f"recall {100 * share:.1f} % of {tried.total()}")
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])) < 0.98)
