"""A line that counts while work goes on, on a terminal only. The only module that imports rich."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from bot.presentation.bidi import shaped
from bot.settings import Settings

T = TypeVar("T")


def with_progress(work: Iterable[T], what: str, settings: Settings) -> Iterator[T]:
    """*work*, counted on standard error as it passes if that is a terminal."""
    if not sys.stderr.isatty():
        yield from work
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(shaped(what, settings.terminal), total=None)
        for one in work:
            yield one
            progress.advance(task)
