"""What a run found, as JSON for programs and lines for people. Pure."""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

from bot.evaluation.layers import LAYERS
from bot.evaluation.running import Result
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import answer_json

Json = dict[str, Any]
_VOLATILE = ("id", "ms", "usage")  # of an answer: what differs from run to run


def summed(results: Sequence[Result], language: Language) -> Json:
    """
    The verdicts of each case, told in *language*, and their sums by layer and tag.

    ``digest`` is the same wherever and whenever the same cases were answered alike.
    """
    told = [_told(result, language) for result in results]
    return {
        "cases": len(results),
        "failed": sum(not result.passed for result in results),
        "digest": _digest([one["digest"] for one in told]),
        "layers": _by_layer(results),
        "tags": _by_tag(results),
        "results": told,
    }


def _told(result: Result, language: Language) -> Json:
    case, answer = result.case, result.answer
    return {
        "id": case.id,
        "file": case.file,
        "line": case.line,
        "question": case.question,
        "severity": case.severity,
        "tags": list(case.tags),
        "passed": result.passed,
        "blamed": result.blamed,
        "failed": list(result.failed),
        "failures": [why for _, why in result.wrong(language)],
        "layers": {
            one.layer: {
                "state": one.state,
                "why": [why.say(language) for why in one.why],
                "note": one.note,
            }
            for one in result.verdicts
        },
        "status": answer.status,
        "text": answer.text,
        "digest": digest(result),
        "ms": round(answer.ms.get("total", 0.0), 1),
    }


def digest(result: Result) -> str:
    """Of all that a reader of the answer is told."""
    told = {k: v for k, v in answer_json(result.answer).items() if k not in _VOLATILE}
    for citation in told["citations"]:
        citation["article"].pop("path", None)  # where the archive's files lie is no part of it
    return _digest(told)


def _digest(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return blake2b(written.encode("utf-8"), digest_size=8).hexdigest()


def _by_layer(results: Sequence[Result]) -> Json:
    counts: Json = {layer: {"held": 0, "failed": 0, "blamed": 0} for layer in LAYERS}
    for result in results:
        for one in result.verdicts:
            if one.state != "unasked":
                counts[one.layer][one.state] += 1
        if result.blamed:
            counts[result.blamed]["blamed"] += 1
    return counts


def _by_tag(results: Sequence[Result]) -> Json:
    tags = sorted({tag for result in results for tag in result.case.tags})
    slices = {tag: [one for one in results if tag in one.case.tags] for tag in tags}
    return {
        tag: {
            "cases": len(some),
            "failed": sum(not one.passed for one in some),
            "layers": _by_layer(some),
        }
        for tag, some in slices.items()
    }


def as_lines(summary: Json, language: Language) -> Iterator[str]:
    """The failures with the layers they are of, each layer's count and each tag's, and the sum."""
    for result in summary["results"]:
        if not result["passed"]:
            yield f"✗ {result['id']}: {result['question']}"
            for layer, one in result["layers"].items():
                yield from (f"    {layer_name(layer, language)}: {why}" for why in one["why"])
    for layer, counts in summary["layers"].items():
        asked = counts["held"] + counts["failed"]
        if asked:
            yield f"{layer_name(layer, language)}: {counts['held']}/{asked}"
    for tag, some in summary["tags"].items():
        yield f"#{tag}: {some['cases'] - some['failed']}/{some['cases']}"
    yield f"{summary['cases'] - summary['failed']}/{summary['cases']}"


def layer_name(layer: str, language: Language) -> str:
    return say(f"layer_{layer}", language)
