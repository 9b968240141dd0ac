"""
How LangChain's classes want to be opened and asked: every provider calls the same thing otherwise. Pure.

Looked up in the integrations' sources and seen on a loopback wire. A provider that is not named here
is opened and asked with the words LangChain documents for all; what its class does not know is left
out by ``bot.generation.opening``, what its server refuses by ``Request``.
"""

import re
from collections.abc import Sequence
from typing import Any

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
