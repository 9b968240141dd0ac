"""
A chat model behind one method. The only module that imports LangChain's models and openai's errors.

Knows the traps of both: nothing is retried here, every failure is one ModelFault, and a reply that
ends without saying why it ended is a broken one.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Protocol

from bot.generation.faults import (
    EMPTY_REPLY,
    KeyRefused,
    MissingKey,
    MissingPackage,
    ModelBusy,
    ModelFault,
    ModelSlow,
    ModelUnknown,
    ModelUnreachable,
    NoModelNamed,
    NothingWritten,
    QuotaUsedUp,
    ReplyBroken,
    RequestRefused,
    UnknownProvider,
)

Message = tuple[str, str]  # role and text

_CONNECT = 5.0  # seconds
_SILENCE = 10.0  # seconds without a byte
_UNWILLING = ("content_filter", "tool_calls", "refusal")  # finish reasons
_CUT = ("length", "max_tokens")


class Model(Protocol):
    """Writes text to messages."""

    @property
    def name(self) -> str: ...

    async def ready(self) -> None:
        """Do now what the first request would have to wait for. Raises ModelFault."""

    def stream(self, messages: Sequence[Message], *, most: int) -> AsyncGenerator[str]:
        """Pieces of a reply of at most *most* tokens as they come. Raises ModelFault."""
        ...


class LangChainModel:
    """
    Any chat model LangChain opens, by an id such as ``openai:NAME``.

    It is opened with the first request: importing LangChain takes a second and a half.
    silence: seconds without a byte after which a server of OpenAI's protocol is given up.
    """

    def __init__(
        self,
        id: str,
        *,
        key: str | None = None,
        base_url: str | None = None,
        silence: float = _SILENCE,
    ) -> None:
        self._id = id
        self._key = key
        self._base_url = base_url
        self._silence = silence
        self._model: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening = asyncio.Lock()

    @property
    def name(self) -> str:
        return self._id

    def __repr__(self) -> str:
        return f"LangChainModel({self._id!r})"

    async def ready(self) -> None:
        await self._opened()

    async def stream(self, messages: Sequence[Message], *, most: int) -> AsyncGenerator[str]:
        model = await self._opened()
        finish, began = None, False
        try:
            async with aclosing(model.astream(list(messages), **self._limit(most))) as chunks:
                async for chunk in chunks:
                    finish = chunk.response_metadata.get("finish_reason") or finish
                    finish = finish or chunk.response_metadata.get("stop_reason")
                    if text := str(chunk.text):
                        began = True
                        yield text
        except (asyncio.CancelledError, GeneratorExit):
            raise
        except Exception as error:
            # Its message is left behind: it may quote a key or the question.
            fault = self._fault(error)
            raise (ReplyBroken(model=self._id) if began else fault) from None
        if finish in _UNWILLING:
            raise NothingWritten(model=self._id, why=finish)
        if finish is not None and not began:
            raise NothingWritten(model=self._id, why=EMPTY_REPLY)
        if finish is None or finish in _CUT:
            raise ReplyBroken(model=self._id)

    def _limit(self, most: int) -> dict[str, Any]:
        if self._compatible:  # such servers know only this name of it, and LangChain sends another
            return {"extra_body": {"max_tokens": most}}
        return {"max_tokens": most} if self._is_openai else {}

    @property
    def _is_openai(self) -> bool:
        return self._id.startswith("openai:")

    @property
    def _compatible(self) -> bool:
        """Whether the server is somebody's own that only speaks OpenAI's protocol."""
        return self._is_openai and self._base_url is not None

    async def _opened(self) -> Any:
        async with self._opening:
            loop = asyncio.get_running_loop()
            if self._loop is not loop:  # connections do not outlive the loop they were made in
                self._model = await asyncio.to_thread(self._open)
                self._loop = loop
        return self._model

    def _open(self) -> Any:
        provider, _, name = self._id.partition(":")
        if not (provider and name):
            raise NoModelNamed(given=self._id)
        if self._is_openai and not self._key and not self._base_url:
            raise self._missing_key()
        for library in ("httpx", "httpx2", "openai"):
            logging.getLogger(library).setLevel(logging.WARNING)  # they log addresses
        from langchain.chat_models import init_chat_model

        try:
            return init_chat_model(name, model_provider=provider, **self._options())
        except ImportError as error:
            package = f"langchain-{provider}" if error.name is None else error.name
            raise MissingPackage(provider=provider, package=package.replace("_", "-")) from None
        except ValueError as error:
            unknown = "Unsupported provider" in str(error)
            raise (UnknownProvider(provider=provider) if unknown else self._missing_key()) from None
        except Exception:
            raise self._missing_key() from None

    def _missing_key(self) -> MissingKey:
        return MissingKey(model=self._id, setting=self._key_setting)

    @property
    def _key_setting(self) -> str:
        """Where the provider's key is set; nearly all of them name it alike."""
        return f"{self._id.partition(':')[0].upper()}_API_KEY"

    def _options(self) -> dict[str, Any]:
        if not self._is_openai:
            return {}
        from openai import DefaultAsyncHttpxClient, Timeout

        return {
            "http_async_client": DefaultAsyncHttpxClient(),  # LangChain's would be shared by loops
            "api_key": self._key or "none",  # a server of one's own may need no key
            "base_url": self._base_url,
            "timeout": Timeout(self._silence, connect=_CONNECT),
            "max_retries": 0,
            "use_responses_api": False,  # else the model's name decides; few servers have it
            "stream_usage": False,  # some servers refuse to be asked
            "temperature": 0 if self._compatible else None,  # OpenAI's newer models refuse it
        }

    def _fault(self, error: Exception) -> ModelFault:
        """What *error* means; by its status where it has one, whatever library it is from."""
        import openai

        status = getattr(error, "status_code", None)
        code = getattr(error, "code", None)
        fault: ModelFault
        if status in (401, 403):
            fault = KeyRefused(model=self._id, setting=self._key_setting)
        elif status == 404 or code == "model_not_found":
            fault = ModelUnknown(model=self._id)
        elif status == 402 or code == "insufficient_quota":
            fault = QuotaUsedUp(model=self._id)
        elif isinstance(status, int) and (status in (408, 409, 429) or status >= 500):
            fault = ModelBusy(model=self._id, status=status)
            fault.retry_after = _retry_after(error)
        elif isinstance(status, int):
            fault = RequestRefused(model=self._id, status=status)
        elif isinstance(error, openai.APITimeoutError | TimeoutError):
            fault = ModelSlow(model=self._id)
        elif isinstance(error, openai.APIConnectionError | OSError):
            fault = ModelUnreachable(model=self._id)
        else:  # HTML instead of a reply, broken JSON, an error told in mid-stream
            fault = ReplyBroken(model=self._id)
        return fault


def _retry_after(error: Exception) -> float | None:
    """Seconds to wait, as the server's headers say; a date is not worth reading for so short a wait."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
    return None
