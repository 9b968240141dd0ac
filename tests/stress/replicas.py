"""Two bots behind one webhook share an inbox; one is killed under load. Is every question answered once?"""

import random
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientError, ClientSession, web

from tests.fakes.botapi import BotAPI
from tests.fakes.servers import free_port, postgres
from tests.stress.bots import Bot, broken, scripted, settled
from tests.stress.kills import CHATS, ask


async def replicas(questions, *, seed=None, writer=0.6, pause=0.12, sabotage=None):
    """Print what is wrong at the end; how many things are."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder, "postgres")) as database:
        ports = [free_port(), free_port()]
        async with balanced(ports, chance) as url, BotAPI() as telegram:
            bots = [
                Bot(
                    telegram,
                    Path(folder, f"replica-{number}"),
                    scripted(writer),
                    RAWI_TELEGRAM_WEBHOOK=url,
                    RAWI_TELEGRAM_LISTEN=str(port),
                    RAWI_DATABASE_URL=database,
                )
                for number, port in enumerate(ports)
            ]
            for bot in bots:
                bot.sabotage(sabotage)
                await bot.start()
            asked = []
            await ask(telegram, asked, chance, pause=pause, most=questions // 2)
            bots[0].kill()
            await ask(telegram, asked, chance, pause=pause, most=questions)
            await settled(asked, bots[1])
            status = await bots[1].stop()
            return broken(telegram, asked, status, unsure=CHATS)


@asynccontextmanager
async def balanced(ports, chance):
    """The address of a proxy that hands each update to one of *ports*, and to another if it is dead."""
    async with ClientSession() as session:

        async def forward(request):
            body = await request.read()
            for port in chance.sample(ports, len(ports)):
                try:
                    async with session.post(
                        f"http://127.0.0.1:{port}/rawi", data=body, headers=request.headers
                    ) as done:
                        return web.Response(status=done.status)
                except ClientError:
                    continue
            return web.Response(status=502)

        proxy = web.Application()
        proxy.router.add_post("/rawi", forward)
        runner = web.AppRunner(proxy)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}/rawi"
        await runner.cleanup()
