"""
A provider's chat model, opened and asked: every provider calls the same thing otherwise.

Looked up in the integrations' sources and seen on a loopback wire. A provider that is not named here
is opened and asked with the words LangChain documents for all; what its class does not know is left
out, and what its server refuses by ``Request``. The only module that imports LangChain's models and
OpenAI's client, both where a model is opened.
"""

import logging
import re
import sys
import warnings
from collections.abc import AsyncIterator, Callable, Sequence
from contextvars import ContextVar
from typing import Any

from bot.generation.faults import (
    MissingKey,
    MissingPackage,
    NoModelNamed,
    NotOpened,
    UnknownProvider,
)
from bot.settings.credentials import key_setting, prefixes

Message = tuple[str, str]  # role and text

# Built on the same class: they take another HTTP client, and are asked for the tokens they used.
ON_OPENAI = frozenset({"openai", "azure_openai", "deepseek", "together", "xai"})
_CONTEXT = 8192  # tokens; Ollama cuts the front off a longer prompt, and its own default is half
_LIMITS = {  # where the limit of a reply goes: inside which argument, under which name
    "google_genai": [("", "max_output_tokens")],
    "google_vertexai": [("", "max_output_tokens")],
    "ollama": [("options", "num_predict")],
}
_SPEAKS_OF = {
    "stream_options": re.compile(r"stream_options|include_usage"),
    "temperature": re.compile(r"temperature"),
    "max_tokens": re.compile(r"max_(?:completion_|output_|new_)?tokens|num_predict"),
    "system": re.compile(
        r"system (?:role|message|prompt|instruction)|developer instruction|role[^.]{0,20}\bsystem\b"
        r"|roles must alternate",
        re.IGNORECASE,
    ),
}


def options(provider: str, silence: float) -> dict[str, Any]:
    """
    What a class is opened with. silence: seconds without a byte after which a server is given up.

    Nothing is retried by the libraries: only the writer knows whether something was shown already.
    """
    match provider:
        case "ollama":
            return {"client_kwargs": {"timeout": silence}}
        case "openrouter":
            return {"timeout": int(1000 * silence), "max_retries": 0}
        case "cohere":
            return {"timeout_seconds": silence}
        case "mistralai":
            return {"timeout": int(silence), "max_retries": 0}
        case _:
            return {"timeout": silence, "max_retries": 0}


class Request:
    """
    What goes to a model beside the messages, less what its server has refused.

    compatible: the server is somebody's own that only speaks OpenAI's protocol.
    left_out: what was refused so far.
    """

    def __init__(self, provider: str, *, compatible: bool = False) -> None:
        self.left_out: list[str] = []
        self._provider = provider
        self._limits = list(_LIMITS.get(provider, [("", "max_tokens")]))
        if compatible:  # such servers know only this name of it, and LangChain sends another
            self._limits = [("extra_body", "max_tokens"), ("extra_body", "max_completion_tokens")]
        elif provider in ON_OPENAI:
            self._limits.append(("extra_body", "max_completion_tokens"))
        # OpenAI's newer models refuse it, and LangChain does not know of all of them.
        self._temperature = 0.0 if provider != "openai" or compatible else None

    def arguments(self, most: int) -> dict[str, Any]:
        """For a reply of at most *most* tokens."""
        found: dict[str, Any] = {}
        if self._limits:
            place, name = self._limits[0]
            (found.setdefault(place, {}) if place else found)[name] = most
        if self._temperature is not None and "temperature" not in self.left_out:
            found["temperature"] = self._temperature
        if self._provider in ON_OPENAI:
            found["stream_usage"] = "stream_options" not in self.left_out
        if self._provider == "ollama":  # all its arguments are options
            inside = found.pop("options", {})
            return {"options": {"num_ctx": _CONTEXT, **inside, **found}}
        return found

    def messages(self, messages: Sequence[Message]) -> list[Message]:
        """*messages*, what the system says put before the first of them where it may not speak."""
        if "system" not in self.left_out:
            return list(messages)
        said = [text for role, text in messages if role == "system"]
        (role, text), *rest = [message for message in messages if message[0] != "system"]
        return [(role, "\n\n".join([*said, text])), *rest]

    def without(self, words: str) -> bool:
        """Leave out what *words*, an error's, speak of; False if nothing that was sent is."""
        for name, speaking in _SPEAKS_OF.items():
            if not speaking.search(words) or name in self.left_out:
                continue
            if name == "max_tokens" and len(self._limits) > 1:
                del self._limits[0]  # the same under its other name
                return True
            self.left_out.append(name)
            if name == "max_tokens":
                self._limits.clear()
            return True
        return False


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


_DONE = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
_TAIL = 32  # bytes in which it fits


class Ending:
    """Of the stream that is asked for next in this context."""

    def __init__(self) -> None:
        self.told = False
        _EXPECTED.set(self)


_EXPECTED: ContextVar[Ending] = ContextVar("ending")


async def watched(response: Any) -> None:
    """An HTTP client's hook: watches for the end while *response* is read."""
    ending = _EXPECTED.get(None)
    if ending is None:
        return
    read = response.aiter_bytes

    async def watching(*args: Any) -> AsyncIterator[bytes]:
        tail = b""
        async for piece in read(*args):
            seen = tail + piece
            ending.told = ending.told or bool(_DONE.search(seen))
            tail = seen[-_TAIL:]
            yield piece

    response.aiter_bytes = watching
