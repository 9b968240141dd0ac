"""
``python -m tests.bench.letters``: what letter pairs refuse of real text, and what of garbled text.

With ``--write`` it first counts the pairs anew, in the news of even numbers, XQuAD, and CLDR's
names in languages of the Latin script, and writes ``retrieval/language/data/letters.txt``.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from babel import Locale

from retrieval.language.letters import ARABIC, CLASSES, garbled, pairs
from tests.bench import sets
from tests.bench.news import NEWS

_DATA = Path("retrieval/language/data/letters.txt")
_LATIN = "en fr de es it pt tr nl id pl sw so ms ro cs hu sv fi da no az hr"
_ENGLISH = 3  # times that English counts
_UNSEEN = 0.5  # added to each count
_MISREAD = (
    *(("utf-8", "cp1256"), ("utf-8", "iso8859_6"), ("utf-8", "cp720"), ("utf-8", "cp1252")),
    *(("cp1256", "cp1252"), ("cp1256", "iso8859_6"), ("cp1256", "mac_arabic")),
    *(("mac_arabic", "cp1256"), ("mac_arabic", "cp1252")),
    *(("cp720", "cp1256"), ("cp720", "cp1252"), ("cp720", "iso8859_6")),
)
_SAMPLE = 300  # texts that are garbled in each way


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="count the pairs anew")
    if not (NEWS.exists() and sets.available()):
        print(sets.ABSENT)
        return 1
    with NEWS.open(encoding="utf-8") as lines:
        news = [f"{item['title']}\n{item['text']}" for item in map(json.loads, lines)]
    if parser.parse_args(arguments).write:
        _DATA.write_text("\n".join(rows(news[::2])) + "\n", "utf-8")
    for name, texts in ({"news": news, "news not counted": news[1::2]} | real()).items():
        refused = sum(map(garbled, texts))
        print(f"{name}: {refused} of {len(texts)} refused")
    for name, texts in damaged(news[1 :: len(news) // _SAMPLE]):
        print(f"{name}: {sum(map(garbled, texts))} of {len(texts)} refused")
    return 0


def rows(news: Iterable[str]) -> Iterator[str]:
    """A line for each class: what each class after it costs, in quarters of a bit from ``0`` on."""
    counted: Counter[tuple[str, str]] = Counter()
    for text in (*news, *_contexts("xquad")):
        counted.update(pairs(text))
    for text in [*_contexts("xquad-en"), names("en")] * _ENGLISH + list(map(names, _LATIN.split())):
        counted.update(pairs(text))
    for one in CLASSES:
        whole = sum(counted[one, other] + _UNSEEN for other in CLASSES)
        bits = (-math.log2((counted[one, other] + _UNSEEN) / whole) for other in CLASSES)
        yield "".join(chr(ord("0") + round(4 * cost)) for cost in bits)


def names(language: str) -> str:
    """CLDR's names of languages, countries and currencies in *language*."""
    known = Locale.parse(language)
    return " ".join(
        [*known.languages.values(), *known.territories.values(), *known.currencies.values()]
    )


def real() -> dict[str, list[str]]:
    """Text that was not counted, in Arabic; and names in languages of both scripts."""
    found = {name: _contexts(name) for name in ("arcd", "tydi")}
    return found | {
        f"names in {code}": _pieces(names(code))
        for code in ("fr", "tr", "vi", "eu", "fa", "ur", "ps")
    }


def damaged(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    for written, read in _MISREAD:
        yield (
            f"{written} read as {read}",
            [text.encode(written, "ignore").decode(read, "replace") for text in texts],
        )
    yield "written backwards", [text[::-1] for text in texts]
    for letters in (4, 8, 16):
        yield f"{letters} letters exchanged", [_exchanged(text, letters) for text in texts]


def _contexts(name: str) -> list[str]:
    return [article.text for article in sets.load(name).articles]


def _pieces(text: str) -> list[str]:
    """*text* in pieces of about 60 words."""
    words = iter(text.split())
    return list(iter(lambda: " ".join(islice(words, 60)), ""))


def _exchanged(text: str, number: int) -> str:
    """*text* as a font shows it that has some letters in each other's places."""
    chosen = random.Random(text).sample(ARABIC, number)
    return text.translate(str.maketrans("".join(chosen), "".join(chosen[1:] + chosen[:1])))


if __name__ == "__main__":
    sys.exit(main())
