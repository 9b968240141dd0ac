"""
How often a bot may speak: a bucket of tokens for each chat, each group and the whole bot.

One message a second in a chat, in bursts of a few; twenty a minute in a group; thirty a second in
all. Edits and drafts count as messages, and a chat takes about twenty edits a minute (levlam in
tdlib/td#2592).
"""

import math
import time
from dataclasses import dataclass

from tests.fakes.botapi.refusals import Refused

COUNTED = frozenset(
    {
        *("sendmessage", "sendmessagedraft", "senddocument"),
        *("editmessagetext", "editmessagereplymarkup"),
    }
)


@dataclass(frozen=True, slots=True)
class Limit:
    """rate: tokens a second. burst: the most a bucket holds."""

    rate: float
    burst: float


LIMITS = {
    "chat": Limit(1.0, 3),
    "edits": Limit(20 / 60, 20),
    "group": Limit(20 / 60, 20),
    "all": Limit(30.0, 30),
}


class Floods:
    """limits: what to keep to; ``{}`` lets everything through."""

    def __init__(self, limits=LIMITS):
        self.limits = dict(limits)
        self._buckets = {}

    def check(self, method, chat):
        """Take a token from every bucket a call draws on. Raises Refused when one is empty."""
        if method not in COUNTED or chat is None:
            return
        now = time.monotonic()
        drawn = [("group" if chat < 0 else "chat", chat), ("all", None)]
        drawn += [("edits", chat)] if method.startswith("edit") else []
        levels = {one: self._level(one, now) for one in drawn if one[0] in self.limits}
        for (name, _), level in levels.items():
            if level < 1:
                wait = max(1, math.ceil((1 - level) / self.limits[name].rate))
                raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        self._buckets |= {one: (level - 1, now) for one, level in levels.items()}

    def _level(self, bucket, now):
        limit = self.limits[bucket[0]]
        level, then = self._buckets.get(bucket, (limit.burst, now))
        return min(limit.burst, level + (now - then) * limit.rate)
