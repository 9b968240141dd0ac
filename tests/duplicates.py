"""
Built syndication: articles as other outlets reprint them, and how many are told for one story.

    python -m tests.duplicates SOURCE [TIMES]      300 articles of at least 60 words

Each is reprinted in five ways; a reprint is found if it is a copy of its original or of its story.
"""

import random
import sys
from collections import Counter

from retrieval.index.stories import adds_nothing, same_story
from retrieval.language.sentences import sentences
from retrieval.sources.reading import read
from retrieval.types import Article

_FEWEST = 60  # words
_SEVERAL = 3  # sentences, of which one may be left out
_CREDIT = "تونس (وكالة الأنباء) - "
_TAIL = "وكانت هذه الصحيفة قد تابعت الموضوع في أعداد سابقة، وستنشر ما يستجد منه في حينه على موقعها."


def reprints(text, rng):
    """*text* by the way it was reprinted."""
    parts = [text[start:end] for start, end in sentences(text)]
    words = text.split()
    some = set(rng.sample(range(len(words)), len(words) // 20))
    out = rng.randrange(len(parts))
    left = [part for n, part in enumerate(parts) if n != out or len(parts) < _SEVERAL]
    return {
        "with a credit and a tail": f"{_CREDIT}{text}\n{_TAIL}",
        "its lead alone": " ".join(words[: max(45, len(words) * 6 // 10)]),
        "a sentence left out": "\n".join(left),
        "respelt": text.replace("أ", "ا").replace("ة", "ه").replace("ى", "ي").replace("،", ","),
        "a word in twenty changed": " ".join(
            "كذلك" if n in some else w for n, w in enumerate(words)
        ),
    }


def main(source, times=300):
    rng, found, tried = random.Random(7), Counter(), Counter()
    texts = [one.text for one in read(source) if isinstance(one, Article)]
    long = [text for text in texts if len(text.split()) >= _FEWEST]
    for text in rng.sample(long, min(times, len(long))):
        for way, copy in reprints(text, rng).items():
            tried[way] += 1
            found[way] += adds_nothing(copy, text) or same_story(copy, text)
    for way, count in tried.items():
        print(f"{way}: {found[way]} of {count}")
    share = found.total() / max(1, tried.total())
    print(f"recall {100 * share:.1f} % of {tried.total()}")
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])) < 0.98)
