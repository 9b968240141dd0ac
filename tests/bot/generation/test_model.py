"""A chat model over a real wire: what is sent, and what every way to fail becomes."""

import asyncio

import pytest

from bot.generation.faults import (
    KeyRefused,
    MissingKey,
    MissingPackage,
    ModelBusy,
    ModelFault,
    ModelNotThere,
    ModelSlow,
    ModelUnreachable,
    NothingWritten,
    QuotaUsedUp,
    ReplyBroken,
    RequestRefused,
    RequestTooLong,
    UnknownModel,
)
from bot.generation.model import LangChainModel
from bot.i18n.messages import explain
from bot.types import Meter, Usage
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply, refusal, said

MESSAGES = [("system", "قواعد"), ("human", "سؤال")]


@pytest.fixture(name="server", scope="module")
def _server():
    with FakeOpenAI() as server:
        yield server


def read(model, most=50):
    """What came of it: the text, and the fault if there was one."""

    async def collected():
        text = ""
        try:
            async for delta in model.stream(MESSAGES, most=most):
                text += delta
        except ModelFault as fault:
            return text, fault
        return text, None

    return asyncio.run(collected())


def opened(server, *, name=MODEL, key=KEY, url=None):
    return LangChainModel(f"openai:{name}", key=key, base_url=url or server.url)


def test_what_is_asked_of_a_compatible_server(server):
    """
    Chat completions with the limit under the name such servers obey, and nothing that some refuse.
    """
    server.script(Reply("نص [1]."))

    assert read(opened(server), most=77) == ("نص [1].", None)
    assert server.requests == [
        {
            "model": MODEL,
            "messages": [
                {"role": "system", "content": "قواعد"},
                {"role": "user", "content": "سؤال"},
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": 0.0,
            "max_tokens": 77,
        }
    ]


@pytest.mark.parametrize(
    ("refused", "left"),
    [
        (("max_tokens",), {"max_completion_tokens": 50}),
        (("max_tokens", "max_completion_tokens"), {}),
        (("temperature",), {"max_tokens": 50}),
        (("stream_options",), {"max_tokens": 50}),
        (("system",), {"max_tokens": 50}),
        (("max_tokens", "temperature", "stream_options", "system"), {"max_completion_tokens": 50}),
    ],
    ids=" ".join,
)
def test_what_a_server_refuses_is_left_out_and_not_sent_again(server, refused, left):
    """
    A limit under its other name first; what the system says goes before the question.
    """
    server.script(Reply("نص."), Reply("نص."))
    server.refuses = refused
    try:
        model = opened(server)
        first, second = read(model), read(model)
    finally:
        server.refuses = ()

    assert first == second == ("نص.", None)
    assert len(server.requests) == 2  # what is refused is no request of the script
    for request in server.requests:
        assert not refused_names(refused) & request.keys()
        assert {n: v for n, v in request.items() if n.startswith("max_")} == left
        said = [message["content"] for message in request["messages"]]
        assert said == (["قواعد\n\nسؤال"] if "system" in refused else ["قواعد", "سؤال"])
    left_out = {*refused} - ({"max_tokens"} if left else {"max_completion_tokens"})
    assert {*model.left_out} == left_out - {"max_completion_tokens"}


def refused_names(refused):
    return {*refused} - {"system"}


def test_a_refusal_of_something_else_names_it(server):
    """
    The parameter, as far as the server gives its name, and never its message.
    """
    body = {"error": {"message": f"bad {KEY}", "type": "x", "param": "top_k", "code": None}}
    server.script(Reply(status=400, body=body))
    _, fault = read(opened(server))

    assert type(fault) is RequestRefused
    assert "(400 top_k)" in explain(fault, "ar") and KEY not in str(fault)


@pytest.mark.parametrize("counts", [True, False])
def test_tokens_are_counted_where_the_server_counts_them(server, counts):
    """
    Each request adds its own; a server that refuses to count is not asked again.
    """
    server.script(Reply("نص."), Reply("نص."))
    server.refuses = () if counts else ("stream_options",)
    model, meter = opened(server), Meter()

    async def twice():
        for _ in range(2):
            async for _ in model.stream(MESSAGES, most=5, meter=meter):
                pass

    try:
        asyncio.run(twice())
    finally:
        server.refuses = ()

    assert meter.usage == (Usage(20, 10) if counts else Usage())


TOOL = {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
NULL = {**said(), "choices": [{"index": 0, "delta": None, "finish_reason": "stop"}]}
THOUGHT = {"type": "thinking", "thinking": [{"type": "text", "text": "أفكّر"}]}
PARTS = (
    said([THOUGHT]),
    said([{"type": "text", "text": "نصّ"}]),
    said([{"type": "text", "text": "."}]),
)
WIRE = {
    "429 with a wait": (refusal(429, "slow down", "rate_limit", **{"retry-after": "1"}), "", ModelBusy),
    "429 with milliseconds": (refusal(429, "slow down", **{"retry-after-ms": "50"}), "", ModelBusy),
    "429 quota": (refusal(429, "no credit", "insufficient_quota"), "", QuotaUsedUp),
    "402": (refusal(402, "pay"), "", QuotaUsedUp),
    "500 html": (Reply(status=500, body="<html>oops</html>"), "", ModelBusy),
    "503": (refusal(503, "overloaded"), "", ModelBusy),
    "408": (refusal(408, "too slow"), "", ModelBusy),
    "400": (refusal(400, "context too long", "context_length_exceeded"), "", RequestTooLong),
    "400 for something else": (refusal(400, "bad"), "", RequestRefused),
    "422": (refusal(422, "no"), "", RequestRefused),
    "404 html": (Reply(status=404, body="<html>nginx</html>"), "", ModelNotThere),
    "403": (refusal(403, "no"), "", KeyRefused),
    "200 html": (Reply(body="<html>welcome</html>"), "", ReplyBroken),
    "200 without choices": (Reply(body={"ok": True}), "", ReplyBroken),
    "end without finish": (Reply("نصف", finish=None), "نصف", ReplyBroken),
    "end without finish after a sentence": (Reply("نصّ كامل [1].", finish=None), "نصّ كامل [1].", None),
    "end without finish after a mark": (Reply("قال: «نعم.» [1][2]", finish=None), "قال: «نعم.» [1][2]", None),
    "end without DONE after a sentence": (Reply("نصّ كامل.", finish=None, done=False), "نصّ كامل.", ReplyBroken),
    "a last delta that is null": (Reply(events=(said("نصّ."), NULL)), "نصّ.", None),
    "content in parts": (Reply(events=(*PARTS, said(finish="stop"))), "نصّ.", None),
    "tool call after text": (Reply("نصّ.", finish="tool_calls"), "نصّ.", None),
    "end without finish or DONE": (Reply("نصف", finish=None, done=False), "نصف", ReplyBroken),
    "cut": (Reply("نصف جملة", cut=3), "نصف جملة", ReplyBroken),
    "cut before a word": (Reply("نصف", cut=1), "", ModelUnreachable),
    "broken json": (Reply(events=(said("نصف"), "data: {bad")), "نصف", ReplyBroken),
    "error in mid-stream": (Reply(events=(said("نصف"), {"error": {"message": KEY}})), "نصف", ReplyBroken),
    "length": (Reply("نصف", finish="length"), "نصف", ReplyBroken),
    "content filter": (Reply("نصف", finish="content_filter"), "نصف", NothingWritten),
    "refusal": (Reply(events=(said(refusal="no"), said(finish="stop"))), "", NothingWritten),
    "empty": (Reply(""), "", NothingWritten),
    "tool call": (Reply(events=(said(tool_calls=[TOOL]), said(finish="tool_calls"))), "", NothingWritten),
    "thoughts apart": (Reply(events=(said(reasoning_content="hm"), said("نص"), said(finish="stop"))), "نص", None),
    "thoughts inside": (Reply("<think>hm</think>نص"), "<think>hm</think>نص", None),
    "comments": (Reply(events=(": ping", said("نص"), ": ping", said(finish="stop"))), "نص", None),
    "crlf": (Reply("نص", crlf=True), "نص", None),
    "no DONE": (Reply("نص", done=False), "نص", None),
}  # fmt: skip


@pytest.mark.parametrize("event", WIRE)
def test_every_event_on_the_wire_is_text_or_one_fault(server, event):
    """
    One request each, the text up to where it broke, and a fault that holds nobody's words.
    """
    reply, text, kind = WIRE[event]
    server.script(reply)
    got, fault = read(opened(server))

    assert got in (text, text[:-4], text[:-8]) if event == "cut" else got == text
    assert type(fault) is (kind or type(None))
    assert len(server.requests) == 1
    if fault:
        assert fault.__cause__ is None
        assert KEY not in repr(fault) + explain(fault, "ar") and server.url not in str(fault)


@pytest.mark.parametrize(("header", "seconds"), [("retry-after", 1.0), ("retry-after-ms", 0.05)])
def test_the_wait_a_server_asks_for_is_known(server, header, seconds):
    """
    In seconds, whichever header it came in.
    """
    server.script(refusal(429, "slow down", **{header: "1" if seconds == 1 else "50"}))

    assert read(opened(server))[1].retry_after == seconds


def test_the_rules_of_the_real_server_are_kept(server):
    """
    A wrong key, an unknown model and another path are refused as they are outside.
    """
    server.script()

    assert type(read(opened(server, key="sk-other"))[1]) is KeyRefused
    assert type(read(opened(server, name="gpt-0"))[1]) is ModelNotThere
    assert type(read(opened(server, url=server.url.removesuffix("/v1")))[1]) is ModelNotThere
    assert server.requests == []


@pytest.mark.parametrize(
    ("id", "url", "kind", "said"),
    [
        ("nothing", None, UnknownModel, "openai:NAME"),
        ("openai", None, UnknownModel, "RAWI_LLM"),
        ("nobody:x", None, UnknownModel, "RAWI_LLM"),
        ("anthropic:x", None, MissingPackage, "pip install langchain-anthropic"),
        ("openai:x", None, MissingKey, "OPENAI_API_KEY"),
        ("openai:x", "http://127.0.0.1:9/v1", ModelUnreachable, "OPENAI_BASE_URL"),
        ("openai:x", "no address", ModelUnreachable, "OPENAI_BASE_URL"),
    ],
)
def test_a_bad_configuration_is_one_sentence_with_a_remedy(id, url, kind, said):
    """
    Which setting to change, in both languages.
    """
    _, fault = read(LangChainModel(id, base_url=url))

    assert type(fault) is kind
    assert said in explain(fault, "ar") and said in explain(fault, "en")
    assert url is None or url not in str(fault)


def test_silence_in_mid_stream_is_a_slow_model(server):
    """
    A stream that stalls is given up by whoever waits; until then its words have come.
    """
    server.script(Reply(events=(said("نصف"), 5.0, said(finish="stop"))))

    async def waited():
        stream = opened(server).stream(MESSAGES, most=5)
        first = await anext(stream)
        try:
            async with asyncio.timeout(0.2):
                await anext(stream)
        except TimeoutError:
            return first
        finally:
            await stream.aclose()

    assert asyncio.run(waited()) == "نصف"


def test_slow_is_said_with_a_remedy():
    """
    The sentence names the model.
    """
    assert "openai:x" in explain(ModelSlow(model="openai:x"), "ar")
