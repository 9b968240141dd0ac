"""Who is incoming, when, and what is kept of them; through real HTTP, with a scripted writer."""

import asyncio
import time

import pytest

from bot.settings import Allowance
from retrieval.errors import HomeUnusable, QuestionTooLong
from tests.fakes.botapi import Fault
from tests.fakes.serving import button, said, whole
from tests.processes import LAST_RESORT

GROUP, FORUM = -4242, -1_000_000_004_343
LEILA, OMAR = 42, 77


def before(message):
    """The canaries of the turns the writer was told of, as its last sentence names them."""
    last = message["text"].split("\n")[2]
    return last.partition("وقبلها: ")[2].partition("[")[0].strip("\u200f ").split()


def texts(telegram, chat=LEILA):
    return [message["text"] for message in telegram.replies(chat)]


def kept(served):
    """Every byte the bot keeps on disk."""
    return b"".join(path.read_bytes() for path in served.settings.home.glob("library.db*"))


# --- groups ---


def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(bot):
    """
    Its name, a reply to it and a command are; the talk of others, and other bots' commands, are not.
    """

    async def scene(telegram, served):
        telegram.say("كلام بين الناس OVERHEARD", GROUP, LEILA)
        telegram.say("/help@another_bot", GROUP, LEILA)
        telegram.say("/weather", GROUP, LEILA)
        telegram.say("@RAWI_test_bot سؤال Q1", GROUP, LEILA)
        first = await whole(telegram, GROUP)
        telegram.say("سؤال Q2", GROUP, LEILA, reply_to=first)
        await whole(telegram, GROUP, count=2)
        telegram.say("/ask@rawi_test_bot سؤال Q3", GROUP, LEILA)
        await whole(telegram, GROUP, count=3)

        assert ["Q1" in texts(telegram, GROUP)[0], "Q2" in texts(telegram, GROUP)[1]] == [True] * 2
        assert "OVERHEARD" not in " ".join(texts(telegram, GROUP))
        assert b"OVERHEARD" not in kept(served)

    bot(scene, server={"privacy": False})


def test_nobody_is_answered_from_what_another_has_said(bot):
    """
    Memory belongs to one person in one topic of one chat.
    """

    async def scene(telegram, _served):
        name = "@rawi_test_bot "
        asked = [
            (FORUM, LEILA, 7, name + "سؤال Q1"),
            (FORUM, OMAR, 7, name + "سؤال Q2"),
            (FORUM, LEILA, 8, name + "سؤال Q3"),
            (LEILA, LEILA, None, "سؤال Q4"),
            (FORUM, LEILA, 7, name + "سؤال Q5"),
        ]
        turns = []
        for count, (chat, person, thread, text) in enumerate(asked, 1):
            telegram.say(text, chat, person, thread=thread)
            here = 1 if chat == LEILA else count - (count > 4)
            turns.append(before(await whole(telegram, chat, count=here)))

        assert turns == [[], [], [], [], ["Q1"]]

    bot(scene)


def test_a_reply_to_an_old_answer_goes_on_from_it(bot):
    """
    The turns after it do not count; a reply to what is no answer changes nothing.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1")
        old = await whole(telegram)
        telegram.say("سؤال Q2")
        await whole(telegram, count=2)
        telegram.say("سؤال Q3", reply_to=old)
        assert before(await whole(telegram, count=3)) == ["Q1"]
        telegram.say("سؤال Q4")
        assert before(await whole(telegram, count=4)) == ["Q1", "Q2", "Q3"]

    bot(scene)


def test_anybody_in_a_group_can_go_on_from_an_answer(bot):
    """
    Whoever replies to an answer has it before their eyes, whoever had asked; what else was said to
    another stays theirs.
    """

    async def scene(telegram, _served):
        name = "@rawi_test_bot "
        telegram.say(name + "سؤال Q1", GROUP, LEILA)
        old = await whole(telegram, GROUP)
        telegram.say(name + "سؤال Q2", GROUP, LEILA)
        await whole(telegram, GROUP, count=2)
        telegram.say(name + "سؤال Q3", GROUP, OMAR)
        await whole(telegram, GROUP, count=3)
        telegram.say("سؤال Q4", GROUP, OMAR, reply_to=old)
        assert before(await whole(telegram, GROUP, count=4)) == ["Q1"]

    bot(scene)


def test_a_group_that_gets_another_id_keeps_its_memory_and_its_rights(bot):
    """
    What was being answered is answered there once; follow-ups know what came before, and whoever
    was allowed still is.
    """
    name = "@rawi_test_bot "

    async def scene(telegram, _served):
        telegram.say(name + "سؤال Q1", GROUP, LEILA)
        await whole(telegram, GROUP)
        telegram.say(name + "سؤال Q2", GROUP, LEILA)
        await said(telegram, GROUP, count=2)
        new = telegram.migrate(GROUP)
        assert before(await whole(telegram, new, count=1)) == ["Q1"]
        telegram.say(name + "سؤال Q3", new, LEILA)
        assert before(await whole(telegram, new, count=2))[0] == "Q1"
        assert len(telegram.replies(new)) == 2

    bot(scene, writer=0.5, telegram_allow=frozenset({GROUP}))


def test_a_text_that_was_cut_in_pieces_is_one(bot):
    """
    The first piece is no question, being too long; what follows at once is no question of its own.
    What another says meanwhile is, and so is what is said later.
    """

    async def scene(telegram, _served):
        telegram.say("كلمة " * 600, ago=60)
        telegram.say("كلمة " * 600, ago=60)
        telegram.say("كلمة " * 300, ago=59)
        telegram.say("سؤال R1", OMAR, ago=59)
        telegram.say("كلمة " * 600, ago=50)
        telegram.say("سؤال Q1", ago=50)  # together they are no longer than a message
        await whole(telegram, OMAR)
        await whole(telegram, count=3)

        assert "Q1" in texts(telegram)[-1]
        assert len(texts(telegram)) == 3

    bot(scene)


# --- order and limits ---


def test_a_chat_is_answered_in_order_and_others_meanwhile(bot):
    """
    Three questions wait behind the one in hand, a fourth gets a polite word, no other chat waits.
    """

    async def scene(telegram, _served):
        for number in range(6):
            telegram.say(f"سؤال Q{number}")
        telegram.say("سؤال R", OMAR)
        await whole(telegram, OMAR)
        assert sum("reply_markup" in one for one in telegram.replies()) <= 1
        await telegram.until(lambda: sum("reply_markup" in one for one in telegram.replies()) == 4)
        answers = [text for text in texts(telegram) if "الجملة 3" in text]
        polite = [text for text in texts(telegram) if "تنتظر" in text]

        assert [f"Q{n}" in text for n, text in enumerate(answers)] == [True] * 4
        assert len(polite) == 1

    bot(scene, writer=0.5)


def test_a_budget_that_is_used_up_is_said_once(bot):
    """
    A person may ask so often a minute; what is over gets one clear word. Administrators may go on.
    """

    async def scene(telegram, _served):
        for number in range(2):
            telegram.say(f"سؤال Q{number}")
            telegram.say(f"سؤال R{number}", OMAR)
            await whole(telegram, count=number + 1)
            await whole(telegram, OMAR, count=number + 1)
        for chat in (LEILA, OMAR):
            telegram.say("سؤال S", chat)
            telegram.say("سؤال T", chat)
        await whole(telegram, OMAR, count=4)
        await said(telegram, count=3)

        assert texts(telegram)[2:] == ["بلغت حدّ الأسئلة المسموح. عُد بعد نحو 1 د."]

    bot(scene, telegram_budget=Allowance(2, 9), telegram_admins=frozenset({OMAR}))


def test_where_there_is_a_list_only_those_on_it_are_served(bot):
    """
    People and chats on the list are; others handle so once, and nothing of them is kept.
    """

    async def scene(telegram, served):
        telegram.say("سؤال Q1 unserved", OMAR)
        telegram.say("سؤال Q2", OMAR)
        telegram.say("سؤال Q3", LEILA)
        await whole(telegram)
        telegram.say("@rawi_test_bot سؤال Q4", GROUP, OMAR)
        await whole(telegram, GROUP)

        assert texts(telegram, OMAR) == ["هذا البوت لمن أُذن لهم فقط."]
        assert b"unserved" not in kept(served)  # two letters stand in any file by chance

    bot(scene, telegram_allow=frozenset({LEILA, GROUP}))


def test_an_update_delivered_twice_is_answered_once(bot):
    """
    The server repeats what was not confirmed when a bot died.
    """

    async def scene(telegram, served):
        message = telegram.say("سؤال Q1")
        await whole(telegram)
        repeated = {"update_id": 1000, "message": message}
        telegram.updates._queue.append(repeated)
        telegram.say("سؤال Q2")
        await whole(telegram, count=2)

        assert ["Q1" in text for text in texts(telegram)] == [True, True]
        assert len(texts(telegram)) == 2

    bot(scene)


def test_what_nobody_waits_for_any_more_gets_one_apology(bot):
    """
    Questions older than ten minutes are not answered; the person hears so once.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1", ago=700)
        telegram.say("سؤال Q2", ago=650)
        telegram.say("سؤال Q3", ago=500)
        await whole(telegram, count=2)

        failure_text, answer = sorted(texts(telegram), key=lambda text: "Q3" in text)
        assert "تأخرتُ" in failure_text
        assert "Q3" in answer

    bot(scene)


def test_stopping_gives_up_what_was_asked(bot):
    """
    The answer in hand says that it was stopped, those waiting are forgotten, the next is answered.
    """

    async def scene(telegram, _served):
        telegram.say("/stop")
        await said(telegram, count=1)
        telegram.say("سؤال Q1")
        telegram.say("سؤال Q2")
        await said(telegram, count=2)
        telegram.say("/stop")
        await telegram.until(lambda: texts(telegram)[-1].endswith("أوقفتُ الجواب."))
        telegram.say("سؤال Q3")
        await whole(telegram, count=3)

        assert texts(telegram)[0] == "لا جواب قيد الكتابة."
        assert "Q3" in texts(telegram)[-1]

    bot(scene, writer=1.0)


def test_stopping_does_not_wait_for_a_flood(bot):
    """
    Nor does the end of the bot: what could not even be placed is given up at once.
    """

    async def scene(telegram, served):
        telegram.faults.add(
            Fault("429", seconds=300), lambda call: call.name == "sendmessage", times=1
        )
        telegram.say("سؤال Q1")
        await telegram.wait(lambda call: call.refusal is not None)
        began = time.monotonic()
        telegram.say("/stop")
        telegram.say("سؤال Q2", OMAR)
        await whole(telegram, OMAR)
        served.dispatcher._processing._queues.stop((LEILA, None), lambda job: True)
        await asyncio.sleep(0.1)
        assert (LEILA, None) not in served.dispatcher._processing._queues._queues
        assert time.monotonic() - began < 300

    bot(scene, writer=0.5)


# --- what else can be said ---


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("/timeline", "اكتب الموضوع بعد الأمر: /timeline …"),
        ("/new", "محادثة جديدة. نسيت ما سبق."),
        ("/sources", "لا مصادر: لم يستشهد الجواب الأخير بشيء."),
        ("/coverage", "الأرشيف فارغ الآن."),
        ("/verify", "أرسل /verify ردّاً على رسالة"),
        ("/verify سقط الجسر القديم.", "[لا ذكر لها] سقط الجسر القديم."),
        ("/lang en", "The interface is in English."),
        ("/stats", "لا أمر بهذا الاسم: /stats. اكتب سؤالك"),
    ],
)
def test_what_is_no_question_is_answered_without_searching(bot, text, reply):
    """
    Commands get one message and no search.
    """

    async def scene(telegram, _served):
        telegram.say(text)
        await said(telegram, count=1)

        assert texts(telegram)[0].strip("\u200f").replace("\u200e", "").startswith(reply)
        assert not [call for call in telegram.calls if call.name == "editmessagetext"]

    bot(scene)


def test_in_a_group_a_mere_name_is_told_how_to_ask(bot):
    """
    It asks nothing, unless it stands in reply to somebody's question.
    """

    async def scene(telegram, _served):
        question = telegram.say("سؤال Q1", GROUP, OMAR)
        telegram.say("@rawi_test_bot", GROUP, LEILA)
        await said(telegram, GROUP, count=1)
        telegram.say("@rawi_test_bot", GROUP, LEILA, reply_to=question)
        await whole(telegram, GROUP, count=2)

        assert texts(telegram, GROUP)[0].startswith("اكتب سؤالك بعد اسمي")
        assert "Q1" in texts(telegram, GROUP)[1]

    bot(scene)


def test_whoever_edits_the_archive_is_told_how(bot):
    """
    Help names ``/add`` and its kin to administrators alone.
    """

    async def scene(telegram, _served):
        for chat in (LEILA, OMAR):
            telegram.say("/help", chat)
            await said(telegram, chat, count=1)

        names = ("/add", "/remove", "/stats")
        assert all(name in text for name in names for text in texts(telegram, OMAR))
        assert not any(name in text for name in names for text in texts(telegram, LEILA))

    bot(scene, telegram_admins=frozenset({OMAR}))


def test_a_new_conversation_forgets_the_last(bot):
    """
    After ``/new`` the writer is told of no earlier turn, and old buttons say that they expired.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1")
        old = await whole(telegram)
        telegram.say("/new")
        await said(telegram, count=2)
        telegram.say("سؤال Q2")
        assert before(await whole(telegram, count=3)) == []
        assert "لم يعد هذا الجواب محفوظاً" in await button(telegram, old, "[1]")

    bot(scene)


def test_the_language_of_the_interface_is_each_persons_own(bot):
    """
    Chosen by a button, kept for that person alone.
    """

    async def scene(telegram, _served):
        telegram.say("/lang")
        assert "English" in await button(telegram, await whole(telegram), "English")
        telegram.say("/new")
        telegram.say("/new", OMAR)
        await said(telegram, count=2)
        await said(telegram, OMAR, count=1)

        assert texts(telegram)[1] == "A new conversation. What came before is forgotten."
        assert texts(telegram, OMAR) == ["محادثة جديدة. نسيت ما سبق."]

    bot(scene)


def test_forgetting_leaves_nothing_of_a_person_on_disk(bot):
    """
    After ``/forget`` no byte of their turns, answers, jobs or feedback is left; others' are.
    """

    async def scene(telegram, served):
        for text, chat in (("سؤال CANARYL", LEILA), ("سؤال CANARYO", OMAR)):
            telegram.say(text, chat)
            await button(telegram, await whole(telegram, chat), "👎")
        telegram.say("@rawi_test_bot سؤال CANARYG", GROUP, LEILA)
        await whole(telegram, GROUP)
        journal = served.opened.archive.library.journal
        for _ in range(20 * LAST_RESORT):  # what is still open is not forgotten
            if not any(one.body["open"] for one in journal.last("incoming", limit=9)):
                break
            await asyncio.sleep(0.05)
        held = kept(served)
        assert [held.count(word) > 0 for word in (b"CANARYL", b"CANARYO", b"CANARYG")] == [True] * 3
        assert b"telegram/42/" in held
        telegram.say("/forget")
        await said(telegram, count=2)
        left = kept(served)

        assert [left.count(word) > 0 for word in (b"CANARYL", b"CANARYO", b"CANARYG")] == [
            *(False, True, False)
        ]
        assert journal.last("incoming", "telegram/42/42/0", limit=9) == []

    bot(scene)


def test_a_question_of_a_dead_bot_is_wiped_when_answered(bot):
    """
    The inbox keeps the words of a question only until it is answered.
    """

    async def scene(telegram, served):
        telegram.say("سؤال Q1")
        await whole(telegram)
        journal = served.opened.archive.library.journal

        async def closed():
            (job,) = journal.last("incoming", limit=9)
            return not job.body["open"] and job.body

        for _ in range(50):
            if body := await closed():
                break
            await asyncio.sleep(0.05)
        assert body["incoming"]["text"] == ""

    bot(scene)


def test_feedback_is_stored_and_the_last_word_counts(bot):
    """
    One verdict a person and answer.
    """

    async def scene(telegram, served):
        telegram.say("سؤال Q1")
        answer = await whole(telegram)
        assert await button(telegram, answer, "👍")
        assert await button(telegram, answer, "👎")
        entries = served.opened.archive.library.journal.last("feedback", limit=9)

        assert [entry.body["verdict"] for entry in entries] == ["-"]

    bot(scene)


def test_presses_fill_no_group_and_are_counted(bot):
    """
    A quotation stands once below its answer, whoever presses; each press shows it to its presser,
    and after a dozen in a minute a person is asked to wait.
    """

    async def scene(telegram, _served):
        telegram.say("@rawi_test_bot سؤال Q1", GROUP, LEILA)
        answer = await whole(telegram, GROUP)
        rows = answer["reply_markup"]["inline_keyboard"]
        quote = next(one["callback_data"] for row in rows for one in row if one["text"] == "[1]")
        presses = [telegram.press(answer, quote, OMAR) for _ in range(20)]
        presses += [telegram.press(answer, quote, LEILA)]
        await telegram.until(lambda: all(telegram.callbacks[id] is not None for id in presses))
        alerts = [telegram.callbacks[id] for id in presses]
        await said(telegram, GROUP, count=2)

        assert len(telegram.replies(GROUP)) == 2
        assert sum("ثانية" in alert for alert in alerts[:20]) == 8
        assert all(0 < len(alert) <= 200 for alert in alerts)

    bot(scene)


def test_a_blocked_bot_is_quiet_and_serves_the_others(bot):
    """
    Whoever blocks the bot in the middle of an answer is dropped without a word.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1")
        await said(telegram, count=1)
        telegram.block(LEILA)
        telegram.say("سؤال Q2", OMAR)
        await whole(telegram, OMAR)

        assert len(texts(telegram)) == 1

    bot(scene, writer=0.5)


def test_a_topic_that_is_gone_is_quiet_like_a_reader_who_is(bot):
    """
    Whoever closes a topic while an answer is on its way has broken nothing.
    """

    async def scene(telegram, served):
        telegram.say("@rawi_test_bot سؤال Q1", FORUM, LEILA, thread=7)
        telegram.chats._threads[FORUM].discard(7)
        await telegram.wait(lambda call: call.name == "sendmessage" and call.refusal)
        journal = served.opened.archive.library.journal
        for _ in range(20 * LAST_RESORT):
            if not journal.last("incoming", limit=1)[0].body["open"]:
                break
            await asyncio.sleep(0.05)

        assert telegram.replies(FORUM) == []
        (faults,) = [one for one in served.registry.collect() if one.name == "rawi_faults"]
        assert faults.samples == []

    bot(scene, writer=0.3)


def test_what_is_not_text_is_told_so(bot):
    """
    A document in a private chat gets a sentence.
    """

    async def scene(telegram, _served):
        telegram.send_document(b"x", "a.pdf")
        await said(telegram, count=1)

        assert texts(telegram) == ["أقرأ النص وحده. اكتب سؤالك."]

    bot(scene)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (HomeUnusable(path="/var/secret", why="disk"), "تعذّر إتمام الطلب الآن. حاول بعد قليل."),
        (KeyError("سر"), "تعذّر إتمام الطلب الآن. حاول بعد قليل."),
        (
            QuestionTooLong(length=1200, limit=1000),
            "السؤال أطول من الحد (عدد حروفه 1200، والحد 1000). اختصره.",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_is_one_sentence_that_tells_no_stranger_of_the_machine(bot, error, told):
    """
    What the reader can mend is said; the rest is an apology, never «nothing found».
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1")
        await telegram.until(lambda: texts(telegram) == [told])
        telegram.say("شكرا")
        await said(telegram, count=2)

    bot(scene, error=error)


def test_typing_is_shown_at_once_and_again_while_it_takes_long(bot):
    """
    Typing comes before anything else, in the topic of the question.
    """

    async def scene(telegram, _served):
        began = time.monotonic()
        telegram.say("@rawi_test_bot سؤال Q1", FORUM, LEILA, thread=7)
        await telegram.until(lambda: telegram.actions)
        assert time.monotonic() - began < 60
        await whole(telegram, FORUM)

        assert telegram.actions[0] == (FORUM, 7, "typing")
        assert telegram.calls[-1].name == "editmessagetext"

    bot(scene)


def test_what_is_older_than_is_kept_is_forgotten(bot):
    """
    Answers, messages, and what stands in which.
    """

    async def scene(telegram, served):
        telegram.say("سؤال Q1")
        await whole(telegram)
        await served.dispatcher._prune()
        journal = served.opened.archive.library.journal
        kinds = ("answer", "incoming", "asked", "answered")
        assert [journal.last(kind, limit=9) for kind in kinds] == [[]] * 4

    bot(scene, keep_days=0)
