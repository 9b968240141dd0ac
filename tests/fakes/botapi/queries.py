"""Methods that answer a button pressed or an inline query, in time. From Client.cpp."""

import time

from tests.fakes.botapi.methods import method
from tests.fakes.botapi.refusals import bad
from tests.fakes.botapi.text import accepted

LONGEST_WAIT = 15 * 60  # seconds a query can be answered in
MOST_RESULTS = 50
_LONGEST_NOTICE = 200  # characters
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method
def answer_callback_query(world, call):
    id = _open(world, call.text("callback_query_id"), world.callbacks)
    notice = call.text("text")
    if len(notice) > _LONGEST_NOTICE:
        raise bad("MESSAGE_TOO_LONG")
    world.callbacks[id] = notice
    if notice:
        world.chats.happened(world.pressed[id], "notice", notice)
    return True


@method
def answer_inline_query(world, call):
    id = _open(world, call.text("inline_query_id"), world.inline)
    results = call.object("results") or []
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    names = [str(one.get("id", "")) for one in results]
    if len(set(names)) != len(names):
        raise bad("RESULT_ID_DUPLICATE")
    for one in results:
        _check(one)
    world.inline[id] = results
    return True


def _open(world, id, answers):
    """*id*, if it still waits for its one answer."""
    if id not in answers or answers[id] is not None:
        raise bad(_TOO_OLD)
    if time.monotonic() - world.asked_at[id] > LONGEST_WAIT:
        raise bad(_TOO_OLD)
    return id


def _check(result):
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if result.get("type") != "article":
        raise bad(f"unallowed result type {result.get('type')}")
    if not result.get("title"):
        raise bad("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    if not content.get("message_text"):
        raise bad("message text is empty")
    if content.get("parse_mode"):
        raise bad("unsupported parse_mode")
    accepted(content["message_text"], content.get("entities") or ())
