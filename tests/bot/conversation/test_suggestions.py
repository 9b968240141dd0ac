"""A question is proposed only where its own article answers it."""

import asyncio
from dataclasses import replace

from bot.conversation.suggestions import about, answered
from retrieval.errors import QuestionTooLong
from tests.bot.fake_rawi import ANSWERED, REFUSED, TALKS


class Previewing:
    """Answers from the article ``talks-1`` alone, and counts what it was asked."""

    def __init__(self):
        self.asked = []

    async def preview(self, text):
        self.asked.append(text)
        if "طويل" in text:
            raise QuestionTooLong(length=2000, limit=1000)
        return REFUSED if "غامض" in text else ANSWERED


def good(*sources, most=3):
    rawi = Previewing()
    return asyncio.run(answered(sources, rawi, "ar", most=most)), rawi.asked


def titled(title, id="talks-1"):
    return replace(TALKS, id=id, title=title, also_in=())


def test_what_is_refused_or_answered_from_elsewhere_is_not_proposed():
    """
    Nor what cannot be asked at all; a copy of the article is as good.
    """
    refused, long, other = titled("غامض"), titled("طويل"), titled("محادثات", id="other")
    kept = titled("محادثات")
    copy = replace(other, also_in=(replace(TALKS.also_in[0], id="talks-1"),))

    assert good(refused, long, other, kept, copy)[0] == [kept, copy]


def test_no_more_is_asked_than_is_wanted_or_can_be_waited_for():
    """
    Each costs what a question does.
    """
    kept = titled("محادثات")

    assert good(*[kept] * 9, most=2)[1] == [about("محادثات", "ar")] * 2
    assert len(good(*[titled("غامض")] * 99)[1]) < 10
