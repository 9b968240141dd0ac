"""
What can go wrong with a model, what follows from it, and which fault an exception stands for.

ModelFault
├── for whoever runs Rawi to mend: the breaker opens at once
│   ├── UnknownModel, MissingPackage, MissingKey, KeyApart, NotOpened
│   └── KeyRefused, ModelNotThere, QuotaUsedUp
├── that may pass: tried again while nothing was shown
│   └── ModelUnreachable, ModelBusy, ModelSlow, ReplyBroken
└── that would come again: not tried again
    └── RequestRefused, RequestTooLong, NothingWritten, ModelResting

No sentence holds an address, a key, a server's message or a word of anybody's question. An exception is
told by its status and the kind it calls itself; no provider's library is imported for it.
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.settings.credentials import address_setting, key_setting
from retrieval.errors import ServiceError
from retrieval.reasons import Reason

EMPTY_REPLY = Reason("an empty reply")


class ModelFault(ServiceError):
    """
    The model gave no answer, or no whole one.

    lasting: it stays until somebody mends it. passing: it may be gone in a second.
    retry_after: seconds the server asked to wait, if it did.
    """

    lasting = False
    passing = False
    retry_after: float | None = None


class LastingFault(ModelFault):
    lasting = True


class PassingFault(ModelFault):
    passing = True


class UnknownModel(LastingFault):
    en = "RAWI_LLM does not name a known provider and a model. Write it like this: openai:NAME."


class MissingPackage(LastingFault):
    en = "The provider {provider} needs the package {package}. Install it: {python} -m pip install {package}."


class MissingKey(LastingFault):
    en = "There is no key for the model {model}. Put one in {setting}."


class KeyApart(LastingFault):
    en = (
        "{setting} stands in .env and the key for the model {model} in the environment:"
        " they are not used together. Put both in one place."
    )


class NotOpened(LastingFault):
    en = "The model {model} could not be opened ({why}). See its settings with its provider."


class KeyRefused(LastingFault):
    en = "The server refused the key for the model {model}. Correct {setting}."


class ModelNotThere(LastingFault):
    en = "The server has no model {model}, or this is not its address. Correct RAWI_LLM or {address}."


class QuotaUsedUp(LastingFault):
    en = "The quota of the model {model} is used up. Renew it with its provider."


class ModelUnreachable(PassingFault):
    en = "The model {model} could not be reached. Check {address} and the network."


class ModelBusy(PassingFault):
    en = "The model {model} is busy or out of order now ({status}). Try again shortly."


class ModelSlow(PassingFault):
    en = "The model {model} did not finish in time. Try again shortly, or choose a faster one."


class ReplyBroken(PassingFault):
    en = "The reply of the model {model} was cut short or not understood. If it recurs, check {address}."


class RequestRefused(ModelFault):
    en = (
        "The server refused the request to the model {model} ({status}{what})."
        " Try another in RAWI_LLM."
    )


class RequestTooLong(ModelFault):
    en = (
        "The request is longer than the model {model} can read."
        " Choose one that reads more, or let its server."
    )


class NothingWritten(ModelFault):
    en = "The model {model} wrote no answer ({why}). If it recurs, try another in RAWI_LLM."


class ModelResting(ModelFault):
    en = (
        "The model {model} is given a rest after repeated failures. It will be tried again shortly."
    )


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
        return ModelNotThere(model=id, address=address_setting(id))
    if status in (408, 409, 429) or status >= 500:
        fault = ModelBusy(model=id, status=status)
        fault.retry_after = _retry_after(error)
        return fault
    if status == 413 or _TOO_LONG.search(words):
        return RequestTooLong(model=id)
    # What it refused, if it is named as a parameter; nothing the server could have copied.
    named = str(_first(error, "param") or "")
    what = f" {named}" if _PARAMETER.fullmatch(named) else ""
    return RequestRefused(model=id, status=status, what=what)


def _without_status(error: Exception, words: str, id: str) -> ModelFault:
    kinds = " ".join(kind.__name__.lower() for one in _chain(error) for kind in type(one).__mro__)
    if "timeout" in kinds:
        return ModelSlow(model=id)
    if "connect" in kinds or isinstance(error, OSError):
        return ModelUnreachable(model=id, address=address_setting(id))
    if isinstance(error, TypeError | ValueError) and _NO_KEY.search(words):
        return MissingKey(model=id, setting=key_setting(id))  # some look for it only when asked
    # HTML instead of a reply, broken JSON, an error told in mid-stream.
    return ReplyBroken(model=id, address=address_setting(id))


def status_of(error: Exception) -> int | None:
    """The HTTP status behind *error*, wherever its library keeps it."""
    for one in _chain(error):
        for holder in (one, getattr(one, "response", None)):
            for name in ("status_code", "code", "http_status"):
                place = getattr(holder, name, None)
                if isinstance(place, int) and 400 <= place < 600:
                    return place
    return None


def words_of(error: Exception) -> str:
    """All that *error* says, to be searched and never shown."""
    return " ".join(f"{one} {getattr(one, 'code', '')}" for one in _chain(error))


def _retry_after(error: Exception) -> float | None:
    """Seconds to wait, as the server's headers say; a date is not worth reading for so short a wait."""
    headers = getattr(_first(error, "response"), "headers", {})
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
    return None


def _first(error: Exception, name: str) -> Any:
    """The first *name* that *error* or one of its causes has."""
    found = (getattr(one, name, None) for one in _chain(error))
    return next((one for one in found if one is not None), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__
