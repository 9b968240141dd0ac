"""
What an examination found of a judge, as an archive's manifest keeps it by the judge's name. Pure.

A judge is trusted that lets at most two of 48 false sentences pass. One that is wrong in 15 of 100
does so in 1.8 % of examinations, one that is wrong in 1 of 100 in 98.8 % (binomial).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

MOST_PASSED = 2  # false sentences that a trusted judge may let pass


@dataclass(frozen=True, slots=True)
class Examined:
    """
    false, passed: sentences that were false, and how many of them the judge vouched for.
    true, borne_out: sentences that were true, and how many of them it vouched for.
    """

    false: int
    passed: int
    true: int
    borne_out: int

    @property
    def trusted(self) -> bool:
        return self.passed <= MOST_PASSED


def examined(manifest: Mapping[str, str], judge: str) -> Examined | None:
    """What was found of *judge*; None if it was never examined."""
    found = manifest.get(_key(judge))
    return Examined(**json.loads(found)) if found else None


def note(judge: str, found: Examined) -> dict[str, str]:
    """
    What the manifest is to keep.

    >>> examined(note("openai:m", Examined(48, 3, 8, 8)), "openai:m").trusted
    False
    """
    return {_key(judge): json.dumps(asdict(found))}


def _key(judge: str) -> str:
    return f"judge {judge}"
