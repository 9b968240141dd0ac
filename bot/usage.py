"""The tokens that the models of one answer read and wrote, as their servers count them."""

from collections.abc import Mapping
from typing import Any

from bot.types import Usage


class Meter:
    """
    Adds up what several *requests* cost. A server that counts nothing costs nothing.

    >>> meter = Meter()
    >>> meter.read({"input_tokens": 10, "output_tokens": 1})
    >>> meter.read({"input_tokens": 10, "output_tokens": 5})  # counted anew, not added
    >>> meter.begin()
    >>> meter.read({"input_tokens": 7, "output_tokens": 2})
    >>> meter.usage
    Usage(input=17, output=7)
    """

    def __init__(self) -> None:
        self.requests = 0
        self._before = Usage()
        self._now = Usage()

    @property
    def usage(self) -> Usage:
        return Usage(self._before.input + self._now.input, self._before.output + self._now.output)

    def begin(self) -> None:
        """Another request."""
        self.requests += 1
        self._before, self._now = self.usage, Usage()

    def read(self, counted: Mapping[str, Any] | None) -> None:
        """
        What one piece of a reply says of it, as LangChain words it.

        Most servers count once, or what is new since the last time; those that count from the start
        with every piece are known by the input they repeat.
        """
        if not counted:
            return
        read, written = int(counted["input_tokens"] or 0), int(counted["output_tokens"] or 0)
        if self._now.input and read >= self._now.input:
            self._now = Usage(read, max(written, self._now.output))
        else:
            self._now = Usage(self._now.input + read, self._now.output + written)
