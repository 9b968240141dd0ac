"""Every constant of a score stands in one module per model, with its unit and what measures it."""

import ast

import pytest

from tests.conftest import ROOT

HOMES = ("weights.py", "model.py")
SCORING = ("retrieval/search",)
PLAIN = (0.0, 0.5, 1.0, 1e-9)  # nothing, even, whole, and what keeps a division from zero
PATHS = sorted(
    path.relative_to(ROOT)
    for folder in SCORING
    for path in (ROOT / folder).rglob("*.py")
    if path.name not in HOMES
)


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_no_number_without_a_name(path):
    """
    Outside those modules scoring code writes no number with a point.
    """
    found = [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in PLAIN
    ]

    assert found == []
