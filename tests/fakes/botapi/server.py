"""The world of ``people`` behind HTTP, on loopback. The only module here that imports aiohttp."""

import asyncio
import inspect
import time
from contextlib import asynccontextmanager
from email.utils import formatdate

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.fakes.botapi import listening, messages, profile, queries  # noqa: F401 - fill METHODS
from tests.fakes.botapi.calls import Call
from tests.fakes.botapi.methods import METHODS
from tests.fakes.botapi.people import People
from tests.fakes.botapi.refusals import Refused

_LARGEST = 60 << 20  # bytes of a request
_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class BotAPI(People):
    """
    A Bot API server from ``async with`` to its end.

    url: its root, below which ``/bot<token>/METHOD`` and ``/file/bot<token>/…`` lie.
    behind: seconds that its clock is behind the host's, as its responses tell.
    """

    def __init__(self, *, port=0, behind=0, **options):
        super().__init__(**options)
        self._behind = behind
        self._port = port
        self.url = None

    async def __aenter__(self):
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/documents/{id}", self._fetched)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listen()
        self._http = ClientSession(timeout=ClientTimeout(total=10))
        self._delivery = asyncio.create_task(self.updates.deliver(self._post))
        return self

    async def _listen(self):
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await self._site.start()
        host, self._port = self._runner.addresses[0]
        self.url = f"http://{host}:{self._port}"

    @asynccontextmanager
    async def unreachable(self):
        """While this holds nobody answers at ``url``; what is known stays known."""
        await self._site.stop()
        await self._runner.server.shutdown(0.1)
        try:
            yield
        finally:
            await self._listen()

    async def __aexit__(self, *_):
        self._delivery.cancel()
        await self._http.close()
        await self._runner.cleanup()

    async def _called(self, request):
        if request.match_info["token"] != self.token:
            return _refusal(Refused(401, "Unauthorized"))
        call = await _read(request)
        call.fault = self.faults.of(call)
        if call.fault and not call.fault.after:
            response = await self._failed(call, request, lambda: self._answer(call))
        else:
            response = await self._answer(call)
            if call.fault:
                response = await self._failed(call, request, _ready(response))
        if call.name != "getupdates":
            self.calls.append(call)
            self.signal.ring()
        response.headers["Date"] = formatdate(time.time() - self._behind, usegmt=True)
        return response

    async def _answer(self, call):
        try:
            if call.name not in METHODS:
                raise Refused(404, "Not Found: method not found")
            self.floods.check(call.name, call.chat)
            result = METHODS[call.name](self, call)
            call.result = await result if inspect.isawaitable(result) else result
        except Refused as refused:
            call.refusal = refused
            return _refusal(refused)
        return web.json_response({"ok": True, "result": call.result})

    async def _failed(self, call, request, answer):
        """The response that the fault of *call* allows to what *answer* would have been."""
        fault = call.fault
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await answer()
        if fault.kind == "502":
            return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
        if fault.kind == "500":
            return _refusal(Refused(500, "Internal Server Error"))
        if fault.kind == "429":
            wait = int(fault.seconds)
            call.refusal = Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
            return _refusal(call.refusal)
        request.transport.abort()
        return web.Response()

    async def _fetched(self, request):
        known = request.match_info["token"] == self.token
        data = self.files.get(request.match_info["id"]) if known else None
        return _refusal(Refused(404, "Not Found")) if data is None else web.Response(body=data)

    async def _post(self, url, update, secret):
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with self._http.post(url, json=update, headers=headers) as response:
                return 200 <= response.status < 300
        except (ClientError, TimeoutError):
            return False


def _ready(response):
    async def answer():
        return response

    return answer


async def _read(request):
    """The call in a request, in whichever of the four ways it carries its parameters."""
    params, files = dict(request.query), {}
    if request.content_type == "application/json":
        params |= await request.json()
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = value.filename, value.file.read()
            else:
                params[name] = value
    return Call(request.match_info["method"], params, files)


def _refusal(refused):
    return web.json_response(refused.json, status=refused.status)
