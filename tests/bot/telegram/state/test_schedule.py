"""When what is new is told: by the clock on the server's wall."""

import time
from datetime import datetime, timedelta

import pytest

from bot.telegram.state.people import Schedule


@pytest.mark.parametrize("hour", [0, 2, 3, 8, 23])
@pytest.mark.parametrize("start", ["2026-03-27", "2026-10-23"])
def test_one_digest_a_day_when_the_clock_is_put(monkeypatch, hour, start):
    """
    Forward or back.
    """
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        first = datetime.fromisoformat(start).astimezone().timestamp()
        last, days = first - 3600, []
        for minutes in range(0, 97 * 60, 15):
            now = datetime.fromtimestamp(first + 60 * minutes).astimezone()
            if Schedule(hour).due(last, now):
                days.append(now.date())
                last = now.timestamp()
        assert days[:4] == [
            datetime.fromisoformat(start).date() + timedelta(one) for one in range(4)
        ]
    finally:
        monkeypatch.undo()
        time.tzset()
