"""
A scripted model server on loopback that speaks OpenAI's chat completions and enforces its rules.

Each request for a completion takes the next Reply of the script, then ``otherwise``; either may be
a function of the request. What the real
server would refuse is refused here with its status and error body: a wrong key, an unknown model,
an argument nobody defined, two token limits at once, ``stream_options`` without ``stream``.
Responses, embeddings and every other path are 404, so nothing can come to rest on them unseen.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-loopback-4c1d"
MODEL = "loopback-1"
_ARGUMENTS = frozenset(
    {
        *("messages", "model", "stream", "stream_options", "max_tokens", "max_completion_tokens"),
        *("temperature", "top_p", "n", "stop", "seed", "user", "presence_penalty", "logprobs"),
        *("frequency_penalty", "logit_bias", "top_logprobs", "response_format", "tools", "store"),
        *("tool_choice", "parallel_tool_calls", "reasoning_effort", "metadata", "service_tier"),
    }
)
_ROLES = frozenset(["system", "developer", "user", "assistant", "tool"])
_USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What the server does with one request.

    text: streamed *piece* characters at a time, or given whole when no stream was asked for.
    pause: seconds between pieces. delay: seconds before the status line.
    events: sent instead of the text: a dict as JSON, a str as it is, a number as seconds of silence,
        a threading.Event as silence until it is set.
    finish: the finish_reason; None sends none. done: whether ``data: [DONE]`` ends the stream.
    status, body, headers: an answer that is no stream; a str body is sent as it is.
    cut: the connection is torn down after so many events.
    """

    text: str = ""
    piece: int = 4
    pause: float = 0.0
    delay: float = 0.0
    events: tuple[Any, ...] | None = None
    finish: str | None = "stop"
    done: bool = True
    crlf: bool = False
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


Answering = Reply | Callable[[dict[str, Any]], Reply]


def said(text: str | None = None, *, finish: str | None = None, **delta: object) -> dict[str, Any]:
    """One event of a stream."""
    content = {} if text is None else {"content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
        "choices": [
            {"index": 0, "delta": content | delta, "logprobs": None, "finish_reason": finish}
        ],
    }


def refusal(status: int, message: str, code: str | None = None, **headers: str) -> Reply:
    """An error as the real server words it."""
    kind = {401: "invalid_request_error", 429: "requests"}.get(status, "server_error")
    return Reply(status=status, body=_error(message, kind, code), headers=headers)


def _error(message: str, kind: str, code: str | None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


class FakeOpenAI:
    """
    The server, running until it is closed.

    refuses: what it does not take, by the name it refuses it under: an argument, or ``system``.
    requests: the body of every completion asked for, in order.
    written: when each piece of text had been sent: (seconds of ``time.perf_counter``, the piece).
    """

    def __init__(self, *script: Answering, otherwise: Answering = Reply()) -> None:
        self.requests: list[dict[str, Any]] = []
        self.written: list[tuple[float, str]] = []
        self._script = list(script)
        self.otherwise = otherwise
        self.refuses: tuple[str, ...] = ()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def script(self, *replies: Answering) -> None:
        """Forget what was asked so far; answer with *replies* next."""
        with self._lock:
            self._script[:] = replies
            self.requests.clear()
            self.written.clear()

    def reply_to(self, request: dict[str, Any]) -> Reply:
        with self._lock:
            self.requests.append(request)
            reply = self._script.pop(0) if self._script else self.otherwise
        return reply(request) if callable(reply) else reply

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "FakeOpenAI":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


def _handler(server: FakeOpenAI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            if (problem := self._unauthorised()) is not None:
                self._answer(problem)
            elif self.path == "/v1/models":
                models = [{"id": MODEL, "object": "model", "created": 1, "owned_by": "loopback"}]
                self._answer(Reply(body={"object": "list", "data": models}))
            else:
                self._answer(_nowhere(self.path))

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            try:
                request = json.loads(raw)
            except ValueError:
                request = None
            if self.path != "/v1/chat/completions":
                return self._answer(_nowhere(self.path))
            problem = self._unauthorised() or _problem(request) or _refused(request, server.refuses)
            if problem is not None:
                return self._answer(problem)
            reply = server.reply_to(request)
            time.sleep(reply.delay)
            if reply.status != 200 or reply.body is not None:
                return self._answer(reply)
            if not request.get("stream"):
                return self._answer(_whole(reply))
            return self._stream(reply, (request.get("stream_options") or {}).get("include_usage"))

        def _unauthorised(self) -> Reply | None:
            if self.headers.get("authorization") == f"Bearer {KEY}":
                return None
            return refusal(401, "Incorrect API key provided.", "invalid_api_key")

        def _answer(self, reply: Reply) -> None:
            html = isinstance(reply.body, str)
            raw = (reply.body if html else json.dumps(reply.body)).encode()
            self.send_response(reply.status)
            self.send_header("content-type", "text/html" if html else "application/json")
            self.send_header("content-length", str(len(raw)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def _stream(self, reply: Reply, usage: bool | None) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream; charset=utf-8")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for number, event in enumerate(_events(reply, usage=bool(usage))):
                if reply.cut == number:
                    self.close_connection = True
                    self.connection.close()
                    return
                if isinstance(event, int | float):
                    time.sleep(event)
                    continue
                if isinstance(event, threading.Event):
                    event.wait()
                    continue
                self._send(_written_out(event, "\r\n" if reply.crlf else "\n"))
                if isinstance(event, dict) and event.get("choices"):
                    content = (event["choices"][0]["delta"] or {}).get("content") or ""
                    text = content if isinstance(content, str) else _text_of(content)
                    server.written.append((time.perf_counter(), text))
            self.wfile.write(b"0\r\n\r\n")

        def _send(self, event: bytes) -> None:
            self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
            self.wfile.flush()

    return Handler


def _text_of(parts: list[dict[str, Any]]) -> str:
    return "".join(part.get("text", "") for part in parts)


def _nowhere(path: str) -> Reply:
    return Reply(
        status=404, body=_error(f"Invalid URL (POST {path})", "invalid_request_error", None)
    )


def _problem(request: Any) -> Reply | None:
    """What the real server would refuse *request* for."""

    def bad(message: str) -> Reply:
        return Reply(status=400, body=_error(message, "invalid_request_error", None))

    if not isinstance(request, dict):
        return bad("We could not parse the JSON body of your request.")
    if unknown := request.keys() - _ARGUMENTS:
        return bad(f"Unrecognized request argument supplied: {min(unknown)}")
    if not request.get("model"):
        return bad("you must provide a model parameter")
    if request["model"] != MODEL:
        message = f"The model `{request['model']}` does not exist or you do not have access to it."
        return Reply(status=404, body=_error(message, "invalid_request_error", "model_not_found"))
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages:
        return bad("[] is too short - 'messages'")
    for message in messages:
        if message.get("role") not in _ROLES:
            return bad(f"Invalid value: '{message.get('role')}'.")
        if not isinstance(message.get("content"), str) or not message["content"]:
            return bad("Invalid type for 'messages[0].content': expected a string.")
    if {"max_tokens", "max_completion_tokens"} <= request.keys():
        return bad(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
        )
    limit = request.get("max_tokens", request.get("max_completion_tokens", 1))
    if type(limit) is not int or limit < 1:
        return bad(f"Invalid 'max_tokens': {limit}.")
    if not 0 <= request.get("temperature", 1) <= 2:
        return bad("Invalid 'temperature': decimal above maximum value.")
    if "stream_options" in request and not request.get("stream"):
        return bad("The 'stream_options' parameter is only allowed when 'stream' is enabled.")
    return None


def _refused(request: dict[str, Any], refuses: tuple[str, ...]) -> Reply | None:
    """How servers that take less than OpenAI's say so."""
    for name in refuses:
        if name in request:
            body = _error(f"Unsupported parameter: '{name}'.", "invalid_request_error", None)
            body["error"]["param"] = name
            return Reply(status=400, body=body)
    if "system" in refuses and any(m["role"] == "system" for m in request["messages"]):
        return Reply(status=400, body=_error("System role not supported", "BadRequestError", None))
    return None


def _whole(reply: Reply) -> Reply:
    message = {"role": "assistant", "content": reply.text, "refusal": None}
    choice = {"index": 0, "finish_reason": reply.finish, "logprobs": None, "message": message}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": MODEL}
    return Reply(body={**head, "choices": [choice], "usage": _USAGE}, headers=reply.headers)


def _events(reply: Reply, *, usage: bool) -> Iterator[Any]:
    if reply.events is not None:
        yield from reply.events
    else:
        yield said("", role="assistant")
        for at in range(0, len(reply.text), reply.piece):
            if reply.pause:
                yield reply.pause
            yield said(reply.text[at : at + reply.piece])
        if reply.finish is not None:
            yield said(finish=reply.finish)
        if usage:
            yield {**said(), "choices": [], "usage": _USAGE}
    if reply.done:
        yield "data: [DONE]"


def _written_out(event: Any, end: str) -> bytes:
    line = event if isinstance(event, str) else "data: " + json.dumps(event, ensure_ascii=False)
    return (line + 2 * end).encode()
