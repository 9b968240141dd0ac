"""Results as others show them: JUnit's XML for CI servers, Markdown short enough for a pull request. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from bot.evaluation.baseline import Difference
from bot.evaluation.running import Result
from bot.evaluation.summary import layer_name, summed
from bot.i18n.catalogue import Language
from bot.i18n.messages import say

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def as_junit(results: Sequence[Result], language: Language) -> str:
    """
    A suite a file and a test case a case; seconds are of the wall.

    A wish that fails is told as skipped, since it fails no run.
    """
    root = ElementTree.Element("testsuites", name="rawi check")
    for file, some in groupby(results, key=lambda one: one.case.file):
        root.append(_suite(file, list(some), language))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(file: str, results: Sequence[Result], language: Language) -> ElementTree.Element:
    failed = [one for one in results if not one.passed]
    wishes = [one for one in failed if one.case.severity == "wish"]
    suite = ElementTree.Element(
        "testsuite",
        name=Path(file).name,
        tests=str(len(results)),
        failures=str(len(failed) - len(wishes)),
        skipped=str(len(wishes)),
        errors="0",
        time=f"{sum(map(_seconds, results)):.3f}",
    )
    suite.extend(_testcase(one, language) for one in results)
    return suite


def _testcase(result: Result, language: Language) -> ElementTree.Element:
    case = result.case
    element = ElementTree.Element(
        "testcase",
        classname=_legal(Path(case.file).stem),
        name=_legal(case.id),
        file=_legal(case.file),
        line=str(case.line),
        time=f"{_seconds(result):.3f}",
    )
    if not result.passed:
        tag = "skipped" if case.severity == "wish" else "failure"
        told = ElementTree.SubElement(element, tag, message=str(result.blamed))
        wrong = [f"{layer}: {why}" for layer, why in result.wrong(language)]
        told.text = _legal("\n".join([case.question, *wrong]))
    return element


def _seconds(result: Result) -> float:
    return result.answer.ms.get("total", 0.0) / 1000


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


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
