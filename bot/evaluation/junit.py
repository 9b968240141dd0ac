"""Results as CI servers show them: JUnit's XML. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.evaluation.seen import Result
from bot.i18n.catalogue import Language

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def as_junit(results: Sequence[Result], language: Language) -> str:
    """
    A suite a file and a test case a case; seconds are of the wall.

    A wish that fails is told as skipped, since it fails no run.
    """
    root = Element("testsuites", name="rawi check")
    for file, group in groupby(results, key=lambda one: one.case.file):
        some = list(group)
        failures = sum(one.serious for one in some)
        suite = _added(
            root,
            "testsuite",
            name=Path(file).name,
            tests=len(some),
            failures=failures,
            skipped=sum(not one.passed for one in some) - failures,
            errors=0,
            time=f"{sum(map(_seconds, some)):.3f}",
        )
        for one in some:
            _add_case(suite, one, language)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: Element, result: Result, language: Language) -> None:
    case = result.case
    element = _added(
        suite,
        "testcase",
        classname=Path(case.file).stem,
        name=case.id,
        file=case.file,
        line=case.line,
        time=f"{_seconds(result):.3f}",
    )
    if not result.passed:
        told = _added(element, "failure" if result.serious else "skipped", message=result.blamed)
        wrong = [f"{layer}: {why}" for layer, why in result.wrong(language)]
        told.text = _legal("\n".join([case.question, *wrong]))


def _added(parent: Element, tag: str, **facts: object) -> Element:
    return SubElement(parent, tag, {name: _legal(str(fact)) for name, fact in facts.items()})


def _seconds(result: Result) -> float:
    return result.answer.ms.get("total", 0.0) / 1000


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
