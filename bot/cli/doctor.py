"""The ``doctor`` command: is everything in order, and what to do if not."""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing, closing
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot import app
from bot.cli.context import Context, describe_error
from bot.generation.faults import ModelFault, ModelSlow
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.verification.injection import addresses
from bot.verification.judge import examined
from retrieval.damages import ArticlesUnfinished, IndexDamaged
from retrieval.errors import HomeUnusable
from retrieval.index.archive import Archive
from retrieval.index.soundness import LOOKS
from retrieval.language.sentences import sentences
from retrieval.reasons import of_system
from retrieval.search.searcher import Searcher
from retrieval.types import LONGEST_QUESTION

if TYPE_CHECKING:
    from bot.generation.model import LangChainModel

_WORD = [("system", "Answer with one word."), ("human", "Say: ok")]
_TOKENS = 200  # enough for a model that thinks first
_PATIENCE = 20.0  # seconds
_NAMED = 20  # articles of a kind that are named


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. A problem's ``detail`` is a sentence that ends with the remedy."""

    name: str
    ok: bool
    detail: str


def doctor(context: Context) -> int:
    """A line for each check; 4 if any found a problem."""
    with closing(app.open_archive(context.settings)) as archive:
        checks = list(check_archive(archive, context.language, deep=context.args.deep))
        if context.settings.judge and checks[1:] and checks[1].ok:
            checks.append(check_judge(context.settings.judge, archive, context.language))
    if context.settings.llm is not None:
        model = app.open_model(context.settings, context.settings.llm)
        checks.append(check_model(model, context.language))
    ok, language = all(check.ok for check in checks), context.language
    lines = [
        say(
            "check",
            language,
            state=say("ok" if check.ok else "problem", language),
            name=say(f"check_{check.name}", language),
            detail=check.detail,
        )
        for check in checks
    ]
    text = "\n".join([*lines, say("terminal_line", language)])
    context.output(text, {"ok": ok, "checks": [asdict(check) for check in checks]})
    return 0 if ok else 4


def check_archive(archive: Archive, language: Language, *, deep: bool = False) -> Iterator[Check]:
    """
    Each check in turn; after a broken home or library nothing further can be told.

    deep: compare everything with everything else too.
    """
    counted = {name: partial(_counted, look) for name, look in LOOKS.items()}
    looks: dict[str, Callable[[Archive, Language], str]] = {
        "home": _home,
        "library": _library,
        "embedder": _embedder,
        **{name: counted[name] for name in ("articles", "passages")},
        "unfinished": _unfinished,
        "indexes": _indexes,
        "search": _search,
        **(counted | {"addressing": _addressing} if deep else {}),
    }
    for name, look in looks.items():
        try:
            yield Check(name, True, look(archive, language))
        except Exception as error:
            yield Check(name, False, describe_error(error, language)[0])
            if name in ("home", "library"):
                return


def check_model(model: "LangChainModel", language: Language) -> Check:
    """Whether the model writes a word when it is asked to: key, address and name in one."""
    try:
        asyncio.run(_word_from(model))
    except (TimeoutError, ModelFault) as error:
        fault = ModelSlow(model=model.name) if isinstance(error, TimeoutError) else error
        return Check("model", False, describe_error(fault, language)[0])
    without = say("comma", language).join(model.left_out)
    said = "model_ok_without" if without else "model_ok"
    return Check("model", True, say(said, language, model=model.name, what=without))


def check_judge(judge: str, archive: Archive, language: Language) -> Check:
    """Whether *judge* passed its examination; one that was never examined is only named."""
    found = examined(archive.library.manifest(), judge)
    if found is None:
        return Check("judge", True, say("judge_unexamined", language, judge=judge))
    verdict = "judge_trusted" if found.trusted else "judge_distrusted"
    return Check("judge", found.trusted, say(verdict, language, judge=judge, **asdict(found)))


async def _word_from(model: "LangChainModel") -> None:
    await model.ready()  # its libraries may take long to import; that is no fault of the model's
    async with asyncio.timeout(_PATIENCE), aclosing(model.stream(_WORD, most=_TOKENS)) as reply:
        async for _ in reply:
            return


def _home(archive: Archive, language: Language) -> str:
    path = archive.home
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as probe:
            os.write(probe.fileno(), b"rawi")
    except OSError as error:
        raise HomeUnusable(path=path, why=of_system(error)) from error
    return say("home_ok", language, path=path)


def _library(archive: Archive, language: Language) -> str:
    counts = archive.library.counts()
    return say(
        "library_ok",
        language,
        schema=archive.library.manifest()["schema"],
        articles=say("articles", language, count=counts["articles"]),
        copies=say("copies", language, count=counts["copies"]),
        passages=say("passages", language, count=counts["passages"]),
    )


def _embedder(archive: Archive, language: Language) -> str:
    archive.check_embedder()
    return archive.embedder.identity


def _unfinished(archive: Archive, language: Language) -> str:
    count = archive.library.counts()["unfinished"]
    if count:
        raise ArticlesUnfinished(count=count)
    return say("unfinished_none", language)


def _indexes(archive: Archive, language: Language) -> str:
    archive.check_library()
    archive.check_indexes()
    return say("indexes_ok", language)


def _search(archive: Archive, language: Language) -> str:
    """What an index counts it may still not find: ask it for a headline."""
    sources = archive.library.sources()
    titles = (" ".join(source.title.split())[:LONGEST_QUESTION] for source in reversed(sources))
    title = next((title for title in titles if any(map(str.isalnum, title))), None)
    began = time.perf_counter()
    if title is not None:
        evidence = asyncio.run(Searcher(archive).search(title))
        if not evidence.hits:
            raise IndexDamaged(index="vectors", found=0, expected=1)
    return say("search_ok", language, ms=round(1000 * (time.perf_counter() - began)))


def _addressing(archive: Archive, language: Language) -> str:
    """Articles with sentences that speak to a reader or a machine; none of these is ever quoted."""
    found = []
    for source in archive.library.sources():
        article = archive.library.article(source.id)
        if article and any(addresses(article.text[a:b]) for a, b in sentences(article.text)):
            found.append(source.id)
    if not found:
        return say("addressing_none", language)
    named = say("comma", language).join(found[:_NAMED])
    return say("addressing_some", language, count=len(found), ids=named)


def _counted(look: Callable[[Archive], int], archive: Archive, language: Language) -> str:
    return say("deep_ok", language, count=look(archive))
