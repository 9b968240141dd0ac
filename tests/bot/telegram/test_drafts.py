"""Answers that are shown as drafts while a model writes them: in private chats, where the server has such."""

import pytest

from tests.fakes.botapi import Fault
from tests.fakes.serving import whole

ASKING, STOPPED = "سؤال Q1", "أوقفتُ الجواب."


@pytest.fixture(name="drafting")
def _drafting(bot):
    """A bot with a model and drafts."""

    def drafting(scene, **options):
        bot(scene, writer=None, model=True, telegram_drafts=True, **options)

    return drafting


def drafts(telegram):
    return [text for some in telegram.drafts.values() for text in some]


def texts(telegram, chat=42):
    return [message["text"] for message in telegram.replies(chat)]


def test_an_answer_grows_as_a_draft_and_is_then_one_message(drafting):
    """
    No message stands there before the answer is whole, and no draft after it.
    """

    async def scene(telegram, served):
        telegram.say(ASKING)
        await telegram.until(lambda: "الجملة 1" in (telegram.draft() or ""))
        assert texts(telegram) == []
        served.opened.rawi.release.set()
        await whole(telegram)
        assert len(telegram.drafts) == 1
        assert telegram.draft() is None
        assert len(texts(telegram)) == 1 and "الجملة 3" in texts(telegram)[0]

    drafting(scene)


@pytest.mark.parametrize("how", ["group", "extracts"])
def test_a_group_and_a_bot_without_a_model_have_no_drafts(bot, how):
    """
    There the first sentence is a message that grows.
    """

    async def scene(telegram, served):
        chat = -500 if how == "group" else 42
        telegram.say(f"@rawi_test_bot {ASKING}", chat, 42)
        await telegram.until(lambda: "".join(texts(telegram, chat)).endswith("\n…"))
        served.opened.rawi.release.set()
        await whole(telegram, chat)
        assert not telegram.drafts

    bot(scene, writer=None, model=how == "group", telegram_drafts=True)


@pytest.mark.parametrize("refusal", ["TEXTDRAFT_PEER_INVALID", "method not found"])
def test_a_server_that_refuses_drafts_has_the_message_edited(drafting, refusal):
    """
    It is asked once, and the reader sees the answer grow all the same.
    """

    async def scene(telegram, served):
        telegram.say(ASKING)
        await telegram.until(lambda: "الجملة 1" in "".join(texts(telegram)))
        served.opened.rawi.release.set()
        await whole(telegram)
        asked = [call for call in telegram.calls if call.name == "sendmessagedraft"]
        assert len(asked) == 1 and len(texts(telegram)) == 1

    drafting(scene, server={"without_drafts": refusal})


def test_a_stopped_draft_stays_with_the_word_that_it_was_stopped(drafting):
    """
    What was shown is not withdrawn: the draft would be gone in half a minute.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        await telegram.until(lambda: "الجملة 1" in (telegram.draft() or ""))
        shown = telegram.draft()
        telegram.say("/stop")
        await telegram.until(lambda: texts(telegram) == [f"{shown}\n\n{STOPPED}"])
        assert telegram.draft() is None

    drafting(scene)


def test_a_draft_whose_line_breaks_costs_nothing_of_the_answer(drafting):
    """
    Nobody knows whether it was shown; the answer is one message in the end.
    """

    async def scene(telegram, served):
        telegram.faults.add(
            Fault("drop", after=True), lambda call: call.name == "sendmessagedraft", times=9
        )
        telegram.say(ASKING)
        await telegram.wait(lambda call: call.name == "sendmessagedraft")
        served.opened.rawi.release.set()
        await whole(telegram)
        assert len(texts(telegram)) == 1 and telegram.draft() is None

    drafting(scene)


def test_a_question_that_fails_leaves_one_sentence_and_no_draft(drafting):
    """
    As it does without drafts.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        await telegram.until(lambda: texts(telegram) != [] and "…" not in texts(telegram)[0])
        assert len(texts(telegram)) == 1 and telegram.draft() is None

    drafting(scene, error=RuntimeError("broken"))
