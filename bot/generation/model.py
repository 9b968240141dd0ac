"""
A chat model behind one method, whichever provider it is from.

Nothing is retried here but a request whose server refused a part of it, and every failure is one
ModelFault. A reply that ends without saying why is a broken one, unless its server says that this was
all and it ends where a sentence does.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from contextvars import ContextVar
from typing import Any, Protocol

from bot.generation.faults import (
    EMPTY_REPLY,
    KeyApart,
    ModelFault,
    NothingWritten,
    ReplyBroken,
    fault_of,
    status_of,
    words_of,
)
from bot.generation.providers import ON_OPENAI, opened
from bot.settings.credentials import address_setting
from bot.types import Meter
from prompts import Message

_SILENCE = 10.0  # seconds without a byte


class Model(Protocol):
    """Writes text to messages."""

    @property
    def name(self) -> str: ...

    async def ready(self) -> None:
        """Do now what the first request would have to wait for. Raises ModelFault."""

    def stream(
        self, messages: Sequence[Message], *, most: int, meter: Meter | None = None
    ) -> AsyncGenerator[str]:
        """
        Pieces of a reply of at most *most* tokens as they come; *meter* counts what it cost.

        Raises ModelFault.
        """
        ...


class LangChainModel:
    """
    Any chat model LangChain opens, by an id such as ``openai:NAME``.

    It is opened with the first request, in each loop anew: connections do not outlive the loop they
    were made in.
    silence: seconds without a byte after which a server is given up.
    misplaced: the setting of its address, if that may not be used with the key there is.
    """

    def __init__(
        self,
        id: str,
        *,
        key: str | None = None,
        base_url: str | None = None,
        silence: float = _SILENCE,
        misplaced: str | None = None,
    ) -> None:
        self.name = id
        self._given = {"key": key, "base_url": base_url}
        self._silence = silence
        self._misplaced = misplaced
        self._model: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening = asyncio.Lock()
        provider = id.partition(":")[0]
        self._request = Request(provider, compatible=provider == "openai" and base_url is not None)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What its server refused so far and is asked without."""
        return tuple(self._request.left_out)

    async def ready(self) -> None:
        await self._opened()

    async def _opened(self) -> Any:
        async with self._opening:
            loop = asyncio.get_running_loop()
            if self._loop is not loop:
                if self._misplaced:
                    raise KeyApart(model=self.name, setting=self._misplaced)
                self._model = await asyncio.to_thread(
                    opened, self.name, silence=self._silence, hook=watched, **self._given
                )
                self._loop = loop
        return self._model

    async def stream(
        self, messages: Sequence[Message], *, most: int, meter: Meter | None = None
    ) -> AsyncGenerator[str]:
        model = await self._opened()
        while True:
            reply = _Reply(self.name)
            if meter is not None:
                meter.begin()
            try:
                chunks = model.astream(
                    self._request.messages(messages), **self._request.arguments(most)
                )
                async with aclosing(chunks):
                    async for chunk in chunks:
                        if meter is not None:
                            meter.read(getattr(chunk, "usage_metadata", None))
                        if text := reply.read(chunk):
                            yield text
            except Exception as error:
                if reply.text:
                    raise ReplyBroken(model=self.name, address=address_setting(self.name)) from None
                if self._does_without(error):
                    continue
                # Its message is left behind: it may quote a key or the question.
                raise fault_of(error, self.name) from None
            if fault := reply.fault():
                raise fault
            return

    def _does_without(self, error: Exception) -> bool:
        """Whether the request can be sent again without what *error* says was refused."""
        status = status_of(error)
        if not (isinstance(error, TypeError) or status in (400, 415, 422, 424, 500, 501)):
            return False
        return self._request.without(words_of(error))


_CONTEXT = 10_240  # tokens; Ollama cuts the front off a longer prompt, and its own default is half
_LIMITS = {  # what the limit of a reply is called, where not max_tokens
    "google_genai": ["max_output_tokens"],
    "google_vertexai": ["max_output_tokens"],
    "ollama": ["num_predict"],
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


class Request:
    """
    What goes to a model beside the messages, less what its server has refused.

    compatible: the server is somebody's own that only speaks OpenAI's protocol.
    left_out: what was refused so far.
    """

    def __init__(self, provider: str, *, compatible: bool = False) -> None:
        self.left_out: list[str] = []
        self._provider = provider
        self._compatible = compatible
        self._limits = list(_LIMITS.get(provider, ["max_tokens"]))
        if provider in ON_OPENAI:
            self._limits.append("max_completion_tokens")
        # OpenAI's newer models refuse it, and LangChain does not know of all of them.
        self._cold = provider != "openai" or compatible

    def arguments(self, most: int) -> dict[str, Any]:
        """For a reply of at most *most* tokens."""
        found: dict[str, Any] = {}
        for name in self._limits[:1]:
            # Servers of one's own know only this name of it, and LangChain sends another.
            apart = self._compatible or name == "max_completion_tokens"
            found |= {"extra_body": {name: most}} if apart else {name: most}
        if self._cold and "temperature" not in self.left_out:
            found["temperature"] = 0.0
        if self._provider in ON_OPENAI:
            found["stream_usage"] = "stream_options" not in self.left_out
        if self._provider == "ollama":  # all its arguments are options
            return {"options": {"num_ctx": _CONTEXT, **found}}
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
            if name in self.left_out or not speaking.search(words):
                continue
            if name == "max_tokens":
                del self._limits[0]
                if self._limits:  # the same under its other name
                    return True
            self.left_out.append(name)
            return True
        return False


_REASONS = ("finish_reason", "stop_reason", "done_reason")  # under which a reply says why it ended
_CUT = frozenset({"length", "max_tokens", "model_length"})
_UNWILLING = frozenset(
    {
        *("content_filter", "refusal", "error"),
        *("safety", "recitation", "prohibited_content", "blocklist", "spii"),
    }
)
_WHOLE = re.compile(r"[.!?؟۔…][\"»”’')\s]*(?:[\[【(][^\[\]]{1,30}[\])】]\s*)*$|[\])】]\s*$")
_DONE = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
_TAIL = 32  # bytes in which it fits


class _Reply:
    """One reply as it comes: its text, and how it ended."""

    def __init__(self, model: str) -> None:
        self.text = ""
        self.done = False  # its server said that this was all
        self._model = model
        self._finish = ""
        _READ_NEXT.set(self)

    def read(self, chunk: Any) -> str:
        """The text of *chunk*; what a model thinks apart from its text is none."""
        for name in _REASONS:
            self._finish = self._finish or str(chunk.response_metadata.get(name) or "").lower()
        text = str(chunk.text)
        self.text += text
        return text

    def fault(self) -> ModelFault | None:
        """What is wrong with it as a whole, now that it has ended without an error."""
        finish = self._finish
        if finish in _UNWILLING or (finish == "tool_calls" and not self.text):
            return NothingWritten(model=self._model, why=finish)
        if finish and not self.text:
            return NothingWritten(model=self._model, why=EMPTY_REPLY)
        whole = finish or (self.done and _WHOLE.search(self.text))
        if not whole or finish in _CUT:
            return ReplyBroken(model=self._model, address=address_setting(self._model))
        return None


_READ_NEXT: ContextVar[_Reply] = ContextVar("reply")


async def watched(response: Any) -> None:
    """An HTTP client's hook: tells this context's reply when *response* says that it is all."""
    reply, read = _READ_NEXT.get(None), response.aiter_bytes

    async def watching(*args: Any) -> AsyncIterator[bytes]:
        tail = b""
        async for piece in read(*args):
            seen = tail + piece
            if reply is not None and _DONE.search(seen):
                reply.done = True
            tail = seen[-_TAIL:]
            yield piece

    response.aiter_bytes = watching
