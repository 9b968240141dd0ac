"""Commands that answer: ``search``, ``ask``, ``latest``, ``timeline``, ``verify``, ``telegram``."""

import asyncio
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.i18n.messages import quoted, say
from bot.presentation.as_json import answer_json, hits_json
from bot.presentation.as_text import answer_text, claim_text, hits_text, rest_text
from bot.presentation.verified import verification_json, verification_text
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


class WordsBeside(UsageError):
    en = "With --jsonl all is read from standard input. Drop the question or text, or --jsonl."


class NothingToVerify(UsageError):
    en = "There is no text to verify. Write it after the command, or pipe it in."


def search(context: Context) -> int:
    """The passages nearest to a question, or to each of a stream of them."""
    from retrieval.search.searcher import Searcher

    question = _words(context, context.args.question)
    with closing(app.open_archive(context.settings)) as archive:
        searcher = Searcher(archive)
        if context.args.jsonl:
            from bot.cli.jsonl import search_each

            return search_each(context, searcher)
        found = asyncio.run(
            searcher.search(question, limit=context.args.k, filters=context.filters)
        )
        if not found.hits:
            _remark_if_empty(context, archive)
    context.output(hits_text(found, context.language), hits_json(None, found))
    return 0


def ask(context: Context) -> int:
    """One answer, or one to each of a stream of questions."""
    question = _words(context, context.args.question)
    with closing(app.open_rawi(context.settings)) as opened:
        if context.args.jsonl:
            from bot.cli.jsonl import ask_each

            return ask_each(context, opened.rawi)
        if context.args.why and not question:
            return _explain(context, opened.memory)
        answer = _answer(context, opened.rawi, question)
        with suppress(HomeUnusable):  # an archive that can only be read answers all the same
            opened.memory.forget(_ASKED)
            opened.memory.keep(_ASKED, answer)  # it alone, so that ``ask --why`` can explain it
        if answer.status == "refused" and not answer.considered:
            _remark_if_empty(context, opened.archive)
        if trouble := trouble_of(opened.rawi, answer):
            context.warn(trouble)
        if context.args.why:
            _explain(context, opened.memory)
        elif context.args.json:
            context.json(answer_json(answer))
    return STATUSES[answer.status]


def latest(context: Context) -> int:
    """The newest stories, of all or on one matter."""
    return _requested(context, "ask_latest_on" if context.args.topic else "ask_latest")


def timeline(context: Context) -> int:
    """What was told of a matter, in the order it happened."""
    return _requested(context, "ask_timeline")


def _requested(context: Context, name: str) -> int:
    """The answer to the request called *name*, as a reader would have put it."""
    topic = quoted(" ".join(context.args.topic), context.language)
    request = say(name, context.language, topic=topic)
    with closing(app.open_rawi(context.settings)) as opened:
        answer = _answer(context, opened.rawi, request)
    if context.args.json:
        context.json(answer_json(answer))
    return STATUSES[answer.status]


def verify(context: Context) -> int:
    """Somebody else's text, from the command line or the standard input, or a stream of them."""
    text = _words(context, context.args.text)
    with closing(app.open_rawi(context.settings)) as opened:
        if context.args.jsonl:
            from bot.cli.jsonl import verify_each

            return verify_each(context, opened.verifier)
        if text in ("", "-") and not sys.stdin.isatty():
            text = sys.stdin.read()
        if not any(map(str.isalpha, text)):
            raise NothingToVerify
        found = asyncio.run(opened.verifier.verify(text, context.filters))
        if found.unheard:
            context.remark(say(found.unheard, context.language))
    context.output(verification_text(found), verification_json(found))
    return 0


def telegram(context: Context) -> int:
    """The Telegram bot, until it is told to stop."""
    from bot.telegram.service import run

    return run(context.settings, context.args.metrics)


def _words(context: Context, given: list[str]) -> str:
    """The words of the command line, quoted or not; a stream leaves no place for any."""
    if context.args.jsonl and given:
        raise WordsBeside
    return " ".join(given)


def _answer(context: Context, rawi: "Rawi", text: str) -> Answer:
    """The answer, printed unless it is to be JSON."""
    question = Question(text, filters=context.filters)
    if context.args.json:
        return asyncio.run(final_answer(rawi.ask(question)))
    return asyncio.run(print_answer(context, rawi, question))


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
    """An answer on the screen: whole, or on a terminal claim by claim while a model writes it."""
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
