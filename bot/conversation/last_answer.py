"""What readers ask of the answer they just had: shorter, more, its source, another language."""

from collections.abc import Mapping, Sequence, Set

from bot.conversation.composing import composed, quoting, refusal, reply, unsure
from bot.conversation.intents import Intent
from bot.conversation.meaning import Meaning
from bot.extraction.leads import Extract, Telling, leads
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.presentation.as_text import headline
from bot.types import Answer, Citation, Claim, Reason
from retrieval.index.library import Library
from retrieval.index.passages import passages
from retrieval.language.arabic import stems
from retrieval.types import Article, Language, Passage

_OF_ONE, _OF_EACH, _IN_ALL = 3, 2, 4  # sentences of one article, of each of two, of more
_ALL = 10**6  # sentences of any article


def of_last(
    asked: Intent,
    text: str,
    language: Language,
    last: Json | None,
    library: Library,
    meaning: Meaning,
) -> Answer:
    """The answer to *asked*, which says nothing of a matter; blocks for some milliseconds."""
    if asked.kind == "language":
        return _in_language(asked, text, language, last, library)
    cited = _recalled(last, library)
    if last is None or not cited:
        return reply(text, language, say("nothing_before", language))
    standalone = last["standalone"]
    if asked.kind == "source":
        return _sources(text, language, cited, standalone)
    found = library.articles({one.article for one in cited})
    told = {id: meaning.telling(article) for id, article in found.items()}
    if asked.kind == "brief":
        some = _brief(cited, standalone)
    else:
        some = {"article": _whole, "more": _more}.get(asked.kind, _recap)(cited, told)
    if not some:
        return reply(text, language, say("nothing_more", language))
    shortest = asked.kind == "brief" and len(some) == len(cited)
    lead = say("shortest", language) if shortest else ""
    again = composed(text, language, some, standalone=standalone, lead=lead)
    near = last["status"] == "nearest" and asked.kind in ("brief", "more")
    return unsure(again) if near else again


def _whole(cited: Sequence[Extract], told: Mapping[str, Telling]) -> list[Extract]:
    """All of the first article."""
    article = told[cited[0].article].article
    return [Extract(Passage(article.source, 0, article.text), 0, article.text, article.source.id)]


def _more(cited: Sequence[Extract], told: Mapping[str, Telling]) -> list[Extract]:
    """How the articles go on after what was cited, and then what stands before it."""
    shown = {(one.article, one.start) for one in cited}
    last = dict(sorted(shown))
    every = [one for telling in told.values() for one in leads(telling, most=_ALL)]
    every.sort(key=lambda one: one.start < last[one.article])
    return [one for one in every if (one.article, one.start) not in shown][:_OF_ONE]


def _brief(cited: Sequence[Extract], question: str) -> list[Extract]:
    """
    One sentence of each article; one less than there were if that is as much.

    It is the one with the most words and figures that *question* has not.
    """
    known = {*stems(question)}
    best: dict[str, Extract] = {}
    for one in sorted(cited, key=lambda one: -_tells(one.text, known)):
        best.setdefault(one.article, one)
    first = [best[id] for id in dict.fromkeys(one.article for one in cited)]
    fewer = len(first) if len(first) < len(cited) else max(1, len(first) - 1)
    return first[: min(_OF_ONE, fewer)]


def _tells(text: str, known: Set[str]) -> int:
    """
    How many words *text* has that are not *known*; a figure counts for as much as three.

    >>> _tells("The quay was closed.", {*stems("Why was the quay closed?")}), _tells("It lost 9 piles.", set())
    (0, 5)
    """
    return sum(3 if word[0].isdigit() else 1 for word in {*stems(text)} - known)


def _recap(cited: Sequence[Extract], told: Mapping[str, Telling]) -> list[Extract]:
    """The sentences that stand for what was cited."""
    each = {1: _OF_ONE, _OF_EACH: _OF_EACH}.get(len(told), 1)
    return [one for telling in told.values() for one in leads(telling, most=each)][:_IN_ALL]


def _in_language(
    asked: Intent, text: str, own: Language, last: Json | None, library: Library
) -> Answer:
    """The last answer framed in another language; its quotations stay as published."""
    if not asked.known or last is None:
        return reply(text, own, say("languages", own))
    other: Language = "ar" if last["language"] == "en" else "en"
    language = asked.language or other
    cited = _recalled(last, library)
    if not cited:
        reason: Reason = last["reason"] or "not_answered"
        why = say(reason, language)
        return refusal(text, language, reason, why, standalone=last["standalone"])
    lead = say("untranslated", language)
    return composed(text, language, cited, standalone=last["standalone"], lead=lead)


def _sources(text: str, language: Language, cited: Sequence[Extract], standalone: str) -> Answer:
    """Each article of the last answer by its headline and address."""
    first = {one.article: one for one in reversed(cited)}
    ordered = [first[id] for id in dict.fromkeys(one.article for one in cited)]
    citations = [Citation(n, one.passage, one.text, one.start) for n, one in enumerate(ordered, 1)]
    claims = []
    for citation in citations:
        source = citation.passage.source
        address = f" — {source.url}" if source.url else ""
        line = f"{headline(source, language)}{address} [{citation.number}]"
        claims.append(Claim(line, (citation.number,)))
    return quoting(text, language, citations, claims, standalone=standalone)


def _recalled(answer: Json | None, library: Library) -> list[Extract]:
    """
    The quotations of a kept answer, in its order, as far as they still stand in the archive.

    The story of each is its article: whether two were one report is no longer asked.
    """
    cited = answer["citations"] if answer else []
    articles = library.articles({citation["article"]["id"] for citation in cited})
    found = []
    for citation in cited:
        article = articles.get(citation["article"]["id"])
        start, end = citation["start"], citation["end"]
        if article is not None and article.text[start:end] == citation["quote"]:
            passage = _holding(article, start, end)
            found.append(Extract(passage, start, citation["quote"], article.source.id))
    return found


def _holding(article: Article, start: int, end: int) -> Passage:
    """The passage of *article* that holds a stretch of it; the whole text if none does."""
    for passage in passages(article):
        if passage.start <= start and end <= passage.end:
            return passage
    return Passage(article.source, 0, article.text)
