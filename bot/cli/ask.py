"""Commands that put a question to the archive: ``search``, ``ask`` and ``check``."""

import asyncio
from contextlib import closing, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from bot import app
from bot.cli.desk import Desk
from bot.cli.jsonl import settled
from bot.i18n.messages import say
from bot.presentation.as_json import answer_json, hits_json
from bot.presentation.as_text import answer_text, claim_text, hits_text, rest_text, why_text
from bot.types import Answer, Claim, Progress, Question
from retrieval.errors import HomeUnusable, UsageError
from retrieval.language.arabic import arabic_share

if TYPE_CHECKING:
    from bot.conversation.memory import Memory
    from bot.conversation.pipeline import Rawi
    from retrieval.index.archive import Archive

_ASKED = "ask"  # whose answers those of this command are
_STATUSES = {"answered": 0, "nearest": 3, "refused": 3, "failed": 4}


class QuestionBeside(UsageError):
    ar = "تُقرأ الأسئلة مع ‎--jsonl من الدخل. احذف السؤال من الأمر، أو احذف ‎--jsonl."
    en = "With --jsonl questions are read from standard input. Drop the question, or --jsonl."


def search(desk: Desk) -> int:
    """The passages nearest to a question, or to each of a stream of them."""
    from retrieval.search.searcher import Searcher

    with closing(app.open_archive(desk.settings)) as archive:
        searcher = Searcher(archive)
        if desk.args.jsonl:
            from bot.cli.jsonl import search_each

            _no_question(desk)
            return search_each(desk, searcher)
        found = asyncio.run(
            searcher.search(_question(desk), limit=desk.args.k, filters=desk.filters)
        )
        if not found.hits:
            _remark_if_empty(desk, archive)
    desk.put(hits_text(found, desk.language), hits_json(None, found))
    return 0


def ask(desk: Desk) -> int:
    """One answer, or one to each of a stream of questions."""
    with closing(app.open_rawi(desk.settings)) as opened:
        if desk.args.jsonl:
            from bot.cli.jsonl import ask_each

            _no_question(desk)
            return ask_each(desk, opened.rawi)
        if desk.args.why and not desk.args.question:
            return _explain(desk, opened.memory)
        question = Question(_question(desk), filters=desk.filters)
        if desk.args.json:
            answer = asyncio.run(settled(opened.rawi.ask(question)))
        else:
            answer = asyncio.run(shown(desk, opened.rawi, question))
        _keep(opened.memory, answer)
        if answer.status == "refused" and not answer.considered:
            _remark_if_empty(desk, opened.archive)
        if trouble := trouble_of(opened.rawi, answer):
            desk.warn(trouble)
        if desk.args.why:
            _explain(desk, opened.memory)
        elif desk.args.json:
            desk.json(answer_json(answer))
    return _STATUSES[answer.status]


def _keep(memory: "Memory", answer: Answer) -> None:
    """The last answer alone, so that ``ask --why`` can explain it."""
    with suppress(HomeUnusable):  # an archive that can only be read answers all the same
        memory.forget(_ASKED)
        memory.keep(_ASKED, answer)


def _remark_if_empty(desk: Desk, archive: "Archive") -> None:
    """Why nothing was found, where that is no word of the question's."""
    if not archive.library.counts()["articles"]:
        desk.remark(say("empty_archive", desk.language))


def _explain(desk: Desk, memory: "Memory") -> int:
    answer = memory.latest(_ASKED)
    if answer is None:
        desk.say("nothing_to_explain")
        return 2
    if not desk.args.json and desk.args.question:
        desk.screen.print()
    desk.put(why_text(answer, desk.language), answer)
    return 0


async def shown(desk: Desk, rawi: "Rawi", question: Question) -> Answer:
    """
    An answer on the screen: whole, or on a terminal claim by claim while a model writes it.
    """
    events = rawi.ask(question)
    rtl = arabic_share(question.text) >= 0.5  # as the answer's language will be
    writing, told = False, ""
    while True:
        with desk.screen.waiting(say("working", desk.language)):
            event = await anext(events)
        if isinstance(event, Answer):
            text = rest_text(event, told) if told else answer_text(event)
            desk.screen.print(text, rtl=event.language == "ar")
            return event
        if isinstance(event, Progress):
            writing = event.stage == "writing" and desk.screen.tty
        elif isinstance(event, Claim) and writing:
            line = claim_text(event)
            desk.screen.print(line, rtl=rtl)
            told += line if not told else f"\n{line}"


def trouble_of(rawi: "Rawi", answer: Answer) -> Exception | None:
    """Why an answer could not be written, as far as whoever runs Rawi can mend it."""
    return rawi.writer.trouble if rawi.writer and answer.mode == "fallback" else None


def check(desk: Desk) -> int:
    """Fixed question–answer pairs."""
    from bot.evaluation.checking import as_lines, run

    args = desk.args
    with closing(app.open_rawi(desk.settings)) as opened:
        summary, status = run(
            args.file, opened.rawi, desk.language, report=args.report, baseline=args.baseline
        )
    desk.put("\n".join(as_lines(summary)), summary)
    return status


def telegram(desk: Desk) -> int:
    """The Telegram bot, until it is told to stop."""
    status: int = import_module("bot.telegram.service").run(desk)
    return status


def _no_question(desk: Desk) -> None:
    if desk.args.question:
        raise QuestionBeside


def _question(desk: Desk) -> str:
    """The words of the command line, quoted or not."""
    return " ".join(desk.args.question)
