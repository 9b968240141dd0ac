"""The bot under load, in short; ``make load``, ``bot-faults``, ``bot-kills`` and ``soak`` go further."""

import asyncio

import pytest

from tests.stress.followers import followers
from tests.stress.kills import kills
from tests.stress.load import FAULTS, load
from tests.stress.replicas import replicas


def test_chats_side_by_side_get_their_own_answers_in_order():
    """
    Nothing is lost, doubled, crossed or out of order.
    """
    assert asyncio.run(load(8, writer=0.4, rate=5.0)) == 0


def test_a_server_that_floods_and_breaks_lines_loses_and_doubles_nothing():
    """
    A fifth of all calls is refused with 429; one in twenty takes effect and is never answered.
    """
    assert asyncio.run(load(8, writer=0.3, faults=FAULTS, rate=3.0)) == 0


def test_a_killed_bot_answers_every_question_once():
    """
    SIGKILL at random moments, under load.
    """
    assert asyncio.run(kills(3, seed=5)) == 0


def test_followers_are_told_once_whatever_dies():
    """
    SIGKILL while they are told: nobody misses the news, and nobody has it twice.
    """
    assert asyncio.run(followers(40, topics=10, news=5, kills=2)) == 0


def test_two_bots_share_an_inbox():
    """
    One of them is killed under load: the other takes over what it had in hand.
    """
    assert asyncio.run(replicas(24, seed=5)) == 0


@pytest.mark.parametrize("how", ["crossed", "forgetful", "hollow"])
def test_a_bot_that_is_broken_on_purpose_does_not_pass(how):
    """
    One that answers with another chat's answer, one whose inbox keeps nothing, one that leaves empty messages.
    """
    assert asyncio.run(load(6, writer=0.4, rate=6.0, sabotage=how)) > 0
