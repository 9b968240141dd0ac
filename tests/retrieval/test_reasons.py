"""Reasons are in the reader's language alone."""

import errno
import os
import re
import sqlite3

import pytest

from retrieval.errors import HomeUnusable, NotReadable
from retrieval.reasons import Reason, of_sqlite, of_system
from retrieval.sources import addresses, fetching, reading, records

LATIN = re.compile(r"\b(?!JSON|YAML|https?\b)[A-Za-z]{3,}")
ARABIC = re.compile(r"[\u0600-\u06ff]")
SHIPPED = [
    value
    for module in (addresses, fetching, reading, records)
    for value in vars(module).values()
    if isinstance(value, Reason)
]


@pytest.mark.parametrize("reason", SHIPPED, ids=lambda one: one.en)
def test_each_language_says_it_in_its_own_words(reason):
    """
    No reason shows both at once.
    """
    assert ARABIC.search(reason.ar) and not LATIN.search(reason.ar)
    assert reason.en and not ARABIC.search(reason.en)


def test_a_sentence_takes_the_reason_in_its_language():
    """
    The error holds the reason whole; saying it chooses.
    """
    error = NotReadable(path="a.txt", why=of_system(PermissionError(errno.EACCES, "No way")))

    assert error.say("ar") == "تعذّرت قراءة a.txt (لا إذن). تحقّق من صلاحيات الملف."
    assert "(No way)" in error.say("en")


def test_what_nobody_translated_is_said_in_english():
    """
    A rare failure is better told in a foreign tongue than not at all.
    """
    rare = OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))

    assert of_system(rare).say("ar") == of_system(rare).say("en") == os.strerror(errno.ENOTTY)
    assert of_system(OSError("odd")).say("ar") == "OSError"


def test_sqlite_is_told_by_its_kind(tmp_path):
    """
    Whatever the extended code is.
    """
    (tmp_path / "x.db").write_bytes(b"no library at all" * 100)
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path / "x.db").execute("SELECT 1 FROM x")
    sentence = HomeUnusable(path="x.db", why=of_sqlite(raised.value)).say("ar")

    assert "(ليس مكتبة)" in sentence
    assert of_sqlite(raised.value).en == "file is not a database"
