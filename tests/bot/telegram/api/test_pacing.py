"""How often a chat may be written to: never more than Telegram allows, never less than needed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.api.pacing import Pacing

PRIVATE, GROUP = 42, -42


def taken(pacing, chat, moments):
    """When each of the messages wanted at *moments* goes, every one after the one before it."""
    went = []
    for now in moments:
        now = max([now, *went[-1:]])
        while wait := pacing.wait(chat, now):
            now += wait
        pacing.take(chat, now)
        went.append(now)
    return went


def test_a_burst_goes_at_once_and_the_rest_a_second_apart():
    """
    Three messages may come at once in a private chat; what follows waits about a second each.
    """
    went = taken(Pacing(), PRIVATE, [0.0] * 5)

    assert went[:3] == [0, 0, 0]
    assert [round(later - sooner, 1) for sooner, later in pairwise(went[2:])] == [1.1, 1.1]


def test_a_silenced_chat_waits_alone():
    """
    After a flood one chat is not written to until its time is up; others go on meanwhile, and after.
    """
    pacing = Pacing()
    pacing.hold(PRIVATE, 30.0, 0.0)

    assert pacing.wait(PRIVATE, 1.0) == 29
    assert taken(pacing, 7, [1.0, 2.0]) == [1, 2]
    assert taken(pacing, PRIVATE, [3.0]) == [30]
    assert taken(pacing, 8, [31.0]) == [31]


def test_what_was_said_before_a_start_counts_as_well():
    """
    Two processes, one killed right after thirty messages and one just started, say no more than one may.
    """
    pacing = Pacing(started=5.0)
    went = [taken(pacing, chat, [5.0])[0] for chat in range(1, 40)]

    assert sum(at < 6.0 for at in went) <= 28
    assert all(later - at >= 1 / 30 for at, later in pairwise(went))


@given(st.lists(st.floats(0, 3), min_size=2, max_size=60), st.sampled_from([PRIVATE, GROUP]))
def test_no_chat_gets_more_than_telegram_allows(gaps, chat):
    """
    In no stretch of time do more messages go than a bucket of that size and rate gives out.
    """
    moments = [sum(gaps[: at + 1]) for at in range(len(gaps))]
    went = sorted(taken(Pacing(), chat, moments))
    rate, burst = (1.0, 3) if chat > 0 else (20 / 60, 20)

    for first in range(len(went)):
        for last in range(first, len(went)):
            assert last - first + 1 <= burst + rate * (went[last] - went[first]) + 1e-6


@given(st.lists(st.integers(1, 400), min_size=1, max_size=200))
def test_all_chats_together_keep_to_thirty_a_second(chats):
    """
    However many chats want a message in one moment, some thirty a second go.
    """
    pacing = Pacing()
    went = sorted(at for chat in chats for at in taken(pacing, chat, [0.0]))

    for first in range(len(went)):
        assert len([at for at in went[first:] if at <= went[first] + 1]) <= 60


def test_chats_at_rest_are_not_remembered_for_ever():
    """
    Ten thousand chats that were written to once leave room for new ones.
    """
    pacing = Pacing()
    for chat in range(1, 25_000):
        pacing.take(chat, float(chat))

    assert len(pacing._chats) <= 10_000
