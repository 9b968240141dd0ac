"""
An object a line in, an answer a line out: ``--jsonl`` of ``search``, ``ask`` and ``verify``.

Every line is answered, in order and at once. One that cannot be read gets a line with ``error``.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.cli.context import Context, describe_error
from bot.i18n.catalogue import Language
from bot.i18n.messages import explain, say
from bot.presentation.as_json import Json, answer_json, hits_json
from bot.presentation.verified import verification_json
from bot.types import Answer, Question, final_answer
from retrieval.errors import BadLine, UsageError
from retrieval.language.arabic import spelt

if TYPE_CHECKING:
    from bot.conversation.pipeline import Rawi
    from bot.conversation.verify import Verifier
    from retrieval.search.searcher import Searcher

_Handle = Callable[[asyncio.Runner, int, Json], tuple[Json, int]]


def search_each(context: Context, searcher: "Searcher") -> int:
    filters, language = context.filters, context.language

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        k = line.get("k", context.args.k)
        if type(k) is not int or k < 1:
            raise _bad(number, "k", say("not_positive", language))
        question = _text(number, line, "question", language)
        try:
            found = runner.run(searcher.search(question, limit=k, filters=filters))
        except UsageError as error:
            raise _bad(number, "question", explain(error, language).rstrip(".")) from error
        return hits_json(line.get("id"), found), 0

    return _each(context, handle)


def ask_each(context: Context, rawi: "Rawi") -> int:
    filters, language = context.filters, context.language

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        text, chat = _text(number, line, "question", language), line.get("chat")
        if not isinstance(chat, str | int | None):
            raise _bad(number, "chat", say("not_text", language))
        # Apart from the chats of other front ends, whose keys are not for a stream to claim.
        own = None if chat is None else f"jsonl:{spelt(str(chat))}"
        try:
            answer = runner.run(final_answer(rawi.ask(Question(text, own, filters))))
        except Exception as error:
            answer = _failed(text, error, language)
        status = 0
        if answer.status == "failed":
            status = 1 if answer.reason == "bad_question" else 4
        return {**answer_json(answer), "id": line.get("id", answer.id)}, status

    worst = _each(context, handle)
    if rawi.writer and rawi.writer.trouble:
        context.warn(rawi.writer.trouble)
    return worst


def verify_each(context: Context, verifier: "Verifier") -> int:
    filters = context.filters

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        text = _text(number, line, "text", context.language)
        found = runner.run(verifier.verify(text, filters))
        return {"id": line.get("id"), **verification_json(found)}, 0

    return _each(context, handle)


def _failed(question: str, error: Exception, language: Language) -> Answer:
    """An answer that says what went wrong: never one that looks like «no information»."""
    return Answer(
        id="",
        question=question,
        standalone=question,
        language="ar" if language == "ar" else "en",
        status="failed",
        reason="bad_question" if isinstance(error, UsageError) else "service_unavailable",
        mode="extractive",
        text=describe_error(error, language)[0],
    )


def _each(context: Context, handle: _Handle) -> int:
    """The worst status of all lines: 0, 1 if any was rejected, 4 if the service failed."""
    worst = 0
    with asyncio.Runner() as runner:
        for number, raw in enumerate(sys.stdin, 1):
            if raw.strip():
                answer, status = _one(runner, number, raw, handle, context.language)
                context.json(answer)
                worst = max(worst, status)
    return worst


def _one(
    runner: asyncio.Runner, number: int, raw: str, handle: _Handle, language: Language
) -> tuple[Json, int]:
    line: Json = {}
    try:
        line = _object(number, raw, language)
        return handle(runner, number, line)
    except Exception as error:
        message, status = describe_error(error, language)
        field = error.facts["field"] if isinstance(error, BadLine) else None
        fault = {"line": number, "field": field, "message": message}
        return {"id": line.get("id"), "error": fault}, status


def _object(number: int, raw: str, language: Language) -> Json:
    try:
        value: Any = json.loads(raw.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise _bad(number, "-", say("no_json", language)) from None
    if not isinstance(value, dict):
        raise _bad(number, "-", say("no_object", language))
    return value


def _text(number: int, line: Json, field: str, language: Language) -> str:
    """What a line says in *field*. Raises BadLine."""
    text = line.get(field)
    if not isinstance(text, str):
        raise _bad(number, field, say("missing" if text is None else "not_text", language))
    return text


def _bad(number: int, field: str, why: str) -> BadLine:
    return BadLine(path="stdin", line=number, field=field, why=why)
