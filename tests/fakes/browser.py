"""
A real Chromium without a screen, driven over its DevTools protocol.

What it says on its console and asks of the network is kept, so that a page can be held to none.
"""

import asyncio
import base64
import itertools
import shutil
from contextlib import asynccontextmanager

import aiohttp

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "no Chromium is installed: apt-get install chromium"
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--remote-debugging-port=0", "--disable-dev-shm-usage", "about:blank"),
)
_PATIENCE = 60  # seconds; a busy machine is no failure


class Page:
    """
    One page.

    complaints: errors, warnings and exceptions on its console. requests: addresses asked for.
    """

    def __init__(self, socket):
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints = []
        self.requests = []
        self._loaded = False

    async def call(self, method, **params):
        """What the protocol answers; events that come before it are kept."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while (told := await self._next()).get("id") != number:
            pass
        assert "error" not in told, told
        return told["result"]

    async def _next(self):
        told = await asyncio.wait_for(self._socket.receive_json(), _PATIENCE)
        if "method" in told:
            self._note(told["method"], told["params"])
        return told

    def _note(self, method, params):
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.complaints.append(str(params["args"]))

    async def open(self, file):
        """Show *file*, once it is there whole."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.call(f"{domain}.enable")
        await self.call("Page.navigate", url=file.as_uri())
        while not self._loaded:
            await self._next()

    async def run(self, script):
        """The value of a script in the page."""
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def press(self, key):
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, **text)
            text = {}

    async def size(self, width, height):
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )

    async def picture(self):
        """The page as a PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


@asynccontextmanager
async def browser(folder):
    """A page of a browser that keeps its profile below *folder*."""
    profile = folder / "profile"
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        f"--user-data-dir={profile}",
        *_FLAGS,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _port(profile / "DevToolsActivePort", process)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as reply:
                [target] = [one for one in await reply.json() if one["type"] == "page"]
            address = target["webSocketDebuggerUrl"]
            async with session.ws_connect(address, max_msg_size=2**26) as socket:
                yield Page(socket)
    finally:
        process.kill()
        await process.wait()


async def _port(file, process):
    """The port the browser chose, once it has written it down."""
    for _ in range(20 * _PATIENCE):
        if file.exists() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        assert process.returncode is None, "Chromium did not start"
        await asyncio.sleep(0.05)
    raise TimeoutError("Chromium named no port")
