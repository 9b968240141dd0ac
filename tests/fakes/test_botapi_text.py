"""What the loopback Bot API does to texts and their entities: mends, drops, refuses."""

import pytest
from telegram import MessageEntity

from tests.fakes.botapi import Refused
from tests.fakes.botapi.text import accepted
from tests.fakes.clients import played, refused


def entity(kind, offset, length, **more):
    return {"type": kind, "offset": offset, "length": length, **more}


def link(offset, length):
    return entity("text_link", offset, length, url="https://example.org/")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (" نص \n", "نص"),
        ("a\tb\x00c\x1fd", "a b c d"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b\u202ac\u202ed", "abcd"),
        ("a\u200fb\u200ec", "a\u200fb\u200ec"),
        ("a\u200f\u200e\u200fb", "a\u200c\u200c\u200fb"),
        ("\u2067a\u2069", "\u2067a\u2069"),
    ],
)
def test_texts_are_cleaned(sent, kept):
    """
    Controls become spaces; line separators and overrides go; of several marks one stays.
    """
    assert accepted(sent) == (kept, [])


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (" \n ", "text must be non-empty"),
        ("\u200f\u2800\ufeff", "text must be non-empty"),
        ("ن" * 4097, "message is too long"),
        ("ن" * 16385, "text is too long"),
        ("a\ud800", "strings must be encoded in UTF-8"),
    ],
)
def test_texts_have_bounds(sent, complaint):
    """
    Something to see, 4096 characters after cleaning, 32 KiB before.
    """
    with pytest.raises(Refused, match=complaint):
        accepted(sent)


def test_length_is_counted_after_cleaning():
    """
    What is dropped does not count; an emoji counts once, though twice for entities.
    """
    assert accepted("\r" * 100 + "ن" * 4096)[0] == "ن" * 4096
    assert accepted("😀" * 4096)[0] == "😀" * 4096


def test_entities_move_with_their_text():
    """
    They are where their words are once the text was cleaned and trimmed.
    """
    text, entities = accepted(" \r😀\ra [1] ", [link(7, 3), entity("bold", 2, 4)])

    assert text == "😀a [1]"
    assert entities == [entity("bold", 0, 3), link(4, 3)]


def test_an_entity_holds_the_space_before_it():
    """
    At its start, a text is not trimmed into an entity; at its end, an entity is cut.
    """
    assert accepted("  ab  ", [entity("bold", 1, 5)]) == (" ab", [entity("bold", 0, 3)])


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ([{"type": "bold", "length": 1}], 'can\'t find field "offset"'),
        ([entity("bold", "0", 1)], 'field "offset" must be of type Number'),
        ([entity("bold", -1, 1)], "incorrect offset -1"),
        ([entity("bold", 0, -1)], "incorrect length -1"),
        ([entity("bold", 9, 1)], "begins after the end of the text at UTF-16 offset 9"),
        ([entity("bold", 3, 9)], "ends after the end of the text at UTF-16 offset 12"),
        ([entity("bold", 1, 2)], "begins in a middle of a UTF-16 symbol at byte offset 4"),
        ([entity("bold", 0, 1)], "ends in a middle of a UTF-16 symbol at byte offset 4"),
        ([entity("shiny", 0, 2)], "unsupported type specified"),
        ([{"offset": 0, "length": 2}], "type is not specified"),
        ([entity("text_link", 0, 2, url="javascript:alert(1)")], "Wrong HTTP URL"),
        ([entity("text_link", 0, 2)], "Wrong HTTP URL"),
        ({"type": "bold"}, "expected an Array"),
    ],
)
def test_entities_must_be_whole(value, complaint):
    """
    Offsets are UTF-16 units inside the text, between letters; types and links are known ones.
    """
    with pytest.raises(Refused, match=complaint):
        accepted("😀abcd", value)


def test_entities_that_cannot_stand_together_are_mended_in_silence():
    """
    Of links that intersect the first stays; quotations do not nest; code holds nothing.
    """
    assert accepted("abcdef", [link(0, 3), link(2, 3)])[1] == [link(0, 3)]
    quote, inner = entity("blockquote", 0, 6), entity("expandable_blockquote", 1, 2)
    assert accepted("abcdef", [inner, quote, entity("bold", 0, 2)])[1] == [
        quote,
        entity("bold", 0, 2),
    ]
    code = entity("code", 1, 4)
    assert accepted("abcdef", [entity("bold", 2, 1), code, link(2, 2)])[1] == [code]
    assert accepted("abcdef", [entity("blockquote", 2, 4), link(0, 3)])[1] == [
        entity("blockquote", 2, 4)
    ]


def test_what_the_server_finds_itself_cannot_be_sent():
    """
    A mention is where there is one, not where a bot says so.
    """
    assert accepted("abc", [entity("mention", 0, 3), entity("url", 0, 3)]) == ("abc", [])


def test_the_hundred_and_first_link_is_dropped_without_a_word():
    """
    Styles do not count; links, code and quotations do.
    """
    text = "[1]" * 150
    links = [link(at, 3) for at in range(0, 450, 3)]
    _, kept = accepted(text, [*links, entity("bold", 440, 5)])

    assert kept == [*links[:100], entity("bold", 440, 5)]


def test_entities_go_over_the_wire():
    """
    As the library sends them, and back in the message; a parse mode is refused.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        bold = MessageEntity("bold", 0, 2)
        sent = await bot.send_message(42, "😀 a\u200f[1]", entities=[bold])
        with refused("middle of a UTF-16 symbol"):
            await bot.send_message(42, "😀", entities=[MessageEntity("bold", 1, 1)])
        with refused("unsupported parse_mode"):
            await bot.edit_message_text("<b>", 42, sent.message_id, parse_mode="HTML")

        assert sent.parse_entities() == {bold: "😀"}
        assert telegram.transcript() == "ليلى: س\nراوي: 😀 a⟨RLM⟩[1]\n  · bold «😀»"

    played(scene)


def test_a_caption_is_shorter():
    """
    1024 characters.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        await bot.send_document(42, b"x", caption="ن" * 1024)
        with refused("caption is too long"):
            await bot.send_document(42, b"x", caption="ن" * 1025)

    played(scene)
