"""Questions that Rawi proposes: each asks about one article, and was seen to be answered from it."""

from collections.abc import Iterable
from itertools import islice
from typing import Protocol

from bot.i18n.messages import quoted, say
from bot.types import Answer
from retrieval.errors import RawiError
from retrieval.types import Language, Source

_TRIED = 6  # articles at most: each costs what a question does


class Previews(Protocol):
    """``bot.conversation.pipeline.Rawi``, as far as proposing needs it."""

    async def preview(self, text: str) -> Answer:
        """The answer to *text*, remembered nowhere."""


def about(title: str, language: str) -> str:
    """
    A question that the article headlined *title* answers.

    >>> about("محادثات في بغداد", "ar")
    'ما تفاصيل «محادثات في بغداد»؟'
    """
    return say("details", language, title=quoted(title, language))


async def answered(
    sources: Iterable[Source], rawi: Previews, language: Language | str, *, most: int
) -> list[Source]:
    """The first *most* of *sources* whose question is answered from them."""
    good: list[Source] = []
    for source in islice(sources, _TRIED):
        if len(good) == most:
            break
        if await _is_answered(source, rawi, language):
            good.append(source)
    return good


async def _is_answered(source: Source, rawi: Previews, language: str) -> bool:
    try:
        answer = await rawi.preview(about(source.title, language))
    except RawiError:  # too long a title, or an archive that cannot be searched now
        return False
    told = {citation.passage.source.id for citation in answer.citations}
    same = {source.id, *(place.id for place in source.also_in)}
    return answer.status == "answered" and not told.isdisjoint(same)
