"""The bot from end to end, over real HTTP, as the people in its chats see it."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.botapi import BotAPI
from tests.fakes.serving import button, said, serving, whole

TRANSCRIPTS = Path(__file__).with_name("transcripts")
GROUP, FORUM, TOPIC = -4242, -1_000_000_004_343, 7


def played(scene, **options):
    """Run *scene* against a server without flood limits, unless *options* set some."""

    async def play():
        async with BotAPI(**{"limits": {}, **options}) as telegram:
            await scene(telegram)

    asyncio.run(play())


def same(name, transcript):
    """Whether *transcript* is what it was; a new one is kept to be looked at."""
    kept = TRANSCRIPTS / f"{name}.txt"
    if not kept.exists():
        kept.write_text(transcript + "\n", "utf-8")
        pytest.fail(f"new transcript: {kept.name}")
    return transcript + "\n" == kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "chat", "thread", "call"),
    [
        ("private", 42, None, ""),
        ("group", GROUP, None, "@rawi_test_bot "),
        ("topic", FORUM, TOPIC, "@Rawi_Test_Bot "),
    ],
)
def test_a_conversation_from_question_to_old_button(embedder, own_home, name, chat, thread, call):
    """
    Question, answer, quotation, follow-up, feedback, restart, and the old buttons still work.
    """

    async def scene(telegram):
        def ask(text):
            telegram.say(call + text, chat, 42, thread=thread)

        async with serving(telegram, own_home, embedder):
            ask("كم عدد القوات الأميركية في العراق؟")
            answer = await whole(telegram, chat)
            await button(telegram, answer, "[1]", user=42)
            await said(telegram, chat, count=2)
            ask("وماذا عن سوريا؟")
            follow_up = await whole(telegram, chat, count=3)
            assert await button(telegram, follow_up, "👍", user=42)
        async with serving(telegram, own_home, embedder):
            await button(telegram, answer, "[1]", user=42)
            await said(telegram, chat, count=4)
            await button(telegram, answer, "لماذا؟", user=42)
            await said(telegram, chat, count=5)
            ask("كم عدد القوات الفرنسية في العراق؟")
            await whole(telegram, chat, count=6)

        assert same(name, telegram.transcript(chat))
        assert not [call for call in telegram.calls if call.refusal]

    played(scene)
