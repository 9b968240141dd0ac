"""Results as JUnit's XML, which every CI server reads. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from bot.evaluation.running import Result
from bot.i18n.catalogue import Language

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
