"""Updates that cannot be read: passed over, counted, and what comes after them is heard."""

import asyncio
import json
import urllib.request

import pytest
from prometheus_client import CollectorRegistry
from telegram import Update, User
from telegram.request import HTTPXRequest

from bot.telegram.api.polling import PollingRequest, UpdateQueue, read_update, readable
from bot.telegram.metrics import Metrics
from bot.telegram.web import closed, serve_updates
from tests.bot.telegram.test_service import free_port
from tests.processes import LAST_RESORT

ME = User(99, "راوي", is_bot=True, username="rawi_test_bot")
TORN = {"entities": [{"type": "mention", "offset": 1, "length": 2}], "text": "😀😀 سؤال"}


def update(**said):
    person = {"id": 42, "is_bot": False, "first_name": "ليلى"}
    chat = {"id": 42, "type": "private"}
    message = {"message_id": 7, "date": 1_700_000_000, "chat": chat, "from": person, **said}
    return Update.de_json({"update_id": 1, "message": message}, None)


def unread(registry):
    return registry.get_sample_value("rawi_faults_total", {"kind": "update_unreadable"})


@pytest.mark.parametrize(
    "torn", [TORN, {"caption": TORN["text"], "caption_entities": TORN["entities"]}]
)
def test_entities_that_cut_a_letter_in_two_end_nothing(torn):
    """
    The message is passed over, and the next is taken.
    """
    heard, failed, registry = [], [], CollectorRegistry()

    async def handle(event):
        heard.append(event.text)

    async def play():
        updates = UpdateQueue(ME, handle, failed.append, Metrics(registry))
        await updates.put(update(**torn))
        await updates.put(update(text="كم؟"))

    asyncio.run(play())
    assert (heard, failed, unread(registry)) == (["كم؟"], [], 1)


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"[" * 200_000, b'{"x": "\xff"}'])
def test_a_webhook_says_yes_to_what_it_cannot_read(body):
    """
    Anything but 200 would make the server send it again.
    """
    registry = CollectorRegistry()

    async def take(raw):
        assert read_update(raw, Metrics(registry)) is None

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
    registry = CollectorRegistry()
    deep = b'{"ok":true,"result":[{"update_id": 8,"x":%b},{"update_id":9}]}' % (b"[" * 200_000)
    body = json.loads(readable(deep, Metrics(registry)))

    assert body["result"] == [{"update_id": 8}, {"update_id": 9}]
    assert unread(registry) == 1


@pytest.mark.parametrize("strange", ['{"update_id":"x"}', "7", "null", '{"update_id":1.5}', "{}"])
def test_an_update_without_a_number_is_passed_over(strange):
    """
    No poll can confirm it; the others are heard.
    """
    registry = CollectorRegistry()
    body = f'{{"ok":true,"result":[{strange},{{"update_id":9}}]}}'.encode()

    assert json.loads(readable(body, Metrics(registry)))["result"] == [{"update_id": 9}]
    assert unread(registry) == 1


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ((200, b"[]"), 502),
        ((200, b'{"ok":true,"result":true}'), 502),
        ((200, b"<html>"), 502),
        ((404, b"<html>"), 502),
        ((401, b"{}"), 502),
        ((200, b'{"ok":true,"result":[]}'), 200),
    ],
)
def test_one_strange_answer_to_a_poll_is_an_outage(monkeypatch, answer, heard):
    """
    An Updater asks again after 502; the token is known, as a further look shows.
    """

    async def known():
        return False

    async def answered(*_args, **_named):
        return answer

    async def play():
        monkeypatch.setattr(HTTPXRequest, "do_request", answered)
        request = PollingRequest(known, pytest.fail, Metrics(CollectorRegistry()))
        return (await request.do_request("url", "GET"))[0]

    assert asyncio.run(play()) == heard
