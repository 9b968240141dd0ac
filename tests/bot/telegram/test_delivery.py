"""An answer's messages: begun once, edited however often that takes, never doubled."""

import asyncio
import itertools
import time

import pytest

from bot.telegram.delivery import Delivery, pauses, retry
from bot.telegram.messages.entities import Entity, Post
from bot.telegram.messenger import Chat, Flooded, Gone, Incoming, Missing, Refused, Unsent, Unsure
from bot.telegram.state.jobs import Job

ANSWER, BEGUN = Post("وصل الوفد صباحاً"), "وصل الوفد…"


class Screen:
    """A messenger that fails as told. messages: as they stand. sent, edits: how often it was asked."""

    def __init__(self, *failures):
        self._failures = list(failures)
        self.messages = {}
        self.sent = 0
        self.begun = []
        self.edits = []

    def _happens(self):
        """Raise what comes next; an Unsure one only after the effect, so it is returned."""
        failure = self._failures.pop(0) if self._failures else None
        if isinstance(failure, Unsure):
            return failure
        if failure is not None:
            raise failure
        return None

    async def send(self, chat, post, *, reply_to=None):
        unsure = self._happens()
        self.sent += 1
        self.begun.append(post.text)
        self.messages[self.sent] = post.text
        if unsure:
            raise unsure
        return self.sent

    async def edit(self, chat, message, post, *, interim=False):
        unsure = self._happens()
        if message not in self.messages:
            raise Missing
        self.messages[message] = post.text
        self.edits.append(post.text)
        if unsure:
            raise unsure

    async def delete(self, chat, message):
        del self.messages[message]

    async def typing(self, chat):
        unsure = self._happens()
        if unsure:
            raise unsure


def job(*messages):
    return Job(Incoming(1, Chat(42), 42, 7, time.time(), "سؤال"), [*messages])


def delivered(screen, posts, *, to=None, patience=60.0):
    """What stands on *screen* after an answer of *posts*; and the job."""
    to = to or job()
    noted = []

    async def note(one):
        noted.append(list(one.messages))

    async def scene():
        until = time.monotonic() + patience
        await Delivery(screen, to, note=note, until=until).fill(posts)

    asyncio.run(scene())
    assert noted[-1:] in ([to.messages], [])
    return screen.messages


def test_an_answer_takes_as_many_messages_as_it_needs():
    """
    Each is sent as a beginning, noted, and then edited into the whole.
    """
    screen = Screen()

    assert delivered(screen, [ANSWER, Post("ثان")]) == {1: ANSWER.text, 2: "ثان"}
    assert screen.begun == [BEGUN, "ث…"]


@pytest.mark.parametrize("failure", [Unsent(), Flooded(0.01), Unsure()], ids=repr)
def test_an_answer_stands_once_whatever_happens_to_its_edits(failure):
    """
    An edit is repeated until it is known to have worked; nothing is sent a second time.
    """
    screen = Screen(None, failure)

    assert delivered(screen, [Post("جواب")]) == {1: "جواب"}
    assert screen.sent == 1


def test_where_nobody_knows_what_was_sent_the_answer_still_stands_once():
    """
    A line that broke after a message went out leaves its beginning, and one answer.
    """
    assert delivered(Screen(Unsure()), [ANSWER]) == {1: BEGUN, 2: ANSWER.text}


def test_a_server_that_shows_and_never_says_so_is_not_flooded_with_beginnings():
    """
    Three are sent, each once it answers again, and then no more.
    """
    screen = Screen(Unsure(), None, Unsure(), Unsure(), None, Unsure(), Unsure())

    with pytest.raises(Refused):
        delivered(screen, [ANSWER])
    assert screen.begun == [BEGUN] * 3


def test_after_a_restart_the_messages_already_there_are_filled():
    """
    What was placed by a bot that died is not placed again; what is too many goes.
    """
    screen = Screen()
    screen.messages = {5: "…", 6: "بقية"}

    assert delivered(screen, [Post("جواب")], to=job(5, 6)) == {5: "جواب"}


def test_a_message_its_reader_took_away_is_placed_again():
    """
    The answer has to stand somewhere.
    """
    assert delivered(Screen(), [Post("جواب")], to=job(9)) == {1: "جواب"}


def test_words_the_server_will_not_have_are_shown_plain():
    """
    Should it refuse an entity after all, the text comes without any.
    """
    screen = Screen(None, Refused("x"))
    post = Post("جواب", (Entity(0, 9, "bold"),))

    assert delivered(screen, [post]) == {1: "جواب"}


class Unchangeable(Screen):
    """A server that lets nobody change some messages. which: their ids; none for every one."""

    def __init__(self, *which):
        super().__init__()
        self._which = which

    async def edit(self, chat, message, post, *, interim=False):
        if not self._which or message in self._which:
            raise Refused("message_id_invalid")
        await super().edit(chat, message, post, interim=interim)


@pytest.mark.parametrize("which", [[1], []], ids=["the first", "every one"])
def test_a_message_that_may_not_be_changed_is_no_place_for_an_answer(which):
    """
    The answer stands once, in a new message, and nothing is left of the first.
    """
    screen = Unchangeable(*which)
    delivered(screen, [Post("الجواب")])

    assert list(screen.messages.values()) == ["الجواب"]


@pytest.mark.parametrize(("failure", "patience"), [(Gone(), 60), (Flooded(9), 1), (Unsent(), 0.1)])
def test_what_cannot_be_mended_is_raised(failure, patience):
    """
    Nobody is there, the server will not have it, or it would take longer than there is time.
    """
    with pytest.raises(type(failure)):
        delivered(Screen(None, failure), [Post("جواب")], patience=patience)


def test_what_must_not_happen_twice_is_not_tried_twice():
    """
    A line that broke ends it; a server that was never reached does not.
    """
    screen = Screen(Unsent(), Unsure())

    async def scene():
        until = time.monotonic() + 60
        await retry(lambda: screen.send(Chat(1), ANSWER), until=until, again=0)

    with pytest.raises(Unsure):
        asyncio.run(scene())
    assert screen.sent == 1


# --- drafts ---


def test_drafts_are_few_and_start_at_once():
    """
    Then every 1.5 s, after six every 3 s, fifteen at most; in a group every 4 s.
    """

    private, group = ([*itertools.accumulate(pauses(group=group))] for group in (False, True))
    assert private[:8] == [0, 1.5, 3, 4.5, 6, 7.5, 10.5, 13.5]
    assert group[:3] == [0, 4, 8]
    assert len(private) == len(group) == 15


def grown(screen, states, *, pause, spacing=0.01):
    """What was shown of an answer that grew through *states*, and then stood whole."""

    async def note(_):
        return

    async def scene():
        until = time.monotonic() + 60
        delivery = Delivery(screen, job(), note=note, until=until)
        async with delivery.growing([0.0, *[spacing] * 14]):
            for state in states:
                delivery.grow([Post(state)])
                await asyncio.sleep(pause)
        await delivery.fill([Post("كامل")])

    asyncio.run(scene())
    return screen.begun[:1] + screen.edits


def test_the_newest_draft_wins_and_the_whole_answer_is_always_shown():
    """
    States that come faster than they may be shown are passed over.
    """
    edits = grown(Screen(), [str(n) for n in range(20)], pause=0.002, spacing=0.02)

    assert edits[-1] == "كامل"
    assert 1 <= len(edits[:-1]) < 10
    assert [int(edit) for edit in edits[:-1]] == sorted(int(edit) for edit in edits[:-1])


def test_a_flood_ends_drafts_for_as_long_as_it_was_said():
    """
    The draft that was refused is not repeated before its time; the whole answer waits and comes.
    """
    edits = grown(Screen(None, Flooded(0.2)), ["1", "2", "3"], pause=0.02)

    assert edits == ["1", "كامل"]


def test_drafts_that_fail_do_not_harm_the_answer():
    """
    A broken line ends the drafts, not the answer.
    """
    assert grown(Screen(None, Unsent()), ["1", "2", "3"], pause=0.02) == ["1", "كامل"]
