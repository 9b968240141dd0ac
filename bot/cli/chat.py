"""
The ``chat`` command: a conversation in a terminal, or over a pipe.

The only module that imports prompt_toolkit. It decides nothing about answers.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from bot import app
from bot.cli.ask import print_answer, trouble_of
from bot.cli.context import Context, describe_error
from bot.conversation.intents import intent
from bot.conversation.requests import small_talk
from bot.conversation.suggestions import about, answered
from bot.i18n.messages import say
from bot.presentation.as_text import full_sources
from bot.presentation.why import why_text
from bot.types import Answer, Question
from retrieval.language.arabic import question_language

CHAT = "terminal"  # one conversation, picked up where it was left


def chat(context: Context) -> int:
    """Answer line after line until the reader leaves."""
    typing = sys.stdin.isatty() and sys.stdout.isatty()
    with closing(app.open_rawi(context.settings)) as opened, asyncio.Runner() as runner:
        conversation = Conversation(context, opened, runner)
        conversation.greet()
        for line in _typed(context) if typing else sys.stdin:
            try:
                if not conversation.hear(line.strip()):
                    break
            except KeyboardInterrupt:
                if not typing:
                    raise
                context.say("cancelled")
        context.say("courtesy_goodbye")
    return 0


class Conversation:
    """What a reader says, answered on the screen."""

    def __init__(self, context: Context, opened: app.Opened, runner: asyncio.Runner) -> None:
        self._context = context
        self._opened = opened
        self._runner = runner
        self._last: Answer | None = None
        self._warned = ""
        self._commands: dict[str, Callable[[], None]] = {
            "/sources": self._sources,
            "/why": self._why,
            "/new": self._new,
            "/help": self._help,
        }

    def greet(self) -> None:
        """How much Rawi can answer from, and a question it can answer."""
        context = self._context
        sources = self._opened.archive.library.sources()
        if not sources:
            context.say("empty_archive")
            return
        context.say("greeting", articles=say("articles", context.language, count=len(sources)))
        mine = [source for source in sources if source.language == context.language] or sources
        good = answered(reversed(mine), self._opened.rawi, context.language, most=1)
        for source in self._runner.run(good):
            context.say("example", question=about(source.title, context.language))

    def hear(self, line: str) -> bool:
        """Answer *line*, whatever it is; False when it was a farewell."""
        if line == "/quit":
            return False
        try:
            self._heed(line)
        except Exception as error:  # the next question may fare better
            self._context.screen.print(describe_error(error, self._context.language)[0] + "\n")
        return True

    def _heed(self, line: str) -> None:
        if line.startswith("/"):
            self._commands.get(line.split()[0], lambda: self._unknown(line))()
        elif told := small_talk(intent(line), question_language(line)):
            self._context.screen.print(told)
        elif line:
            self._ask(line)

    def _ask(self, question: str) -> None:
        asked = Question(question, CHAT)
        self._last = self._runner.run(print_answer(self._context, self._opened.rawi, asked))
        self._warn(self._last)
        self._context.screen.print()

    def _warn(self, answer: Answer) -> None:
        """Tell of each trouble with the model once, not with every answer."""
        trouble = trouble_of(self._opened.rawi, answer)
        if trouble is not None and str(trouble) != self._warned:
            self._context.warn(trouble)
            self._warned = str(trouble)

    def _why(self) -> None:
        kept = self._opened.memory.latest(CHAT)
        if kept is None:
            self._context.say("nothing_to_explain")
        else:
            self._context.screen.print(why_text(kept, self._context.language))

    def _sources(self) -> None:
        if self._last is None or not self._last.citations:
            self._context.say("no_sources")
        else:
            self._context.screen.print(full_sources(self._last, self._context.language))

    def _new(self) -> None:
        self._opened.memory.forget(CHAT)
        self._last = None
        self._context.say("new_chat")

    def _help(self) -> None:
        self._context.say("chat_help")

    def _unknown(self, line: str) -> None:
        self._context.say("unknown_command", command=line.split()[0])


def _typed(context: Context) -> Iterator[str]:
    """Lines from the keyboard, with a history. Ctrl-C gives up a line, Ctrl-D the conversation."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()
    # Text copied off a coloured screen reads like a mouse at work, and would end in a traceback.
    keys.add(Keys.Vt100MouseEvent)(lambda event: None)
    history = _private(context.settings.home / "history")
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), key_bindings=keys
    )
    while True:
        try:
            yield session.prompt(say("prompt", context.language))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _private(path: Path) -> Path:
    """*path*, readable by its owner alone: it holds what somebody asked."""
    path.touch(mode=0o600)
    return path
