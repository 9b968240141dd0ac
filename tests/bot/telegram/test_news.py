"""The newest stories, links that open an article or a question, and copies that are removed with one press."""

import asyncio
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.i18n.messages import say
from bot.telegram.handlers.links import digest
from retrieval.index.archive import Archive
from tests.bot.conversation.test_requests import NEWS
from tests.bot.telegram.test_service import same
from tests.fakes.archives import ingested
from tests.fakes.botapi import BotAPI
from tests.fakes.serving import button, said, serving, whole

LINK = {"ar": "انسخ الرابط", "en": "Copy the link"}


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("news") / "home"
    with closing(Archive(home, embedder)) as archive:
        ingested(archive, *NEWS)
    return home


@pytest.fixture(name="told")
def _told(home, tmp_path):
    """A home with invented news in both languages, where nothing was said yet."""
    return Path(shutil.copytree(home, tmp_path / "home"))


def copied(message, text):
    """What the button *text* puts on the clipboard."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(
        one["copy_text"]["text"] for row in rows for one in row if one["text"].startswith(text)
    )


@pytest.mark.parametrize(
    ("language", "topic", "question", "newest"),
    [
        ("ar", "ميناء الرمال", "كم كتاباً في المكتبة العامة؟", "ما آخر الأخبار؟"),
        ("en", "the old quarter", "How many books does the public library hold?", "latest news"),
    ],
)
def test_the_news_in_the_reader_s_language(embedder, told, language, topic, question, newest):
    """
    The newest stories, of all and of a topic, one of them read; links to an article and to a question.

    The snapshot is read by people; a change of one word in it is a change of what readers see.
    """

    async def play():
        async with BotAPI(limits={}) as telegram:
            telegram.chats.languages.update({42: language, 43: language})
            async with serving(telegram, told, embedder):
                telegram.say("/latest")
                latest = await whole(telegram, count=1)
                await button(telegram, latest, say("read_number", language, number=1))
                article = await whole(telegram, count=2)
                telegram.say(newest)
                asked = await whole(telegram, count=3)
                telegram.say(f"/latest {topic}")
                await whole(telegram, count=4)
                telegram.say(question)
                answer = await whole(telegram, count=5)
                links = copied(article, LINK[language]), copied(answer, "🔗")
                for count, link in enumerate((*links, "?start=qnothing", "?start=beef"), 1):
                    telegram.say(f"/start {link.partition('start=')[2]}", 43)
                    await said(telegram, 43, count=count)
                    if count == 2:
                        await whole(telegram, 43, count=2)
            assert asked["text"] == latest["text"]
            assert all(len(link.partition("start=")[2]) <= 64 for link in links)
            assert not [call for call in telegram.calls if call.refusal]
            return f"{telegram.transcript()}\n---\n{re.sub('/start q.+', '/start q…', telegram.transcript(43))}"

    assert same(f"news.{language}", asyncio.run(play()))


def test_a_button_asks_about_the_article_a_link_opened(embedder, told):
    """
    The answer cites it.
    """

    async def play():
        async with BotAPI(limits={}) as telegram, serving(telegram, told, embedder):
            telegram.say(f"/start {digest('olives')}")
            article = await whole(telegram)
            await button(telegram, article, "اسأل عنه")
            assert "سلمى الأزرق" in (await whole(telegram, count=2))["text"]

    asyncio.run(play())
