"""What the files for operators say: the container's commands run, and nothing in it is root's."""

import asyncio
import re
import subprocess
import sys
import time

import yaml

from tests.bot.telegram.test_service import free_port
from tests.conftest import LAST_RESORT, ROOT
from tests.container import argument, instructions
from tests.fakes.botapi import BotAPI
from tests.stress.bots import Bot


def test_the_image_holds_what_it_copies_and_runs_as_nobody_special():
    """
    What is copied is there and not ignored; the user is not root, and the home is the volume.
    """
    words = [word for word, _ in instructions()]
    last = dict(instructions())
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    copied = {
        name
        for word, rest in instructions()
        if word == "COPY" and "--from" not in rest
        for name in rest.split()[:-1]
    }
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert copied == kept
    assert words[-1] == "CMD"
    assert last["USER"] == "rawi"
    assert f"RAWI_HOME={last['VOLUME']} " in last["ENV"]


def test_the_image_starts_and_is_found_well(tmp_path):
    """
    Its command serves, and its health check succeeds while it does, and fails before and after.
    """
    port = str(free_port())
    command = [one.replace("9100", port) for one in argument("CMD")]
    check = [one.replace("9100", port) for one in argument("HEALTHCHECK")]
    assert argument("ENTRYPOINT") == ["rawi"]
    assert (command[0], check[0]) == ("telegram", "python")

    def healthy(seconds=0.0):
        time.sleep(seconds)
        return subprocess.run([sys.executable, *check[1:]], capture_output=True).returncode == 0

    async def play():
        async with BotAPI(limits={}) as telegram:
            bot = Bot(telegram, tmp_path / "home", ("-m", "bot.cli.main"), *command[1:])
            before = healthy()
            await bot.start()
            telegram.say("شكراً")  # else the first poll takes its half minute
            async with asyncio.timeout(LAST_RESORT):  # until the first poll has come back
                while not await asyncio.to_thread(healthy, 0.5):
                    pass
            await bot.stop()
            assert (before, healthy()) == (False, False)

    asyncio.run(play())


def test_compose_and_the_unit_name_what_there_is():
    """
    Volumes that are used are declared, settings exist, and the unit runs the program's own command.
    """
    from bot.settings import NAMES

    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    used = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service["volumes"]
    }
    assert used == set(compose["volumes"])
    bot = compose["services"]["bot"]
    assert set(bot["environment"]) <= set(NAMES)
    assert set(bot["depends_on"]) == set(compose["services"]) - {"bot"}
    unit = (ROOT / "docs/rawi.service").read_text()
    assert re.search(r"^ExecStart=/opt/rawi/bin/rawi telegram --metrics \S+$", unit, re.M)
