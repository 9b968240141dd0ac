"""What models may cost in a day, whoever asks: counted in the library, and so over restarts."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.types import Usage
from retrieval.index.journal import Journal, NewEntry

_KIND = _KEY = "spending"


def _now() -> datetime:
    return datetime.now(UTC)


class Spending:
    """
    A budget that begins anew at midnight, UTC.

    questions, tokens: of a day, after which no model is asked.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        questions: int,
        tokens: int,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._journal = journal
        self._questions = questions
        self._tokens = tokens
        self._now = now

    def used_up(self) -> bool:
        """Whether today's budget is spent. Blocks for a millisecond."""
        questions, tokens = self._today()
        return questions >= self._questions or tokens >= self._tokens

    def spend(self, usage: Usage) -> None:
        """A question was put to a model. Blocks for some milliseconds."""
        questions, tokens = self._today()
        body = {"questions": questions + 1, "tokens": tokens + usage.input + usage.output}
        self._journal.put(NewEntry(_KIND, self._day(), _KEY, body))

    def _today(self) -> tuple[int, int]:
        entry = self._journal.find(_KIND, self._day())
        return (entry.body["questions"], entry.body["tokens"]) if entry else (0, 0)

    def _day(self) -> str:
        return self._now().date().isoformat()
