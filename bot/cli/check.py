"""The command ``check``: does the archive still say what it should?"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context
from bot.i18n.messages import say
from retrieval.errors import UsageError

if TYPE_CHECKING:
    from bot.evaluation.baseline import Baseline, Difference
    from bot.evaluation.cases import Case
    from bot.evaluation.cassette import Cassette
    from bot.evaluation.running import Result


class NothingToCompare(UsageError):
    ar = "لا ملف للمقارنة. سمّه: --baseline F --update-baseline"
    en = "There is no baseline to update. Name it: --baseline F --update-baseline"


class NoCassette(UsageError):
    ar = "أين تُحفظ الردود؟ سمّ الملف: --cassette F --live"
    en = "Where are the replies to be kept? Name the file: --cassette F --live"


def check(context: Context) -> int:
    """Cases and what came of them, layer by layer; or ``--new`` ones recorded."""
    args = context.args
    if args.update_baseline and args.baseline is None:
        raise NothingToCompare
    if args.live and args.cassette is None:
        raise NoCassette
    if args.new:
        from bot.cli.cases import record

        return record(context, args.file[0])
    from bot.evaluation.reading import read_cases

    cases = [case for file in args.file for case in read_cases(file)]
    if args.tag:
        cases = [case for case in cases if {*args.tag} & {*case.tags}]
    cassette = _cassette(context)
    results = _run(context, cases, cassette)
    for line in _recorded(context, cassette):
        context.remark(line)
    before = _before(context)
    difference = _difference(context, results, before)
    _put(context, results, difference, before)
    return _status(results, difference)


def _cassette(context: Context) -> "Cassette | None":
    if context.args.cassette is None:
        return None
    from bot.evaluation.cassette import Cassette

    return Cassette(context.args.cassette, live=context.args.live)


def _run(context: Context, cases: "list[Case]", cassette: "Cassette | None") -> "list[Result]":
    from bot.evaluation.running import checked

    settings = context.settings
    if cassette is None:
        with closing(app.open_rawi(settings)) as opened:
            return checked(opened.rawi, cases, opened.archive.library.articles)
    if cassette.live:
        cassette.llm, cassette.judge = settings.llm, settings.judge
    else:
        settings = replace(
            settings, llm=settings.llm or cassette.llm, judge=settings.judge or cassette.judge
        )
    with closing(app.open_rawi(settings, through=cassette.through)) as opened:
        articles = opened.archive.library.articles
        return checked(opened.rawi, cases, articles, aside=cassette.within)


def _recorded(context: Context, cassette: "Cassette | None") -> Iterator[str]:
    """What the models said then and now, side by side; or what nobody asks for any more."""
    if cassette is None:
        return
    if not cassette.live:
        if cassette.unused:
            yield say("cassette_unused", context.language, ids=" ".join(cassette.unused))
        return
    for one in cassette.save():
        yield say(
            "cassette_changed",
            context.language,
            id=one.case,
            number=one.number,
            old=one.old or "—",
            new=one.new or "—",
        )


def _before(context: Context) -> "Baseline | None":
    path: Path | None = context.args.baseline
    if path is None or not path.exists():
        return None
    from bot.evaluation.baseline import read_baseline

    return read_baseline(path)


def _difference(
    context: Context, results: "list[Result]", before: "Baseline | None"
) -> "Difference | None":
    """From the baseline; the first run writes it."""
    path: Path | None = context.args.baseline
    if path is None:
        return None
    from bot.evaluation import baseline

    if before is None or context.args.update_baseline:
        _write(path, baseline.written(results))
        context.remark(say("baseline_written", context.language, path=path))
    return baseline.Difference() if before is None else baseline.compared(results, before)


def _put(
    context: Context,
    results: "list[Result]",
    difference: "Difference | None",
    before: "Baseline | None",
) -> None:
    from bot.evaluation import baseline, summary

    language = context.language
    for path, made in _files(context, results, difference, before):
        _write(path, made())
    told = summary.summed(results, language)
    lines = [*summary.as_lines(told, language)]
    if difference is not None:
        told["baseline"] = asdict(difference)
        lines += baseline.as_lines(difference, language)
    context.output("\n".join(lines), told)


def _files(
    context: Context,
    results: "list[Result]",
    difference: "Difference | None",
    before: "Baseline | None",
) -> Iterator[tuple[Path, Callable[[], str]]]:
    args, language = context.args, context.language
    if args.junit:
        from bot.evaluation.ci_reports import as_junit

        yield args.junit, lambda: as_junit(results, language)
    if args.summary:
        from bot.evaluation.ci_reports import as_markdown

        yield args.summary, lambda: as_markdown(results, language, difference)
    if args.report:
        from bot.evaluation.report import as_page, read_certificate

        told = read_certificate(args.certificate) if args.certificate else None
        yield args.report, lambda: as_page(results, language, before=before, certificate=told)


def _status(results: "list[Result]", difference: "Difference | None") -> int:
    """1 on failures that are no wishes and, where there is a baseline, not in it."""
    from bot.evaluation.running import failing

    return int(bool(failing(results) if difference is None else difference.serious))


def _write(path: Path, text: str) -> None:
    """Raises BadFile."""
    from bot.evaluation.reading import BadFile
    from retrieval.reasons import of_system

    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadFile(path=path, why=of_system(error)) from error
