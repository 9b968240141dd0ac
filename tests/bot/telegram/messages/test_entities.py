"""Texts with entities, measured and cut as Telegram measures them."""

from hypothesis import given

from bot.telegram.messages.entities import Entity, Post, styled
from bot.telegram.messages.texts import MOST, cleaned, parts, units
from tests.fakes.answers import TEXTS
from tests.fakes.botapi.text import accepted


def test_what_is_cleaned_is_kept_as_it_is():
    """
    Controls, directions and white space around a text go; what can be read stays.
    """
    assert cleaned(" \u202bقال\u2069:\r\nن\u200fص\x00\u2028e\u033f\tx \n") == "قال:\nنص\ne x"


@given(TEXTS)
def test_cleaned_text_has_nothing_left_to_clean(text):
    """
    The server keeps it job for job, if there is anything to see in it.
    """
    text = cleaned(text)[:4000]

    assert cleaned(text) == text.strip()
    if Post(text):
        assert accepted(text.strip()) == (text.strip(), [])


def test_a_mark_at_the_border_of_a_style_stands_outside_of_it():
    """
    A link begins after the mark before it; a quotation begins where its line does.
    """
    marks = [(0, "\u200f"), (3, "\u200f")]
    shown = styled("😀a [1]", [Entity(0, 6, "blockquote"), Entity(3, 6, "text_link", "u")], marks)

    assert shown.text == "\u200f😀a \u200f[1]"
    assert shown.entities == (Entity(0, 8, "blockquote"), Entity(5, 8, "text_link", "u"))


def test_texts_are_joined_with_their_entities():
    """
    What is appended keeps its entities, moved behind what stands before.
    """
    joined = Post("😀") + Post("ab", (Entity(1, 2, "bold"),))

    assert joined == Post("😀ab", (Entity(2, 3, "bold"),))


def test_messages_end_at_lines_then_sentences_then_words():
    """
    The last border that fits is where a message ends; nothing is lost between two.
    """
    words, sentence, line = "كلمة " * 3, "قال إنه باق. ", "سطر\n"

    assert [part.text for part in parts(Post(line * 4), most=9)] == ["سطر\nسطر", "سطر\nسطر"]
    assert [part.text for part in parts(Post(sentence * 3), most=30)] == [
        "قال إنه باق. قال إنه باق.",
        "قال إنه باق.",
    ]
    assert [part.text for part in parts(Post(words), most=10)] == ["كلمة كلمة", "كلمة"]
    assert [part.text for part in parts(Post("كلمة"), most=3)] == ["كلم", "ة"]


def test_letters_are_not_torn_from_their_marks():
    """
    Harakat, accents and the parts of an emoji stay with what they belong to.
    """
    assert [part.text for part in parts(Post("ab" + "نّ"), most=3)] == ["ab", "نّ"]
    assert [part.text for part in parts(Post("a👩‍👧b"), most=5)] == ["a", "👩‍👧", "b"]


def test_entities_are_clipped_and_shifted():
    """
    One that goes on in the next message is there in both.
    """
    one, two = parts(Post("aaa bbb", (Entity(1, 6, "bold"),)), most=4)

    assert (one.entities, two.entities) == ((Entity(1, 3, "bold"),), (Entity(0, 2, "bold"),))


def test_a_message_holds_at_most_a_hundred_entities():
    """
    The server would drop the rest without a word.
    """
    text = "[1] " * 150
    some = [Entity(at, at + 3, "text_link", "https://a.b") for at in range(0, 600, 4)]
    one, two = parts(styled(text, some))

    assert (len(one.entities), len(two.entities)) == (100, 50)
    assert one.text + " " + two.text == text.strip()


def test_nothing_to_see_is_no_message():
    """
    Space that fills a message would be refused; it is left out.
    """
    whole = Post(f"قبل\n{chr(0x2800) * MOST}\nبعد")

    assert [part.text for part in parts(whole)] == ["قبل", "بعد"]
    assert units("😀") == 2
