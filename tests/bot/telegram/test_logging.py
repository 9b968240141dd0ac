"""What the machine says of itself: events, and nothing that is not its own."""

import io
import logging
import warnings

import pytest

from bot.telegram.logging import configure, log_error, log_event
from retrieval.errors import QuestionTooLong

TOKEN = "123456:CANARY-token_abcdefghijklmnopqrstu"
KEY = "sk-CANARY0123456789"
QUESTION = "كم عدد القوات؟"


@pytest.fixture(name="spoken")
def _call():
    """What was said since; the loggers are as they were afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure([TOKEN, "odd secret"], stream)
    yield lambda: stream.getvalue()
    root.handlers[:], level = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_an_event_is_a_line_of_pairs(spoken):
    """
    Time, level, event, facts; what has spaces is quoted, and no line is broken.
    """
    log_event("answered", update=7, outcome="not_answered", place="two\nlines", ms=1.0)

    line = spoken().rstrip("\n")
    assert line.split(" ", 1)[0].startswith("at=")
    assert line.endswith(
        'level=info event=answered update=7 outcome=not_answered place="two\\nlines" ms=1.000'
    )


def test_no_secret_comes_through_whichever_way_it_is_said(spoken):
    """
    In facts, in other libraries' messages, arguments, exceptions and warnings.
    """
    log_event(
        "x", address=f"https://api.telegram.org/bot{TOKEN}/getMe", key=KEY, odd="an odd secret"
    )
    other = logging.getLogger("httpx")
    other.info("POST %s", TOKEN)
    other.warning(f"POST {TOKEN}")
    try:
        raise ValueError(f"{TOKEN} {KEY} {QUESTION}")
    except ValueError as error:
        log_error("failed", error, update=1)
        logging.getLogger("telegram.Bot").exception("%s %s %s", TOKEN, KEY, QUESTION)
    warnings.warn(f"{TOKEN} {QUESTION}", stacklevel=1)

    said = spoken()
    assert "kind=ValueError place=test_logging.py:" in said
    assert "logger=telegram.Bot" in said
    assert "logger=py.warnings" in said
    for secret in (TOKEN, KEY, "odd secret", QUESTION, "CANARY"):
        assert secret not in said
    assert "httpx" not in said


def test_what_a_reader_did_wrong_is_no_error(spoken):
    """
    Whoever runs the bot is woken by errors alone, and can mend no question.
    """
    log_error("question_failed", QuestionTooLong(length=1200, limit=1000), update=7)
    log_error("question_failed", KeyError("x"), update=8)
    first, second = spoken().splitlines()

    assert "level=info event=question_failed update=7 kind=QuestionTooLong" in first
    assert "level=error event=question_failed update=8 kind=KeyError" in second
