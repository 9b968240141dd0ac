"""What goes wrong on the way to Telegram and back, by script or by a seeded rate."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One way a call fails.

    kind: the connection drops; a proxy answers 502 with HTML; the server answers 500; it answers
        429; or it is slow and then answers as if nothing had been.
    after: whether the call takes effect first. A 429 never does.
    seconds: to wait when slow, or to be told to wait by a 429.
    """

    kind: Literal["drop", "502", "500", "429", "slow"]
    after: bool = False
    seconds: float = 1


@dataclass(slots=True)
class _Rule:
    fault: Fault
    matches: Callable[[object], bool]
    times: float  # left


class Faults:
    """Rules that look at each call; the first that matches decides."""

    def __init__(self):
        self._rules = []

    def add(self, fault, when=lambda call: True, *, times=1):
        """Let the next *times* calls for which ``when(call)`` holds fail."""
        self._rules.append(_Rule(fault, when, times))

    def rate(self, fault, share, *, seed, when=lambda call: True):
        """Let a *share* (0 to 1) of the calls for which ``when(call)`` holds fail, by *seed*."""
        chance = random.Random(seed)
        self.add(fault, lambda call: when(call) and chance.random() < share, times=float("inf"))

    def clear(self):
        self._rules.clear()

    def of(self, call):
        """The fault that befalls *call*, or None."""
        for rule in self._rules:
            if rule.times > 0 and rule.matches(call):
                rule.times -= 1
                return rule.fault
        return None
