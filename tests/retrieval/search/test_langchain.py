"""Rawi's search inside a LangChain chain."""

import asyncio

import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from retrieval.search.langchain import RawiRetriever
from retrieval.search.searcher import Searcher


@pytest.fixture(name="retriever")
def _retriever(seeds):
    return RawiRetriever(searcher=Searcher(seeds), k=3)


def test_documents_are_passages(retriever, seeds):
    """
    A document's text is exactly what stands in the article where its metadata says.
    """
    documents = retriever.invoke("كم عدد القوات الأميركية في سوريا؟")

    assert len(documents) == 3
    for document in documents:
        text = seeds.library.article(document.metadata["article"]).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_in_a_chain(retriever):
    """
    A chain of retriever, prompt and model gets Rawi's passages, also when awaited.
    """
    prompt = ChatPromptTemplate.from_template("{context}\n{question}")
    model = RunnableLambda(lambda value: value.to_string())
    together = RunnableLambda(lambda documents: "\n".join(d.page_content for d in documents))
    chain = (
        {"context": retriever | together, "question": RunnablePassthrough()}
        | prompt
        | model
        | StrOutputParser()
    )

    answer = asyncio.run(chain.ainvoke("كم عدد القوات الأميركية في سوريا؟"))

    assert "900 جندي" in answer
