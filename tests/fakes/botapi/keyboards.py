"""Keyboards below a message: what may be sent. From Client.cpp, and td's ``ReplyMarkup.cpp``."""

import re

from tests.fakes.botapi.refusals import bad

MOST = 100
_ACTIONS = (
    *("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat"),
    *("copy_text", "web_app", "login_url", "pay", "callback_game"),
)
_URL = re.compile(r"(?i)(?:https?|tg|tonsite)://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LOCAL = re.compile(r"(?i)(?:https?://)?(?:localhost|127\.|10\.|192\.168\.|\[?::1)")


def inline_keyboard(markup):
    """The keyboard that stays with the message, if *markup* (decoded JSON) is one. Raises Refused."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    for row in rows:
        for button in row:
            _check(button)
    if sum(map(len, rows)) > MOST:
        raise bad("reply markup is too long")
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _check(button):
    if not isinstance(button, dict) or not button.get("text"):
        raise bad('field "text" must be non-empty')
    if not any(button.get(action) is not None for action in _ACTIONS):
        raise bad("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(copied.get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if sum(button.get(action) is not None for action in _ACTIONS) > 1:
        raise bad("only one action is allowed in an inline keyboard button")
    url = button.get("url")
    if url is not None and (not _URL.fullmatch(url) or _LOCAL.match(url)):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
