"""
A chat model behind one method, whichever provider it is from.

Nothing is retried here but a request whose server refused a part of it, and every failure is one
ModelFault. A reply that ends without saying why is a broken one, unless its server says that this was
all and it ends where a sentence does.
"""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
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
from bot.generation.providers import Ending, Message, Request, opened
from bot.settings.credentials import address_setting
from bot.types import Meter

_SILENCE = 10.0  # seconds without a byte
_REASONS = ("finish_reason", "stop_reason", "done_reason")  # under which a reply says why it ended
_CUT = frozenset({"length", "max_tokens", "model_length"})
_UNWILLING = frozenset(
    {
        *("content_filter", "refusal", "error"),
        *("safety", "recitation", "prohibited_content", "blocklist", "spii"),
    }
)
_WHOLE = re.compile(r"[.!?؟۔…][\"»”’')\s]*(?:[\[【(][^\[\]]{1,30}[\])】]\s*)*$|[\])】]\s*$")
_LOG = logging.getLogger("rawi")


class Model(Protocol):
    """Writes text to messages."""

    @property
    def name(self) -> str: ...

    @property
    def left_out(self) -> tuple[str, ...]:
        """What its server refused so far and is asked without."""
        ...

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
        self._id = id
        self._key = key
        self._base_url = base_url
        self._silence = silence
        self._misplaced = misplaced
        self._model: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening = asyncio.Lock()
        provider = id.partition(":")[0]
        self._request = Request(provider, compatible=provider == "openai" and base_url is not None)

    @property
    def name(self) -> str:
        return self._id

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(self._request.left_out)

    def __repr__(self) -> str:
        return f"LangChainModel({self._id!r})"

    async def ready(self) -> None:
        await self._opened()

    async def stream(
        self, messages: Sequence[Message], *, most: int, meter: Meter | None = None
    ) -> AsyncGenerator[str]:
        model = await self._opened()
        while True:
            reply = _Reply(self._id)
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
            except (asyncio.CancelledError, GeneratorExit):
                raise
            except Exception as error:
                if reply.text:
                    raise ReplyBroken(model=self._id, address=address_setting(self._id)) from None
                if self._does_without(error):
                    continue
                # Its message is left behind: it may quote a key or the question.
                raise fault_of(error, self._id) from None
            if fault := reply.fault():
                raise fault
            return

    def _does_without(self, error: Exception) -> bool:
        """Whether the request can be sent again without what *error* says was refused."""
        status = status_of(error)
        if not (isinstance(error, TypeError) or status in (400, 415, 422, 424, 500, 501)):
            return False
        before = self.left_out
        again = self._request.without(words_of(error))
        for name in self.left_out[len(before) :]:
            _LOG.info("left_out", extra={"facts": {"model": self._id, "what": name}})
        return again

    async def _opened(self) -> Any:
        async with self._opening:
            loop = asyncio.get_running_loop()
            if self._loop is not loop:
                if self._misplaced:
                    raise KeyApart(model=self._id, setting=self._misplaced)
                self._model = await asyncio.to_thread(
                    opened,
                    self._id,
                    key=self._key,
                    base_url=self._base_url,
                    silence=self._silence,
                )
                self._loop = loop
        return self._model


class _Reply:
    """One reply as it comes: its text, and how it ended."""

    def __init__(self, id: str) -> None:
        self.text = ""
        self._id = id
        self._finish = ""
        self._ending = Ending()

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
            return NothingWritten(model=self._id, why=finish)
        if finish and not self.text:
            return NothingWritten(model=self._id, why=EMPTY_REPLY)
        whole = finish or (self._ending.told and _WHOLE.search(self.text))
        if not whole or finish in _CUT:
            return ReplyBroken(model=self._id, address=address_setting(self._id))
        return None
