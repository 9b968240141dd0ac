"""What a run found, as JUnit's XML for CI servers. Pure."""

import re
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.evaluation.baseline import Json

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def as_junit(summary: Json) -> str:
    """
    A suite a file and a test case a case; seconds are of the wall.

    A wish that fails is told as skipped, since it fails no run.
    """
    root = Element("testsuites", name="rawi check")
    for file, group in groupby(summary["results"], key=itemgetter("file")):
        some = list(group)
        failed = [one["severity"] for one in some if not one["passed"]]
        suite = _added(
            root,
            "testsuite",
            name=Path(file).name,
            tests=len(some),
            failures=len(failed) - failed.count("wish"),
            skipped=failed.count("wish"),
            errors=0,
            time=f"{sum(one['ms'] for one in some) / 1000:.3f}",
        )
        for one in some:
            _add_case(suite, one)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: Element, one: Json) -> None:
    place = {"classname": Path(one["file"]).stem, "file": one["file"], "line": one["line"]}
    case = _added(suite, "testcase", name=one["id"], time=f"{one['ms'] / 1000:.3f}", **place)
    if not one["passed"]:
        tag = "skipped" if one["severity"] == "wish" else "failure"
        wrong = [f"{layer}: {why}" for layer, seen in one["layers"].items() for why in seen["why"]]
        told = "\n".join([one["question"], *wrong])
        _added(case, tag, message=one["blamed"]).text = _FORBIDDEN.sub("\ufffd", told)


def _added(parent: Element, tag: str, **facts: object) -> Element:
    legal = {name: _FORBIDDEN.sub("\ufffd", str(fact)) for name, fact in facts.items()}
    return SubElement(parent, tag, legal)
