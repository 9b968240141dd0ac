"""``rawi certify``: what verification lets through, on sentences whose truth is known."""

import asyncio
from pathlib import Path

from bot import app
from bot.cli.context import Context
from bot.evaluation.certificate import Pair, certified, embedded, read_pairs
from bot.evaluation.certificate_report import certificate_json, certificate_text
from bot.evaluation.recorded import RecordedModel
from bot.evaluation.scripted import ScriptedJudge
from bot.generation.judging import ModelJudge
from bot.verification.judge import Judge


def certify(context: Context) -> int:
    """Print the certificate of the judge in use, or of the one that is named."""
    pairs = read_pairs(context.args.file)
    how, _, what = (context.args.judge or "").partition(":")
    recorded = RecordedModel(Path(what)) if how in ("record", "replay") else None
    judge = ModelJudge(recorded) if recorded else _judge(context, how, what, pairs)
    near = embedded(app.open_embedder(context.settings))
    found = asyncio.run(certified(pairs, judge, near))
    if recorded is not None and how == "record":
        recorded.save()
    context.output(certificate_text(found, context.language), certificate_json(found))
    return 0


def _judge(context: Context, how: str, what: str, pairs: list[Pair]) -> Judge | None:
    """Whom ``--judge`` names; without it, the one that answers would be judged by."""
    if how == "scripted":
        return ScriptedJudge(pairs, float(what))
    if how == "off":
        return None
    settings = context.settings
    model = app.open_model(settings, f"{how}:{what}" if how else settings.judge)
    return None if model is None or not (how or settings.judge) else ModelJudge(model)
