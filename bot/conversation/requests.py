"""
What readers ask of news besides facts, answered in the archive's own words.

The latest are the newest stories, a summary the lead sentences of a story, a timeline its dated
ones in order, «who is» the sentence that introduces; each a quotation with its outlet and date.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.composing import composed, refusal, reply
from bot.conversation.intents import Intent
from bot.conversation.last_answer import of_last
from bot.conversation.memory import Memory
from bot.extraction.leads import (
    Extract,
    about,
    introductions,
    leading,
    leads,
    newest_of_each,
    opening,
    published,
    weights,
)
from bot.extraction.matching import repeats
from bot.extraction.timeline import timeline
from bot.i18n.messages import date_in_words, say
from bot.presentation.as_json import Json
from bot.types import Answer, Question
from bot.verification.framing import nearest
from retrieval.index.library import Library
from retrieval.language.arabic import question_language, words
from retrieval.language.timewords import asked_days
from retrieval.search.searcher import Searcher
from retrieval.types import Article, Evidence, Filters, Hit, Language, Source

_HITS = 30  # passages of a matter
_STORIES = 5  # lines of the latest
_ENOUGH = 3  # stories of a matter within a stretch of days
_STRETCHES = (30, 365, None)  # days back from the newest article, until there are enough
_OF_ONE, _OF_FIRST, _IN_ALL = 3, 2, 4  # sentences of a summary
_AS_NEAR = 0.8  # of the best score, for another story of a summary
_COURTESIES = frozenset({"help", "about", "greeting", "wellbeing", "thanks", "goodbye"})


def small_talk(asked: Intent | None, language: Language) -> str | None:
    """What Rawi says to what is not about the news at all; None if it is."""
    return say(f"courtesy_{asked.kind}", language) if asked and asked.kind in _COURTESIES else None


class Requests:
    """Answers each kind of intent; holds nothing of a conversation itself."""

    def __init__(self, library: Library, searcher: Searcher, memory: Memory) -> None:
        self._library = library
        self._searcher = searcher
        self._memory = memory

    async def answer(self, asked: Intent, question: Question) -> Answer | None:
        """The answer to *asked*; None where it turns out to be a question like any other."""
        language = question_language(question.text)
        if told := small_talk(asked, language):
            return reply(question.text, language, told)
        if asked.topic:
            return await self._of_topic(asked, question, language)
        if asked.kind == "latest":
            return await self._latest(asked, question, language)
        last = await asyncio.to_thread(self._last, question)
        if asked.kind == "timeline" and last and last["citations"]:
            topic = replace(asked, topic=last["citations"][0]["article"]["title"])
            return await self._of_topic(topic, question, language)
        return await asyncio.to_thread(of_last, asked, question.text, language, last, self._library)

    async def alone(self, topic: str, question: Question) -> Answer | None:
        """What the archive says of *topic*; None unless an article is about it."""
        evidence = await self._searcher.search(topic, limit=_HITS, filters=question.filters)
        hits = leading(about(evidence))
        if not hits:
            return None
        some = await asyncio.to_thread(self._summary, evidence, hits)
        language = question_language(question.text)
        return composed(question.text, language, some, standalone=topic, considered=evidence.hits)

    def _last(self, question: Question) -> Json | None:
        if question.after and (kept := self._memory.answer(question.after)):
            return kept
        return self._memory.latest(question.chat) if question.chat else None

    # --- about a matter ---

    async def _of_topic(
        self, asked: Intent, question: Question, language: Language
    ) -> Answer | None:
        if asked.kind == "latest":
            return await self._latest_on(asked, question, language)
        evidence = await self._searcher.search(asked.topic, limit=_HITS, filters=question.filters)
        some = await asyncio.to_thread(self._told_of, asked, evidence)
        if not some:
            return (
                None if asked.kind == "profile" else _unknown(question, asked, evidence, language)
            )
        told = composed(
            question.text, language, some, standalone=asked.topic, considered=evidence.hits
        )
        told.ms.update(search=sum(evidence.ms.values()))
        return told

    def _told_of(self, asked: Intent, evidence: Evidence) -> list[Extract]:
        """What to quote of a matter; nothing where no report is about it."""
        if asked.kind == "profile":
            return self._introductions(asked.topic, evidence.hits)
        hits = about(evidence)
        if asked.kind == "timeline":
            told = self._with_articles(leading(hits) or hits)
            return timeline(asked.topic, told, weights(evidence))
        return self._summary(evidence, hits) if hits else []

    def _introductions(self, name: str, hits: Sequence[Hit]) -> list[Extract]:
        """
        How the articles that *hits* are of introduce *name*, four sentences at most.

        Of the best one what it did, too; of others only where they first name it.
        """
        told = (introductions(name, one, hit.story) for one, hit in self._with_articles(hits))
        first, *others = [*filter(None, told)] or [[]]
        named = [some[0] for some in others][:_OF_FIRST]
        return [*first[:_OF_FIRST], *named, *first[_OF_FIRST:_OF_ONE]][:_IN_ALL]

    def _with_articles(self, hits: Sequence[Hit]) -> list[tuple[Article, Hit]]:
        """Each article of *hits* with its best one, in their order."""
        best = {hit.passage.source.id: hit for hit in reversed(hits)}
        articles = self._library.articles(best.keys())
        ranked = dict.fromkeys(hit.passage.source.id for hit in hits)
        return [(articles[id], best[id]) for id in ranked if id in articles]

    def _summary(self, evidence: Evidence, hits: Sequence[Hit]) -> list[Extract]:
        """The lead sentences of the story that is asked for, and of those as near."""
        asked = words(evidence.question)
        named = [hit for hit in hits if words(hit.passage.source.title) == asked]
        best = (named or hits)[0]
        near = [best] if named else [hit for hit in hits if hit.score >= _AS_NEAR * best.score]
        told = self._with_articles(near)
        stories = len({hit.story for _, hit in told})
        picked: list[Extract] = []
        for article, hit in told:
            most = 1 if picked else _OF_ONE if stories == 1 else _OF_FIRST
            for one in opening(hit, article, weights(evidence), most=most):
                if not any(repeats(one.text, other.text) for other in picked):
                    picked.append(one)
        return picked[:_IN_ALL]

    # --- the newest ---

    async def _latest(self, asked: Intent, question: Question, language: Language) -> Answer:
        filters = _within(asked, question.filters)
        newest = await asyncio.to_thread(self._newest, filters, language)
        if not newest and filters != question.filters:  # nothing of today: the newest there is
            filters = question.filters
            newest = await asyncio.to_thread(self._newest, filters, language)
        if not newest:
            if filters:
                return refusal(
                    question.text, language, "out_of_range", say("out_of_range", language)
                )
            return refusal(question.text, language, "no_match", say("nothing_yet", language))
        some = await asyncio.to_thread(self._first_lines, newest)
        lead = await asyncio.to_thread(self._newest_lead, newest, filters, language)
        return composed(question.text, language, some, lead=lead)

    async def _latest_on(self, asked: Intent, question: Question, language: Language) -> Answer:
        """The newest stories about a matter, sought in ever longer stretches of days."""
        within = _within(asked, question.filters)
        found = await asyncio.to_thread(self._library.newest, limit=1, filters=within)
        if not found:
            within = question.filters
            found = await asyncio.to_thread(self._library.newest, limit=1, filters=within)
        newest = found[0][1].date.span if found else None
        evidence = Evidence(asked.topic, ())
        stories: dict[str, Hit] = {}
        for days in _STRETCHES:
            filters = within if newest is None else _since(within, newest[1], days)
            evidence = await self._searcher.search(asked.topic, limit=_HITS, filters=filters)
            hits = about(evidence)
            stories = newest_of_each(leading(hits) or hits)
            if len(stories) >= _ENOUGH:
                break
        if not stories:
            return _unknown(question, asked, evidence, language)
        ordered = sorted(stories.values(), key=published, reverse=True)
        told = await asyncio.to_thread(self._with_articles, ordered[:_STORIES])
        importance = weights(evidence)
        some = [opening(hit, article, importance, most=1)[0] for article, hit in told]
        lead = _lead(published(ordered[0]), language, asked.topic)
        return composed(
            question.text,
            language,
            some,
            lead=lead,
            standalone=asked.topic,
            considered=evidence.hits,
        )

    def _newest(self, filters: Filters, language: Language) -> list[tuple[str, Source]]:
        """The newest stories that are told in *language*, then others."""
        own = replace(filters, language=filters.language or language)
        told = self._library.newest(limit=_STORIES, filters=own)
        others = self._library.newest(limit=_STORIES, filters=filters)
        return list(dict(told + others).items())[:_STORIES]

    def _newest_lead(
        self, shown: Sequence[tuple[str, Source]], filters: Filters, language: Language
    ) -> str:
        """
        What stands above the newest stories, and how far they reach.

        Where newer ones are told in another language than *language*, that is said.
        """
        newest = self._library.newest(limit=1, filters=filters)[0][1].date.iso or ""
        until = max(source.date.iso or "" for _, source in shown)
        if newest <= until:
            return _lead(until, language)
        until, newest = date_in_words(until, language), date_in_words(newest, language)
        return say("latest_own", language, date=until, newest=newest)

    def _first_lines(self, stories: Sequence[tuple[str, Source]]) -> list[Extract]:
        articles = self._library.articles({source.id for _, source in stories})
        return [
            one
            for story, source in stories
            if source.id in articles
            for one in leads(articles[source.id], story, most=1)
        ]


def _within(asked: Intent, filters: Filters) -> Filters:
    """*filters*, and the days that the reader named."""
    since, until = asked_days(asked.when, date.today()) if asked.when else (None, None)
    if not (since or until):
        return filters
    return replace(filters, since=filters.since or since, until=filters.until or until)


def _since(filters: Filters, newest: str, days: int | None) -> Filters:
    if days is None:
        return filters
    first = date.fromisoformat(newest.replace("-31", "-28")) - timedelta(days=days)
    since = max(filters.since or "", first.isoformat())
    return replace(filters, since=since)


def _lead(day: str, language: Language, topic: str = "") -> str:
    """What stands above the newest stories: about what they are, and of which day the last is."""
    until = say("until", language, date=date_in_words(day, language)) if day else ""
    return say("latest_on" if topic else "latest_lead", language, topic=topic, until=until)


def _unknown(question: Question, asked: Intent, evidence: Evidence, language: Language) -> Answer:
    """Nothing about the matter: said so, with what is nearest."""
    if question.filters and not evidence.hits:
        return refusal(question.text, language, "out_of_range", say("out_of_range", language))
    text = say("nothing_about", language, topic=asked.topic)
    near = nearest(evidence.hits, language)
    return refusal(question.text, language, "no_match", text, standalone=asked.topic, nearest=near)
