"""What a reader is told of what went wrong."""

import pytest

from bot.i18n.messages import explain, say
from bot.telegram.responder import failure_text
from retrieval.damages import ArticleDamaged, IndexUnreadable, LibraryLost
from retrieval.errors import EmptyQuestion, LibraryBusy, RawiError


@pytest.mark.parametrize(
    "error",
    [
        ArticleDamaged(ids="x"),
        IndexUnreadable(index="words", why="panic"),
        LibraryLost(path="/home"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_damaged_archive_is_called_so(error):
    """
    No «try again shortly», and nothing of folders and commands.
    """
    assert failure_text(error, "ar") == say("archive_damaged", "ar")
    assert "معطوب" in failure_text(error, "ar")


def test_other_errors_are_told_as_before():
    """
    What a reader can mend themselves, or that it will pass.
    """
    assert failure_text(EmptyQuestion(), "ar") == explain(EmptyQuestion(), "ar")
    assert failure_text(LibraryBusy(path="x", holder="y"), "en") == explain(RawiError(), "en")
