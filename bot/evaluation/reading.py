"""
Files of cases, YAML or JSON, read and checked against cases.schema.json.

Whatever is wrong is told with its file, line and field. The only module that imports yaml and
jsonschema for them.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from jsonschema import Draft202012Validator

from bot.evaluation.cases import Case, Entry, Facts
from retrieval.errors import InputRejected
from retrieval.reasons import Reason, of_system

T = TypeVar("T")
SCHEMA = Path(__file__).with_name("cases.schema.json")


class BadFile(InputRejected):
    en = "The file of cases {path} could not be read ({why})."


class BadCase(InputRejected):
    en = "A case is not valid in {path}, line {line}, field {field}: {why}. Fields: README.md, “Questions with fixed answers”."


class _Loader(yaml.SafeLoader):
    """Dates stay text: a case names a day as people write it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises BadFile or BadCase."""
    root, found = _parsed(path)
    for problem in sorted(_schema().iter_errors(found), key=lambda one: [*map(str, one.path)]):
        place, why = _told(problem)
        raise BadCase(path=path, line=_line(root, place), field=_name(place), why=why)
    cases = [_case(entry, path, _line(root, [at])) for at, entry in enumerate(found)]
    for at, case in enumerate(cases):
        if any(case.id == other.id for other in cases[:at]):
            why = Reason("the id {id} stands twice", {"id": case.id})
            raise BadCase(path=path, line=_line(root, [at, "id"]), field="id", why=why)
    return cases


def _parsed(path: Path) -> tuple[yaml.Node | None, Any]:
    """The file's nodes, which know their lines, and what they say. JSON is YAML."""
    try:
        text = path.read_text("utf-8-sig")
        return yaml.compose(text, _Loader), yaml.load(text, _Loader)
    except OSError as error:
        raise BadFile(path=path, why=of_system(error)) from error
    except UnicodeDecodeError as error:
        why = Reason("not UTF-8 text")
        raise BadFile(path=path, why=why) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        why = Reason("not valid YAML, line {line}", {"line": line})
        raise BadFile(path=path, why=why) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        why = Reason("neither valid YAML nor JSON")
        raise BadFile(path=path, why=why) from error


def read_json(path: Path, made: Callable[[Any], T], wanted: Reason) -> T:
    """What *made* makes of a file of JSON. Raises BadFile, with *wanted* where it can make nothing."""
    try:
        return made(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise BadFile(path=path, why=of_system(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadFile(path=path, why=wanted) from error


def as_yaml(entries: Iterable[Entry]) -> str:
    """Cases as a file holds them, one value a line."""
    return yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False, width=10_000)


def write(path: Path, text: str, *, mode: str = "w") -> None:
    """*text* as a file, or at its end in *mode* ``a``. Raises BadFile."""
    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BadFile(path=path, why=of_system(error)) from error


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _told(problem: Any) -> tuple[list[Any], Reason]:
    """Where *problem*, a ``ValidationError``, is, and what."""
    place, given = [*problem.absolute_path], problem.instance
    match problem.validator:
        case "required":
            name = next(one for one in problem.validator_value if one not in given)
            return [*place, name], Reason("it is missing")
        case "oneOf":
            if "ask" in given:
                return [*place, "turns"], Reason("ask is there too; keep one")
            return [*place, "ask"], Reason("neither ask nor turns is there")
        case "additionalProperties":
            name = min(str(one) for one in given if one not in problem.schema["properties"])
            return [*place, name], Reason("there is no such field")
        case "enum":
            choices = ", ".join(problem.validator_value)
            return place, Reason("possible: {choices}", {"choices": choices})
        case "type":
            return place, _TYPES[problem.validator_value]
        case "minItems" | "minProperties":
            return place, Reason("it has too few entries")
    return place, Reason("its value is not valid")


_TYPES = {
    "array": Reason("it is not a list"),
    "object": Reason("it is not a set of fields"),
    "string": Reason("it is not text"),
    "integer": Reason("it is not a whole number"),
    "boolean": Reason("it is not true or false"),
}


def _name(place: Sequence[Any]) -> str:
    """
    >>> _name([0, "facts", "any", 1]), _name([])
    ('facts.any[2]', '-')
    """
    told = "".join(f"[{one + 1}]" if isinstance(one, int) else f".{one}" for one in place[1:])
    return told.lstrip(".") or "-"


def _line(node: yaml.Node | None, place: Sequence[Any]) -> int:
    """The line, from 1, of what stands at *place*, or of what should hold it."""
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        match node:
            case yaml.SequenceNode(value=entries):
                node = entries[part]
                line = node.start_mark.line + 1
            case yaml.MappingNode(value=pairs):
                key, node = next((one for one in pairs if one[0].value == str(part)), (None, None))
                line = key.start_mark.line + 1 if key else line
    return line


def _case(entry: Entry, path: Path, line: int) -> Case:
    known = {**entry, "turns": entry.get("turns") or [entry["ask"]]}
    known.pop("ask", None)
    facts = known.pop("facts", {})
    tuples = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    told = Facts(*(tuple(facts.get(name, ())) for name in ("all", "any")))
    return Case(**{**known, **tuples}, facts=told, file=str(path), line=line)
