"""How far work has come, how fast it goes and how long it takes yet. The only module that imports tqdm."""

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
    if sys.stderr.isatty():
        from tqdm import tqdm

        form = "{desc} {bar} {n_fmt}/{total_fmt} {rate_noinv_fmt} {remaining}"
        name = shaped(what, settings.terminal)
        work = tqdm(work, name, total(), leave=False, unit="", bar_format=form)
    yield from work
