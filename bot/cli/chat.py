"""The ``chat`` command: a conversation in a terminal, or over a pipe. It decides nothing about answers."""

import asyncio
import sys
from collections.abc import Iterable
from contextlib import closing

from bot import app
from bot.cli.ask import print_answer, trouble_of
from bot.cli.context import Context, describe_error
from bot.conversation.suggestions import about, answered
from bot.i18n.messages import say
from bot.presentation.as_text import full_sources
from bot.presentation.why import why_text
from bot.types import Answer, Question

CHAT = "terminal"  # one conversation, picked up where it was left


def chat(context: Context) -> int:
    """Answer line after line until the reader leaves."""
    typing = sys.stdin.isatty() and sys.stdout.isatty()
    lines: Iterable[str] = sys.stdin
    if typing:
        from bot.cli.keyboard import typed  # 60 ms, when somebody types

        lines = typed(context.settings, say("prompt", context.language))
    with closing(app.open_rawi(context.settings)) as opened, asyncio.Runner() as runner:
        conversation = Conversation(context, opened, runner)
        conversation.greet()
        for line in lines:
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
        self._context, self._opened, self._runner = context, opened, runner
        self._last: Answer | None = None
        self._warned = ""

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
            if line.startswith("/"):
                self._run(line.split()[0])
            elif line:
                self._ask(line)
        except Exception as error:  # the next question may fare better
            self._context.screen.print(describe_error(error, self._context.language)[0] + "\n")
        return True

    def _run(self, command: str) -> None:
        context, memory = self._context, self._opened.memory
        match command:
            case "/sources" if self._last is not None and self._last.citations:
                context.screen.print(full_sources(self._last, context.language))
            case "/sources":
                context.say("no_sources")
            case "/why" if (kept := memory.latest(CHAT)) is not None:
                context.screen.print(why_text(kept, context.language))
            case "/why":
                context.say("nothing_to_explain")
            case "/new":
                memory.forget(CHAT)
                self._last = None
                context.say("new_chat")
            case "/help":
                context.say("chat_help")
            case _:
                context.say("unknown_command", command=command)

    def _ask(self, question: str) -> None:
        asked = Question(question, CHAT)
        answer = self._runner.run(print_answer(self._context, self._opened.rawi, asked))
        self._last = self._last if answer.mode == "reply" else answer
        trouble = trouble_of(self._opened.rawi, answer)
        if trouble is not None and str(trouble) != self._warned:  # once, not with every answer
            self._context.warn(trouble)
            self._warned = str(trouble)
        self._context.screen.print()
