"""
Fixed question–answer pairs: what an archive must keep saying, checked against what it says now.

A case names facts, articles and refusals, never wording. Files are YAML or JSON lists of cases:

    ask     the question; or ``turns``, a list of questions of which the last is checked
    says    every entry must stand in the answer, after folding; ``|`` separates alternatives
    cites   every entry must be cited: an article's id, or the beginning of its file's name
    only    every citation must be one of these
    never   none of these may stand in the answer
    refuse  true: the archive cannot answer, and the program must say so, whatever is nearest
    status  what must come of it, ``answered`` if nothing is said; ``|`` separates alternatives
    conflict  true: two accounts must stand side by side
    lang    the language of the answer's own words
"""

import asyncio
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from html import escape
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.pipeline import Rawi
from bot.i18n.catalogue import Language
from bot.types import Answer, Citation, Question
from retrieval.errors import InputRejected
from retrieval.language.arabic import fold
from retrieval.reasons import Reason, of_system


class BadCase(InputRejected):
    ar = "ملف الأسئلة {path} غير صالح ({why}). راجع رأس bot/evaluation/checking.py."
    en = (
        "The question file {path} is not valid ({why}). See the head of bot/evaluation/checking.py."
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One pair; see the module for what each field asks of the answer."""

    id: str
    turns: tuple[str, ...]
    says: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    refuse: bool = False
    status: str = "answered"
    conflict: bool = False
    lang: str | None = None


class Flaw(Exception):
    """What a case cannot be, before anyone knows which file it stands in."""

    def __init__(self, ar: str, en: str) -> None:
        super().__init__(en)
        self.why = Reason(ar, en)


@dataclass(frozen=True, slots=True)
class Result:
    """What a case found. ``failures`` is empty when it holds."""

    case: Case
    answer: Answer
    failures: tuple[Reason, ...] = field(default=())


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises BadCase naming what is wrong with it."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))  # JSON is YAML
        if not isinstance(found, list) or not found:
            raise Flaw("ليس قائمة أسئلة", "not a list of cases")
        return [_case(number, entry) for number, entry in enumerate(found, 1)]
    except (OSError, ValueError, RecursionError, yaml.YAMLError, Flaw) as error:
        raise BadCase(path=path, why=_why(error)) from error


def _why(error: Exception) -> Reason:
    match error:
        case OSError():
            return of_system(error)
        case Flaw():
            return error.why
        case yaml.MarkedYAMLError(problem_mark=yaml.Mark(line=line)):
            return Reason(f"ليس YAML صالحاً، السطر {line + 1}", f"not valid YAML, line {line + 1}")
        case UnicodeDecodeError():
            return Reason("ليس نصاً بترميز UTF-8", "not UTF-8 text")
    return Reason("ليس YAML ولا JSON صالحاً", "neither valid YAML nor JSON")


def _case(number: int, entry: Any) -> Case:
    if not isinstance(entry, dict):
        raise Flaw(f"السؤال {number} بلا حقول", f"case {number} has no fields")
    known = dict(entry)
    turns = _texts(number, known, "turns")
    known["turns"] = turns or (known.pop("ask", None),)
    if not all(isinstance(turn, str) for turn in known["turns"]):
        raise Flaw(f"السؤال {number} بلا نص في ask", f"case {number} has no text in ask")
    for name in ("says", "cites", "only", "never"):
        known[name] = _texts(number, known, name)
    if "id" not in known:
        raise Flaw(f"السؤال {number} بلا id", f"case {number} has no id")
    if strange := known.keys() - {one.name for one in fields(Case)}:
        name = min(map(str, strange))
        raise Flaw(f"السؤال {number}، حقل غير معروف: {name}", f"case {number}, no field {name}")
    return Case(**known)


def _texts(number: int, entry: dict[str, Any], name: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    if not isinstance(values, list):
        raise Flaw(f"السؤال {number}، {name} ليس قائمة", f"case {number}, {name} is no list")
    return tuple(map(str, values))


async def check(rawi: Rawi, case: Case) -> Result:
    """Put the case's turns to *rawi* in a conversation of their own."""
    chat = f"check-{uuid.uuid4().hex}" if len(case.turns) > 1 else None
    for turn in case.turns:
        async for event in rawi.ask(Question(turn, chat)):
            if isinstance(event, Answer):
                answer = event
    if chat:
        rawi.forget(chat)
    return Result(case, answer, tuple(failures(case, answer)))


def failures(case: Case, answer: Answer) -> Iterator[Reason]:
    """Every way in which *answer* falls short of *case*."""
    if case.refuse:
        if answer.status not in ("refused", "nearest"):
            yield Reason(
                f"أجاب، ولا جواب في الأرشيف: {answer.text}",
                f"answered, though the archive cannot: {answer.text}",
            )
        return
    if answer.status not in case.status.split("|"):
        why = f"({answer.reason}): {answer.text}"
        yield Reason(f"صار {answer.status} {why}", f"came out {answer.status} {why}")
        return
    text = fold(answer.text)
    for facts in case.says:
        if not any(fold(fact) in text for fact in facts.split("|")):
            yield Reason(f"لا يقول {facts}", f"does not say {facts}")
    for fact in case.never:
        if fold(fact) in text:
            yield Reason(f"يقول {fact}", f"says {fact}")
    for wanted in case.cites:
        if not any(_names(citation, wanted) for citation in answer.citations):
            yield Reason(f"لا يستشهد بـ{wanted}", f"does not cite {wanted}")
    for citation in answer.citations:
        if case.only and not any(_names(citation, name) for name in case.only):
            id = citation.passage.source.id
            yield Reason(f"يستشهد بـ{id}", f"cites {id}")
    if case.conflict and len(answer.accounts) < 2:
        yield Reason("يعرض رواية واحدة", "shows one account only")
    if case.lang and answer.language != case.lang:
        yield Reason(f"لغته {answer.language}", f"is in {answer.language}")


def _names(citation: Citation, wanted: str) -> bool:
    """Whether a citation is of one of the articles *wanted* names; «a|b» means either."""
    source = citation.passage.source
    places = [(source.id, source.path), *((place.id, place.path) for place in source.also_in)]
    return any(
        id == name or (path is not None and Path(path).name.startswith(name))
        for name in wanted.split("|")
        for id, path in places
    )


def summed(results: Sequence[Result], language: Language) -> dict[str, Any]:
    """The verdict of each case, and their sum."""
    return {
        "cases": len(results),
        "failed": sum(bool(result.failures) for result in results),
        "results": [
            {
                "id": result.case.id,
                "question": result.case.turns[-1],
                "passed": not result.failures,
                "failures": [failure.say(language) for failure in result.failures],
                "status": result.answer.status,
                "text": result.answer.text,
            }
            for result in results
        ],
    }


def run(
    files: Sequence[Path],
    rawi: Rawi,
    language: Language,
    *,
    report: Path | None = None,
    baseline: Path | None = None,
) -> tuple[dict[str, Any], int]:
    """
    Check every case of *files*: what came of them, told in *language*, and the exit status.

    report: where to write them as a page. baseline: an earlier ``--json``; only what it did not
    already fail counts.
    """
    cases = [case for file in files for case in read_cases(file)]
    known = _known_failures(baseline) if baseline else set()
    results = asyncio.run(_all(rawi, cases))
    summary = summed(results, language)
    if report is not None:
        _write(report, as_page(summary, language))
    return summary, int(bool(_failed(summary) - known))


async def _all(rawi: Rawi, cases: Sequence[Case]) -> list[Result]:
    return [await check(rawi, case) for case in cases]


def _known_failures(baseline: Path) -> set[str]:
    try:
        return _failed(json.loads(baseline.read_text("utf-8")))
    except OSError as error:
        raise BadCase(path=baseline, why=of_system(error)) from error
    except (ValueError, TypeError, KeyError) as error:
        why = Reason("ليس نتيجة rawi check --json", "not what rawi check --json printed")
        raise BadCase(path=baseline, why=why) from error


def _write(report: Path, page: str) -> None:
    try:
        report.write_text(page, "utf-8")
    except OSError as error:
        raise BadCase(path=report, why=of_system(error)) from error


def _failed(summary: dict[str, Any]) -> set[str]:
    return {result["id"] for result in summary["results"] if not result["passed"]}


def as_lines(summary: dict[str, Any]) -> Iterator[str]:
    """The failures, each with its reasons, and the count."""
    for result in summary["results"]:
        if not result["passed"]:
            yield f"✗ {result['id']}: {result['question']}"
            yield from (f"    {failure}" for failure in result["failures"])
    yield f"{summary['cases'] - summary['failed']}/{summary['cases']}"


def as_page(summary: dict[str, Any], language: Language) -> str:
    """The same as one HTML page."""
    rows = "".join(
        f"<tr><td>{'✓' if result['passed'] else '✗'}<td>{escape(result['id'])}"
        f"<td dir=auto>{escape(result['question'])}<td dir=auto>{escape(result['text'])}"
        f"<td>{escape('; '.join(result['failures']))}"
        for result in summary["results"]
    )
    return (
        f"<!doctype html><html lang={language} dir={'rtl' if language == 'ar' else 'ltr'}>"
        "<meta charset=utf-8><title>rawi check</title>"
        f"<p>{summary['cases'] - summary['failed']}/{summary['cases']}<table border=1>{rows}</table>"
    )
