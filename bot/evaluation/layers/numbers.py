"""Whether every number in a sentence stands in what it cites, however either is written."""

import re
from typing import Final

from bot.evaluation.layers.seen import Found, Seen, framing
from retrieval.language.numbers import held, numbers
from retrieval.reasons import Reason

_MARK: Final = re.compile(r"\[\d+\]")


def asked(seen: Seen) -> bool:
    return bool(seen.answer.claims)


def failures(seen: Seen) -> Found:
    """Numbers that stand in none of the quotations of their sentence."""
    for claim in seen.answer.claims:
        cited = [part for one in seen.cited_by(claim) for part in (one.quote, framing(one))]
        there = [number for part in cited for number in numbers(part)]
        for number in numbers(_MARK.sub("", claim.text)):
            if not held(number, there):
                yield Reason(
                    f"«{number.text}» ليس في المقتبس", f"“{number.text}” is in no quote of it"
                )


def note(_: Seen) -> str:
    return ""
