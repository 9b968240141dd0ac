"""Files of cases: what they hold, and how what is wrong with one is told."""

import json
import re
from dataclasses import fields

import pytest

from bot.evaluation.cases import Case, Facts
from bot.evaluation.reading import SCHEMA, BadCase, BadFile, read_cases
from bot.i18n.messages import explain
from retrieval.errors import InputRejected


@pytest.fixture(name="file")
def _file(tmp_path):
    def file(text):
        path = tmp_path / "cases.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return file


def test_every_field_is_read(file):
    """
    YAML and JSON alike; dates stay text, numbers stay numbers, and the line is kept.
    """
    whole = {
        "id": "a",
        "turns": ["كم؟", "ومتى؟"],
        "outcome": "nearest",
        "facts": {"all": [2500, "x|y"], "any": ["z"]},
        "forbidden": [1.5],
        "article": ["b"],
        "only": ["b"],
        "story": ["c"],
        "rank": 2,
        "standalone": ["الكلفة"],
        "conflict": False,
        "update": True,
        "independent_sources": 1,
        "mode": "extractive",
        "language": "ar",
        "as_of": "2024-05",
        "severity": "blocker",
        "tags": ["t"],
    }
    [one] = read_cases(file(json.dumps([whole])))
    named = {name: getattr(one, name) for name in whole}

    assert {
        k: list(v) if isinstance(v, tuple) else v for k, v in named.items() if k != "facts"
    } == {k: v for k, v in whole.items() if k != "facts"}
    assert one.facts == Facts((2500, "x|y"), ("z",))
    [first, second] = read_cases(
        file("- id: a\n  ask: كم؟\n  as_of: 2024-01-25\n- {id: b, ask: x}")
    )
    assert (first.as_of, first.line, second.line) == ("2024-01-25", 1, 4)
    assert second == Case("b", ("x",))


@pytest.mark.parametrize(
    ("text", "line", "field", "why"),
    [
        ("- id: a\n", 1, "ask", "neither ask nor turns is there"),
        ("- id: a\n  ask: x\n  turns: [x, y]", 3, "turns", "ask is there too; keep one"),
        ("- ask: no id\n", 1, "id", "it is missing"),
        ("- id: a\n  ask: b\n  fact: [c]", 3, "fact", "there is no such field"),
        ("- id: a\n  ask: b\n  facts: {all: c}", 3, "facts.all", "it is not a list"),
        ("- id: a\n  ask: b\n\n  rank: first", 4, "rank", "it is not a whole number"),
        ("- {id: a, ask: b}\n- id: c\n  ask: 5", 3, "ask", "it is not text"),
        (
            "- id: a\n  ask: b\n  outcome: no",
            3,
            "outcome",
            "possible: answer, nearest, shown, refused",
        ),
        ("- id: a\n  ask: b\n  facts: {}", 3, "facts", "it has too few entries"),
        ("- id: a\n  ask: b\n  as_of: May", 3, "as_of", "its value is not valid"),
        ("- id: a\n  ask: b\n- id: a\n  ask: c", 3, "id", "the id a stands twice"),
        ("just words", 1, "-", "it is not a list"),
        ("{id: a, ask: b}", 1, "-", "it is not a list"),
        ("[]", 1, "-", "it has too few entries"),
        ("- words", 1, "-", "it is not a set of fields"),
        ("", 1, "-", "it is not a list"),
    ],
)
def test_what_is_wrong_is_told_by_file_line_and_field(file, text, line, field, why):
    """
    In one sentence, in both languages, and nothing is guessed.
    """
    path = file(text)
    with pytest.raises(BadCase) as raised:
        read_cases(path)
    facts = raised.value.facts

    assert (facts["path"], facts["line"], facts["field"], facts["why"].said()) == (
        *(path, line, field, why),
    )
    for language in ("ar", "en"):
        assert str(path) in explain(raised.value, language) and "\n" not in explain(
            raised.value, language
        )
    assert re.search("[\u0600-\u06ff]", explain(raised.value, "en")) is None
    assert isinstance(raised.value, InputRejected)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "folder", "- {id: a, ask: [b", "\x00"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    """
    Missing, not text, a folder or broken: one sentence that names it.
    """
    path = tmp_path / "cases.yaml"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadFile) as raised:
        read_cases(path)
    assert str(path) in str(raised.value)
    assert "Error" not in str(raised.value) and "Errno" not in str(raised.value)


def test_the_schema_tells_of_every_field():
    """
    Each has a description; what the schema lets through a case can hold.
    """
    told = json.loads(SCHEMA.read_text("utf-8"))["$defs"]["case"]["properties"]
    names = {one.name for one in fields(Case)} - {"file", "line"}
    assert told.keys() == names | {"ask"}
    assert all(one["description"] for one in told.values())
