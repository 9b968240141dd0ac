"""
A provider's chat model, opened. The only module that imports LangChain's models and OpenAI's client.

An option that a class does not know is no reason to fail: it is opened without it.
"""

import logging
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any

from bot.generation.ending import watched
from bot.generation.faults import (
    MissingKey,
    MissingPackage,
    NoModelNamed,
    NotOpened,
    UnknownProvider,
)
from bot.generation.providers import ON_OPENAI, options
from bot.settings.credentials import key_setting, prefixes

_CONNECT = 5.0  # seconds
_INSTALL = re.compile(r"pip install [\"']?([\w\[\]-]+)")
_SETTING = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")


def opened(id: str, *, key: str | None, base_url: str | None, silence: float) -> Any:
    """
    The LangChain model *id*. Takes seconds: its libraries are imported here.

    key, base_url: of OpenAI's protocol alone; the others find theirs in the environment.
    Raises ModelFault.
    """
    provider, _, name = id.partition(":")
    if not (provider and name):
        raise NoModelNamed
    if provider == "openai" and not key and not base_url:
        raise MissingKey(model=id, setting=key_setting(id))
    for library in ("httpx", "httpx2", "openai", "anthropic", "groq", "google_genai"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they log addresses
    # It would quote a reply whose content comes in parts.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    from langchain.chat_models import init_chat_model

    chosen = options(provider, silence)
    if provider in ON_OPENAI:
        chosen |= _on_openai(silence)
    if provider == "openai":
        chosen |= _openai(key, base_url)
    try:
        return _made(lambda: init_chat_model(name, model_provider=provider, **chosen), chosen)
    except ImportError as error:
        raise _missing_package(provider, error) from None
    except Exception as error:
        if "Unsupported provider" in str(error):
            raise UnknownProvider from None
        raise _not_opened(id, error) from None


def _made(make: Callable[[], Any], chosen: dict[str, Any]) -> Any:
    """What *make* opens with *chosen*, less what the class says it does not know."""
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                model = make()
            unknown = chosen.keys() & (getattr(model, "model_kwargs", None) or {}).keys()
        except (TypeError, ValueError) as error:
            unknown = _at_fault(error, chosen)
            if not unknown:
                raise
        else:
            if not unknown:
                return model
        for name in unknown:
            del chosen[name]


def _at_fault(error: Exception, chosen: dict[str, Any]) -> set[str]:
    """Those of *chosen* that *error* complains of; a pydantic error keeps them apart."""
    errors = getattr(error, "errors", None)
    if callable(errors):
        return {str(place) for one in errors() for place in one["loc"]} & chosen.keys()
    return {name for name in chosen if f"'{name}'" in str(error)}


def _on_openai(silence: float) -> dict[str, Any]:
    from openai import DefaultAsyncHttpxClient, Timeout

    return {
        # LangChain's would be shared by loops.
        "http_async_client": DefaultAsyncHttpxClient(event_hooks={"response": [watched]}),
        "timeout": Timeout(silence, connect=_CONNECT),
    }


def _openai(key: str | None, base_url: str | None) -> dict[str, Any]:
    return {
        "api_key": key or "none",  # a server of one's own may need no key
        "base_url": base_url,
        "use_responses_api": False,  # else the model's name decides; few servers have it
    }


def _missing_package(provider: str, error: ImportError) -> MissingPackage:
    named = _INSTALL.search(str(error))
    package = named[1] if named else f"langchain-{provider.replace('_', '-')}"
    return MissingPackage(provider=provider, package=package, python=sys.executable or "python3")


def _not_opened(id: str, error: Exception) -> MissingKey | NotOpened:
    """A key that is missing, most often; else the settings that the library asks for by name."""
    own = prefixes(id)
    asked_for = [name for name in _SETTING.findall(str(error)) if name.split("_")[0] in own]
    if asked_for:
        return MissingKey(model=id, setting=", ".join(dict.fromkeys(asked_for)))
    if re.search(r"key|token|credential|auth", str(error), re.IGNORECASE):
        return MissingKey(model=id, setting=key_setting(id))
    return NotOpened(model=id, why=type(error).__name__)
