"""See the package's docstring."""

import asyncio
import logging
import sys
from functools import partial

from tests.stress.followers import followers
from tests.stress.kills import kills
from tests.stress.load import FAULTS, load
from tests.stress.replicas import replicas
from tests.stress.soak import soak

# name: what it runs, in full and in short.
RUNS = {
    "followers": (
        partial(followers, 1000, topics=100, news=50, kills=20),
        partial(followers, 40, topics=10, news=5, kills=3),
    ),
    "kills": (partial(kills, 100), partial(kills, 4)),
    "load": (
        partial(load, 200, writer=1.0, limit=1.5),
        partial(load, 20, writer=1.0, rate=4.0),
    ),
    "extractive": (partial(load, 200, limit=2.5), partial(load, 20, rate=4.0)),
    "model": (
        partial(load, 200, model=1.0, limit=1.5),
        partial(load, 20, model=1.0, rate=4.0),
    ),
    "faults": (
        partial(load, 100, writer=1.0, faults=FAULTS, rate=3.0),
        partial(load, 10, writer=0.5, faults=FAULTS, rate=3.0),
    ),
    "replicas": (partial(replicas, 500), partial(replicas, 40)),
    "soak": (partial(soak, 1000, 10_000), partial(soak, 100, 300)),
}

if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # calls broken off by a kill
    name, *options = sys.argv[1:]
    sabotage = next(
        (one for one in ("crossed", "forgetful", "hollow") if f"--{one}" in options), None
    )
    run = RUNS[name]["--short" in options]
    sys.exit(min(1, asyncio.run(run(sabotage=sabotage))))
