"""
Text to vectors by any server that speaks OpenAI's embeddings protocol.

The second adapter of ``retrieval.index.embedding.Embedder``. Blocks, as the bundled model does.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.errors import EmbedderFailed, EmbedderMismatch
from retrieval.index.embedding import Means, Vectors, unit, visible
from retrieval.reasons import Reason

_TEXTS = 64  # of one request; every server known takes as many
_CHARACTERS = 24_000  # of one request: some 8,000 tokens, the least that a known server takes
_TIMEOUT = 30.0  # seconds for one request
_TRIES = 5  # of one request, waiting as long between as the server asks, else longer each time

_UNREACHABLE = Reason("it does not answer")
_REFUSED = Reason("it refused the request")
_STRANGE = Reason("its reply makes no sense")
_STATUSES = dict.fromkeys((401, 403), Reason("it refused the key"))
_STATUSES[404] = Reason("it does not know this model")
_STATUSES |= dict.fromkeys((429, *range(500, 600)), Reason("it is busy"))


class RemoteEmbedder:
    """
    One model of one server.

    model: the server's name for it.
    key: None for a server that asks for none. base_url: None for OpenAI's own.
    folder: where the means of its vectors are kept, once measured.
    """

    def __init__(
        self, model: str, *, folder: Path, key: str | None = None, base_url: str | None = None
    ) -> None:
        self.identity = f"openai:{model}"
        self._name, self._folder, self._key, self._base_url = model, folder, key, base_url

    def passages(self, texts: Sequence[str]) -> Vectors:
        asked = [visible(text) or " " for text in texts]  # an empty one would be refused
        size = min(_TEXTS, _CHARACTERS // max(map(len, asked)))
        some = [self._ask(asked[at : at + size]) for at in range(0, len(asked), size)]
        return unit(np.concatenate(some))

    def question(self, text: str) -> Vectors:
        vector: Vectors = self.passages([text])[0]
        return vector

    @cached_property
    def means(self) -> Means:
        """
        Measured once on sentences and questions about nothing in particular, and kept beside the archive.

        They are in both languages and have no subject in common: only what all vectors of the model
        share is taken away. Where that is next to nothing, as with some models, nothing changes.
        """
        name = hashlib.blake2b(self.identity.encode(), digest_size=8).hexdigest()
        path = self._folder / f"embedder-means-{name}.npy"
        if path.is_file():
            return Means(*np.load(path))
        neutral = json.loads(files("retrieval.index").joinpath("data/neutral.json").read_bytes())
        pairs = zip(neutral["sentences"][::2], neutral["sentences"][1::2], strict=True)
        neutral["wholes"] = [" ".join(pair) for pair in pairs]
        rows = np.stack([self.passages(texts).mean(axis=0) for texts in neutral.values()])
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, rows)
        return Means(*rows)

    @cached_property
    def _client(self) -> Any:
        from openai import OpenAI

        server: Any = {"api_key": self._key or "none", "base_url": self._base_url}
        return OpenAI(**server, timeout=_TIMEOUT, max_retries=_TRIES - 1)

    def _ask(self, texts: list[str]) -> Vectors:
        """The vectors of one request's texts, shape ``(len(texts), dimension)``."""
        try:
            embed = self._client.embeddings.create
            reply = embed(model=self._name, input=texts, encoding_format="float")
            listed = sorted(reply.data, key=lambda one: int(one.index))
            rows = np.array([one.embedding for one in listed], np.float32)
        except Exception as error:  # its message may quote a key, an address or a text
            raise EmbedderFailed(model=self._name, why=_reason(error)) from None
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise EmbedderFailed(model=self._name, why=_STRANGE)
        # One archive's vectors are all of one length: another is another model by the same name.
        known = len(self.means.passages) if "means" in self.__dict__ else rows.shape[1]
        if known != rows.shape[1]:
            stored, configured = (f"{self.identity}/{length}" for length in (known, rows.shape[1]))
            raise EmbedderMismatch(stored=stored, configured=configured)
        return rows


def _reason(error: Exception) -> Reason:
    """What went wrong, without a word of the server's."""
    if status := getattr(error, "status_code", None):
        return _STATUSES.get(status, _REFUSED)
    lost = type(error).__name__ in ("APIConnectionError", "APITimeoutError")
    return _UNREACHABLE if lost else _STRANGE
