"""What inline mode offers: the passages nearest to a question, to be sent into any chat."""

from bot.chats.messenger import Offer
from bot.chats.posts import plain_posts
from bot.messages import say
from bot.pages import headline
from retrieval.search import Searcher
from retrieval.types import LONGEST_QUESTION, Hit, Language

_OFFERS = 8
_ABOUT = 120  # characters of a passage under its headline


async def offers(question: str, searcher: Searcher, language: Language) -> list[Offer]:
    """The best passages; none for an empty question."""
    question = question.strip()[:LONGEST_QUESTION]
    if not question:
        return []
    evidence = await searcher.search(question, limit=_OFFERS)
    return [_offer(str(rank), hit, language) for rank, hit in enumerate(evidence.hits)]


def _offer(id: str, hit: Hit, language: Language) -> Offer:
    source = hit.passage.source
    return Offer(
        id,
        source.title or source.outlet or say("no_outlet", language),
        " ".join(hit.passage.text.split())[:_ABOUT],
        plain_posts(f"{headline(source, language)}\n{hit.passage.text}", language)[0],
    )
