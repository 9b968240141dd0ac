"""What a chat remembers, and what it forgets."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.memory import Memory
from bot.presentation.as_json import answer_json
from bot.types import Answer, Turn
from retrieval.index.library import Library


def turn(question):
    return Turn(question, f"{question} كاملاً", "جواب [1]", ("عنوان", "عنوان آخر"))


def test_turns_come_back_in_order(archive):
    """
    Oldest first, whole, and no more of them than a follow-up can reach.
    """
    memory = Memory(archive.library)
    said = [turn(f"سؤال {n}") for n in range(10)]
    for one in said:
        memory.remember("a", one)

    assert memory.turns("a") == said[-6:]


def test_chats_are_strangers(archive):
    """
    One chat sees nothing of another, not even of one whose name begins alike.
    """
    memory = Memory(archive.library)
    memory.remember("chat-1", turn("سؤال"))

    assert [memory.turns(other) for other in ("chat-2", "chat", "chat-11", "", "%")] == [[]] * 5


def test_turns_outlive_the_program(tmp_path):
    """
    They are in the library, for whoever opens it next.
    """
    library = Library(tmp_path / "home")
    Memory(library).remember("a", turn("سؤال"))
    library.close()
    again = Library(tmp_path / "home")

    assert Memory(again).turns("a") == [turn("سؤال")]
    again.close()


def test_forgetting_is_of_one_chat_and_for_good(tmp_path):
    """
    Nothing of a forgotten chat is left in the library; the others keep theirs.
    """
    library = Library(tmp_path / "home")
    memory = Memory(library)
    for chat in ("a", "b"):
        memory.remember(chat, turn(f"سؤال في {chat}"))
    memory.forget("a")
    memory.forget("never heard of")
    library.close()
    again = Library(tmp_path / "home")

    assert Memory(again).turns("a") == []
    assert Memory(again).turns("b") == [turn("سؤال في b")]
    again.close()


def test_answers_are_kept_whole_and_forgotten_with_their_chat(archive):
    """
    By name and as the chat's latest, in the words of the command line's contract, with how each
    was reached.
    """
    memory = Memory(archive.library)
    said = [
        Answer(id, "سؤال", "سؤال", "ar", "refused", "no_match", "extractive", f"لا {id}")
        for id in ("one", "two")
    ]
    for one in said:
        memory.keep("kept", one)

    how = {"how": {"confidence": None, "considered": [], "sentences": []}}
    assert memory.answer("one") == answer_json(said[0]) | how
    assert memory.latest("kept") == answer_json(said[1]) | how
    assert [memory.answer("three"), memory.latest("other")] == [None, None]
    memory.forget("kept")
    assert [memory.answer("one"), memory.latest("kept")] == [None, None]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.builds(Turn, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple)), TEXTS)
def test_any_turn_comes_back_as_it_was(archive, said, chat):
    """
    Whatever was asked and answered, in whatever chat.
    """
    memory = Memory(archive.library)
    memory.forget(chat)
    memory.remember(chat, said)

    assert memory.turns(chat) == [said]
