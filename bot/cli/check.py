"""The command ``check``: does the archive still say what it should?"""

from contextlib import closing
from dataclasses import asdict, replace

from bot import app
from bot.cli.context import Context
from bot.evaluation import baseline, summary
from bot.evaluation.baseline import Difference
from bot.evaluation.cases import Case
from bot.evaluation.cassette import Cassette
from bot.evaluation.junit import as_junit
from bot.evaluation.reading import read_cases, write
from bot.evaluation.report import as_page, read_certificate
from bot.evaluation.results import Result
from bot.evaluation.running import checked
from bot.i18n.messages import say
from retrieval.errors import UsageError


class NothingToCompare(UsageError):
    en = "There is no baseline to update. Name it: --baseline F --update-baseline"


class NoCassette(UsageError):
    en = "Where are the replies to be kept? Name the file: --cassette F --live"


def check(context: Context) -> int:
    """Cases and what came of them, layer by layer; or ``--new`` ones recorded. 1 if any failed."""
    args, language = context.args, context.language
    if args.update_baseline and args.baseline is None:
        raise NothingToCompare
    if args.live and args.cassette is None:
        raise NoCassette
    if args.new:
        from bot.cli.cases import record

        return record(context, args.file[0])
    cases = [case for file in args.file for case in read_cases(file)]
    results = _results(context, cases)
    told = summary.summed(results, language)
    before = difference = None
    if args.baseline is not None:
        before = baseline.read_baseline(args.baseline) if args.baseline.exists() else None
        difference = baseline.compared(told, before) if before is not None else Difference()
        if before is None or args.update_baseline:  # the first run writes it
            write(args.baseline, baseline.written(told))
            context.remark(say("baseline_written", language, path=args.baseline))
    if args.junit:
        write(args.junit, as_junit(told))
    if args.summary:
        write(args.summary, summary.as_markdown(told, language, difference))
    if args.report:
        certificate = read_certificate(args.certificate) if args.certificate else None
        write(args.report, as_page(results, language, before=before, certificate=certificate))
    lines = [*summary.as_lines(told, language)]
    if difference is not None:
        told["baseline"] = asdict(difference)
        lines += difference.lines(language)
    context.output("\n".join(lines), told)
    # Wishes fail nothing, nor what a baseline has failing already.
    failing = difference.serious if difference else [one for one in results if one.serious]
    return int(bool(failing))


def _results(context: Context, cases: list[Case]) -> list[Result]:
    """What came of *cases*, their models asked or their replies taken from a cassette."""
    settings = context.settings
    if context.args.cassette is None:
        with closing(app.open_rawi(settings)) as opened:
            return checked(opened.rawi, cases, opened.archive.library.articles)
    cassette = Cassette(context.args.cassette, live=context.args.live)
    if cassette.live:
        cassette.llm, cassette.judge = settings.llm, settings.judge
    else:
        settings = replace(
            settings, llm=settings.llm or cassette.llm, judge=settings.judge or cassette.judge
        )
    with closing(app.open_rawi(settings, through=cassette.through)) as opened:
        articles = opened.archive.library.articles
        results = checked(opened.rawi, cases, articles, before=cassette.begin)
    if cassette.live:  # what the models said then and now, side by side
        for id, number, old, new in cassette.save():
            replies = {"old": old or "—", "new": new or "—"}
            context.remark(
                say("cassette_changed", context.language, id=id, number=number, **replies)
            )
    return results
