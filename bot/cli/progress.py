"""How far work has come, how fast it goes and how long it takes yet, on a terminal only. The only module that imports rich."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.presentation.bidi import shaped
from bot.settings import Settings

T = TypeVar("T")


def with_progress(
    work: Iterable[T],
    what: str,
    settings: Settings,
    *,
    total: Callable[[], int | None] = lambda: None,
) -> Iterator[T]:
    """*work*, counted on standard error as it passes if that is a terminal; *total* is asked only there."""
    if not sys.stderr.isatty():
        yield from work
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:.1f}/s")

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(shaped(what, settings.terminal), total=total())
        for one in work:
            yield one
            progress.advance(task)
