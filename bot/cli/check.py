"""The command ``check``: does the archive still say what it should?"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from bot import app
from bot.cli.context import Context
from bot.evaluation import baseline, summary
from bot.evaluation.baseline import Baseline, Difference
from bot.evaluation.cases import Case
from bot.evaluation.cassette import Cassette
from bot.evaluation.ci_reports import as_junit, as_markdown
from bot.evaluation.reading import BadFile, read_cases
from bot.evaluation.report import as_page, read_certificate
from bot.evaluation.running import Result, checked, failing
from bot.i18n.messages import say
from retrieval.errors import UsageError
from retrieval.reasons import of_system


class NothingToCompare(UsageError):
    ar = "لا ملف للمقارنة. سمّه: --baseline F --update-baseline"
    en = "There is no baseline to update. Name it: --baseline F --update-baseline"


class NoCassette(UsageError):
    ar = "أين تُحفظ الردود؟ سمّ الملف: --cassette F --live"
    en = "Where are the replies to be kept? Name the file: --cassette F --live"


def check(context: Context) -> int:
    """Cases and what came of them, layer by layer; or ``--new`` ones recorded. 1 if any failed."""
    args = context.args
    if args.update_baseline and args.baseline is None:
        raise NothingToCompare
    if args.live and args.cassette is None:
        raise NoCassette
    if args.new:
        from bot.cli.cases import record

        return record(context, args.file[0])
    cases = [case for file in args.file for case in read_cases(file)]
    results = _results(context, cases)
    before = difference = None
    if args.baseline is not None:
        before = baseline.read_baseline(args.baseline) if args.baseline.exists() else None
        difference = baseline.compared(results, before) if before is not None else Difference()
        if before is None or args.update_baseline:  # the first run writes it
            _write(args.baseline, baseline.written(results))
            context.remark(say("baseline_written", context.language, path=args.baseline))
    for path, made in _files(context, results, difference, before):
        _write(path, made())
    told = summary.summed(results, context.language)
    lines = [*summary.as_lines(told, context.language)]
    if difference is not None:
        told["baseline"] = asdict(difference)
        lines += baseline.as_lines(difference, context.language)
    context.output("\n".join(lines), told)
    # Wishes fail nothing, nor what a baseline has failing already.
    return int(bool(failing(results) if difference is None else difference.serious))


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
        results = checked(opened.rawi, cases, articles, aside=cassette.within)
    for line in _recorded(context, cassette):
        context.remark(line)
    return results


def _recorded(context: Context, cassette: Cassette) -> Iterator[str]:
    """What the models said then and now, side by side; or what nobody asks for any more."""
    if not cassette.live:
        if cassette.unused:
            yield say("cassette_unused", context.language, ids=" ".join(cassette.unused))
        return
    for one in cassette.save():
        replies = {"old": one.old or "—", "new": one.new or "—"}
        yield say("cassette_changed", context.language, id=one.case, number=one.number, **replies)


def _files(
    context: Context,
    results: list[Result],
    difference: Difference | None,
    before: Baseline | None,
) -> Iterator[tuple[Path, Callable[[], str]]]:
    args, language = context.args, context.language
    if args.junit:
        yield args.junit, lambda: as_junit(results, language)
    if args.summary:
        yield args.summary, lambda: as_markdown(results, language, difference)
    if args.report:
        certificate = read_certificate(args.certificate) if args.certificate else None
        yield (
            args.report,
            lambda: as_page(results, language, before=before, certificate=certificate),
        )


def _write(path: Path, text: str) -> None:
    """Raises BadFile."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadFile(path=path, why=of_system(error)) from error
