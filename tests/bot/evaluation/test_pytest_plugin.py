"""Cases as tests of pytest, in a project that is not Rawi's."""

import os
import subprocess
import sys

import pytest

from retrieval.index.archive import Archive
from tests.conftest import LAST_RESORT, ROOT
from tests.fakes.archives import article, ingested

CASES = """
- id: cost
  ask: كم بلغت كلفة جسر السلام؟
  facts: {all: [300000000]}
  tags: [money]
- id: builder
  ask: كم بلغت كلفة جسر السلام؟
  facts: {all: [المهندس سامي]}
- id: someday
  ask: كم بلغت كلفة جسر السلام؟
  outcome: refused
  severity: wish
"""


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("plugin") / "home"
    archive = Archive(home, embedder)
    ingested(
        archive,
        article(
            1,
            text="بلغت كلفة جسر السلام في مدينة الرمان 300 مليون دينار.",
            id="bridge",
            title="جسر السلام",
            outlet="الصباح",
        ),
    )
    archive.close()
    return home


def pytest_run(folder, *args):
    """A run of pytest in *folder*, with the plugin and no other."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "bot.evaluation.pytest_plugin", "-v", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        timeout=LAST_RESORT,
        env={
            **kept,
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "OMP_NUM_THREADS": "1",
        },
    )


def test_each_case_is_a_test(home, tmp_path):
    """
    By its own name, with a failure that can be read, and a wish that may fail.
    """
    (tmp_path / "my.yaml").write_text(CASES, "utf-8")
    done = pytest_run(tmp_path, "--rawi-home", home, "my.yaml")

    assert done.returncode == 1, done.stdout
    assert "my.yaml::cost PASSED" in done.stdout
    assert "my.yaml::builder FAILED" in done.stdout
    assert "my.yaml::someday XFAIL" in done.stdout
    assert "? كم بلغت كلفة جسر السلام؟" in done.stdout
    assert "✗ retrieval: no passage it found says المهندس سامي" in done.stdout
    assert "Traceback" not in done.stdout
    tagged = pytest_run(tmp_path, "--rawi-home", home, "my.yaml", "-k", "money")
    assert "1 passed, 2 deselected" in tagged.stdout


def test_a_broken_file_is_a_sentence(home, tmp_path):
    """
    With its line and field, and no traceback.
    """
    (tmp_path / "my.yaml").write_text("- id: a\n  ask: b\n  fact: [c]", "utf-8")
    done = pytest_run(tmp_path, "--rawi-home", home, "my.yaml")
    assert "line 3, field fact: there is no such field" in done.stdout
    assert "Traceback" not in done.stdout


def test_other_runs_are_left_alone(tmp_path):
    """
    Without a home no YAML is a test, and nothing heavy is imported.
    """
    (tmp_path / "my.yaml").write_text("any: thing", "utf-8")
    code = """
import sys
def test_it():
    assert not {"chromadb", "langchain", "numpy", "telegram", "yaml"} & set(sys.modules)
    assert not [name for name in sys.modules if name.startswith(("retrieval", "bot.conversation"))]
"""
    (tmp_path / "test_it.py").write_text(code, "utf-8")
    done = pytest_run(tmp_path, ".")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout
