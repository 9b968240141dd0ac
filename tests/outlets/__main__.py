"""
``python -m tests.outlets``: how much of what pages must and must not say is read, and by whom.

Each ``pages/NAME.html`` has the markup of an outlet; ``NAME.json`` has the segments. Precision and
recall are of segments: a ``must_not`` that is read is a false one, a ``must`` that is not is missed.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import trafilatura

from retrieval.sources.reading import read
from retrieval.types import Article

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@dataclass(frozen=True, slots=True)
class Score:
    """Segments: rightly read, wrongly read, and not read."""

    right: int
    wrong: int
    missed: int

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def wanted(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return found


@cache
def articles() -> dict[str, list[Article]]:
    """What is read of each page, by its path."""
    found: dict[str, list[Article]] = {str(page): [] for page in PAGES}
    for one in read(*PAGES):
        if isinstance(one, Article):
            found[one.source.path or ""].append(one)
    return found


def ours(page: Path) -> str:
    return "\n".join(one.text for one in articles()[str(page)])


def extractor(page: Path) -> str:
    """What trafilatura reads with nothing of ours."""
    return trafilatura.extract(page.read_text("utf-8"), include_comments=False) or ""


def facts(page: Path) -> dict[str, Any]:
    """What the first article of *page* says of itself."""
    found = articles()[str(page)][0].source
    return {
        "title": found.title,
        "outlet": found.outlet,
        "author": found.author,
        "agency": found.agency,
        "published": found.date.iso,
    }


def flaws(page: Path, text: str) -> Iterator[str]:
    flat = " ".join(text.split())
    yield from (f"- {segment}" for segment in wanted(page)["must"] if segment not in flat)
    yield from (f"+ {segment}" for segment in wanted(page)["must_not"] if segment in flat)


def score(page: Path, text: str) -> Score:
    found = [*flaws(page, text)]
    missed = sum(flaw.startswith("-") for flaw in found)
    return Score(len(wanted(page)["must"]) - missed, len(found) - missed, missed)


def total(reader: Callable[[Path], str]) -> Score:
    return sum((score(page, reader(page)) for page in PAGES), Score(0, 0, 0))


def main() -> int:
    print(f"{'':24}{'ours':>8}{'trafilatura':>14}")
    for page in PAGES:
        texts = ours(page), extractor(page)
        print(f"{page.stem:24}{score(page, texts[0]).f:8.3f}{score(page, texts[1]).f:14.3f}")
        for flaw in flaws(page, texts[0]):
            print(f"    {flaw}")
    print(f"{'all':24}{total(ours).f:8.3f}{total(extractor).f:14.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
