"""
``python -m tests.bench.data``: is every public question set here, and where is what is missing?

The package registries hold none of them, and nothing is fetched by name from anywhere else; what
was put beside the checkout is counted and its checksum shown, so that two benches can be compared.
"""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.bench import sets

PUBLISHED = {
    "xquad": ("xquad.ar.json", "github.com/google-deepmind/xquad", "CC BY-SA 4.0"),
    "xquad-en": ("xquad.en.json", "github.com/google-deepmind/xquad", "CC BY-SA 4.0"),
    "arcd": ("arcd.json", "github.com/husseinmozannar/SOQAL", "MIT, passages CC BY-SA"),
    "tydi": (
        "tydiqa-goldp-dev-arabic.json",
        "github.com/google-research-datasets/tydiqa",
        "Apache-2.0",
    ),
}


def main() -> int:
    told = [*lines(sets.SHARED / "bench")]
    print("\n".join(told))
    return int(any(line.startswith("✗") for line in told))


def lines(folder: Path) -> Iterator[str]:
    """A line for each set: how many articles and questions it has, or where to get it."""
    for name, (file, where, licence) in PUBLISHED.items():
        path = folder / sets.FILES[name]
        if not path.exists():
            yield f"✗ {name}: put {file} from {where} ({licence}) at {path}"
            continue
        found = sets.load(name)
        digest = sha256(path.read_bytes()).hexdigest()[:12]
        yield f"✓ {name}: {len(found.articles)} articles, {len(found.questions)} questions, sha256 {digest}"


if __name__ == "__main__":
    sys.exit(main())
