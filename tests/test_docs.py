"""What the maintainers' documents name is there."""

import re
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

_TEXTS = {
    name: re.sub("```mermaid.*?```", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)
    for name in ("CONTRIBUTING.md", "docs/architecture.md", "docs/operating.md", "SECURITY.md")
}
_NAMED = [
    (document, path)
    for document, text in _TEXTS.items()
    for path in re.findall(
        r"`((?:[\w.-]+/)*[\w-]+\.py|(?:bot|retrieval|tests|prompts|docs)/[\w./-]*)`", text
    )
]


def is_there(path: str) -> bool:
    """Whether *path* is one from the root, or of a room or module wherever it lies."""
    return (ROOT / path).exists() or any(
        next(ROOT.glob(f"{package}/**/{path}"), None) for package in ("bot", "retrieval", "tests")
    )


@pytest.mark.parametrize(("document", "path"), sorted(set(_NAMED)))
def test_every_path_named_is_there(document, path):
    """
    A module that moved or went takes its name in the documents along.
    """
    assert is_there(path)


@pytest.mark.parametrize(
    "module", sorted({*re.findall(r"python -m (tests[\w.]+)", "".join(_TEXTS.values()))})
)
def test_every_command_named_is_there(module):
    assert find_spec(module)


def test_every_target_named_is_there():
    targets = {*re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)}

    assert {*re.findall(r"`make ([a-z-]+)", "".join(_TEXTS.values()))} <= targets
