"""The chat, driven as a reader drives it: over a pipe and in a real terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import LAST_RESORT, interruptible
from tests.processes import completed

FAKE = Path(__file__).parents[1] / "fake_rawi.py"
ROOT = Path(__file__).parents[3]


@pytest.fixture(name="env")
def _env(tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "RAWI_HOME": str(tmp_path),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def converse(env, said):
    return completed(
        ("-m", "tests.bot.fake_rawi"),
        ["chat"],
        stdin=said.encode(),
        environment=env,
        folder=env["RAWI_HOME"],
        timeout=LAST_RESORT,
    )


ANSWER = """\
بحسب وكالة الأنباء: «للولايات المتحدة 2500 جندي في العراق» [1].

المصادر:
[1] «محادثات في بغداد» — وكالة الأنباء، 25 يناير 2024
    نُشر أيضاً في: «محادثات» — Reuters، يناير 2024

أحدث المصادر المستشهَد بها: 25 يناير 2024. مصادر مستقلة: 1.

"""
GREETING = """\
أنا راوي. أجيب من مقال واحد، وأذكر مصدر كل جملة وتاريخها.
اكتب سؤالك، مثلاً: ما تفاصيل «محادثات في بغداد»؟ وللمساعدة: /help
"""


def test_a_whole_conversation_over_a_pipe(env):
    """
    Greeting, an answer with its sources, their details, a new start, a mistyped command, farewell.
    """
    done = converse(env, "/sources\n\nكم جندياً في العراق؟\n/sources\n/new\n/sorces\n/quit\nبعد\n")

    assert done.stdout.decode() == (
        GREETING + "لا مصادر: لم يستشهد الجواب الأخير بشيء.\n" + ANSWER + "[1] محادثات في بغداد\n"
        "المعرّف: talks-1\n"
        "الجهة: وكالة الأنباء\n"
        "النشر: 25 يناير 2024\n"
        "الرابط: https://example.org/1\n"
        "الملف: /news/talks.md\n"
        "نُشر أيضاً في: «محادثات» — Reuters، يناير 2024\n"
        "«للولايات المتحدة 2500 جندي في العراق …»\n"
        "محادثة جديدة. نسيت ما سبق.\n"
        "لا أمر بهذا الاسم: /sorces. اكتب سؤالك، أو أرسل /help.\n"
        "إلى اللقاء.\n"
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reply_is_no_answer_to_go_back_to(env):
    """
    A thanks gets a word back; the sources asked for next are those of the answer before it.
    """
    done = converse(env, "كم جندياً؟\nشكراً!\n/sources\n")
    told = done.stdout.decode()

    assert "على الرحب والسعة.\n" in told
    assert "https://example.org/1" in told.partition("على الرحب")[2]


def test_a_failure_is_a_sentence_and_the_chat_goes_on(env):
    """
    Neither a busy archive nor a bug ends the conversation, and a bug's message is not repeated.
    """
    done = converse(env | {"RAWI_LANG": "en"}, "عطل\nخلل\nكم جندياً؟\n")
    told = done.stdout.decode()

    assert "Another process is writing to /home now (pid 7)." in told
    assert "Unexpected error (KeyError, fake_rawi.py:" in told
    assert "سر" not in told.replace("مصدر", "")
    assert "المصادر:" in told
    assert told.endswith("Goodbye.\n")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_that_fails_does_not_end_the_chat_either(env):
    """
    One sentence, and the next question is answered.
    """
    done = converse(env, "/new\n/new\nكم جندياً؟\n")

    assert "(full). اختر مجلداً آخر" in done.stdout.decode()
    assert "المصادر:" in done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")


class Terminal:
    """A program in a terminal of its own, 80 columns wide."""

    def __init__(self, env, *options):
        self._unread = b""
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.chdir(env["RAWI_HOME"])
            os.execve(sys.executable, [sys.executable, str(FAKE), "chat", *options], env)

    def type(self, text):
        os.write(self._end, text.encode())

    def until(self, pattern):
        """What was shown since the last call, up to *pattern*."""
        deadline = time.monotonic() + LAST_RESORT
        while not (found := re.search(pattern, self._unread.decode(errors="ignore"))):
            assert time.monotonic() < deadline, self._unread.decode(errors="replace")
            if select.select([self._end], [], [], 0.2)[0]:
                try:
                    self._unread += os.read(self._end, 65536)
                except OSError:  # the other end is closed
                    return self._unread.decode(errors="replace")
        shown = self._unread.decode(errors="ignore")
        self._unread = shown[found.end() :].encode()
        return shown[: found.end()]

    def end(self):
        """Read what is left; the exit status."""
        self.until(r"\Z.")
        _, status = os.waitpid(self.pid, 0)
        os.close(self._end)
        return os.waitstatus_to_exitcode(status)


def test_typing_in_a_terminal(env, tmp_path):
    """
    Ctrl-C gives up a line, ↑ brings back an earlier question even of another day, Ctrl-D leaves.
    """
    first = Terminal(env)
    first.until("›")
    first.type("سؤال لن يُسأل\x03")
    first.until("›")
    first.type("كم جندياً؟\r")
    assert "2500" in first.until("مستقلة: 1")
    first.until("›")
    first.type("\x04")
    assert "إلى اللقاء." in first.until("اللقاء.")
    assert first.end() == 0

    again = Terminal(env)
    again.until("›")
    again.type("\x1b[A\r")
    assert "2500" in again.until("مستقلة: 1")
    again.until("›")
    again.type("/quit\r")
    again.until("اللقاء.")
    assert again.end() == 0

    kept = (tmp_path / "history").read_text()
    assert kept.count("كم جندياً؟") == 1
    assert "لن يُسأل" not in kept
    assert (tmp_path / "history").stat().st_mode & 0o077 == 0


def test_control_codes_in_what_is_typed_do_no_harm(env):
    """
    Colours copied off another screen are dropped; no key brings up more than a sentence.
    """
    terminal = Terminal(env)
    terminal.until("›")
    terminal.type("\x1b\x1b[31m\x01\x07كم جندياً؟\x1b[0m\r")
    shown = terminal.until("مستقلة: 1")
    terminal.until("›")
    terminal.type("\x04")
    assert terminal.end() == 0

    assert "2500" in shown
    assert "exception" not in shown and "Traceback" not in shown


def test_a_dumb_terminal_is_sent_no_codes(env):
    """
    What it cannot obey it would show.
    """
    terminal = Terminal(env | {"TERM": "dumb"})
    terminal.until("›")
    terminal.type("كم جندياً؟\r")
    shown = terminal.until("مستقلة: 1")
    terminal.until("›")
    terminal.type("/quit\r")
    assert terminal.end() == 0

    assert "\x1b" not in shown and "لحظة" not in shown


def test_visual_order_when_asked_for(env):
    """
    ``--bidi on`` joins letters and turns lines, leaving numbers and marks readable.
    """
    terminal = Terminal(env, "--bidi", "on")
    terminal.until("›")
    terminal.type("كم جندياً؟\r")
    shown = terminal.until("Reuters")
    terminal.until("›")
    terminal.type("\x04")
    assert terminal.end() == 0

    assert "2500" in shown and "[1]" in shown
    assert re.search("[\ufe70-\ufefc]{3}", shown)


def test_interrupting_an_answer_over_a_pipe_is_quiet(env):
    """
    Ctrl-C where nobody types ends the program with 130 and without a word.
    """
    process = subprocess.Popen(
        [sys.executable, FAKE, "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=env["RAWI_HOME"],
        preexec_fn=interruptible,
    )
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=LAST_RESORT)

    assert (process.returncode, complaint) == (130, b"")
