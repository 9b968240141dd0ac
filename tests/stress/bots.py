"""One bot after another on the same home, started, stopped and killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ("-m", "bot.cli.main")


def scripted(seconds):
    """The program with a writer that takes *seconds*."""
    return "-m", "tests.fakes.scripted_rawi", str(seconds)


class Bot:
    """
    telegram: the server it talks to. home: its folder. log: what it says about itself.
    """

    def __init__(self, telegram, home, program=REAL, *options, **env):
        self._telegram = telegram
        self._home = home
        self._command = [sys.executable, *program, "--home", str(home), "telegram", *options]
        self._env = env
        self.log = home.parent / f"{home.name}.log"
        self.process = None

    async def start(self, *, listening=True):
        """Start it, and wait until it listens."""
        heard = self.log.stat().st_size if self.log.exists() else 0
        self.process = self._started()
        if listening:
            await self.noted("listening", after=heard)
        return self

    async def noted(self, event, *, after=0):
        """Wait for *event* in its log, *after* so many bytes."""
        while f"event={event}".encode() not in self.log.read_bytes()[after:]:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            await asyncio.sleep(0.05)

    def _started(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        token, url = self._telegram.token, self._telegram.url
        facts = {"OMP_NUM_THREADS": "1", "RAWI_TELEGRAM_TOKEN": token, "RAWI_TELEGRAM_API_URL": url}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env={**kept, **facts, **self._env},
            )

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def stop(self, *, seconds=40):
        """SIGTERM; its status."""
        self.process.terminate()
        return await asyncio.to_thread(self.process.wait, seconds)

    def resident(self):
        """Megabytes in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024

    def cpu(self):
        """Seconds of CPU it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Asked:
    """A question and what became of it on the screen of whoever asked."""

    def __init__(self, telegram, message, canary):
        self.telegram = telegram
        self.chat = message["chat"]["id"]
        self.message = message["message_id"]
        self.canary = canary
        self.at = time.monotonic()

    def replies(self):
        """What the bot has put under the question, as it stands."""
        return [
            one
            for one in self.telegram.replies(self.chat)
            if one.get("reply_to_message", {}).get("message_id") == self.message
        ]

    def answers(self):
        """The replies that hold the answer whole: with its buttons."""
        return [
            one for one in self.replies() if self.canary in one["text"] and "reply_markup" in one
        ]
