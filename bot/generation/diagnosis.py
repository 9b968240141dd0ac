"""
What an exception of somebody's library means: one ModelFault, by its status and the kind it calls itself.

No provider's library is imported for it. What an error says is read, never passed on: it may quote a
key or the question.
"""

import re
from collections.abc import Iterator

from bot.generation.faults import (
    KeyRefused,
    MissingKey,
    ModelBusy,
    ModelFault,
    ModelSlow,
    ModelUnknown,
    ModelUnreachable,
    QuotaUsedUp,
    ReplyBroken,
    RequestRefused,
    RequestTooLong,
)
from bot.settings.credentials import address_setting, key_setting

_DEEPEST = 6  # how far an error's causes are followed
_NO_KEY = re.compile(r"api[_ ]?key|authentication method|credential", re.IGNORECASE)
_NO_CREDIT = re.compile(r"insufficient_quota|credit balance|insufficient balance", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens"
    r"|reduce the length",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"[a-z_]{2,30}(?:\.[a-z_]{2,30})*")


def fault_of(error: Exception, id: str) -> ModelFault:
    """The fault that *error*, raised by the library of the model *id*, stands for."""
    status, words = status_of(error), words_of(error)
    if _NO_CREDIT.search(words) or status == 402:
        return QuotaUsedUp(model=id)
    if status is None:
        return _without_status(error, words, id)
    if status in (401, 403):
        return KeyRefused(model=id, setting=key_setting(id))
    if status == 404 or "model_not_found" in words:
        return ModelUnknown(model=id, address=address_setting(id))
    if status in (408, 409, 429) or status >= 500:
        fault = ModelBusy(model=id, status=status)
        fault.retry_after = _retry_after(error)
        return fault
    if status == 413 or _TOO_LONG.search(words):
        return RequestTooLong(model=id)
    return RequestRefused(model=id, status=status, what=_parameter(error))


def _without_status(error: Exception, words: str, id: str) -> ModelFault:
    kinds = {kind.__name__.lower() for one in _chain(error) for kind in type(one).__mro__}
    if any("timeout" in kind for kind in kinds):
        return ModelSlow(model=id)
    if any("connect" in kind for kind in kinds) or isinstance(error, OSError):
        return ModelUnreachable(model=id, address=address_setting(id))
    if isinstance(error, TypeError | ValueError) and _NO_KEY.search(words):
        return MissingKey(model=id, setting=key_setting(id))  # some look for it only when asked
    # HTML instead of a reply, broken JSON, an error told in mid-stream.
    return ReplyBroken(model=id, address=address_setting(id))


def status_of(error: Exception) -> int | None:
    """The HTTP status behind *error*, wherever its library keeps it."""
    for one in _chain(error):
        response = getattr(one, "response", None)
        places = (
            *(getattr(one, name, None) for name in ("status_code", "code", "http_status")),
            getattr(response, "status_code", None),
        )
        for place in places:
            if isinstance(place, int) and 400 <= place < 600:
                return place
    return None


def words_of(error: Exception) -> str:
    """All that *error* says, to be searched and never shown."""
    codes = (str(getattr(one, "code", "")) for one in _chain(error))
    return " ".join([*map(str, _chain(error)), *codes])


def _parameter(error: Exception) -> str:
    """What the server refused, if it names it as a parameter; nothing it could have copied."""
    named = next((param for one in _chain(error) if (param := getattr(one, "param", None))), "")
    return f" {named}" if _PARAMETER.fullmatch(str(named)) else ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _retry_after(error: Exception) -> float | None:
    """Seconds to wait, as the server's headers say; a date is not worth reading for so short a wait."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
            try:
                return float(headers[name]) / unit
            except (KeyError, ValueError):
                continue
    return None
