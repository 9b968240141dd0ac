"""Commands that put a question to the archive: ``search``, ``ask`` and ``check``."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from importlib import import_module

from bot import app
from bot.desk import Desk
from bot.messages import say
from bot.pages import answer_text, hits_text
from bot.render import answer_json, hits_json
from bot.types import Answer, Question

_STATUSES = {"answered": 0, "refused": 3, "failed": 4}


def search(desk: Desk) -> int:
    """The passages nearest to a question, or to each of a stream of them."""
    from retrieval.search import Searcher

    with closing(app.open_archive(desk.settings)) as archive:
        searcher = Searcher(archive)
        if desk.args.jsonl:
            from bot.streams import search_each

            return search_each(desk, searcher)
        found = asyncio.run(
            searcher.search(_question(desk), limit=desk.args.k, filters=desk.filters)
        )
    desk.put(hits_text(found, desk.language), hits_json(None, found))
    return 0


def ask(desk: Desk) -> int:
    """One answer, or one to each of a stream of questions."""
    with closing(app.open_rawi(desk.settings)) as opened:
        if desk.args.jsonl:
            from bot.streams import ask_each

            return ask_each(desk, opened.rawi)
        question = Question(_question(desk), filters=desk.filters)
        with desk.screen.waiting(say("working", desk.language)):
            answer = asyncio.run(settled(opened.rawi.ask(question)))
    if desk.args.json:
        desk.json(answer_json(answer))
    else:
        desk.screen.print(answer_text(answer), rtl=answer.language == "ar")
    return _STATUSES[answer.status]


def check(desk: Desk) -> int:
    """Fixed question–answer pairs."""
    args = desk.args
    with closing(app.open_rawi(desk.settings)) as opened:
        status: int = import_module("bot.checking").run(
            args.file, opened.rawi, as_json=args.json, report=args.report, baseline=args.baseline
        )
    return status


def telegram(desk: Desk) -> int:
    """The Telegram bot, until it is told to stop."""
    status: int = import_module("bot.station").run(desk)
    return status


async def settled(events: AsyncIterator[object]) -> Answer:
    """The Answer an ask ends with. Claims before it are the same sentences, sooner."""
    answer: Answer | None = None
    async for event in events:
        if isinstance(event, Answer):
            answer = event
    assert answer is not None  # the promise of ``Rawi.ask``
    return answer


def _question(desk: Desk) -> str:
    """The words of the command line, quoted or not."""
    return " ".join(desk.args.question)
