"""The certificate of a strong reader's recorded answers."""

import json

from tests.conftest import ROOT, run

FOLDER = ROOT / "tests" / "verification"


def test_a_strong_judge_shows_no_falsehood_and_loses_little(tmp_path):
    """
    Every prompt has its answer; no false sentence is shown in the model's words, and 93 of a hundred
    true ones are.
    """
    done = run(
        *(
            "certify",
            FOLDER / "pairs.jsonl",
            "--judge",
            f"replay:{FOLDER / 'reader.json'}",
            "--json",
        ),
        home=tmp_path / "home",
        RAWI_LANG="en",
    )
    told = json.loads(done.stdout)

    assert done.stderr == b"", "the prompts changed: record them again as README.md says"
    assert told["n"] == 240
    assert told["false_shown"] == 0
    assert told["true_shown"] >= 0.93
