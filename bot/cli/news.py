"""Commands that tell the news without a question: ``latest`` and ``timeline``."""

import asyncio
from contextlib import closing

from bot import app
from bot.cli.ask import STATUSES, print_answer
from bot.cli.context import Context
from bot.i18n.messages import say
from bot.presentation.as_json import answer_json
from bot.types import Question, final_answer


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
