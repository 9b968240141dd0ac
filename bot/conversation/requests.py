"""
What readers ask of news besides facts, answered in the archive's own words.

The latest are the newest stories, a summary the sentences that stand for a story, a timeline its dated
ones in order, «who is» the sentence that introduces; each a quotation with its outlet and date.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.classifier import Kind
from bot.conversation.composing import composed, reply, unknown, unsure
from bot.conversation.intents import Intent, intent
from bot.conversation.last_answer import of_last
from bot.conversation.latest import Latest
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.conversation.on_topic import on_topic
from bot.conversation.outlets import published
from bot.extraction.fields import described
from bot.extraction.introductions import introduces, introductions, names
from bot.extraction.leads import Extract, leads, opening
from bot.extraction.matching import repeats
from bot.extraction.matter import (
    HELD,
    about,
    leading,
    share,
    together,
    weights,
)
from bot.extraction.questions import asked as parsed
from bot.extraction.timeline import Days, timeline
from bot.extraction.weights import ARTICLE_ON, NEAR_TOPIC, ON_TOPIC
from bot.i18n.messages import say
from bot.presentation.as_json import Json, answer_json
from bot.presentation.holdings import coverage
from bot.types import Answer, Question
from retrieval.index.library import Library
from retrieval.language.arabic import content, fold, question_language, terms, words
from retrieval.language.timewords import asked_days
from retrieval.search.searcher import Searcher
from retrieval.types import LONGEST_QUESTION, Evidence, Filters, Hit, Language

_HITS = 30  # passages of a matter
_OF_ALL = 60  # and of all that happened in it
_OF_ONE, _OF_FIRST, _IN_ALL = 3, 2, 4  # sentences of a summary
_LONG = 850  # characters of one article, beyond which a fourth sentence is too much
_AS_NEAR = 0.8  # of the best score, for another story of a summary
_OF_NEWS = frozenset(("latest", "summary", "recap", "timeline"))  # what an outlet may be named for
_NAME = 2  # words at least of a name that a question may be about
_FURTHER = 0.35  # below the best of what introduces, in cosines, for another sentence of it
_OF_RAWI = (
    "help",
    "about",
    "complaint",
    "pastime",
    "greeting",
    "wellbeing",
    "thanks",
    "goodbye",
)
COURTESIES = frozenset(("archive", *_OF_RAWI))  # what no report is needed for,
SMALL_TALK = frozenset(
    ("greeting", "wellbeing", "thanks", "goodbye")
)  # nor a word of the last answer


class Requests:
    """Answers each kind of intent; holds nothing of a conversation itself."""

    def __init__(
        self, library: Library, searcher: Searcher, memory: Memory, meaning: Meaning
    ) -> None:
        self._library = library
        self._searcher = searcher
        self._memory = memory
        self._meaning = meaning
        self._latest = Latest(library, searcher, meaning)

    async def answer(
        self, asked: Intent, question: Question, before: Answer | None = None
    ) -> Answer | None:
        """
        The answer to *asked*; None where it turns out to be a question like any other.

        before: the one that is meant where *asked* says nothing of a matter; else the chat's last.
        """
        language = question_language(question.text)
        if asked.kind in _OF_RAWI:
            return reply(question.text, language, say(f"courtesy_{asked.kind}", language))
        if asked.kind == "archive":
            return reply(question.text, language, await asyncio.to_thread(self._extent, language))
        if asked.kind in _OF_NEWS and not question.filters.outlet:
            asked, filters = await self._named(asked, question.filters)
            if asked.if_outlet and not filters.outlet:
                return None
            if asked.topic and filters.outlet:
                its = replace(question, filters=filters)
                told = await self._of_topic(asked, its, language)
                if told is not None and told.status == "answered":
                    return told
            elif filters.outlet:
                asked = replace(asked, kind="latest")
                question = replace(question, filters=filters)
        if asked.topic:
            return await self._of_topic(asked, question, language)
        if asked.kind == "latest":
            return await asyncio.to_thread(self._latest.of_all, asked, question, language)
        last = answer_json(before) if before else await asyncio.to_thread(self._last, question)
        if asked.kind == "timeline" and last and last["citations"]:
            title = last["citations"][0]["article"]["title"]
            topic = title if words(title) else last["standalone"]
            about_last = replace(asked, topic=topic[:LONGEST_QUESTION])
            return await self._of_topic(about_last, question, language)
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

    async def introduced(self, question: Question, answer: Answer, *, alone: bool) -> Answer:
        """
        *answer*, or what introduces a name, if *question* may ask just that and *answer* does not.

        It must say nothing but the name («أين وُلد …» or "Who backs …?" asks something of it), and a
        report have it. alone: whether nothing was asked before; else a report must introduce the name.
        """
        if answer.accounts:
            return answer
        wish = intent(question.text, await self._searcher.vector(question.text), either=True)
        if wish is None or wish.kind != "profile" or len(content(wish.topic)) < _NAME:
            return answer
        capital = [
            one[0].isupper() for one in wish.topic.split() if fold(one) in content(wish.topic)
        ]
        if {*parsed(question.text).terms} - {*terms(wish.topic)} or any(capital) > all(capital):
            return answer
        if not any(names(wish.topic, hit.passage.text) for hit in answer.considered):
            return answer  # whom no passage names nobody introduces
        told = await self._of_topic(wish, question, question_language(question.text))
        found = names if alone else introduces
        named = told is not None and any(found(wish.topic, one.quote) for one in told.citations[:1])
        return told if told and named else answer

    async def _named(self, asked: Intent, filters: Filters) -> tuple[Intent, Filters]:
        """*asked* and *filters* with the outlet that it names, or the topic that it seems to name."""
        names = await asyncio.to_thread(self._library.outlets)
        beside, outlet, certain = published(asked, names)
        if outlet and (certain or not await self._headlined(asked.topic, filters)):
            return beside, replace(filters, outlet=outlet)
        guess = asked.guess
        if guess and (described(guess) or await self._headlined(guess, filters)):
            kind: Kind = "summary" if asked.kind == "recap" else asked.kind
            asked = replace(asked, kind=kind, topic=guess)
        return asked, filters

    async def _headlined(self, topic: str, filters: Filters) -> bool:
        """Whether a headline names *topic*."""
        evidence = await self._searcher.search(topic, limit=_HITS, filters=filters)
        importance = weights(evidence)
        return any(share(importance, hit.passage.source) >= HELD for hit in evidence.hits)

    def _last(self, question: Question) -> Json | None:
        if question.after and (kept := self._memory.answer(question.after)):
            return kept
        return self._memory.latest(question.chat) if question.chat else None

    def _extent(self, language: Language) -> str:
        """How many articles there are, how far they reach and whose they are."""
        held = coverage(self._library.sources(), language)
        return f"{held}\n{say('courtesy_archive', language)}"

    # --- about a matter ---

    async def _of_topic(
        self, asked: Intent, question: Question, language: Language
    ) -> Answer | None:
        """What the archive has of a topic, only near it where that is not certain; None for a stranger."""
        limit = _OF_ALL if asked.kind == "timeline" else _HITS
        found = await on_topic(self._searcher, asked.topic, limit=limit, filters=question.filters)
        asked, evidence = replace(asked, topic=found.topic), found.evidence
        chance, considered = await asyncio.to_thread(found.weighed)
        told: Answer | None = None
        one = len(content(asked.topic)) == 1 or described(asked.topic)
        if asked.kind == "latest" and (chance >= NEAR_TOPIC or one):
            there = chance >= NEAR_TOPIC
            told = await self._latest.on(asked, question, language, found.abroad, sure=there)
        elif some := (
            await self._steps(asked.topic, question, evidence)
            if asked.kind == "timeline" and chance >= NEAR_TOPIC
            else await asyncio.to_thread(self._told_of, asked, question.text, evidence)
        ):
            told = composed(
                question.text, language, some, standalone=asked.topic, considered=tuple(considered)
            )
            told.ms.update(search=sum(evidence.ms.values()))
        if told is None:
            profile = asked.kind == "profile"
            return None if profile else unknown(question, asked.topic, evidence, language)
        named = any(names(asked.topic, one.quote) for one in told.citations)
        field = asked.kind == "latest" and told.listing and described(asked.topic)
        sure = chance >= ON_TOPIC or (asked.kind == "profile" and named) or field
        return told if sure or not told.claims else unsure(told)

    async def _steps(self, topic: str, question: Question, evidence: Evidence) -> list[Extract]:
        """What happened in a matter that the archive tells of, in the days that the reader named."""
        since, until = asked_days(question.text, date.today())
        if since or until:  # of a long matter these may not be among the nearest
            of_days = replace(question.filters, since=since, until=until)
            more = await self._searcher.search(evidence.question, limit=_OF_ALL, filters=of_days)
            evidence = together(evidence, more)
        return await asyncio.to_thread(self._dated, topic, evidence, (since, until))

    def _dated(self, topic: str, evidence: Evidence, days: Days) -> list[Extract]:
        found = self._meaning.articles(evidence, least=ARTICLE_ON, sure=True)
        told = self._meaning.tellings(hit for hit, _ in found.values())
        likely = [(one, found[one.article.source.id][1]) for one, _ in told]
        return timeline(topic, likely, weights(evidence), days)

    def _told_of(self, asked: Intent, said: str, evidence: Evidence) -> list[Extract]:
        """What to quote of a matter; nothing where no report is about it."""
        hits = about(evidence)
        if asked.kind == "profile":
            return self._introductions(said, asked.topic, evidence.hits, hits if asked.sure else ())
        return self._summary(evidence, hits) if hits else []

    def _introductions(
        self, question: str, name: str, hits: Sequence[Hit], about: Sequence[Hit]
    ) -> list[Extract]:
        """
        The sentences that say best who or what *name* is, of the articles of *hits* that name it.

        about: hits whose articles are taken where none does.
        """
        told = [one for one, _ in self._meaning.tellings(hits)]
        spelt = [one for one in told if fold(name) in fold(one.article.text)]
        named = spelt or [one for one in told if names(name, one.article.text)]
        some = named or [one for one, _ in self._meaning.tellings(about)]
        near = self._meaning.answering(question, [one.article.source.id for one in some])
        found = [
            one for told in some for one in introductions(name, told, near[told.article.source.id])
        ]
        best = max((worth for worth, _ in found), default=0.0)
        picked: list[Extract] = []
        for worth, one in sorted(found, key=lambda one: -one[0]):
            new = not any(_overlaps(one, other) for other in picked)
            if new and worth >= best - _FURTHER:
                picked.append(one)
        return picked[:_OF_ONE]

    def _summary(self, evidence: Evidence, hits: Sequence[Hit]) -> list[Extract]:
        """The sentences that stand for the story that is asked for, and for those as near."""
        asked = words(evidence.question)
        named = [hit for hit in hits if words(hit.passage.source.title) == asked]
        near = named[:1] or [hit for hit in hits if hit.score >= _AS_NEAR * hits[0].score]
        told = self._meaning.tellings(near)
        stories = len({hit.story for _, hit in told})
        picked: list[Extract] = []
        for telling, hit in told:
            most = 1 if picked else max(_OF_FIRST, _IN_ALL + 1 - stories)
            some = opening(telling, hit, weights(evidence), most=most, said=picked)
            if len(some) > _OF_ONE and sum(len(one.text) for one in some) > _LONG:
                some = opening(telling, hit, weights(evidence), most=_OF_ONE, said=picked)
            picked += [
                one for one in some if not any(repeats(one.text, other.text) for other in picked)
            ]
        if len(picked) == 1:  # one sentence tells no story: how its article begins, too
            first = (one for one in leads(told[0][0], most=_OF_ONE) if one.start != picked[0].start)
            picked = sorted([*picked, *first][:_OF_ONE], key=lambda one: one.start)
        return sorted(picked[:_IN_ALL], key=lambda one: one.passage.source.date.iso or "")


def _overlaps(one: Extract, other: Extract) -> bool:
    """Whether both stand in the same place, or one says what the other does."""
    ends = one.start + len(one.text), other.start + len(other.text)
    same = one.article == other.article and one.start < ends[1] and other.start < ends[0]
    return same or repeats(one.text, other.text)
