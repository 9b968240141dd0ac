"""See the package's docstring."""

import asyncio
import logging
import sys

from tests.stress.kills import kills
from tests.stress.load import FAULTS, load
from tests.stress.replicas import replicas
from tests.stress.soak import soak

# name: what it runs in full, and in short.
RUNS = {
    "kills": (lambda: kills(100), lambda: kills(4)),
    "load": (lambda: load(200, writer=1.0, limit=1.5), lambda: load(20, writer=1.0, rate=4.0)),
    "extractive": (lambda: load(200, limit=2.5), lambda: load(20, rate=4.0)),
    "model": (lambda: load(200, model=1.0, limit=1.5), lambda: load(20, model=1.0, rate=4.0)),
    "faults": (
        lambda: load(100, writer=1.0, faults=FAULTS, rate=3.0),
        lambda: load(10, writer=0.5, faults=FAULTS, rate=3.0),
    ),
    "replicas": (lambda: replicas(500), lambda: replicas(40)),
    "soak": (lambda: soak(1000, 10_000), lambda: soak(100, 300)),
}

if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # calls broken off by a kill
    name, *options = sys.argv[1:]
    sys.exit(min(1, asyncio.run(RUNS[name]["--short" in options]())))
