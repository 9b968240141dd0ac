"""What ``make chat`` installs is enough for every command, and no more than that."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.conftest import ROOT, run
from tests.test_layering import MAY_IMPORT, MODULES, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LEFT_OUT = PROJECT["tool"]["uv"]["exclude-dependencies"]
# What left-out packages bring along, and what tests alone need.
ALONG = ("aiohttp", "fsspec", "hf_xet", "huggingface_hub", "httptools", "uvloop", "watchfiles")
# LangChain's own parts, telegram's and openai's client, what their types are made of; and pytest,
# for whose users there is a plugin.
BROUGHT_ALONG = {"httpx", "langchain_core", "pydantic", "pytest"}
TOOLS = ("hypothesis", "mypy", "pytest", "ruff")
# Extras that a reader may install for more; the commands run without them.
OPTIONAL = {
    re.match(r"\w+", one)[0]
    for extra, some in PROJECT["project"]["optional-dependencies"].items()
    if extra not in ("install", "test")
    for one in some
}
WITHOUT = (*LEFT_OUT, *ALONG, *TOOLS, *sorted(OPTIONAL))

# Every module of ours is imported and commands that open everything are run, while none of WITHOUT
# can be found.
PROGRAM = f"""
import importlib, pkgutil, sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {WITHOUT!r}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Missing())
import bot, prompts, retrieval
for package in (bot, retrieval):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(("__main__", "pytest_plugin")):
            importlib.import_module(module.name)
import chromadb, langchain.chat_models, langchain_openai, tantivy, telegram.ext, tornado

from bot.cli.main import main

for args in (
    ["ingest", "page.html", "note.md"],
    ["search", "بغداد"],
    ["ask", "كم عدد القوات الأميركية في العراق؟", "--json"],
    ["ask", "--why"],
    ["sources"],
    ["doctor"],
    ["rebuild"],
    ["chat"],
):
    status = main(args)
    assert status in (0, 3), (args, status)
print("all ran")
"""
PAGE = (
    "<html><head><title>Harbour reopens</title></head><body><article><h1>Harbour reopens</h1>"
    "<p>The harbour of the town reopened on Monday after repairs that took two years.</p>"
    "<p>Ships are expected on Tuesday, the mayor said at the quay.</p></article></body></html>"
)


def pinned(lock):
    return set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def test_every_command_runs_on_what_is_installed(own_home):
    """
    Nothing that the lock leaves out is missed.
    """
    (own_home.parent / "page.html").write_text(PAGE, "utf-8")
    (own_home.parent / "note.md").write_text(
        "# مرفأ\n\nعاد المرفأ إلى العمل يوم الاثنين.\n", "utf-8"
    )
    done = run(program=("-c", PROGRAM), home=own_home, stdin="متى؟\n/quit\n".encode(), timeout=600)

    assert done.stdout.decode().endswith("all ran\n"), done.stderr.decode()[-2000:]


def test_the_locks_agree():
    """
    The one for tests holds the other at the same versions; neither holds what is left out.
    """
    chat, tests = pinned("requirements.lock"), pinned("requirements-test.lock")
    version = r"^([\w.-]+==\S+)"
    pins = [
        set(re.findall(version, (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]

    assert pins[0] <= pins[1]
    assert not tests & set(LEFT_OUT)
    assert not chat & set(TOOLS)


def test_every_dependency_is_locked():
    """
    What pyproject.toml names is in the lock of what runs, and what the tests need in the other.
    """
    named = [re.match(r"[\w-]+", one)[0] for one in PROJECT["project"]["dependencies"]]
    extra = PROJECT["project"]["optional-dependencies"]["test"]
    needed = [re.match(r"[\w-]+", one)[0].lower() for one in extra]

    assert {name.lower().replace("_", "-") for name in named} <= pinned("requirements.lock")
    assert set(needed) <= pinned("requirements-test.lock")


def test_every_library_that_is_imported_is_declared():
    """
    Nothing is had by luck, because something else brings it along; an extra's library is declared
    too, and ``test_every_command_runs_on_what_is_installed`` goes without it.
    """
    named = {
        re.match(r"[\w-]+", one)[0].lower().replace("_", "-")
        for one in PROJECT["project"]["dependencies"]
    }
    of_module = packages_distributions()
    homes = {
        name: {one.lower().replace("_", "-") for one in of_module.get(name, [name])}
        for path in MODULES
        for name in imports(path) - MAY_IMPORT.keys() - sys.stdlib_module_names
    }

    assert {name for name, some in homes.items() if not some & (named | OPTIONAL)} <= BROUGHT_ALONG
