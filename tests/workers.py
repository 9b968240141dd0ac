"""
How much faster two of Ray's workers embed than one, their start-up left out.

    python -m tests.workers      wants ray, and two cores with nothing else to do

The clock runs from the first batch that comes back to the last article; what every worker had done by then is not counted.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bot import app
from bot.cli.workers import AT_ONCE, distributed
from bot.settings import load
from tests.fakes.archives import write_articles

_ARTICLES = 6 * AT_ONCE


def measured(workers):
    """Articles a second."""
    with tempfile.TemporaryDirectory() as name:
        write_articles(Path(name, "news"), _ARTICLES)
        with closing(app.open_archive(load({}, Path(name)))) as archive:
            times = [
                time.perf_counter()
                for _ in distributed(
                    [f"{name}/news"], archive, load({}, Path(name)), workers=workers
                )
            ]
    return (len(times) - workers * AT_ONCE) / (times[-1] - times[0])


def main():
    found = []
    for workers in (1, 2):  # each in a process, with a Ray, of its own
        code = f"from tests.workers import measured; print(measured({workers}))"
        said = subprocess.check_output([sys.executable, "-c", code], text=True)
        found.append(float(said.splitlines()[-1]))
    one, two = found
    print(
        f"articles a second: {one:.2f} with one worker, {two:.2f} with two, {two / one:.2f} times"
    )


if __name__ == "__main__":
    main()
