"""
The judge: who is asked which windows state a sentence, how a reply is read, and who is to be trusted.

A reply can choose numbers and nothing else; what cannot be read is a no. What an examination found of a
judge stands in an archive's manifest by the judge's name. One is trusted that lets at most two of 48
false sentences pass: one that is wrong in 15 of 100 does so in 1.8 % of examinations, one that is wrong
in 1 of 100 in 98.8 % (binomial).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from bot.types import Meter
from retrieval.language.arabic import fold

_LINE = re.compile(
    r"\W*+(?:(?:s|q|sentence|case|الجمله|جمله)\W*+)?(?P<sentence>\d{1,2})\b"
    r"\s*(?:[:=)\-–—.>→|]|\bis\b|\bare\b|\s)(?P<said>.*\S.*)"
)
_BARE = re.compile(r"[\s\d,،;\[\]]*(?:(?:and|و)\s*\d+\s*)?\.?")
# Of JSON: a name before what follows the number of a sentence, and what parts one answer from the next.
_KEY = re.compile(r"[,{]\s*[^\W\d]+\s*:")
_BREAK = re.compile(r"[\n{}]|,(?=\s*(?:[^\W\d]+ )?\d\d?\s*:)")
_NO = re.compile(r"\b(?:0|no|none|null|لا|لا شيء|صفر)\b")


@dataclass(frozen=True, slots=True)
class Case:
    """
    A sentence and what it may rest on.

    before: the sentence before it, to know of whom it speaks; not to be judged.
    windows: their texts; the first is number 1.
    reports: the title, outlet and date of each window's report, or none at all.
    """

    sentence: str
    windows: tuple[str, ...]
    before: str = ""
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """
    The windows that together state all of a sentence.

    windows: their numbers, from 1; none says that they do not.
    """

    windows: tuple[int, ...] = ()


class Judge(Protocol):
    """Says what a sentence rests on."""

    @property
    def name(self) -> str: ...

    async def ready(self) -> None:
        """Do now what the first request would have to wait for."""

    async def choose(
        self, cases: Sequence[Case], *, meter: Meter | None = None
    ) -> Sequence[Choice]:
        """
        One choice for each of *cases*; *meter* counts what it cost.

        Raises ModelFault when there is no reply.
        """
        ...


def read(reply: str, cases: Sequence[Case]) -> list[Choice]:
    """
    What *reply* says of each case.

    >>> two = [Case("أ", ("x", "y", "z")), Case("ب", ("x",))]
    >>> [one.windows for one in read("1: 1, 3\\n2: 0", two)]
    [(1, 3), ()]
    >>> [one.windows for one in read('{"1": [١, ٣], "2": "none"}', two)]
    [(1, 3), ()]
    >>> [one.windows for one in read("Sentence 1 is stated by windows 2 and 3.", two)]
    [(2, 3), ()]
    >>> [one.windows for one in read("1: 7", two)], read("نعم", two)[0].windows
    ([(), ()], ())
    """
    plain = re.sub(r"```\w*|[\[\]\"]", " ", fold(reply))
    if "{" in plain:  # JSON, of which a line may end anywhere
        plain = " ".join(plain.split())
    said: dict[int, str] = {}
    for part in _BREAK.split(_KEY.sub(":", plain)):
        if line := _LINE.match(part):
            number = int(line["sentence"])
            said[number] = line["said"] if number not in said else ""  # two answers are none
    if not said and len(cases) == 1 and _BARE.fullmatch(plain.strip()):
        said = {1: plain}
    return [
        Choice(_chosen(said.get(number, ""), len(case.windows)))
        for number, case in enumerate(cases, start=1)
    ]


def _chosen(said: str, windows: int) -> tuple[int, ...]:
    """The numbers in *said*, if each of them is a window's and nothing there says no."""
    numbers = [int(one) for one in re.findall(r"\d+", said)]
    if not numbers or _NO.search(said) or any(not 1 <= one <= windows for one in numbers):
        return ()
    return tuple(dict.fromkeys(numbers))


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
