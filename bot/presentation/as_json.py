"""
What is known, as JSON for programs: keys and their order are a contract. Pure.

Text for people is in ``bot.presentation.as_text``.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.i18n.catalogue import Language
from bot.i18n.messages import explain
from bot.types import Answer, Citation
from retrieval.types import Article, Credited, Dated, Evidence, Hit, Passage, Place, Source, Version

if TYPE_CHECKING:
    from retrieval.index.ingest import Outcome

Json = dict[str, Any]
STATUSES = ("added", "updated", "unchanged", "duplicate", "rejected")


def fields(one: object, names: str) -> Json:
    """What *one* has under *names*, a tuple as a list."""
    found = ((name, getattr(one, name)) for name in names.split())
    return {name: [*value] if isinstance(value, tuple) else value for name, value in found}


def answer_json(answer: Answer) -> Json:
    return {
        **fields(answer, "id question standalone language status reason mode text"),
        "claims": [fields(one, "text citations outcome support") for one in answer.claims],
        "citations": [citation_json(citation) for citation in answer.citations],
        "accounts": [fields(one, "says citations") for one in answer.accounts],
        **fields(answer, "as_of independent_sources"),
        "nearest": [source_json(source) for source in answer.nearest],
        "dropped": [fields(one, "text why") for one in answer.dropped],
        "confidence": _confidence(answer),
        "usage": fields(answer.usage, "input output"),
        "ms": _ms(answer.ms),
    }


def _confidence(answer: Answer) -> float | None:
    return None if answer.confidence is None else round(answer.confidence, 3)


def how_json(answer: Answer) -> Json:
    """The passages considered, best first, and what became of every sentence a model wrote."""
    return {
        "confidence": _confidence(answer),
        "considered": [
            {
                "passage_id": hit.passage.id,
                "article": _brief(hit.passage.source, "id title path outlet published"),
                "score": round(hit.score, 3),
            }
            for hit in answer.considered
        ],
        "sentences": [fields(one, "text marks outcome why detail") for one in answer.rulings],
    }


def citation_json(citation: Citation) -> Json:
    brief = "id title outlet published date_precision date_source url path also_in"
    return {
        "number": citation.number,
        "article": _brief(citation.passage.source, brief),
        "passage_id": citation.passage.id,
        **fields(citation, "quote start end"),
        "chain": [fields(link, "role name") for link in citation.chain],
    }


def source_json(source: Source) -> Json:
    return {
        **fields(source, "id title outlet author"),
        "published": source.date.iso,
        "date_precision": source.date.precision,
        "date_source": source.date.origin,
        **fields(source, "url path language agency dateline"),
        "also_in": [
            fields(one, "id title outlet published url path") | _host(one) for one in source.also_in
        ],
        **_host(source),
    }


def _host(one: Credited) -> Json:
    return {"host": one.host} if one.host else {}


def _brief(source: Source, names: str) -> Json:
    """Those *names* of ``source_json``, and the host where there is one: an outlet is a claim."""
    whole = source_json(source)
    return {name: whole[name] for name in (*names.split(), "host") if name in whole}


def read_source(article: Json) -> Source:
    """The source that a citation in ``answer_json`` names, as far as that tells of it."""
    return Source(
        article["id"],
        article["title"],
        outlet=article["outlet"],
        date=Dated(article["published"], article["date_precision"], article["date_source"]),
        url=article["url"],
        path=article["path"],
        host=article.get("host"),
        also_in=tuple(Place(**place) for place in article["also_in"]),
    )


def read_citation(kept: Json) -> Citation:
    """A citation of ``answer_json``; its passage holds the quotation alone."""
    quote = kept["quote"]
    passage = Passage(read_source(kept["article"]), kept["start"], quote, ((0, len(quote)),))
    return Citation(kept["number"], passage, quote, kept["start"])


def read_answer(kept: Json) -> Answer:
    """What ``answer_json`` made of an answer, as far as it is shown again."""
    names = ("id", "question", "standalone", "language", "status", "reason", "mode", "text")
    return Answer(
        **{name: kept[name] for name in names},
        citations=tuple(map(read_citation, kept["citations"])),
        as_of=kept["as_of"],
        independent_sources=kept["independent_sources"],
    )


def article_json(article: Article) -> Json:
    return {**source_json(article.source), "text": article.text}


def version_json(version: Version) -> Json:
    return {
        **fields(version, "number replaced title outlet"),
        "published": version.date.iso,
        **fields(version, "url text"),
        **_host(version),
    }


def hits_json(id: object, evidence: Evidence) -> Json:
    hits = [hit_json(rank, hit) for rank, hit in enumerate(evidence.hits, 1)]
    return {"id": id, "hits": hits, "ms": _ms(evidence.ms)}


def hit_json(rank: int, hit: Hit) -> Json:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "article": _brief(hit.passage.source, "id title outlet published path url"),
        "passage": fields(hit.passage, "id start end text"),
    }


def report_json(outcomes: "Iterable[Outcome]", ms: float, language: Language) -> Json:
    """What became of every input of an ingest."""
    report: Json = {status: [] for status in (*STATUSES, "noted")}
    for outcome in outcomes:
        report[outcome.status].append(_outcome_json(outcome, language))
    return {**report, "ms": round(ms)}


def _outcome_json(outcome: "Outcome", language: Language) -> Json:
    if outcome.error is not None:
        facts = outcome.error.facts
        line: Json = {name: facts[name] for name in ("line", "field") if name in facts}
        return {
            "path": str(facts.get("path", "")),
            **line,
            "reason": explain(outcome.error, language),
        }
    return brief_json(outcome.source) | ({"same_as": outcome.same_as} if outcome.same_as else {})


def brief_json(source: Source | None) -> Json:
    return {"id": source.id, "title": source.title, "path": source.path} if source else {}


def _ms(spent: dict[str, float]) -> dict[str, float]:
    return {stage: round(ms, 1) for stage, ms in spent.items()}
