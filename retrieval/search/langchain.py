"""
Rawi's search for LangChain users: a BaseRetriever. The only module of retrieval that imports it.

Nothing in Rawi needs this; import it from your own chain.
"""

import asyncio
from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Hit


class RawiRetriever(BaseRetriever):
    """
    The passages Rawi finds, as LangChain documents.

    Metadata names the article, its outlet and date, and where the passage stands in its text:
    ``article.text[start:end] == page_content``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    k: int = 4

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        return _documents(await self.searcher.search(query, limit=self.k))

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return _documents(asyncio.run(self.searcher.search(query, limit=self.k)))


def _documents(evidence: Evidence) -> list[Document]:
    return [
        Document(id=hit.passage.id, page_content=hit.passage.text, metadata=_facts(hit))
        for hit in evidence.hits
    ]


def _facts(hit: Hit) -> dict[str, Any]:
    source = hit.passage.source
    return {
        "article": source.id,
        "title": source.title,
        "outlet": source.outlet,
        "host": source.host,
        "published": source.date.iso,
        "url": source.url,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
    }
