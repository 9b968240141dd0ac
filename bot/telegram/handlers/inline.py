"""What inline mode offers: the passages nearest to a question, to be sent into any chat."""

from bot.answerability.model import NEAR
from bot.answerability.verdict import presence
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_text import headline
from bot.telegram.messages.posts import plain_posts
from bot.telegram.messages.typesetting import is_web
from bot.telegram.messenger import InlineResult
from retrieval.errors import UsageError
from retrieval.search.searcher import Searcher
from retrieval.types import LONGEST_QUESTION, Hit

_OFFERS = 8
_ABOUT = 120  # characters of a passage under its headline


async def inline_results(
    question: str, searcher: Searcher, language: Language
) -> list[InlineResult]:
    """The best passages; none for a question without a word in it, or about nothing in the archive."""
    question = question[:LONGEST_QUESTION]
    try:
        evidence = await searcher.search(question, limit=_OFFERS)
    except UsageError:  # it is still being written
        return []
    if presence(evidence, candidates(asked(question), evidence)) < NEAR:
        return []
    return [_inline(str(rank), hit, language) for rank, hit in enumerate(evidence.hits)]


def _inline(id: str, hit: Hit, language: Language) -> InlineResult:
    source = hit.passage.source
    text = f"{headline(source, language)}\n{hit.passage.text}"
    if source.url and is_web(source.url):
        text += f"\n{source.url}"
    return InlineResult(
        id,
        source.title or source.credit or say("no_outlet", language),
        " ".join(hit.passage.text.split())[:_ABOUT],
        plain_posts(text, language)[0],
    )
