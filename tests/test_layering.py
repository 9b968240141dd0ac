"""The import rules, read from the source; and what a command loads, seen from outside."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.layers import RANKS, drawing, package_of

MAY_IMPORT = {
    "bot": {"bot", "retrieval", "prompts"},
    "retrieval": {"retrieval"},
    "prompts": {"prompts"},
}
SHARED = {
    # The vocabulary of vectors, as ``str`` is that of texts.
    "numpy": {
        "bot/conversation/classifier.py",
        "bot/conversation/parting.py",
        "bot/conversation/topics.py",
        "retrieval/index/embedding.py",
        "retrieval/index/exact.py",
        "retrieval/index/rows.py",
        "retrieval/index/remote_embedding.py",
        "retrieval/search/ranking.py",
        "retrieval/index/vectors.py",
    },
    # Pages, and the way to them through a proxy.
    "httpcore": {"retrieval/sources/fetching.py", "retrieval/sources/proxy.py"},
    # Two protocols of one library: one writes, the other makes vectors.
    "openai": {"bot/generation/providers.py", "retrieval/index/remote_embedding.py"},
    # Dates are written where sentences are; a new catalogue needs its language's plural forms.
    "babel": {"bot/i18n/messages.py", "bot/i18n/__main__.py"},
    "polib": {"bot/i18n/catalogue.py", "bot/i18n/__main__.py"},
    # Tables stand beside the statements that use them; connections are made in one place.
    "sqlalchemy": {
        "retrieval/index/catalogue.py",
        "retrieval/index/engines.py",
        "retrieval/index/journal.py",
        "retrieval/index/library.py",
        "retrieval/index/postgres.py",
        "retrieval/index/reads.py",
        "retrieval/index/rows.py",
        "retrieval/index/schema.py",
        "retrieval/index/writes.py",
    },
    # Updates, calls and errors are apart; all need Telegram's own words.
    "telegram": {
        "bot/telegram/api/client.py",
        "bot/telegram/api/errors.py",
        "bot/telegram/api/limiter.py",
        "bot/telegram/api/markup.py",
        "bot/telegram/api/polling.py",
        "bot/telegram/api/updates.py",
        "bot/telegram/api/watch.py",
        "bot/telegram/api/webhook.py",
    },
    # How wide a text is on a screen, and where a letter of it ends.
    "wcwidth": {"bot/presentation/bidi.py", "bot/telegram/messages/texts.py"},
    # Front matter and question files: one call each, two different rules for what is wrong.
    "yaml": {"retrieval/sources/markdown.py", "bot/evaluation/reading.py"},
}
# What help, a look at the library and an ingest of what is there may load.
LIGHT = {"babel", "polib", "sqlalchemy"}
MODULES = sorted(
    path.relative_to(ROOT) for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py")
)


@cache
def parsed(path):
    return ast.parse((ROOT / path).read_text("utf-8"))


def imports(path):
    """Top-level names that *path* imports, anywhere in the file."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            names.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            names |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_one_way(path):
    """
    A package imports only itself and what is below it: ``bot → retrieval``, ``bot → prompts``.
    """
    assert imports(path) & (MAY_IMPORT.keys() | {"tests"}) <= MAY_IMPORT[path.parts[0]]


def imported_modules(path, *, starting=False):
    """The modules that *path* imports; if *starting*, only those it imports when it is imported itself."""
    for node in parsed(path).body if starting else ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                longer = f"{node.module}.{alias.name}"
                yield longer if is_module(longer) else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_any_module_may_be_imported_first():
    """
    No files import one another in a ring, so what a command starts from makes no difference.
    """
    of = {
        ".".join(path.with_suffix("").parts).removesuffix(".__init__"): {
            *imported_modules(path, starting=True)
        }
        for path in MODULES
    }

    TopologicalSorter(of).prepare()


def is_module(name):
    place = ROOT / name.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").exists()


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_packages_stand_in_rows(path):
    """
    A package imports itself and packages of lower rows (``tests.layers``), and nothing else.
    """
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    own = package_of(module)
    others = {
        other
        for other in imported_modules(path)
        if other.split(".")[0] in MAY_IMPORT and package_of(other) != own
    }
    wrong = {
        other
        for other in others
        if module not in ("bot", "retrieval") and not RANKS[own] < RANKS[package_of(other)]
    }

    assert wrong == set()


def test_the_drawing_of_the_rows_is_current():
    """
    docs/architecture.md shows the rows as they are tested; ``python -m tests.layers`` prints them.
    """
    text = (ROOT / "docs/architecture.md").read_text("utf-8")

    assert f"```mermaid\n{drawing()}\n```" in text


def test_each_library_has_one_home():
    """
    A third-party library is imported by the one module that wraps it.
    """
    homes = defaultdict(set)
    for path in MODULES:
        for name in imports(path) - MAY_IMPORT.keys() - sys.stdlib_module_names:
            homes[name].add(path.as_posix())

    assert {
        name: found for name, found in homes.items() if len(found) > 1 and name not in SHARED
    } == {}
    assert {name: homes[name] - allowed for name, allowed in SHARED.items()} == {
        name: set() for name in SHARED
    }


THREADS = {"retrieval/index/embedding.py": "G?OMP_", "retrieval/index/vectors.py": "TOKIO_"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_settings_reads_the_environment(path):
    """
    ``bot.settings`` alone looks at ``os.environ``.

    ``retrieval.index.embedding`` and ``retrieval.index.vectors`` only set defaults there, for OpenMP and
    Tokio: these take the number of their threads from nowhere else, and once, when they start.
    """
    touched = [
        node
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"))
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and "env" in ast.dump(node))
    ]
    if prefix := THREADS.get(path.as_posix()):
        source = (ROOT / path).read_text("utf-8")
        assert len(touched) == len(re.findall(rf'os\.environ\.setdefault\("{prefix}', source))
    elif path.parent != Path("bot/settings"):
        assert touched == []


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["ask", "--help"],
        ["sources"],
        ["show", "coalition-talks", "--json"],
        ["ingest", str(ROOT / "seeds")],
    ],
    ids=" ".join,
)
def test_a_command_loads_only_what_it_needs(own_seeds, args):
    """
    Help, a look at the library and an ingest of what is already there load nothing heavy.
    """
    others = (
        set().union(*map(imports, MODULES)) - MAY_IMPORT.keys() - sys.stdlib_module_names - LIGHT
    )
    code = f"""
import sys
from bot.cli.main import main
try:
    main({args!r})
except SystemExit:
    pass
print(*{others!r} & set(sys.modules), end="", file=sys.stderr)
"""
    own_seeds.close()
    done = run(program=("-c", code), home=own_seeds.home, RAWI_LANG="en")

    assert done.stderr.decode() == ""
    assert done.stdout


def test_no_file_names_a_machine_or_an_index():
    """
    What is tracked works anywhere: no path of somebody's machine, no address packages come from.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    elsewhere = re.compile(
        rb"(?<![\w.~])/(?:work|home|Users|root)/\w|\b[A-Z]:\\Users\b"
        rb"|--(?:extra-)?index[-]url[ =]|--find-links[ =]|https?://\S+/simple\b|pythonhosted\.org"
    )
    this = Path(__file__).relative_to(ROOT)
    names = [Path(name) for name in listed.stdout.decode().split("\0") if name]
    found = {
        str(name): match.group().decode()
        for name in names
        if name != this and (ROOT / name).is_file()
        for match in elsewhere.finditer((ROOT / name).read_bytes())
    }

    assert found == {}
