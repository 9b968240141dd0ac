"""The process apart: documents that would end or occupy Rawi end that process instead."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.i18n.messages import explain
from retrieval.errors import Garbled, TooCostly
from retrieval.sources.confined import Confined
from retrieval.sources.reading import read
from retrieval.sources.records import Spot
from tests.processes import LAST_RESORT
from tests.retrieval.sources.test_pages import BODY, LEAD, html


@pytest.fixture(name="confined")
def _confined():
    with closing(Confined()) as confined:
        yield confined


def page(confined, html, path="a"):
    return confined.documents("page", html.encode(), path, url=None)


def test_one_page_after_the_other(confined):
    """
    One process takes pages apart in turn, and answers as the function would.
    """
    [first], [second] = page(confined, html()), page(confined, html(text=BODY))

    assert first.text.split("\n") == [LEAD, *BODY]
    assert second.text.split("\n") == BODY


def test_a_page_that_costs_too_much():
    """
    A megabyte of attributes occupy a parser for minutes: it is stopped, and the next page is read.
    """
    costly = "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</div>"

    with closing(Confined(seconds=2)) as confined:
        assert page(confined, html())[0].text
        with pytest.raises(TooCostly) as error:
            page(confined, costly, "news/a.html")
        assert "news/a.html" in explain(error.value, "ar")
        assert page(confined, html())[0].text


def test_yaml_that_names_itself():
    """
    A kilobyte of aliases stands for a thousand million letters: it is stopped like a page.
    """
    names = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    names += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    aliases = "\n".join(["---", *names, "id: *a9", "---", "", *BODY])

    with closing(Confined(seconds=1)) as confined, pytest.raises(TooCostly):
        confined.markdown(aliases, Spot("a.md", "a", "a"))


def test_a_process_that_dies(confined):
    """
    A process that was killed is started again.
    """
    page(confined, html())
    os.kill(confined._process.pid, signal.SIGKILL)

    with pytest.raises(TooCostly):
        page(confined, html())
    assert page(confined, html())[0].text


def test_the_process_ends_with_its_owner():
    """
    When Rawi is killed, the process ends by itself.
    """
    code = f"""
from retrieval.sources.confined import Confined
confined = Confined()
confined.documents("page", {html().encode()!r}, "a", url=None)
print(confined._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", "import os, signal" + code], capture_output=True)
    pid = int(done.stdout)
    until = time.monotonic() + LAST_RESORT
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)

    assert done.returncode == -signal.SIGKILL
    assert not alive(pid)


def alive(pid):
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


def test_letters_that_make_no_words_are_said_to(tmp_path):
    """
    What is refused in the process for its letters is refused with that reason outside it.
    """
    (tmp_path / "a.txt").write_text("\n".join(line[::-1] for line in [LEAD, *BODY]), "utf-8")

    [rejection] = read(tmp_path / "a.txt")

    assert isinstance(rejection, Garbled)
