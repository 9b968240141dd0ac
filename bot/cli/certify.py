"""``rawi certify``: what verification lets through, on sentences whose truth is known."""

import asyncio
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from bot import app
from bot.cli.context import Context
from bot.evaluation.cassette import RecordedModel
from bot.evaluation.certificate import Pair, as_text, certified, embedded, read_pairs
from bot.evaluation.exam import ScriptedJudge, exam_pairs, examine
from bot.generation.judging import ModelJudge
from bot.i18n.messages import say
from bot.verification.judge import Judge, note
from retrieval.errors import UsageError
from retrieval.index.lock import writing


class NoJudge(UsageError):
    en = "There is no judge to examine: name a model in RAWI_LLM, RAWI_JUDGE or by --judge."


def certify(context: Context) -> int:
    """Print the certificate of the judge in use or of the one that is named; without files, examine it."""
    pairs = read_pairs(context.args.file) if context.args.file else exam_pairs()
    how, _, what = (context.args.judge or "").partition(":")
    recorded = RecordedModel(Path(what)) if how in ("record", "replay") else None
    judge = ModelJudge(recorded) if recorded else _judge(context, how, what, pairs)
    try:
        if not context.args.file:
            return _examined(context, judge, pairs)
        vector = embedded(app.open_embedder(context.settings))
        found = asyncio.run(certified(pairs, judge, vector))
    finally:
        if recorded is not None and how == "record":
            recorded.save()
    told = found.as_json()
    context.output(as_text(told, context.language), told)
    return 0


def _examined(context: Context, judge: Judge | None, pairs: list[Pair]) -> int:
    """Examine *judge*, and keep in the home what was found; 1 if it is not to be trusted."""
    if judge is None:
        raise NoJudge
    found = asyncio.run(examine(judge, pairs))
    with writing(context.settings.home), closing(app.open_archive(context.settings)) as archive:
        archive.library.note(**note(judge.name, found))
    verdict = "judge_trusted" if found.trusted else "judge_distrusted"
    facts = {"judge": judge.name, **asdict(found)}
    context.output(say(verdict, context.language, **facts), facts | {"trusted": found.trusted})
    return 0 if found.trusted else 1


def _judge(context: Context, how: str, what: str, pairs: list[Pair]) -> Judge | None:
    """Whom ``--judge`` names; without it, whom answers are judged by, or who is to be examined."""
    if how == "scripted":
        return ScriptedJudge(pairs, float(what))
    if how == "off":
        return None
    settings = context.settings
    if not how and context.args.file:
        with closing(app.open_archive(settings)) as archive:
            return app.open_judge(settings, archive)
    name = f"{how}:{what}" if how else settings.judge
    return ModelJudge(app.open_model(settings, name)) if name else None
