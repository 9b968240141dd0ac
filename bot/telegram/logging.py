"""
What the machine says of itself: one ``key=value`` line for each event, on standard error.

Never the text of a question or an article, a token, a key, a chat or a person. Other libraries'
records keep only their kind and place: their words may hold any of these.
"""

import logging
import re
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.i18n.messages import explain
from retrieval.errors import ServiceError, UsageError
from retrieval.masking import KEY

_LOG = logging.getLogger("rawi")
_BARE = re.compile(r"[\w.:/@+-]+", re.ASCII)


def log_event(event: str, /, *, level: int = logging.INFO, **facts: object) -> None:
    """Say that *event* happened; *facts* are numbers and names of our own making."""
    _LOG.log(level, event, extra={"facts": facts})


def log_error(event: str, error: BaseException, /, **facts: object) -> None:
    """
    Say that *error* stood in the way: its kind and place, never its words.

    What a reader did wrong is nothing that whoever runs the bot could mend, and no error.
    """
    level = logging.INFO if isinstance(error, UsageError) else logging.ERROR
    log_event(event, level=level, **facts, **_kind_and_place(error))


def configure(secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """From now on every record of the process is one line on *stream*, without *secrets*."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_LineFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _LOG.setLevel(logging.INFO)
    # Each request is an event for them, and its address holds the token.
    for name in ("httpx", "httpx2", "httpcore", "httpcore2"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.captureWarnings(True)


class _LineFormatter(logging.Formatter):
    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self.converter = time.gmtime
        known = [re.escape(secret) for secret in secrets if secret]
        self._secret = re.compile("|".join([*known, KEY.pattern]))

    def format(self, record: logging.LogRecord) -> str:
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ")
        if record.name == _LOG.name:
            facts = {"event": record.getMessage(), **getattr(record, "facts", {})}
        else:
            facts = {"event": "library", "logger": record.name, "line": record.lineno}
            if record.exc_info and record.exc_info[1] is not None:
                facts |= _kind_and_place(record.exc_info[1])
        pairs = {"at": when, "level": record.levelname.lower(), **facts}
        line = " ".join(f"{name}={_value(value)}" for name, value in pairs.items())
        return self._secret.sub("***", line)


def _kind_and_place(error: BaseException) -> dict[str, str]:
    """Of what whoever runs the bot can mend, also what to do."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    remedy = {"remedy": explain(error, "en")} if isinstance(error, ServiceError) else {}
    return {"kind": type(error).__name__, "place": place, **remedy}


def _value(value: object) -> str:
    """
    >>> _value(1.23456), _value("answered"), _value("two words")
    ('1.235', 'answered', '"two words"')
    """
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    if _BARE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
