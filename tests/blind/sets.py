"""
The sets: what is asked of which articles. Fields are told in README.md.

``tests/blind`` is a set of the project's own; two more lie beside the checkout on some machines.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BESIDE = Path(__file__).parents[3] / "shared" / "blind"

Facts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question.

    facts: what a right answer holds, ``all`` of these and one of ``any``; ``pattern`` is a list of
        regular expressions of which one must match. Empty when the archive does not answer.
    forbidden: what stands in the archive and is not the answer.
    tags: kind, wording, language and domain, as far as they are known.
    """

    id: str
    text: str
    answerable: bool
    facts: Facts
    forbidden: tuple[str, ...]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chain:
    """Turns of one conversation."""

    id: str
    language: str
    turns: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """
    Something asked for that is no question of fact.

    after: what was asked before it, in the same conversation.
    articles: ids of what a useful reply rests on.
    """

    id: str
    text: str
    kind: str
    language: str
    after: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blind:
    """One set: the file of its articles, and what is asked of them."""

    name: str
    articles: Path
    questions: tuple[Asked, ...]
    chains: tuple[Chain, ...] = ()
    requests: tuple[Request, ...] = ()


def every() -> list[Blind]:
    """The project's own set, then those beside the checkout."""
    return [own(), *beside()]


def own() -> Blind:
    return Blind(
        "blind",
        HERE / "articles.jsonl",
        tuple(map(_asked, _lines(HERE / "questions.jsonl"))),
        tuple(
            Chain(one["id"], one["language"], tuple(_turns(one)))
            for one in _lines(HERE / "chains.jsonl")
        ),
        tuple(map(_request, _lines(HERE / "requests.jsonl"))),
    )


def beside() -> list[Blind]:
    """Two sets of real news, where the folder with data is."""
    pairs = (("news", "questions"), ("news2", "questions2"))
    return [
        Blind(news, BESIDE / f"{news}.jsonl", tuple(map(_of_news, _lines(path))))
        for news, questions in pairs
        if (path := BESIDE / f"{questions}.jsonl").exists()
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _asked(one: dict[str, Any]) -> Asked:
    tags = {name: one[name] for name in ("kind", "wording", "language", "domain") if one.get(name)}
    return Asked(
        one["id"],
        one["question"],
        one["outcome"] == "answer",
        one["facts"],
        tuple(one.get("forbidden") or ()),
        tags,
    )


def _turns(chain: dict[str, Any]) -> Iterator[Asked]:
    for number, turn in enumerate(chain["turns"], 1):
        yield _asked(
            {
                "id": f"{chain['id']}.{number}",
                "question": turn["ask"],
                "language": chain["language"],
                **turn,
            }
        )


def _request(one: dict[str, Any]) -> Request:
    articles = tuple(one.get("articles") or ())
    return Request(one["id"], one["ask"], one["kind"], one["language"], one.get("after"), articles)


def _of_news(one: dict[str, Any]) -> Asked:
    answerable = one["answerable"]
    pattern = one.get("pattern")
    facts: Facts = {"pattern": [pattern]} if pattern else {"any": one.get("any", [])}
    tags = {"kind": one.get("type"), "wording": one.get("kind")}
    return Asked(
        one["id"],
        one["question"],
        answerable,
        facts if answerable else {},
        (),
        {name: tag for name, tag in tags.items() if tag},
    )
