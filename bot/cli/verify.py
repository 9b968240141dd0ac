"""``verify``: somebody else's text, checked sentence by sentence."""

import asyncio
import sys
from contextlib import closing

from bot import app
from bot.cli.context import Context
from bot.cli.jsonl import each, text_of
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.presentation.verified import verification_json, verification_text
from retrieval.errors import UsageError


class NothingToVerify(UsageError):
    ar = "لا نصّ للتحقّق منه. اكتبه بعد الأمر، أو مرّره من الدخل."
    en = "There is no text to verify. Write it after the command, or pipe it in."


class TextBeside(UsageError):
    ar = "تُقرأ النصوص مع ‎--jsonl من الدخل. احذف النص من الأمر، أو احذف ‎--jsonl."
    en = "With --jsonl texts are read from standard input. Drop the text, or --jsonl."


def verify(context: Context) -> int:
    """One text, from the command line or the standard input, or a stream of them."""
    with closing(app.open_rawi(context.settings)) as opened:
        if context.args.jsonl:
            return _verify_each(context, opened)
        found = asyncio.run(opened.verifier.verify(_text(context), context.filters))
        if found.unheard:
            context.remark(say(found.unheard, context.language))
    context.output(verification_text(found), verification_json(found))
    return 0


def _verify_each(context: Context, opened: app.Opened) -> int:
    if context.args.text:
        raise TextBeside
    filters = context.filters

    def handle(runner: asyncio.Runner, number: int, line: Json) -> tuple[Json, int]:
        text = text_of(number, line, "text", context.language)
        found = runner.run(opened.verifier.verify(text, filters))
        return {"id": line.get("id"), **verification_json(found)}, 0

    return each(context, handle)


def _text(context: Context) -> str:
    """The words of the command line, quoted or not; else what is piped in."""
    given = " ".join(context.args.text)
    if given in ("", "-") and not sys.stdin.isatty():
        given = sys.stdin.read()
    if not any(map(str.isalpha, given)):
        raise NothingToVerify
    return given
