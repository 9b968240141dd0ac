"""How many questions a person may ask; pure."""

from collections import deque

from bot.settings import Allowance

_DAY = 86_400.0
_MINUTE = 60.0
_CROWD = 10_000  # people remembered before those who asked nothing for a day are dropped


class Budget:
    """What each person has asked lately. Times are in seconds."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._asked: dict[int, deque[float]] = {}

    def wait(self, person: int, now: float) -> float:
        """Seconds until *person* may ask again; 0 if at once."""
        asked = self._lately(person, now)
        waits = [0.0]
        for most, span in ((self._allowance.minute, _MINUTE), (self._allowance.day, _DAY)):
            if len(asked) >= most:
                waits.append(asked[-most] + span - now)
        return max(waits)

    def spend(self, person: int, now: float) -> None:
        """*person* has asked a question."""
        if len(self._asked) >= _CROWD:
            for one in [
                one for one, asked in self._asked.items() if not asked or asked[-1] <= now - _DAY
            ]:
                del self._asked[one]
        self._lately(person, now).append(now)

    def _lately(self, person: int, now: float) -> deque[float]:
        asked = self._asked.setdefault(person, deque())
        while asked and asked[0] <= now - _DAY:
            asked.popleft()
        for at in range(len(asked) - 1, -1, -1):  # the clock was put back: nobody waits for that
            if asked[at] <= now:
                break
            asked[at] = now
        return asked
