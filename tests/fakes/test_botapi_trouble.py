"""What goes wrong on the loopback Bot API: floods, faults before and after the effect, webhooks."""

import asyncio
import re
import time

import pytest
from aiohttp import web
from telegram.error import Conflict, NetworkError, RetryAfter, TimedOut

from tests.fakes.botapi import Fault
from tests.fakes.botapi.floods import LIMITS, Floods, Limit
from tests.fakes.botapi.refusals import Refused
from tests.fakes.clients import client, played, refused

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
GROUP = -1_000_000_000_042


def drained(floods, method, chat):
    """How many calls pass at once, and what the next is told to wait."""
    for passed in range(1000):
        try:
            floods.check(method, chat)
        except Refused as refused:
            return passed, refused.parameters["retry_after"]
    raise AssertionError("no limit")


def test_each_chat_group_and_bot_has_its_bucket():
    """
    Three at once in a chat, twenty in a group, thirty in all; other chats are not held up.
    """
    floods = Floods()

    assert drained(floods, "sendmessage", 42) == (3, 1)
    assert drained(floods, "sendmessage", GROUP) == (20, 3)
    assert drained(floods, "sendmessage", 7) == (3, 1)
    assert [drained(floods, "sendmessage", chat)[0] for chat in (8, 9)] == [3, 1]


def test_edits_draw_on_the_messages_bucket_and_on_their_own():
    """
    About twenty a minute in one chat.
    """
    floods = Floods({"chat": Limit(1.0, 100), "edits": LIMITS["edits"]})

    assert drained(floods, "editmessagetext", 42) == (20, 3)
    assert drained(floods, "sendmessage", 42) == (80, 1)


def test_a_refused_call_draws_on_nothing():
    """
    Waiting as long as one was told is enough.
    """
    floods = Floods({"chat": Limit(20.0, 1), "all": Limit(1.0, 2)})
    floods.check("sendmessage", 42)
    with pytest.raises(Refused):
        floods.check("sendmessage", 42)
    time.sleep(0.06)
    floods.check("sendmessage", 42)


def test_a_flood_is_told_how_long_to_wait():
    """
    429 with ``retry_after``; answering buttons and showing that one types are free.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        for number in range(3):
            await bot.send_message(42, f"{number}")
        with pytest.raises(RetryAfter) as flood:
            await bot.send_message(42, "3")
        for _ in range(5):
            await bot.send_chat_action(42, "typing")

        assert flood.value.retry_after == 1
        assert telegram.calls[4].refusal.status == 429
        assert len(telegram.replies()) == 3

    played(scene)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("kind", "error"),
    [("drop", NetworkError), ("502", NetworkError), ("500", NetworkError), ("slow", TimedOut)],
)
def test_a_fault_comes_before_or_after_the_effect(kind, error, after):
    """
    The client learns the same either way; whether the message is there, it cannot know.
    """

    async def scene(telegram, _):
        telegram.say("س")
        telegram.faults.add(Fault(kind, after=after, seconds=0.3), _sends)
        async with client(telegram, patience=0.1) as bot:
            with pytest.raises(error):
                await bot.send_message(42, "واحد")
        await telegram.wait(_sends)
        there = after or kind == "slow"
        assert [one["text"] for one in telegram.replies()] == ["واحد"] * there

    played(scene)


def _sends(call):
    return call.method == "sendMessage"


def test_a_scripted_flood_has_no_effect():
    """
    429 for as long as the script says, then the call goes through.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        telegram.faults.add(Fault("429", seconds=7), _sends, times=2)
        for _ in range(2):
            with pytest.raises(RetryAfter) as flood:
                await bot.send_message(42, "واحد")
            assert flood.value.retry_after == 7
        await bot.send_message(42, "واحد")

        assert len(telegram.replies()) == 1

    played(scene)


def test_a_server_that_was_away_is_back_as_it_was():
    """
    Nobody answers meanwhile; polls break off; chats and updates are still there afterwards.
    """

    async def scene(telegram, bot):
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        async with telegram.unreachable():
            telegram.say("س")
            with pytest.raises(NetworkError):
                await bot.send_message(42, "ج")
            with pytest.raises(NetworkError):
                await poll
        await bot.send_message(42, "ج")

        assert len(await bot.get_updates()) == 1
        assert telegram.transcript() == "ليلى: س\nراوي: ج"

    played(scene)


def test_a_rate_of_faults_is_the_same_for_the_same_seed():
    """
    A share of the calls, spread by chance, and once more alike.
    """

    async def befallen(seed):
        fates = []

        async def scene(telegram, bot):
            telegram.say("س")
            telegram.faults.rate(Fault("429"), 0.3, seed=seed, when=_sends)
            for _ in range(60):
                try:
                    await bot.send_message(42, "واحد")
                except RetryAfter:
                    fates.append(True)
                else:
                    fates.append(False)

        await asyncio.to_thread(played, scene, limits={})
        return fates

    async def play():
        return [await befallen(seed) for seed in (1, 1, 2)]

    first, again, other = asyncio.run(play())

    assert first == again != other
    assert 8 <= sum(first) <= 30


def test_a_webhook_gets_updates_in_order_until_it_takes_them():
    """
    With the secret; one that fails is tried again; meanwhile nobody can poll.
    """

    async def scene(telegram, bot):
        heard = []

        async def hook(request):
            heard.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], await request.json()))
            return web.Response(status=500 if len(heard) == 1 else 200)

        app = web.Application()
        app.router.add_post("/hook", hook)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await bot.set_webhook(
            "http://127.0.0.1:{1}/hook".format(*runner.addresses[0]), secret_token="s1"
        )
        telegram.say("واحد")
        telegram.say("اثنان")
        with pytest.raises(Conflict, match=re.escape("can't use getUpdates method while webhook")):
            await bot.get_updates()
        await telegram.until(lambda: not telegram.updates)
        await bot.delete_webhook()
        await runner.cleanup()

        assert [update["message"]["text"] for _, update in heard] == ["واحد", "واحد", "اثنان"]
        assert {secret for secret, _ in heard} == {"s1"}
        assert await bot.get_updates() == ()

    played(scene)


def test_a_webhook_elsewhere_must_be_safe():
    """
    Nothing but https, and a secret of letters and digits.
    """

    async def scene(telegram, bot):
        with refused("An HTTPS URL must be provided"):
            await bot.set_webhook("http://example.org/")
        with refused("unallowed characters"):
            await bot.set_webhook("https://example.org/", secret_token="س")

    played(scene)
