"""See the package's docstring."""

import asyncio
import sys

from tests.stress.kills import kills

RUNS = {
    "kills": lambda short: kills(4 if short else 100),
}

if __name__ == "__main__":
    sys.exit(min(1, asyncio.run(RUNS[sys.argv[1]]("--short" in sys.argv[2:]))))
