"""
The Dockerfile's own commands, where no container can run.

``python -m tests.container FOLDER`` builds what the first stage builds, in FOLDER instead of ``/``, and
asks the program that comes out for its version; ``useradd`` and the base image are left to Docker.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def instructions():
    """Each instruction of the Dockerfile: its word, and the rest of its line."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def argument(word):
    """The last instruction *word*, in its JSON form."""
    rest = [rest for name, rest in instructions() if name == word][-1]
    return json.loads(re.search(r"\[.*\]", rest)[0])


def build(root):
    source = root / "src"
    source.mkdir(parents=True)
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            *names, _ = rest.split()
            for name in names:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                copy(ROOT / name, source / name)
        elif word == "RUN" and "useradd" not in rest:
            command = rest.replace("/opt/rawi", f"{root}/opt/rawi")
            print("$", command, flush=True)
            subprocess.run(command, shell=True, check=True, cwd=source)
    return root / "opt/rawi/bin/rawi"


if __name__ == "__main__":
    subprocess.run([build(Path(sys.argv[1]).absolute()), "--version"], check=True)
