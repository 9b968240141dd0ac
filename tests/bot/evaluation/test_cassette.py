"""Replies of models, recorded and given again."""

import asyncio
import json

import pytest

from bot.evaluation.cassette import Cassette, StaleCassette, key_of
from bot.evaluation.reading import BadFile
from tests.fakes.cases import case


class Parrot:
    """A model that says what it is told to, and counts how often it was asked."""

    name = "fake:parrot"

    def __init__(self, *replies):
        self.replies = list(replies)
        self.asked = 0

    async def ready(self):
        self.asked += 1

    async def stream(self, messages, *, most, meter=None):
        self.asked += 1
        for piece in self.replies.pop(0).split(" "):
            yield piece


def ask(cassette, model, *prompts, id="c", most=10):
    """What *model* replies to *prompts* through *cassette*, in the case *id*."""

    async def each():
        heard = cassette.through(model)
        await heard.ready()
        return [
            "".join([piece async for piece in heard.stream([("user", one)], most=most)])
            for one in prompts
        ]

    cassette.begin(case(id))
    return asyncio.run(each())


@pytest.fixture(name="path")
def _path(tmp_path):
    path = tmp_path / "replies.json"
    cassette = Cassette(path, live=True)
    assert ask(cassette, Parrot("one reply", "another"), "a", "b") == ["onereply", "another"]
    cassette.llm, cassette.judge = "fake:parrot", "off"
    cassette.save()
    return path


def test_what_was_recorded_is_said_again(path):
    """
    Nobody is asked, and the models of the recording are known without settings.
    """
    cassette, silent = Cassette(path), Parrot()
    assert ask(cassette, silent, "b", "a") == ["another", "onereply"]
    assert silent.asked == 0
    assert (cassette.llm, cassette.judge) == ("fake:parrot", "off")


@pytest.mark.parametrize(
    "asking",
    [
        {"prompts": ("c",)},
        {"prompts": ("a",), "most": 11},
        {"prompts": ("a",), "id": "other"},
        {"prompts": ("a",), "name": "fake:other"},
    ],
    ids=str,
)
def test_a_stale_cassette_fails_loudly(path, asking):
    """
    Another prompt, setting, case or model; the sentence says which case and what to do.
    """
    model = Parrot()
    model.name = asking.pop("name", model.name)
    prompts = asking.pop("prompts")
    with pytest.raises(StaleCassette) as raised:
        ask(Cassette(path), model, *prompts, **asking)
    assert str(path) in str(raised.value) and "--live" in str(raised.value)


def test_live_shows_old_and_new(path):
    """
    The same replies are no change; other cases keep theirs.
    """
    cassette = Cassette(path, live=True)
    ask(cassette, Parrot("one reply", "something new", "more"), "a", "b", "c")
    [changed, added] = cassette.save()
    other = Cassette(path, live=True)
    ask(other, Parrot("x"), "a", id="d")

    assert changed == ("c", 2, "another", "somethingnew")
    assert added == ("c", 3, None, "more")
    assert [id for id, *_ in other.save()] == ["d"]
    assert json.loads(path.read_text("utf-8"))["cases"].keys() == {"c", "d"}


def test_the_day_is_no_part_of_a_prompt(monkeypatch):
    """
    A prompt that names today is the same tomorrow; one that names another day is another.
    """
    from datetime import date

    today = [("system", f"Today is {date.today().isoformat()}.")]
    assert key_of("m", today, {}) == key_of("m", [("system", "Today is TODAY.")], {})
    assert key_of("m", today, {}) != key_of("m", [("system", "Today is 1999-01-01.")], {})


def test_a_fence_is_no_part_of_a_prompt():
    """
    Each answer fences its sources with a word nobody can know; what is between them counts.
    """
    one, same, other = (
        [("user", f"<<SRC 1 {nonce}>> a\n{text}\n<<END 1 {nonce}>> keep {nonce}")]
        for nonce, text in (("0123abcd", "x"), ("99887766", "x"), ("0123abcd", "y"))
    )
    assert key_of("m", one, {}) == key_of("m", same, {}) != key_of("m", other, {})


@pytest.mark.parametrize("content", [None, "{", "[]", '{"cases": {"a": [{}]}}', '{"cases": []}'])
def test_a_cassette_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(BadFile):
        Cassette(path)
