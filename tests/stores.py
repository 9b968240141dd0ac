"""
The same questions on SQLite with an embedded Chroma, and on PostgreSQL with a served one: the same bytes?

    python -m tests.stores HOME
"""

import json
import sys
import tempfile
from pathlib import Path

from bot.evaluation.reading import read_cases
from tests.conftest import ROOT
from tests.fakes.servers import chroma, postgres
from tests.processes import completed


def rawi(home, *args, given="", **env):
    done = completed(
        ("-m", "bot.cli.main"),
        ["--home", str(home), *map(str, args)],
        stdin=given.encode(),
        environment={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "RAWI_LANG": "ar", **env},
        folder=ROOT,
        timeout=None,
    )
    assert done.returncode in (0, 3), done.stderr.decode()
    return done.stdout.decode()


def answers(home, questions, **env):
    """One for each question, but for what differs from run to run."""
    lines = [json.dumps({"id": str(n), "question": one}) for n, one in enumerate(questions)]
    found = [
        json.loads(line)
        for line in rawi(home, "ask", "--jsonl", given="\n".join(lines), **env).splitlines()
    ]
    return [json.dumps(one | {"ms": None, "id": None}, sort_keys=True) for one in found]


def differing(home, questions):
    """Those of *questions* whose answers over a copy of *home* on servers are not those of one on files."""
    with (
        tempfile.TemporaryDirectory() as name,
        postgres(Path(name, "postgres")) as database,
        chroma(Path(name, "chroma")) as (vectors, _),
    ):
        here, there, file = Path(name, "here"), Path(name, "there"), Path(name, "backup.zip")
        served = {"RAWI_DATABASE_URL": database, "RAWI_CHROMA_URL": vectors}
        rawi(home, "backup", file)
        rawi(here, "restore", file)
        rawi(there, "restore", file, **served)
        pairs = zip(answers(here, questions), answers(there, questions, **served), strict=True)
        return [one for one, (a, b) in zip(questions, pairs, strict=True) if a != b]


def main():
    cases = [
        case for path in sorted((ROOT / "tests/qa").glob("*.yaml")) for case in read_cases(path)
    ]
    questions = [case.turns[-1] for case in cases]
    others = differing(Path(sys.argv[1]), questions)
    print(f"{len(questions)} questions, {len(others)} answered otherwise")
    print(*others, sep="\n")
    return int(bool(others))


if __name__ == "__main__":
    sys.exit(main())
