"""``/healthz``: one word for whatever restarts the bot, and the counters beside it."""

import asyncio
import urllib.error
import urllib.request

from prometheus_client import CollectorRegistry

from bot.telegram.metrics import Metrics
from bot.telegram.web import closed, serve_health
from bot.types import Answer, Usage, Written
from tests.bot.telegram.test_service import free_port
from tests.processes import LAST_RESORT

TOLD = Answer(
    *("1f", "كم؟", "كم؟", "ar", "answered", None, "generated", "نص"),
    usage=Usage(1_000_000, 500_000),
    rulings=tuple(
        Written("نص", (1,), "judged", why) for why in ("judge", "judge", "number", "extract")
    ),
)


def got(url):
    try:
        with urllib.request.urlopen(url, timeout=LAST_RESORT) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_health_and_counters_are_apart():
    """
    200 only while every check holds; the counters say what tokens cost and what the judge said.
    """

    async def play():
        wrong = []

        async def check():
            return wrong[0] if wrong else None

        metrics = Metrics(CollectorRegistry(), prices=(0.5, 2.0))
        metrics.written(TOLD)
        port = free_port()
        server = serve_health(("127.0.0.1", port), check, metrics.exposed)
        url = f"http://127.0.0.1:{port}"
        try:
            assert await asyncio.to_thread(got, f"{url}/healthz") == (200, "ok\n")
            wrong.append("archive")
            assert await asyncio.to_thread(got, f"{url}/healthz") == (503, "archive\n")
            status, counters = await asyncio.to_thread(got, f"{url}/metrics")
            assert (status, "rawi_cost_total 1.5" in counters) == (200, True)
            assert 'rawi_judge_verdicts_total{verdict="yes"} 2.0' in counters
            assert 'rawi_judge_verdicts_total{verdict="vetoed"} 1.0' in counters
            assert (await asyncio.to_thread(got, f"{url}/"))[0] == 404
        finally:
            await closed(server)

    asyncio.run(play())
