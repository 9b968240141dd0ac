"""When a failing service is left alone, and when it is tried again."""

from bot.generation.writer import Breaker


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def opened():
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed(lasting=True)
    return breaker, clock


def test_three_failures_in_a_row_open_it():
    """
    Two do not, and a success in between starts the count anew.
    """
    breaker = Breaker(Clock())
    for outcome in ("failed", "failed", "worked", "failed", "failed"):
        getattr(breaker, outcome)()
        assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_what_lasts_opens_it_at_once():
    """
    A refused key is not tried three times.
    """
    breaker, _ = opened()

    assert not breaker.allows()


def test_after_the_rest_one_tries_for_all():
    """
    The second caller waits for the first one's news, even if the first went away without any.
    """
    breaker, clock = opened()
    clock.now = 31
    assert breaker.allows()
    assert not breaker.allows()
    breaker.gave_up()
    assert breaker.allows()
    breaker.worked()
    assert breaker.allows() and breaker.allows()


def test_each_rest_is_twice_as_long_up_to_ten_minutes():
    """
    30 s, 60 s, 120 s … 600 s.
    """
    breaker, clock = opened()
    for rest in (30, 60, 120, 240, 480, 600, 600):
        clock.now += rest - 1
        assert not breaker.allows()
        clock.now += 1
        assert breaker.allows()
        breaker.failed()


def test_a_service_is_left_alone_as_long_as_it_asked():
    """
    A longer wait that it names counts; a shorter one does not cut the rest short.
    """
    breaker, clock = Breaker(clock := Clock()), clock
    breaker.failed(lasting=True, retry_after=300)
    clock.now = 299
    assert not breaker.allows()
    clock.now = 300
    assert breaker.allows()
