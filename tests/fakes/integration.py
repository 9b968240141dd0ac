"""
A LangChain integration package that is not installed, small and strict: what a provider's library does.

It reads its key and address where such libraries do, in the environment; it knows the options its
real class knows and no other; every request is a line of the file it is told of.
"""

_SOURCE = """
import json, os
from typing import Any
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from pydantic import ConfigDict

class {kind}(BaseChatModel):
    model_config = ConfigDict(extra="forbid")
    model: str
    timeout: float | None = None
    {field}: int | None = None
    api_key: str = ""

    def model_post_init(self, _: Any) -> None:
        self.api_key = os.environ.get("{key}", "")
        if not self.api_key:
            raise ValueError("Did not find api_key, please set {key}")

    @property
    def _llm_type(self):
        return "standin"

    def _generate(self, *args, **kwargs):
        raise NotImplementedError

    async def _astream(self, messages, stop=None, run_manager=None, *, {field}=None, temperature=None):
        with open({log!r}, "a") as log:
            print(json.dumps(dict(
                key=self.api_key, address=os.environ.get("{address}"), timeout=self.timeout,
                limit={field}, temperature=temperature, roles=[m.type for m in messages],
            )), file=log)
        counted = dict(input_tokens=12, output_tokens=0, total_tokens=12)
        yield ChatGenerationChunk(message=AIMessageChunk(
            content=[dict(type="thinking", thinking="hm")], usage_metadata=counted))
        for text in {reply!r}:
            yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        counted = dict(input_tokens=0, output_tokens=3, total_tokens=3)
        yield ChatGenerationChunk(message=AIMessageChunk(
            content="", usage_metadata=counted, response_metadata=dict(stop_reason="end_turn")))
"""


def integration(folder, *, package, kind, key, address, field="max_tokens", reply=("ok",)):
    """Write the *package* with its class *kind* into *folder*; the file its requests go to."""
    log = folder / f"{package}.jsonl"
    home = folder / package
    home.mkdir(parents=True)
    (home / "__init__.py").write_text(
        _SOURCE.format(
            kind=kind, key=key, address=address, field=field, log=str(log), reply=list(reply)
        ),
        encoding="utf-8",
    )
    return log
