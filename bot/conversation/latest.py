"""The newest stories of an archive, and the newest on a topic, each by the sentence that stands for it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.composing import composed, refusal, unknown
from bot.conversation.intents import Intent
from bot.conversation.meaning import Meaning
from bot.extraction.fields import NEAREST, OF_FIELD, PERHAPS_OF_FIELD, described
from bot.extraction.leads import Extract, leads, opening
from bot.extraction.matter import (
    further,
    likeliest_first,
    newest_of_each,
    presence,
    published,
    together,
    weighed,
    weights,
)
from bot.extraction.spelling import unjoined
from bot.extraction.weights import ARTICLE_FIRST, NEAR_TOPIC
from bot.i18n.messages import date_in_words, quoted, say
from bot.presentation.as_text import headline
from bot.types import Answer, Question
from retrieval.index.library import Library
from retrieval.language.arabic import words
from retrieval.language.dates import FoundDate, find
from retrieval.language.timewords import asked_days
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Filters, Hit, Language

_LOOKED = 60  # passages among which the latest on a topic is sought
_STORIES = 5  # lines,
_OF_DAYS = 8  # and of days or an outlet that were named
_OWN = 2  # further ones in the reader's language, if none is among them
_STRETCHES = (30, 365)  # days back from the newest article, in each of which it is sought, too


class Latest:
    """Tells the newest; holds nothing of a conversation."""

    def __init__(self, library: Library, searcher: Searcher, meaning: Meaning) -> None:
        self._library = library
        self._searcher = searcher
        self._meaning = meaning

    def of_all(self, asked: Intent, question: Question, language: Language) -> Answer:
        """The newest stories there are, and below them two of those told in *language*; blocks."""
        filters = self._within(asked, question.filters)
        most = _OF_DAYS if filters else _STORIES
        newest = self._library.newest(limit=most, filters=filters)
        if not newest and filters:
            return self._nothing(question, language)
        if not newest:
            return refusal(question.text, language, "no_match", say("nothing_yet", language))
        own = self._library.newest(
            limit=_OWN, filters=replace(filters, language=filters.language or language)
        )
        further = [one for one in own if one not in newest]
        stories = dict([*newest, *further])
        articles = self._library.articles({source.id for source in stories.values()})
        some = [
            one
            for story, source in stories.items()
            if source.id in articles
            for one in leads(self._meaning.telling(articles[source.id], story), most=1)
        ]
        lead = _lead(newest[0][1].date.iso or "", language)
        told = _listed(composed(question.text, language, some, lead=lead), lead)
        if not further:
            return told
        until = _until(further[0][1].date.iso or "", language)
        return _led(told, further[0][1].id, say("latest_own", language, until=until))

    async def on(
        self,
        asked: Intent,
        question: Question,
        language: Language,
        abroad: Evidence,
        *,
        sure: bool,
    ) -> Answer:
        """
        The newest stories on a topic, sought among all and those of the last days.

        abroad: what was found on it in the other language.
        sure: whether the archive tells of it at all, so that there must be one.
        """
        within = await asyncio.to_thread(self._within, asked, question.filters)
        newest = await asyncio.to_thread(self._library.newest, limit=1, filters=within)
        span = newest[0][1].date.span if newest else None
        evidence = await self._searcher.search(asked.topic, limit=_LOOKED, filters=within)
        if within != question.filters:  # of those days there may be other news alone
            sure = (
                await asyncio.to_thread(lambda: presence(evidence, weighed(evidence))) >= NEAR_TOPIC
            )
        if span is None:
            return self._nothing(question, language)
        # What is new may not be among the nearest of all.
        stretches = [within, *(_since(within, span[1], days) for days in _STRETCHES)]
        found, others = await self._of_field(asked.topic, stretches)
        if not found and within != question.filters and not sure:
            return self._nothing(question, language, asked.topic)
        if not found:
            evidence = together(evidence, abroad)
            for filters in stretches[1:]:
                some = await self._searcher.search(asked.topic, limit=_LOOKED, filters=filters)
                evidence = together(evidence, some)
            found = await asyncio.to_thread(
                lambda: self._meaning.articles(evidence, least=ARTICLE_FIRST, sure=sure)
            )
            others = await asyncio.to_thread(
                lambda: likeliest_first(evidence, weighed(evidence), abroad)
            )
        if not found:
            return unknown(question, asked.topic, evidence, language)
        topic = unjoined(asked.topic, evidence)
        told = await asyncio.to_thread(self._told, question, language, topic, found, evidence)
        every = sorted((hit for hit, _ in found.values()), key=published, reverse=True)
        considered = (*every, *further(others, every))
        return replace(told, standalone=asked.topic, considered=considered)

    def _told(
        self,
        question: Question,
        language: Language,
        topic: str,
        found: Mapping[str, tuple[Hit, float]],
        evidence: Evidence,
    ) -> Answer:
        """The newest stories of the articles *found* on a topic, as a list."""
        stories = newest_of_each([hit for hit, _ in found.values()])
        ordered = sorted(stories.values(), key=published, reverse=True)[:_STORIES]
        likely = {id: chance for id, (_, chance) in found.items()}
        lines = self._openings(ordered, likely, evidence)
        lead = _lead(published(ordered[0]), language, topic)
        return _listed(composed(question.text, language, lines, lead=lead), lead)

    async def _of_field(
        self, topic: str, stretches: Sequence[Filters]
    ) -> tuple[dict[str, tuple[Hit, float]], list[Hit]]:
        """
        The articles of the field that *topic* names, each with its best hit, as ``Meaning.articles``.

        And, newest first, those that may be of it: which of them are, a model can tell.
        """
        best: dict[str, Hit] = {}
        near: dict[str, float] = {}
        for told in described(topic):
            for filters in stretches:
                some = await self._searcher.search(told, limit=_LOOKED, filters=filters)
                for hit in some.hits:
                    best.setdefault(hit.passage.source.id, hit)
            nearness = await asyncio.to_thread(self._meaning.nearness, told, best)
            near |= {id: max(value, near.get(id, -1.0)) for id, value in nearness.items()}
        nearest = max(near.values(), default=0.0)
        if nearest < NEAREST:
            return {}, []
        found = {id: (best[id], 1.0) for id, one in near.items() if one >= OF_FIELD * nearest}
        others = (best[id] for id, one in near.items() if one >= PERHAPS_OF_FIELD * nearest)
        return found, sorted(others, key=published, reverse=True)

    def _within(self, asked: Intent, filters: Filters) -> Filters:
        """
        *filters* and the days that the reader named.

        «اليوم» of an archive that ends before is the newest there is; days by their date are those.
        """
        rest, today = asked.rest, date.today()
        days = [one for one in find(rest) if one.month and one.day]
        if len(days) == 1 and not days[0].year and (year := self._year(days[0], filters)):
            rest = f"{rest[: days[0].end]} {year}{rest[days[0].end :]}"
            today = max(today, date(year, 12, 31))  # the reports may reach beyond today
        since, until = asked_days(rest, today)
        dated = any(one.year for one in find(rest))
        named = replace(filters, since=filters.since or since, until=filters.until or until)
        return named if dated or self._library.newest(limit=1, filters=named) else filters

    def _year(self, one: FoundDate, filters: Filters) -> int | None:
        """Of the last such day that the reports reach; None where none is dated."""
        newest = self._library.newest(limit=1, filters=filters)
        span = newest[0][1].date.span if newest else None
        if span is None:
            return None
        day = f"{one.month:02}-{one.day:02}"
        return int(span[1][:4]) - (day > span[1][5:]) if day != "02-29" else None

    def _nothing(self, question: Question, language: Language, topic: str = "") -> Answer:
        """The refusal where no report, or none on *topic*, lies within the days and the rest that were named."""
        name = "nothing_about_within" if topic else "out_of_range"
        text = say(name, language, topic=topic)
        return refusal(question.text, language, "out_of_range", text)

    def _openings(
        self, hits: Sequence[Hit], likely: Mapping[str, float], evidence: Evidence
    ) -> list[Extract]:
        return [
            (
                leads(told, most=1)
                if likely[told.article.source.id] >= ARTICLE_FIRST
                else opening(told, hit, weights(evidence), most=1)
            )[0]
            for told, hit in self._meaning.tellings(hits)
        ]


def _since(filters: Filters, newest: str, days: int) -> Filters:
    last = date.fromisoformat(newest.replace("-31", "-28"))
    first = last - timedelta(days=min(days, last.toordinal() - 1))  # the calendar begins in year 1
    return replace(filters, since=max(filters.since or "", first.isoformat()))


def _lead(until: str, language: Language, topic: str = "") -> str:
    """What stands above the newest stories: about what they are, and of which day the last is."""
    form = "latest_on" if topic else "latest_lead"
    return say(form, language, topic=topic, until=_until(until, language))


def _until(day: str, language: Language) -> str:
    return say("until", language, date=date_in_words(day, language)) if day else ""


def _listed(answer: Answer, lead: str) -> Answer:
    """*answer* as a list under *lead*, each quotation under its headline: it alone says of what it is."""
    claims = tuple(
        replace(
            claim,
            text=say(
                "listed",
                answer.language,
                headline=headline(one.passage.source, answer.language),
                quote=quoted(one.quote, answer.language),
                number=one.number,
            ),
        )
        if words(one.passage.source.title)
        else claim
        for claim, one in zip(answer.claims, answer.citations, strict=True)
    )
    text = "\n".join([lead, *(claim.text for claim in claims)])
    return replace(answer, claims=claims, text=text, listing=True)


def _led(answer: Answer, first: str, lead: str) -> Answer:
    """*answer* with *lead* above the line of the article *first* and those after it."""
    claims = tuple(
        replace(claim, lead=lead) if one.passage.source.id == first else claim
        for claim, one in zip(answer.claims, answer.citations, strict=True)
    )
    lines = (line for claim in claims for line in (claim.lead, claim.text) if line)
    return replace(answer, claims=claims, text="\n".join([answer.text.partition("\n")[0], *lines]))
