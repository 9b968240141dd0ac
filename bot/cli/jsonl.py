"""
A question a line in, an answer a line out: ``search --jsonl`` and ``ask --jsonl``.

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
from bot.types import Answer, Question, final_answer
from retrieval.errors import BadLine, UsageError
from retrieval.language.arabic import spelt

if TYPE_CHECKING:
    from bot.conversation.pipeline import Rawi
    from retrieval.search.searcher import Searcher

_Handle = Callable[[asyncio.Runner, int, Json], tuple[Json, int]]


def search_each(context: Context, searcher: "Searcher") -> int:
    filters = context.filters

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        k = line.get("k", context.args.k)
        if type(k) is not int or k < 1:
            raise _bad(number, "k", "not_positive", context.language)
        question = text_of(number, line, "question", context.language)
        try:
            found = runner.run(searcher.search(question, limit=k, filters=filters))
        except UsageError as error:
            raise BadLine(
                path="stdin",
                line=number,
                field="question",
                why=explain(error, context.language).rstrip("."),
            ) from error
        return hits_json(line.get("id"), found), 0

    return each(context, handle)


def ask_each(context: Context, rawi: "Rawi") -> int:
    filters = context.filters

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        text = text_of(number, line, "question", context.language)
        chat = _chat(number, line, context.language)
        status = 0
        try:
            answer = runner.run(final_answer(rawi.ask(Question(text, chat, filters))))
        except Exception as error:
            answer = failed(text, error, context.language)
        if answer.status == "failed":
            status = 1 if answer.reason == "bad_question" else 4
        id = line.get("id", answer.id)
        return {**answer_json(answer), "id": id}, status

    worst = each(context, handle)
    if rawi.writer and rawi.writer.trouble:
        context.warn(rawi.writer.trouble)
    return worst


def failed(question: str, error: Exception, language: Language) -> Answer:
    """An answer that says what went wrong: never one that looks like «no information»."""
    sentence, _ = describe_error(error, language)
    return Answer(
        id="",
        question=question,
        standalone=question,
        language="ar" if language == "ar" else "en",
        status="failed",
        reason="bad_question" if isinstance(error, UsageError) else "service_unavailable",
        mode="extractive",
        text=sentence,
    )


def each(context: Context, handle: _Handle) -> int:
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
        raise _bad(number, "-", "no_json", language) from None
    if not isinstance(value, dict):
        raise _bad(number, "-", "no_object", language)
    return value


def text_of(number: int, line: Json, field: str, language: Language) -> str:
    """What a line says in *field*. Raises BadLine."""
    text = line.get(field)
    if text is None:
        raise _bad(number, field, "missing", language)
    if not isinstance(text, str):
        raise _bad(number, field, "not_text", language)
    return text


def _chat(number: int, line: Json, language: Language) -> str | None:
    """Apart from the chats of other front ends, whose keys are not for a stream to claim."""
    chat = line.get("chat")
    if chat is None:
        return None
    if not isinstance(chat, str | int):
        raise _bad(number, "chat", "not_text", language)
    return f"jsonl:{spelt(str(chat))}"


def _bad(number: int, field: str, why: str, language: Language) -> BadLine:
    return BadLine(path="stdin", line=number, field=field, why=say(why, language))
