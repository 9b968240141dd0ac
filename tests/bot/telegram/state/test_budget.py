"""What a person may ask: so many a minute, so many a day, and it comes back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Allowance
from bot.telegram.state.budget import Budget


def test_a_minute_and_a_day_each_have_their_limit():
    """
    The wait is until the oldest question that counts is a minute, or a day, ago.
    """
    budget = Budget(Allowance(minute=2, day=3))
    for at in (0, 10):
        assert budget.wait(1, at) == 0
        budget.spend(1, at)

    assert budget.wait(1, 20) == 40
    assert budget.wait(1, 60) == 0
    budget.spend(1, 60)
    assert budget.wait(1, 70) == 86_400 - 70
    assert budget.wait(2, 70) == 0


def test_a_clock_that_is_put_back_makes_nobody_wait_longer():
    """
    What was asked in a time to come was asked just now, and is over as soon as anything else.
    """
    budget = Budget(Allowance(minute=1, day=2))
    budget.spend(1, 3 * 86_400)
    assert [budget.wait(1, now) for now in (100, 130, 160)] == [60, 30, 0]


@given(st.lists(st.floats(0, 100), max_size=80), st.integers(1, 5), st.integers(5, 20))
def test_no_minute_and_no_day_sees_more_than_allowed(gaps, minute, day):
    """
    Whoever asks only when told that they may stays within both limits.
    """
    budget, now, asked = Budget(Allowance(minute, day)), 0.0, []
    for gap in gaps:
        now += gap
        if budget.wait(7, now) == 0:
            budget.spend(7, now)
            asked.append(now)

    for at in asked:
        assert len([one for one in asked if at <= one < at + 59.999]) <= minute
        assert len([one for one in asked if at <= one < at + 86_399]) <= day


def test_people_who_ask_no_more_are_forgotten():
    """
    Strangers do not pile up in memory.
    """
    budget = Budget(Allowance(20, 300))
    for person in range(25_000):
        budget.wait(person, float(20 * person))
        budget.spend(person, float(20 * person))

    assert len(budget._asked) <= 10_001
