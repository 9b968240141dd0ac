"""A chat whole, in both languages, as its reader sees it: help, what is no question, quotes, lists."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.bot.telegram.test_notices import PHOTO
from tests.fakes.botapi import BotAPI
from tests.fakes.serving import button, said, serving, whole

TRANSCRIPTS = Path(__file__).with_name("transcripts")
GROUP = -4242
OTHER_COMMANDS = r"\n.*• (?:⟨LRM⟩)?/(?!start ).*"  # help lists what ``COMMANDS`` does
ASKED = {
    "ar": ("كم عدد القوات الأميركية في العراق؟", "كم سعر كيلو البندورة في السوق اليوم؟", "لماذا؟"),
    "en": (
        "How many American troops are in Iraq?",
        "What do tomatoes cost per kilo today?",
        "Why?",
    ),
}


@pytest.mark.parametrize("language", ASKED)
def test_a_chat_in_the_reader_s_language(embedder, own_home, language):
    """
    The snapshot is read by people; a change of one word in it is a change of what readers see.
    """
    question, beside, why = ASKED[language]

    async def play():
        async with BotAPI(limits={}) as telegram:
            telegram.chats.languages[42] = language
            async with serving(telegram, own_home, embedder, telegram_admins=frozenset({42})):
                telegram.say("/help")
                await said(telegram, count=1)
                telegram.send(42, **PHOTO)
                await said(telegram, count=2)
                asked = telegram.say(question)
                answer = await whole(telegram, count=3)
                await button(telegram, answer, "[1]")
                await whole(telegram, count=4)
                telegram.say("/sources")
                await whole(telegram, count=5)
                telegram.edit(asked, beside)
                await telegram.until(lambda: refused(telegram, answer))
                await button(telegram, answer, why)
                await said(telegram, count=6)
                telegram.say("/weather")
                await said(telegram, count=7)
                telegram.add_bot(GROUP, 42)
                await said(telegram, GROUP, count=1)
            return f"{telegram.transcript()}\n---\n{telegram.transcript(GROUP)}\n"

    shown = re.sub(OTHER_COMMANDS, "", asyncio.run(play()))
    kept = TRANSCRIPTS / f"reader.{language}.txt"
    if not kept.exists():
        kept.write_text(shown, "utf-8")
        pytest.fail(f"new transcript: {kept.name}")
    assert shown == kept.read_text("utf-8")


def refused(telegram, answer):
    """Whether the edited question has its refusal where the answer stood."""
    now = telegram.chats.message(42, answer["message_id"])
    rows = now.get("reply_markup", {}).get("inline_keyboard", [[{}]])
    return now["text"] != answer["text"] and not rows[0][0].get("text", "[").startswith("[")
