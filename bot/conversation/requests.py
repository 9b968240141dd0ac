"""
What readers ask of news besides facts, answered in the archive's own words.

The latest are the newest stories, a summary the sentences that stand for a story, a timeline its dated
ones in order, «who is» the sentence that introduces; each a quotation with its outlet and date.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.composing import composed, refusal, reply
from bot.conversation.intents import Intent
from bot.conversation.last_answer import of_last
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.extraction.leads import (
    HELD,
    Extract,
    Telling,
    about,
    introduces,
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
from bot.types import Answer, Question, Reason
from bot.verification.framing import nearest
from retrieval.index.library import Library
from retrieval.language.arabic import content, fold, question_language, words
from retrieval.language.timewords import asked_days
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Filters, Hit, Language

_HITS = 30  # passages of a matter
_LOOKED = 60  # and among which the latest on it is sought
_STORIES = 5  # lines of the latest
_ENOUGH = 3  # stories of a matter within a stretch of days
_STRETCHES = (30, 365, None)  # days back from the newest article, until there are enough
_OF_ONE, _OF_FIRST, _IN_ALL = 3, 2, 4  # sentences of a summary
_AS_NEAR = 0.8  # of the best score, for another story of a summary
# Whole articles as near to a topic of one word («الرياضة») as this are on it, whatever their words:
# of the nearest one's cosine, and at least; where none has the word, the nearest must stand out more.
# An article that has the words is not on the topic if its cosine is under this share of the nearest.
_ON_TOPIC, _LEAST, _STANDS_OUT, _ASIDE = 0.7, 0.2, 0.28, 0.3
_COURTESIES = (
    "help",
    "about",
    "complaint",
    "pastime",
    "greeting",
    "wellbeing",
    "thanks",
    "goodbye",
)


def small_talk(asked: Intent | None, language: Language) -> str | None:
    """What Rawi says to what is not about the news at all; None if it is."""
    return say(f"courtesy_{asked.kind}", language) if asked and asked.kind in _COURTESIES else None


class Requests:
    """Answers each kind of intent; holds nothing of a conversation itself."""

    def __init__(
        self, library: Library, searcher: Searcher, memory: Memory, meaning: Meaning
    ) -> None:
        self._library = library
        self._searcher = searcher
        self._memory = memory
        self._meaning = meaning

    async def answer(self, asked: Intent, question: Question) -> Answer | None:
        """The answer to *asked*; None where it turns out to be a question like any other."""
        language = question_language(question.text)
        if told := small_talk(asked, language):
            return reply(question.text, language, told)
        if asked.kind == "archive":
            return reply(question.text, language, await asyncio.to_thread(self._extent, language))
        if asked.topic:
            return await self._of_topic(asked, question, language)
        if asked.kind == "latest":
            return await asyncio.to_thread(self._latest, asked, question, language)
        last = await asyncio.to_thread(self._last, question)
        if asked.kind == "timeline" and last and last["citations"]:
            topic = replace(asked, topic=last["citations"][0]["article"]["title"])
            return await self._of_topic(topic, question, language)
        return await asyncio.to_thread(
            of_last, asked, question.text, language, last, self._library, self._meaning
        )

    async def alone(self, topic: str, question: Question) -> Answer | None:
        """What the archive says of *topic*; None unless an article is about it."""
        evidence = await self._searcher.search(topic, limit=_HITS, filters=question.filters)
        hits = leading(about(evidence))
        some = await asyncio.to_thread(self._summary, evidence, hits)
        language = question_language(question.text)
        told = composed(question.text, language, some, standalone=topic, considered=evidence.hits)
        return told if some else None

    def _last(self, question: Question) -> Json | None:
        if question.after and (kept := self._memory.answer(question.after)):
            return kept
        return self._memory.latest(question.chat) if question.chat else None

    def _extent(self, language: Language) -> str:
        """How many articles there are, and how far they reach."""
        newest = self._library.newest(limit=1)
        day = newest[0][1].date.iso if newest else None
        until = say("until", language, date=date_in_words(day, language)) if day else ""
        held = say("articles", language, count=self._library.counts()["articles"])
        return say("courtesy_archive", language, articles=held, until=until)

    # --- about a matter ---

    async def _of_topic(
        self, asked: Intent, question: Question, language: Language
    ) -> Answer | None:
        if asked.kind == "latest":
            return await self._latest_on(asked, question, language)
        evidence = await self._searcher.search(asked.topic, limit=_HITS, filters=question.filters)
        some = await asyncio.to_thread(self._told_of, asked, evidence)
        if not some and asked.kind == "profile":
            return None
        if not some:
            return _unknown(question, asked, evidence, language)
        told = composed(
            question.text, language, some, standalone=asked.topic, considered=evidence.hits
        )
        told.ms.update(search=sum(evidence.ms.values()))
        return told

    def _told_of(self, asked: Intent, evidence: Evidence) -> list[Extract]:
        """What to quote of a matter; nothing where no report is about it."""
        hits = about(evidence)
        if asked.kind == "profile":
            return self._introductions(asked.topic, evidence.hits)
        if asked.kind == "timeline":
            return timeline(asked.topic, self._tellings(leading(hits) or hits), weights(evidence))
        return self._summary(evidence, hits)

    def _introductions(self, name: str, hits: Sequence[Hit]) -> list[Extract]:
        """
        How the articles that *hits* are of introduce *name*, four sentences at most.

        Of the first that says who or what it is also what it did; of others only that.
        """
        every = [*filter(None, (introductions(name, told) for told, _ in self._tellings(hits)))]
        spelt = [some for some in every if fold(name) in fold(some[0].text)]
        found = sorted(spelt or every, key=lambda some: not introduces(name, some[0].text))
        first, *others = found or [[]]
        named = [some[0] for some in others][:_OF_FIRST]
        return [*first[:_OF_FIRST], *named, *first[_OF_FIRST:_OF_ONE]][:_IN_ALL]

    def _tellings(self, hits: Iterable[Hit]) -> list[tuple[Telling, Hit]]:
        """Each article of *hits* with its best one, in their order."""
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.passage.source.id, hit)
        articles = self._library.articles(best.keys())
        return [
            (self._meaning.telling(articles[id], hit.story), hit)
            for id, hit in best.items()
            if id in articles
        ]

    def _summary(self, evidence: Evidence, hits: Sequence[Hit]) -> list[Extract]:
        """The sentences that stand for the story that is asked for, and for those as near."""
        asked = words(evidence.question)
        named = [hit for hit in hits if words(hit.passage.source.title) == asked]
        near = named[:1] or [hit for hit in hits if hit.score >= _AS_NEAR * hits[0].score]
        told = self._tellings(near)
        stories = len({hit.story for _, hit in told})
        picked: list[Extract] = []
        for telling, hit in told:
            most = 1 if picked else _OF_ONE if stories == 1 else _OF_FIRST
            for one in opening(telling, hit, weights(evidence), most=most):
                if not any(repeats(one.text, other.text) for other in picked):
                    picked.append(one)
        return picked[:_IN_ALL]

    # --- the newest ---

    def _latest(self, asked: Intent, question: Question, language: Language) -> Answer:
        """The newest stories, first those that are told in *language*; blocks."""
        filters = _within(asked, question.filters)
        newest = self._library.newest(limit=_STORIES, filters=filters)
        if not newest and filters != question.filters:  # nothing of today: the newest there is
            filters = question.filters
            newest = self._library.newest(limit=_STORIES, filters=filters)
        if not newest:
            key = "out_of_range" if filters else "nothing_yet"
            reason: Reason = "out_of_range" if filters else "no_match"
            return refusal(question.text, language, reason, say(key, language))
        own = replace(filters, language=filters.language or language)
        told = dict(self._library.newest(limit=_STORIES, filters=own) + newest)
        shown = [*told.items()][:_STORIES]
        articles = self._library.articles({source.id for _, source in shown})
        some = [
            one
            for story, source in shown
            if source.id in articles
            for one in leads(self._meaning.telling(articles[source.id], story), most=1)
        ]
        until = max(source.date.iso or "" for _, source in shown)
        lead = _lead(until, newest[0][1].date.iso or "", language)
        return composed(question.text, language, some, lead=lead)

    async def _latest_on(self, asked: Intent, question: Question, language: Language) -> Answer:
        """The newest stories about a matter, sought in ever longer stretches of days."""
        within = _within(asked, question.filters)
        found = await asyncio.to_thread(self._library.newest, limit=1, filters=within)
        if not found:
            within = question.filters
            found = await asyncio.to_thread(self._library.newest, limit=1, filters=within)
        span = found[0][1].date.span if found else None
        evidence = await self._searcher.search(asked.topic, limit=_LOOKED, filters=within)
        near = await asyncio.to_thread(self._near, evidence)
        nearest_one = max(near.values(), default=0.0)
        stories: dict[str, Hit] = {}
        for days in _STRETCHES if span else (None,):
            filters = _since(within, span[1], days) if span else within
            some = await self._searcher.search(asked.topic, limit=_LOOKED, filters=filters)
            near |= await asyncio.to_thread(self._near, some)
            stories = newest_of_each(_on(some, near, nearest_one))
            if len(stories) >= _ENOUGH:
                break
        if not stories:
            return _unknown(question, asked, evidence, language)
        ordered = sorted(stories.values(), key=published, reverse=True)[:_STORIES]
        lines = await asyncio.to_thread(self._openings, ordered, evidence)
        lead = _lead(published(ordered[0]), "", language, asked.topic)
        return composed(
            *(question.text, language, lines),
            lead=lead,
            standalone=asked.topic,
            considered=evidence.hits,
        )

    def _near(self, evidence: Evidence) -> dict[str, float]:
        """How near the articles that were found are to the topic as wholes."""
        ids = {hit.passage.source.id for hit in evidence.hits}
        return self._meaning.nearness(evidence.question, ids)

    def _openings(self, hits: Sequence[Hit], evidence: Evidence) -> list[Extract]:
        importance = weights(evidence)
        general = len(content(evidence.question)) == 1
        return [
            (leads(told, most=1) if general else opening(told, hit, importance, most=1))[0]
            for told, hit in self._tellings(hits)
        ]


def _on(evidence: Evidence, near: Mapping[str, float], nearest_one: float) -> list[Hit]:
    """The hits whose articles are on the topic searched for, by its words or, if it is one, by meaning."""
    hits = about(evidence)
    worded = [
        hit for hit in leading(hits) or hits if near[hit.passage.source.id] >= _ASIDE * nearest_one
    ]
    mentioned = any(max(hit.coverage, default=0.0) >= HELD for hit in hits)
    if len(content(evidence.question)) != 1 or not (mentioned or nearest_one >= _STANDS_OUT):
        return worded
    floor = max(_LEAST, _ON_TOPIC * nearest_one)
    return worded + [hit for hit in evidence.hits if near[hit.passage.source.id] >= floor]


def _within(asked: Intent, filters: Filters) -> Filters:
    """*filters*, and the days that the reader named."""
    since, until = asked_days(asked.when, date.today()) if asked.when else (None, None)
    return replace(filters, since=filters.since or since, until=filters.until or until)


def _since(filters: Filters, newest: str, days: int | None) -> Filters:
    if days is None:
        return filters
    first = date.fromisoformat(newest.replace("-31", "-28")) - timedelta(days=days)
    return replace(filters, since=max(filters.since or "", first.isoformat()))


def _lead(until: str, newest: str, language: Language, topic: str = "") -> str:
    """
    What stands above the newest stories: about what they are, and of which day the last is.

    Where the *newest* of all is told in another language, that is said.
    """
    shown = date_in_words(until, language) if until else ""
    if newest > until:
        return say("latest_own", language, date=shown, newest=date_in_words(newest, language))
    reach = say("until", language, date=shown) if shown else ""
    return say("latest_on" if topic else "latest_lead", language, topic=topic, until=reach)


def _unknown(question: Question, asked: Intent, evidence: Evidence, language: Language) -> Answer:
    """Nothing about the matter: said so, with what is nearest."""
    if question.filters and not evidence.hits:
        return refusal(question.text, language, "out_of_range", say("out_of_range", language))
    text = say("nothing_about", language, topic=asked.topic)
    near = nearest(evidence.hits, language)
    return refusal(question.text, language, "no_match", text, standalone=asked.topic, nearest=near)
