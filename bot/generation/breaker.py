"""
A circuit breaker: after failures in a row a service is left alone for a while.

Closed, everybody may try. Open, nobody. When the rest is over a single caller tries for all:
if that goes well the breaker closes, if not the next rest is twice as long.
"""

import time
from collections.abc import Callable

_FAILURES = 3  # in a row, before it opens
_REST = 30.0  # seconds; doubled each time, up to
_LONGEST = 600.0


class Breaker:
    """For one event loop; *clock* is in seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rest = 0.0
        self._until = 0.0
        self._probing = False

    def allows(self) -> bool:
        """Whether to try now. Whoever was allowed reports: worked, failed or gave_up."""
        if self._failures < _FAILURES:
            return True
        if self._probing or self._clock() < self._until:
            return False
        self._probing = True
        return True

    @property
    def open(self) -> bool:
        """Whether the service was last found broken."""
        return self._failures >= _FAILURES

    def worked(self) -> None:
        self._failures, self._rest, self._probing = 0, 0.0, False

    def gave_up(self) -> None:
        """The caller went away before it was known how it ends."""
        self._probing = False

    def failed(self, *, lasting: bool = False, retry_after: float | None = None) -> None:
        """*lasting* opens at once; *retry_after* is how long the service asked to be left alone."""
        self._failures = _FAILURES if lasting else self._failures + 1
        self._probing = False
        if self._failures >= _FAILURES:
            self._rest = min(_LONGEST, 2 * self._rest or _REST)
            self._until = self._clock() + max(self._rest, retry_after or 0.0)
