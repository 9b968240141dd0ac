"""Real news, and as much more of it as is wanted: the same items with other words in them."""

import json
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from tests.bench.sets import SHARED

NEWS = SHARED / "news" / "jawhara.jsonl"
_CHANGED = 1 / 3  # of the words; of five in a row, all stay in one case out of eight


def items() -> Iterator[dict[str, Any]]:
    """Real items, then changed ones, without end."""
    with NEWS.open(encoding="utf-8") as lines:
        real = [json.loads(line) for line in lines]
    yield from real
    vocabulary = [word for item in real for word in item["text"].split(" ")]
    for copy in count(2):
        chance = random.Random(copy)
        for item in real:
            yield item | {
                "id": f"{item['id']}-{copy}",
                "title": _changed(item["title"], vocabulary, chance),
                "text": _changed(item["text"], vocabulary, chance),
            }


def _changed(text: str, vocabulary: list[str], chance: random.Random) -> str:
    return " ".join(
        chance.choice(vocabulary) if chance.random() < _CHANGED else word
        for word in text.split(" ")
    )


def write(some: Iterator[dict[str, Any]], number: int, path: Path) -> Path:
    """The next *number* of *some* as the JSON lines that ``rawi ingest`` reads."""
    with path.open("w", encoding="utf-8") as file:
        for item in islice(some, number):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
    return path
