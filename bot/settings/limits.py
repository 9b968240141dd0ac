"""Settings that are numbers or switches: limits, prices, days."""

import re
from collections.abc import Mapping
from typing import TypeVar

from bot.settings.errors import BadSetting

N = TypeVar("N", int, float)
PRICE = r"\d+(?:\.\d+)?"


def pair(
    name: str, values: Mapping[str, str], number: str, read: type[N], example: str
) -> tuple[N, N] | None:
    given = values.get(name)
    if given is None:
        return None
    found = re.fullmatch(rf"({number})\s*/\s*({number})", given)
    if found is None:
        raise BadSetting(name=name, choices=example)
    return read(found[1]), read(found[2])


def days(values: Mapping[str, str]) -> int | None:
    given = values.get("RAWI_KEEP_DAYS")
    if given is not None and not re.fullmatch(r"[1-9]\d{0,4}", given):
        raise BadSetting(name="RAWI_KEEP_DAYS", choices="30, 365")
    return int(given) if given else None


def switch(name: str, values: Mapping[str, str]) -> bool:
    """Off unless it is switched on."""
    given = values.get(name, "off")
    if given not in ("on", "off"):
        raise BadSetting(name=name, choices="on, off")
    return given == "on"
