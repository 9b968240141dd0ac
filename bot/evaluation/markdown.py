"""Results as Markdown, short enough for a pull request. Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.evaluation.baseline import Difference
from bot.evaluation.running import Result
from bot.evaluation.summary import layer_name, summed
from bot.i18n.catalogue import Language
from bot.i18n.messages import say

_MOST = 20  # cases told one by one
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def as_markdown(
    results: Sequence[Result], language: Language, difference: Difference | None = None
) -> str:
    """The sum, what differs from the baseline, each layer, each tag, and the failures."""
    return "\n".join(_lines(results, language, difference)) + "\n"


def _lines(
    results: Sequence[Result], language: Language, difference: Difference | None
) -> Iterator[str]:
    told = summed(results, language)
    yield f"### rawi check: {told['cases'] - told['failed']}/{told['cases']}"
    if difference is not None:
        yield ""
        for name in ("failing", "passing", "changed", "gone"):
            ids = getattr(difference, name)
            names = " ".join(f"`{one}`" for one in ids[:_MOST]) + (" …" if ids[_MOST:] else "")
            yield "- " + say(f"baseline_{name}", language, count=len(ids), ids=names)
    yield from ("", f"| {say('layer', language)} | ✓ | ✗ |", "| --- | --- | --- |")
    for layer, counts in told["layers"].items():
        if counts["held"] + counts["failed"]:
            yield f"| {layer_name(layer, language)} | {counts['held']} | {counts['failed']} |"
    for tag, some in told["tags"].items():
        yield f"| #{_plain(tag)} | {some['cases'] - some['failed']} | {some['failed']} |"
    failed = [one for one in results if not one.passed]
    for one in failed[:_MOST]:
        yield from ("", f"**{_plain(one.case.id)}** {_plain(one.case.question)}")
        for layer, why in one.wrong(language):
            yield f"- {layer_name(layer, language)}: {_plain(why)}"


def _plain(text: str) -> str:
    """*text* as Markdown shows it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
