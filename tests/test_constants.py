"""Every constant of a score has a name; a search's stand in one module, with what measures them."""

import ast

import pytest

from tests.conftest import ROOT

HOMES = ("weights.py", "model.py")
SCORING = ("retrieval/search", "bot/answerability", "bot/extraction", "bot/verification")
PLAIN = (0.0, 0.5, 1.0, 1e-9)  # nothing, even, whole, and what keeps a division from zero
PATHS = sorted(
    path.relative_to(ROOT)
    for folder in SCORING
    for path in (ROOT / folder).rglob("*.py")
    if path.name not in HOMES
)


def numbers(node):
    return [
        one
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, float) and one.value not in PLAIN
    ]


def is_constant(statement):
    """Whether *statement* gives names in capitals to values, at the top of a module."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return all(name.id.isupper() for name in names)


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_no_number_without_a_name(path):
    """
    A number with a point is a constant at the top of a module; where a search is scored, of ``weights``.
    """
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    named = [
        one
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and is_constant(statement)
        for one in numbers(statement)
    ]
    home = path.parts[:2] == ("retrieval", "search")
    found = [one for one in numbers(tree) if home or one not in named]

    assert [(one.lineno, one.value) for one in found] == []
