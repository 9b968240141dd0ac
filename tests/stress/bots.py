"""One bot after another on the same home, started, stopped and killed."""

import asyncio
import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.processes import LAST_RESORT, Program

ROOT = Path(__file__).parents[2]
# A question's own word, or number, in an answer.
_CANARY = re.compile(r"[CQK]\d+(?:T\d+)?|\d{6}")
TOO_MANY = 429
BEGUN = 15  # letters that an answer and its beginning share, if it has so many
# Seconds for the last answers; for those of a bot that is broken on purpose.
PATIENCE, BROKEN = LAST_RESORT, 3
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
        self._program = program
        self.patience = PATIENCE
        self._options = ("--home", str(home), "telegram", *options)
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

    def sabotage(self, how):
        """Break the bot on purpose, unless *how* is None: see ``tests.stress.sabotage``."""
        if how:
            self._program = ("-m", "tests.stress.sabotage", how, *self._program)
            self.patience = BROKEN

    def _started(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        token, url = self._telegram.token, self._telegram.url
        facts = {"OMP_NUM_THREADS": "1", "RAWI_TELEGRAM_TOKEN": token, "RAWI_TELEGRAM_API_URL": url}
        with self.log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            return Program(
                self._program[1],
                (*self._program[2:], *self._options),
                environment={**kept, **facts, **self._env},
                folder=ROOT,
                streams=(nothing, log, log),
            )

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def stop(self, *, seconds=PATIENCE):
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


async def killed_in_the_middle(telegram, bot, ask):
    """
    Kill the bot as soon as the server is told that it has taken on what *ask* asks; start it again.

    ask: asks some questions and returns them. What it took on must be answered all the same.
    """
    asked = ask()
    await telegram.until(lambda: not len(telegram.updates), seconds=PATIENCE)
    bot.kill()
    await bot.start()
    await settled(asked, bot)
    return asked


async def settled(asked, bot):
    """Wait until all are answered, but no longer than is fair to *bot*, and a little more."""
    with suppress(TimeoutError):
        await asked[0].telegram.until(
            lambda: all(one.answers() for one in asked), seconds=bot.patience
        )
    await asyncio.sleep(1)


def broken(telegram, asked, status, *, unsure=0):
    """
    Print what was lost, doubled, crossed, left behind or refused; how much of it there is.

    status: the bot's when it was stopped.
    unsure: how often the bot could not know what it had just said, being killed or its line broken. So
    many answers may stand below a beginning of theirs, and twice as many calls be refused because they
    came too soon or changed nothing. Any other refusal is a fault, and so is a message that says
    nothing of the answer, but for one in a thousand questions.
    """
    every = {one.canary for one in asked}
    chats = {one.chat: {other.canary for other in asked if other.chat == one.chat} for one in asked}
    replies = {chat: telegram.replies(chat) for chat in chats}
    said = {chat: " ".join(one["text"] for one in some) for chat, some in replies.items()}
    refused = refusals(telegram)
    found = {
        "lost": sum(not one.answers() for one in asked),
        "doubled": sum(one.copies() > 1 for one in asked),
        "crossed": sum(
            bool(set(_CANARY.findall(said[chat])) & (every - own)) for chat, own in chats.items()
        ),
        "beside the questions": sum(map(len, replies.values()))
        - sum(len(one.replies()) for one in asked),
        "refused": len(refused["otherwise"]),
    }
    begun = sum(len(beginnings(one.replies())) for one in asked)
    empty = sum(len(one.replies()) for one in asked) - begun - sum(one.copies() for one in asked)
    repeated = len(refused["too soon"]) + len(refused["unchanged"])
    line = ", ".join(f"{count} {name}" for name, count in found.items())
    print(
        f"{len(asked)} questions: {line}; {empty} empty messages left behind (may be {len(asked) // 1000}), "
        f"{begun} beginnings (may be {unsure}); "
        f"{len(refused['too soon'])} calls too soon, {len(refused['unchanged'])} that changed nothing "
        f"(may be {2 * unsure}); ended with {status}",
        flush=True,
    )
    for call in refused["otherwise"][:3]:
        print(f"refused: {call.name}: {call.refusal.description}")
    over = (empty - len(asked) // 1000, begun - unsure, repeated - 2 * unsure)
    return sum(found.values()) + sum(max(0, one) for one in over) + (status != 0)


def refusals(telegram):
    """The calls the bot should not have made, by why they were refused; not those that were made to fail."""
    found = {"too soon": [], "unchanged": [], "otherwise": []}
    for call in telegram.calls:
        if call.refusal is None or call.fault is not None:
            continue
        if call.refusal.status == TOO_MANY:
            found["too soon"].append(call)
        else:
            unchanged = "is not modified" in call.refusal.description
            found["unchanged" if unchanged else "otherwise"].append(call)
    return found


def beginnings(replies):
    """Those of *replies* that end with an ellipsis after words with which a whole one below begins too."""
    whole = {one["message_id"]: _words(one["text"]) for one in replies if "reply_markup" in one}
    return [
        one
        for one in replies
        if one["text"].endswith("…")
        and (words := _words(one["text"].rstrip("…"))[:BEGUN])
        and any(id > one["message_id"] and text.startswith(words) for id, text in whole.items())
    ]


def _words(text):
    """*text* without marks of direction, on one line."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "\u200e\u200f"))).split())


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

    def copies(self):
        """How many messages hold the answer whole, with its buttons or without."""
        whole = {one["text"] for one in self.answers()}
        return sum(one["text"] in whole for one in self.replies())
