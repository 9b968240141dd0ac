"""What a run found: as JSON for programs, as lines, and as Markdown short enough for a pull request. Pure."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from bot.evaluation.baseline import Difference, Json
from bot.evaluation.layers import LAYERS
from bot.evaluation.results import Result
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import fields

_MOST = 20  # cases told one by one
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def summed(results: Sequence[Result], language: Language) -> Json:
    """
    The verdicts of each case, told in *language*, and their sums by layer and tag.

    ``digest`` is the same wherever and whenever the same cases were answered alike.
    """
    tags = sorted({tag for one in results for tag in one.case.tags})
    digests = json.dumps([one.digest for one in results])
    return {
        **_counts(results),
        "digest": blake2b(digests.encode(), digest_size=8).hexdigest(),
        "tags": {tag: _counts([one for one in results if tag in one.case.tags]) for tag in tags},
        "results": [_told(one, language) for one in results],
    }


def _counts(results: Sequence[Result]) -> Json:
    states = Counter((one.layer, one.state) for result in results for one in result.verdicts)
    blamed = Counter(result.blamed for result in results)
    return {
        "cases": len(results),
        "failed": sum(not result.passed for result in results),
        "layers": {
            one: {state: states[one, state] for state in ("held", "failed")}
            | {"blamed": blamed[one]}
            for one in LAYERS
        },
    }


def _told(result: Result, language: Language) -> Json:
    case, answer = result.case, result.answer
    return {
        **fields(case, "id file line question severity tags"),
        **fields(result, "passed blamed failed digest"),
        "failures": [why for _, why in result.wrong(language)],
        "layers": {
            one.layer: fields(one, "state note") | {"why": [why(language) for why in one.why]}
            for one in result.verdicts
        },
        **fields(answer, "status text"),
        "ms": round(answer.ms.get("total", 0.0), 1),
    }


def as_lines(summary: Json, language: Language) -> Iterator[str]:
    """The failures with the layers they are of, each layer's count and each tag's, and the sum."""
    for result in summary["results"]:
        if not result["passed"]:
            yield f"✗ {result['id']}: {result['question']}"
            yield from (f"    {layer}: {why}" for layer, why in _failures(result, language))
    for name, right, wrong in _rows(summary, language):
        yield f"{name}: {right}/{right + wrong}"
    yield f"{summary['cases'] - summary['failed']}/{summary['cases']}"


def as_markdown(summary: Json, language: Language, difference: Difference | None = None) -> str:
    """The sum, what differs from the baseline, each layer, each tag, and the failures."""
    lines = [f"### rawi check: {summary['cases'] - summary['failed']}/{summary['cases']}"]
    if difference is not None:
        lines.append("")
        for kind, ids in difference.kinds:
            names = " ".join(f"`{one}`" for one in ids[:_MOST]) + (" …" if ids[_MOST:] else "")
            lines.append("- " + say(f"baseline_{kind}", language, count=len(ids), ids=names))
    lines += ["", f"| {say('layer', language)} | ✓ | ✗ |", "| --- | --- | --- |"]
    for name, right, wrong in _rows(summary, language):
        lines.append(f"| {name[:1]}{_plain(name[1:])} | {right} | {wrong} |")
    failed = [one for one in summary["results"] if not one["passed"]]
    for one in failed[:_MOST]:
        lines += ["", f"**{_plain(one['id'])}** {_plain(one['question'])}"]
        lines += [f"- {layer}: {_plain(why)}" for layer, why in _failures(one, language)]
    return "\n".join(lines) + "\n"


def _failures(result: Json, language: Language) -> Iterator[tuple[str, str]]:
    for layer, one in result["layers"].items():
        yield from ((say(f"layer_{layer}", language), why) for why in one["why"])


def _rows(summary: Json, language: Language) -> Iterator[tuple[str, int, int]]:
    """Each layer that was asked about and each tag, how often it held and how often not."""
    for layer, counts in summary["layers"].items():
        if counts["held"] + counts["failed"]:
            yield say(f"layer_{layer}", language), counts["held"], counts["failed"]
    for tag, some in summary["tags"].items():
        yield f"#{tag}", some["cases"] - some["failed"], some["failed"]


def _plain(text: str) -> str:
    """*text* as Markdown shows it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
