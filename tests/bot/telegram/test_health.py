"""``/healthz``: one word for whatever restarts the bot, and the counters beside it."""

import asyncio
import urllib.error
import urllib.request

from prometheus_client import CollectorRegistry

from bot.telegram.health import Health, serve
from bot.telegram.metrics import Metrics
from tests.bot.telegram.test_service import free_port


def got(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_health_and_counters_are_apart():
    """
    200 only while every check holds; the counters say what tokens cost.
    """

    async def play():
        wrong = []

        async def check():
            return wrong[0] if wrong else None

        metrics = Metrics(CollectorRegistry(), prices=(0.5, 2.0))
        metrics.spent(read=1_000_000, written=500_000)
        port = free_port()
        health = Health(asyncio.get_running_loop(), check)
        close = serve("127.0.0.1", port, health, metrics.application())
        url = f"http://127.0.0.1:{port}"
        try:
            assert await asyncio.to_thread(got, f"{url}/healthz") == (200, "ok\n")
            wrong.append("archive")
            assert await asyncio.to_thread(got, f"{url}/healthz") == (503, "archive\n")
            status, counters = await asyncio.to_thread(got, f"{url}/metrics")
            assert (status, "rawi_cost_total 1.5" in counters) == (200, True)
            assert (await asyncio.to_thread(got, f"{url}/"))[0] == 404
        finally:
            close()

    asyncio.run(play())
