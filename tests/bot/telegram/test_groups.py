"""What a bot says in a group unasked, and what it leaves alone there."""

from tests.fakes.serving import said, whole

GROUP, CHANNEL = -4242, {"id": -1_000_000_009_999, "type": "channel", "title": "قناة"}
LEILA, ADMIN = 42, 7


def texts(telegram):
    return [message["text"] for message in telegram.replies(GROUP)]


def test_what_a_linked_channel_posts_is_not_answered(bot):
    """
    Nor are an administrator's commands by somebody who is none: another bot has them too.
    """

    async def scene(telegram, _served):
        post = {"sender_chat": CHANNEL, "is_automatic_forward": True}
        telegram.send(GROUP, LEILA, text="/latest@rawi_test_bot POST", **post)
        telegram.say("/stats", GROUP, LEILA)
        telegram.say("/remove 5", GROUP, LEILA)
        telegram.say("/help@another_bot", GROUP, LEILA)
        telegram.say("/ask سؤال Q1", GROUP, LEILA)
        await whole(telegram, GROUP)
        assert len(texts(telegram)) == 1

    bot(scene, server={"privacy": False}, telegram_admins=frozenset({ADMIN}))


def test_a_group_is_greeted_when_the_bot_is_put_into_it(bot):
    """
    In the language of whoever did it, with the name it listens to; once.
    """

    async def scene(telegram, _served):
        telegram.add_bot(CHANNEL["id"], LEILA)
        telegram.updates._queue[-1]["my_chat_member"]["chat"] = CHANNEL
        telegram.add_bot(GROUP, LEILA)
        assert "@rawi_test_bot" in (await said(telegram, GROUP, count=1))["text"]
        telegram.add_bot(GROUP, LEILA, old="member", new="administrator")
        telegram.say("/ask@rawi_test_bot: سؤال Q1", GROUP, LEILA)
        await whole(telegram, GROUP, count=2)
        assert len(texts(telegram)) == 2
        assert not telegram.replies(CHANNEL["id"])

    bot(scene)
