"""The READMEs hold what they promise: their commands run, their exchanges are real."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import LAST_RESORT, ROOT
from tests.processes import completed

READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.ar.md")}


def blocks(kind):
    """Each block of *kind* with the README it stands in."""
    return [
        (name, block)
        for name, text in READMES.items()
        for block in re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)
    ]


COMMANDS = dict.fromkeys(line for _, block in blocks("sh") for line in block.splitlines())


def run(command, home):
    program, *arguments = (
        {".rawi": str(home), "backup.zip": str(home.parent / "backup.zip")}.get(word, word)
        for word in shlex.split(command)
    )
    env = {**os.environ, "RAWI_HOME": str(home), "RAWI_LANG": "ar", "PYTHONIOENCODING": "utf-8"}
    if program == "rawi":
        rawi = ("-m", "bot.cli.main")
        return completed(rawi, arguments, environment=env, folder=ROOT, timeout=LAST_RESORT)
    # This test runs inside ``make``, so make itself only says what it would do.
    full = [program, "--dry-run", *arguments]
    return subprocess.run(full, capture_output=True, env=env, timeout=LAST_RESORT, cwd=ROOT)


@pytest.fixture(scope="module", name="home")
def _home(seeds_home, tmp_path_factory):
    return Path(shutil.copytree(seeds_home, tmp_path_factory.mktemp("readme") / "home"))


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command, home):
    """
    Every command in either README does what it says and succeeds.
    """
    if "--why" in command:
        run("rawi ask 'ما هدف المحادثات بين واشنطن وبغداد؟'", home)
    (home.parent / "backup.zip").unlink(missing_ok=True)
    done = run(command, home)

    assert (done.returncode, done.stderr) == (0, b"")


def test_both_tell_the_same():
    """
    The same settings and options, the same cases, and commands of the same kinds in the same order.
    """

    def named(text):
        return set(re.findall(r"`(RAWI_\w+|--[\w-]+|make [\w-]+)", text))

    def kinds(name):
        return [
            [word for word in line.split() if word.isidentifier()][:2]
            for readme, block in blocks("sh")
            if readme == name
            for line in block.splitlines()
        ]

    english, arabic = READMES.values()

    assert named(english) == named(arabic)
    assert kinds("README.md") == kinds("README.ar.md")
    assert len(re.findall("^## ", english, re.M)) == len(re.findall("^## ", arabic, re.M))


@pytest.mark.parametrize("name", READMES)
def test_exchange_is_real(name, home):
    """
    The conversation in a README is what the program says today.
    """
    exchange = next(block for readme, block in blocks("text") if readme == name)
    for turn in exchange.split("› ")[1:]:
        question, shown = turn.split("\n", 1)
        assert run(f"rawi ask '{question}'", home).stdout.decode().startswith(shown.rstrip())


@pytest.mark.parametrize("name", READMES)
def test_is_short_and_leads_somewhere(name):
    """
    At most 150 lines, and every link is to a file that is there.
    """
    links = re.findall(r"\]\(([\w./-]+)\)", READMES[name])

    assert len(READMES[name].splitlines()) <= 150
    assert [link for link in links if not (ROOT / link).exists()] == []
