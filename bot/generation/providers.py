"""
A provider's chat model, opened: every provider calls the same thing otherwise.

Looked up in the integrations' sources. A provider that is not named here is opened with the words
LangChain documents for all; what its class does not know is left out. The only module that imports
LangChain's models and OpenAI's client, both where a model is opened.
"""

import logging
import re
import sys
import warnings
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.generation.faults import MissingKey, MissingPackage, NotOpened, UnknownModel
from bot.settings.credentials import key_setting, prefixes

# Built on the same class: they take another HTTP client, and are asked for the tokens they used.
ON_OPENAI = frozenset({"openai", "azure_openai", "deepseek", "together", "xai"})
_CONNECT = 5.0  # seconds
_INSTALL = re.compile(r"pip install [\"']?([\w\[\]-]+)")
_SETTING = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
Hook = Callable[[Any], Awaitable[None]]  # of an HTTP client, called with each response


def opened(id: str, *, key: str | None, base_url: str | None, silence: float, hook: Hook) -> Any:
    """
    The LangChain model *id*. Takes seconds: its libraries are imported here.

    key, base_url: of OpenAI's protocol alone; the others find theirs in the environment.
    silence: seconds without a byte after which a server is given up.
    Raises ModelFault.
    """
    provider, _, name = id.partition(":")
    if not (provider and name):
        raise UnknownModel
    if provider == "openai" and not key and not base_url:
        raise MissingKey(model=id, setting=key_setting(id))
    for library in ("httpx", "httpx2", "openai", "anthropic", "groq", "google_genai"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they log addresses
    # It would quote a reply whose content comes in parts.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    from langchain.chat_models import init_chat_model

    chosen = options(provider, silence)
    if provider in ON_OPENAI:
        from openai import DefaultAsyncHttpxClient, Timeout

        # LangChain's client would be shared by loops.
        chosen["http_async_client"] = DefaultAsyncHttpxClient(event_hooks={"response": [hook]})
        chosen["timeout"] = Timeout(silence, connect=_CONNECT)
    if provider == "openai":
        chosen["api_key"] = key or "none"  # a server of one's own may need no key
        chosen["base_url"] = base_url
        chosen["use_responses_api"] = False  # else the model's name decides; few servers have it
    try:
        return _made(partial(init_chat_model, name, model_provider=provider), chosen)
    except Exception as error:
        raise _not_opened(id, error) from None


def options(provider: str, silence: float) -> dict[str, Any]:
    """Nothing is retried by the libraries: only the writer knows whether something was shown already."""
    own: dict[str, dict[str, Any]] = {
        "ollama": {"client_kwargs": {"timeout": silence}},
        "openrouter": {"timeout": int(1000 * silence), "max_retries": 0},
        "cohere": {"timeout_seconds": silence},
        "mistralai": {"timeout": int(silence), "max_retries": 0},
    }
    return own.get(provider, {"timeout": silence, "max_retries": 0})


def _made(make: Callable[..., Any], chosen: dict[str, Any]) -> Any:
    """What *make* opens with *chosen*, less what the class says it does not know."""
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                model = make(**chosen)
            unknown = chosen.keys() & (getattr(model, "model_kwargs", None) or {}).keys()
            if not unknown:
                return model
        except (TypeError, ValueError) as error:
            unknown = _at_fault(error, chosen)
            if not unknown:
                raise
        for name in unknown:
            del chosen[name]


def _at_fault(error: Exception, chosen: dict[str, Any]) -> set[str]:
    """Those of *chosen* that *error* complains of; a pydantic error keeps them apart."""
    errors = getattr(error, "errors", None)
    if callable(errors):
        return {str(place) for one in errors() for place in one["loc"]} & chosen.keys()
    return {name for name in chosen if f"'{name}'" in str(error)}


def _not_opened(
    id: str, error: Exception
) -> MissingPackage | UnknownModel | MissingKey | NotOpened:
    """A key that is missing, most often; else the settings that the library asks for by name."""
    provider, said = id.partition(":")[0], str(error)
    if isinstance(error, ImportError):
        named = _INSTALL.search(said)
        package = named[1] if named else f"langchain-{provider.replace('_', '-')}"
        return MissingPackage(provider=provider, package=package, python=sys.executable)
    if "Unsupported provider" in said:
        return UnknownModel()
    own = prefixes(id)
    asked_for = [name for name in _SETTING.findall(said) if name.split("_")[0] in own]
    if asked_for:
        return MissingKey(model=id, setting=", ".join(dict.fromkeys(asked_for)))
    if re.search(r"key|token|credential|auth", said, re.IGNORECASE):
        return MissingKey(model=id, setting=key_setting(id))
    return NotOpened(model=id, why=type(error).__name__)
