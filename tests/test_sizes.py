"""No module and no function is longer than one reads at a sitting."""

import ast

from tests.conftest import ROOT

LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 50
MODULES = [path for package in ("bot", "retrieval") for path in (ROOT / package).rglob("*.py")]
# To be parted still.
LONGER = {"parser"}


def test_modules():
    long = [path.name for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST_MODULE]

    assert not long


def test_functions():
    nodes = (node for path in MODULES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    functions = (one for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {one.name for one in functions if one.end_lineno - one.lineno >= LONGEST_FUNCTION}

    assert long <= LONGER
