"""Commands that answer, one question or a stream of them: ``search``, ``ask``, ``latest``, ``timeline``, ``telegram``."""

import asyncio
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.i18n.messages import say
from bot.presentation.as_json import answer_json, hits_json
from bot.presentation.as_text import answer_text, claim_text, hits_text, rest_text
from bot.presentation.why import why_text
from bot.types import Answer, Claim, Progress, Question, final_answer
from retrieval.errors import HomeUnusable, UsageError
from retrieval.language.arabic import question_language

if TYPE_CHECKING:
    from bot.conversation.memory import Memory
    from bot.conversation.pipeline import Rawi
    from retrieval.index.archive import Archive

_ASKED = "ask"  # whose answers those of this command are
# Exit codes by the status of an answer.
STATUSES = {"answered": 0, "nearest": 3, "refused": 3, "failed": 4}


class QuestionBeside(UsageError):
    ar = "تُقرأ الأسئلة مع ‎--jsonl من الدخل. احذف السؤال من الأمر، أو احذف ‎--jsonl."
    en = "With --jsonl questions are read from standard input. Drop the question, or --jsonl."


def search(context: Context) -> int:
    """The passages nearest to a question, or to each of a stream of them."""
    from retrieval.search.searcher import Searcher

    with closing(app.open_archive(context.settings)) as archive:
        searcher = Searcher(archive)
        if context.args.jsonl:
            from bot.cli.jsonl import search_each

            _no_question(context)
            return search_each(context, searcher)
        found = asyncio.run(
            searcher.search(_question(context), limit=context.args.k, filters=context.filters)
        )
        if not found.hits:
            _remark_if_empty(context, archive)
    context.output(hits_text(found, context.language), hits_json(None, found))
    return 0


def ask(context: Context) -> int:
    """One answer, or one to each of a stream of questions."""
    with closing(app.open_rawi(context.settings)) as opened:
        if context.args.jsonl:
            from bot.cli.jsonl import ask_each

            _no_question(context)
            return ask_each(context, opened.rawi)
        if context.args.why and not context.args.question:
            return _explain(context, opened.memory)
        question = Question(_question(context), filters=context.filters)
        if context.args.json:
            answer = asyncio.run(final_answer(opened.rawi.ask(question)))
        else:
            answer = asyncio.run(print_answer(context, opened.rawi, question))
        _keep(opened.memory, answer)
        if answer.status == "refused" and not answer.considered:
            _remark_if_empty(context, opened.archive)
        if trouble := trouble_of(opened.rawi, answer):
            context.warn(trouble)
        if context.args.why:
            _explain(context, opened.memory)
        elif context.args.json:
            context.json(answer_json(answer))
    return STATUSES[answer.status]


def _keep(memory: "Memory", answer: Answer) -> None:
    """The last answer alone, so that ``ask --why`` can explain it."""
    with suppress(HomeUnusable):  # an archive that can only be read answers all the same
        memory.forget(_ASKED)
        memory.keep(_ASKED, answer)


def _remark_if_empty(context: Context, archive: "Archive") -> None:
    """Why nothing was found, where that is no word of the question's."""
    if not archive.library.counts()["articles"]:
        context.remark(say("empty_archive", context.language))


def _explain(context: Context, memory: "Memory") -> int:
    answer = memory.latest(_ASKED)
    if answer is None:
        context.say("nothing_to_explain")
        return 2
    if not context.args.json and context.args.question:
        context.screen.print()
    context.output(why_text(answer, context.language), answer)
    return 0


async def print_answer(context: Context, rawi: "Rawi", question: Question) -> Answer:
    """
    An answer on the screen: whole, or on a terminal claim by claim while a model writes it.
    """
    events = rawi.ask(question)
    rtl = question_language(question.text) == "ar"  # as the answer's language will be
    writing, printed = False, ""
    while True:
        with context.screen.waiting(say("working", context.language)):
            event = await anext(events)
        if isinstance(event, Answer):
            text = rest_text(event, printed) if printed else answer_text(event)
            context.screen.print(text, rtl=event.language == "ar")
            return event
        if isinstance(event, Progress):
            writing = event.stage == "writing" and context.screen.tty
        elif isinstance(event, Claim) and writing:
            line = claim_text(event)
            context.screen.print(line, rtl=rtl)
            printed += line if not printed else f"\n{line}"


def trouble_of(rawi: "Rawi", answer: Answer) -> Exception | None:
    """Why an answer could not be written, as far as whoever runs Rawi can mend it."""
    return rawi.writer.trouble if rawi.writer and answer.mode == "fallback" else None


def telegram(context: Context) -> int:
    """The Telegram bot, until it is told to stop."""
    from bot.telegram.service import run

    return run(context.settings, context.args.metrics)


def _no_question(context: Context) -> None:
    if context.args.question:
        raise QuestionBeside


def _question(context: Context) -> str:
    """The words of the command line, quoted or not."""
    return " ".join(context.args.question)


def latest(context: Context) -> int:
    """The newest stories, of all or on one matter."""
    topic = " ".join(context.args.topic)
    name = "ask_latest_on" if topic else "ask_latest"
    return _told(context, say(name, context.language, topic=topic))


def timeline(context: Context) -> int:
    """What was told of a matter, in the order it happened."""
    return _told(context, say("ask_timeline", context.language, topic=" ".join(context.args.topic)))


def _told(context: Context, request: str) -> int:
    """The answer to *request*, as a reader would have put it."""
    question = Question(request, filters=context.filters)
    with closing(app.open_rawi(context.settings)) as opened:
        if context.args.json:
            answer = asyncio.run(final_answer(opened.rawi.ask(question)))
            context.json(answer_json(answer))
        else:
            answer = asyncio.run(print_answer(context, opened.rawi, question))
    return STATUSES[answer.status]
