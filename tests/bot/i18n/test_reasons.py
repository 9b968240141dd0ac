"""Reasons inside an error's sentence are in the reader's language alone."""

import errno
import os
import re
import sqlite3

import pytest

from bot.i18n.messages import explain, in_each_language
from retrieval.errors import HomeUnusable, NotReadable
from retrieval.reasons import Reason, of_system
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
    arabic = explain(reason, "ar")

    assert ARABIC.search(arabic) and not LATIN.search(arabic)
    assert reason.en and not ARABIC.search(reason.en)


def test_a_sentence_takes_the_reason_in_its_language():
    """
    The error holds the reason whole; saying it chooses.
    """
    error = NotReadable(
        path="a.txt", why=of_system(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    )

    assert explain(error, "ar") == "تعذّرت قراءة a.txt (لا إذن). تحقّق من صلاحيات الملف."
    assert "(Permission denied)" in str(error)
    assert in_each_language(error)["en"] == str(error)


def test_what_nobody_translated_is_said_in_english():
    """
    A rare failure is better told in a foreign tongue than not at all.
    """
    rare = of_system(OSError(errno.ENOTTY, os.strerror(errno.ENOTTY)))

    assert explain(rare, "ar") == explain(rare, "en") == os.strerror(errno.ENOTTY)
    assert explain(of_system(OSError("odd")), "ar") == "OSError"


def test_the_words_of_sqlite_are_known(tmp_path):
    """
    A file that is no library.
    """
    (tmp_path / "x.db").write_bytes(b"no library at all" * 100)
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path / "x.db").execute("SELECT 1 FROM x")

    assert "(ليس مكتبة)" in explain(HomeUnusable(path="x.db", why=Reason(str(raised.value))), "ar")
