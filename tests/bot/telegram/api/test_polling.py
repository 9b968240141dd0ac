"""Updates that cannot be read: passed over, counted, and what comes after them is heard."""

import asyncio
import json
import urllib.request

import pytest
from prometheus_client import CollectorRegistry
from telegram import User
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.api.errors import PolledElsewhere
from bot.telegram.api.polling import Polling
from bot.telegram.api.updates import read_event
from bot.telegram.api.watch import Watch
from bot.telegram.metrics import Metrics
from bot.telegram.web import closed, serve_updates
from tests.fakes.servers import free_port
from tests.processes import LAST_RESORT

ME = User(99, "راوي", is_bot=True, username="rawi_test_bot")
TORN = {"entities": [{"type": "mention", "offset": 1, "length": 2}], "text": "😀😀 سؤال"}
ANOTHER = 409, b'{"ok":false,"description":"Conflict: terminated by other getUpdates request"}'


def update(id=1, **said):
    person = {"id": 42, "is_bot": False, "first_name": "ليلى"}
    chat = {"id": 42, "type": "private"}
    message = {"message_id": 7, "date": 1_700_000_000, "chat": chat, "from": person, **said}
    return {"update_id": id, "message": message}


def polled(*answers):
    """
    What is asked of a server that gives *answers*, statuses with bodies, and then says that another
    bot asks; what is heard; and the metrics.
    """
    heard, offsets, registry, answers = [], [], CollectorRegistry(), [*answers, ANOTHER]
    metrics = Metrics(registry)

    class Request(HTTPXRequest):
        async def do_request(self, url, *_args, **_named):
            offsets.append(int(url.partition("offset=")[2].partition("&")[0]))
            return answers.pop(0)

    class Known(Watch):
        doubts = (0,)

    async def known():
        return ME

    async def take(raw):
        heard.append(read_event(raw, ME, metrics))

    async def play():
        polling = Polling(ExtBot("1:x"), Request(), Known(known), take)
        with pytest.raises(PolledElsewhere):
            await polling.run()

    asyncio.run(play())
    return offsets, [event.text for event in heard if event], registry


def unread(registry):
    return registry.get_sample_value("rawi_faults_total", {"kind": "update_unreadable"})


@pytest.mark.parametrize(
    "torn", [TORN, {"caption": TORN["text"], "caption_entities": TORN["entities"]}]
)
def test_entities_that_cut_a_letter_in_two_end_nothing(torn):
    """
    The message is passed over, and the next is taken.
    """
    body = json.dumps({"ok": True, "result": [update(**torn), update(2, text="كم؟")]})
    offsets, heard, registry = polled((200, body.encode()))

    assert (offsets, heard, unread(registry)) == ([0, 3], ["كم؟"], 1)


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"[" * 200_000, b'{"x": "\xff"}'])
def test_a_webhook_says_yes_to_what_it_cannot_read(body):
    """
    Anything but 200 would make the server send it again.
    """
    registry = CollectorRegistry()
    metrics = Metrics(registry)

    async def take(raw):
        assert read_event(raw, ME, metrics) is None

    async def play():
        port = free_port()
        server = serve_updates(("127.0.0.1", port), "rawi", "secret", take)
        headers = {"X-Telegram-Bot-Api-Secret-Token": "secret"}
        posted = urllib.request.Request(f"http://127.0.0.1:{port}/rawi", body, headers)

        def status():
            with urllib.request.urlopen(posted, timeout=LAST_RESORT) as response:
                return response.status

        try:
            return await asyncio.to_thread(status)
        finally:
            await closed(server)

    assert asyncio.run(play()) == 200
    assert unread(registry) == 1


def test_a_poll_that_is_nested_too_deep_is_confirmed_by_its_numbers():
    """
    The next poll goes on behind it, and the bot is not deaf for good.
    """
    deep = b'{"ok":true,"result":[{"update_id": 8,"x":%b},{"update_id":9}]}' % (b"[" * 200_000)
    offsets, heard, registry = polled((200, deep))

    assert (offsets, heard, unread(registry)) == ([0, 10], [], 1)


@pytest.mark.parametrize("strange", ['{"update_id":"x"}', "7", "null", '{"update_id":1.5}', "{}"])
def test_an_update_without_a_number_is_passed_over(strange):
    """
    No poll can confirm it; the others are heard.
    """
    body = f'{{"ok":true,"result":[{strange},{json.dumps(update(9, text="كم؟"))}]}}'.encode()
    offsets, heard, registry = polled((200, body))

    assert (offsets, heard, unread(registry)) == ([0, 10], ["كم؟"], 1)


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"[]"),
        (200, b'{"ok":true,"result":true}'),
        (200, b"<html>"),
        (404, b"<html>"),
        (401, b"{}"),
        (502, b"<html>"),
    ],
)
def test_one_strange_answer_to_a_poll_is_an_outage(monkeypatch, answer):
    """
    It is asked again; the token is known, as a further look shows.
    """
    real = asyncio.sleep
    monkeypatch.setattr("bot.telegram.api.watch.asyncio.sleep", lambda _: real(0))

    assert polled(answer)[0] == [0, 0]
