"""The bot from end to end, over real HTTP, as the people in its chats see it."""

import asyncio
import socket
import urllib.request
from pathlib import Path

import pytest

from bot.i18n.catalogue import languages
from bot.i18n.messages import explain
from bot.telegram.handlers.admin import ADMIN
from bot.telegram.handlers.commands import COMMANDS
from bot.telegram.handlers.links import digest
from retrieval.errors import ChromaUnreachable, RawiError
from tests.fakes.botapi import BotAPI, Fault
from tests.fakes.proxy import proxying
from tests.fakes.serving import button, said, serving, whole
from tests.processes import LAST_RESORT
from tests.stress.bots import Bot, scripted

TRANSCRIPTS = Path(__file__).with_name("transcripts")
GROUP, FORUM, TOPIC = -4242, -1_000_000_004_343, 7


def played(scene, **options):
    """Run *scene* against a server without flood limits, unless *options* set some."""

    async def play():
        async with BotAPI(**{"limits": {}, **options}) as telegram:
            await scene(telegram)

    asyncio.run(play())


def same(name, transcript):
    """Whether *transcript* is what it was; a new one is kept to be looked at."""
    kept = TRANSCRIPTS / f"{name}.txt"
    if not kept.exists():
        kept.write_text(transcript + "\n", "utf-8")
        pytest.fail(f"new transcript: {kept.name}")
    return transcript + "\n" == kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "chat", "thread", "call"),
    [
        ("private", 42, None, ""),
        ("group", GROUP, None, "@rawi_test_bot "),
        ("topic", FORUM, TOPIC, "@Rawi_Test_Bot "),
    ],
)
def test_a_conversation_from_question_to_old_button(embedder, own_home, name, chat, thread, call):
    """
    Question, answer, quotation, follow-up, feedback, restart, and the old buttons still work.
    """

    async def scene(telegram):
        def ask(text):
            telegram.say(call + text, chat, 42, thread=thread)

        async with serving(telegram, own_home, embedder):
            ask("كم عدد القوات الأميركية في العراق؟")
            answer = await whole(telegram, chat)
            await button(telegram, answer, "[1]", user=42)
            await said(telegram, chat, count=2)
            ask("وماذا عن سوريا؟")
            follow_up = await whole(telegram, chat, count=3)
            assert await button(telegram, follow_up, "👍", user=42)
        async with serving(telegram, own_home, embedder):
            await button(telegram, answer, "[1]", user=42)
            await said(telegram, chat, count=4)
            await button(telegram, answer, "لماذا؟", user=42)
            await said(telegram, chat, count=5)
            ask("كم عدد القوات الفرنسية في العراق؟")
            await whole(telegram, chat, count=6)

        assert same(name, telegram.transcript(chat))
        assert not [call for call in telegram.calls if call.refusal]

    played(scene)


def test_a_start_shows_questions_that_can_be_tapped(embedder, own_home):
    """
    ``/start`` and a refusal offer headlines; a tapped one is asked and answered.
    """

    async def scene(telegram):
        async with serving(telegram, own_home, embedder):
            telegram.say("/start")
            greeting = await whole(telegram)
            rows = greeting["reply_markup"]["inline_keyboard"]
            assert [len(row) for row in rows] == [1, 1, 1]
            notice = await button(telegram, greeting, rows[0][0]["text"])
            assert notice == rows[0][0]["text"]
            await whole(telegram, count=2)
            telegram.say("كم سعر كيلو البندورة في السوق اليوم؟")  # of which nothing is near
            refusal = await whole(telegram, count=3)
            nearest = refusal["reply_markup"]["inline_keyboard"][0][0]["text"]
            assert nearest in await button(telegram, refusal, nearest)
            await whole(telegram, count=4)

    played(scene)


def test_a_link_opens_an_article_and_a_reaction_is_a_verdict(embedder, own_home):
    """
    ``/start`` with an article's digest opens that article; 👎 on the answer counts as the button.
    """

    async def scene(telegram):
        async with serving(telegram, own_home, embedder) as served:
            telegram.say(f"/start {digest('coalition-talks')}")
            answer = await whole(telegram)
            telegram.say("كم عدد القوات الأميركية في العراق؟")
            telegram.react(await whole(telegram, count=2), "👎")
            journal = served.opened.archive.library.journal
            for _ in range(10 * LAST_RESORT):
                if verdicts := journal.last("feedback", limit=2):
                    break
                await asyncio.sleep(0.1)

        assert answer["text"].startswith("«محادثات مرتقبة بين واشنطن وبغداد")
        assert [one.body["verdict"] for one in verdicts] == ["-"]

    played(scene)


def test_a_query_in_another_chat_is_answered_from_retrieval(embedder, own_home):
    """
    Inline mode inline_results passages with their headlines; a query that means nothing here, nothing.
    """

    async def scene(telegram):
        async with serving(telegram, own_home, embedder):
            found = telegram.ask_inline("القوات الأميركية في العراق")
            texts = (" ", "؟؟", "zzz", "طبخة المقلوبة")
            senseless = [telegram.ask_inline(text, user) for user, text in enumerate(texts, 50)]
            await telegram.until(
                lambda: None not in (telegram.inline[one] for one in (found, *senseless))
            )

            assert len(telegram.inline[found]) >= 3
            assert "العراق" in telegram.inline[found][0]["input_message_content"]["message_text"]
            assert [telegram.inline[one] for one in senseless] == [[]] * 4

    played(scene)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("كم عدد القوات الأميركية في العراق؟", explain(RawiError(), "ar")),
        ("How many American troops are in Iraq?", RawiError.en),
    ],
)
def test_a_chroma_server_that_is_down_is_no_refusal(embedder, own_home, caplog, question, told):
    """
    The reader is told that it is not their fault and will pass; the log, whose server it is and what to do.
    """

    async def scene(telegram):
        url = f"http://127.0.0.1:{free_port()}"
        async with serving(telegram, own_home, embedder, chroma_url=url):
            telegram.say(question)
            await telegram.until(lambda: [one["text"] for one in telegram.replies()] == [told])

    with caplog.at_level("INFO", "rawi"):
        played(scene)
    (failed,) = [one for one in caplog.records if one.getMessage() == "question_failed"]
    assert failed.facts["remedy"] == ChromaUnreachable.en


def test_the_bot_is_described_in_both_languages(embedder, own_home):
    """
    Commands and descriptions are set in the house's language for all, and in the other's own.
    """

    async def scene(telegram):
        async with serving(telegram, own_home, embedder) as served:

            def lists():
                every = (call for call in telegram.calls if call.name == "setmycommands")
                return [call.object("commands") for call in every]

            await telegram.until(lambda: len(lists()) == len(languages()))
            await served.stop()

        names = [*COMMANDS, "stop"]
        assert [[one["command"] for one in some] for some in lists()] == [names] * len(languages())
        assert {some[names.index("sources")]["description"] for some in lists()} >= {
            "مصادر الجواب الأخير",
            "sources of the last answer",
        }

    played(scene)


def test_administrators_add_and_remove_articles(embedder, own_home):
    """
    A document sent with ``/add`` is read and searched at once; ``/remove`` takes it out again.
    """
    title = "خبر: سوق السمك في بلدة الوادي"
    text = "افتُتح في بلدة الوادي سوق جديد للسمك. وقال رئيس البلدية إن السوق يضم ستين متجراً."
    file = f'---\ntitle: "{title}"\noutlet: "الساحل"\n---\n\n{text}\n'.encode()

    async def scene(telegram):
        admins = frozenset({42})
        async with serving(telegram, own_home, embedder, telegram_admins=admins):
            telegram.send_document(file, "../news 0.md", caption="/add")
            report = await done(telegram, 1)
            assert report.startswith("أُضيف: 1\n• خبر")
            telegram.say("كم متجراً يضم سوق السمك في بلدة الوادي؟")
            assert "reply_markup" in await whole(telegram, count=2)
            found = telegram.ask_inline("سوق السمك في بلدة الوادي")
            await telegram.until(lambda: telegram.inline[found] is not None)
            assert title in telegram.inline[found][0]["title"]
            texts = []
            for count, text in enumerate(("/add", "/remove", "/remove none", "/stats"), 3):
                telegram.say(text)
                texts.append(await done(telegram, count))
            telegram.say("/remove " + report.rpartition("(")[2].rstrip(")"))
            texts.append(await done(telegram, 7))
            telegram.send_document(b"x", "a.bin", caption="/add")
            texts.append(await done(telegram, 8))
            telegram.send_document(b"x", "a.md", 77, caption="/add")
            await said(telegram, 77, count=1)

        assert "أرسل ملفاً" in texts[0]
        assert "اكتب معرّف المقال" in texts[1]
        assert texts[2].startswith("لا مقال بهذا المعرّف")
        assert texts[3].startswith("في الأرشيف 10 مقالات")
        assert texts[4].startswith("حُذف: ")
        assert texts[5].startswith("لم يُضف شيء. نوع الملف غير معروف: a.bin.")
        assert "لا أمر بهذا الاسم" in telegram.replies(77)[0]["text"]
        assert {path.name for path in (own_home / "uploads").iterdir()} == {"_news_0.md", "a.bin"}

    played(scene)


async def done(telegram, count):
    """What a command came to."""
    return (await said(telegram, count=count))["text"]


def test_texts_and_forwarded_posts_are_added_and_removed_with_their_copies(embedder, own_home):
    """
    A post keeps its channel, day and link; what was told elsewhere is removed with its copies by
    a press of an administrator's.
    """
    text = "افتتحت بلدية الوادي مكتبة جديدة للأطفال تضم ستة آلاف كتاب وقاعة للقراءة. " * 3
    channel = {"id": -1_000_000_000_777, "type": "channel", "title": "الوادي", "username": "wadi"}
    origin = {"type": "channel", "date": 1_700_000_000, "chat": channel, "message_id": 5}

    async def scene(telegram):
        async with serving(telegram, own_home, embedder, telegram_admins=frozenset({42})) as one:
            post = telegram.send(42, text=text, forward_origin=origin)
            await whole(telegram)
            telegram.say("/add", reply_to=post)
            assert (await done(telegram, 2)).startswith("أُضيف: 1")
            telegram.say(f"/add {text}")
            assert (await done(telegram, 3)).startswith("مكرَّر: 1")
            sources = one.opened.archive.library.sources()
            (first,) = [one for one in sources if one.outlet == "الوادي"]
            assert (first.url, first.date.iso) == ("https://t.me/wadi/5", "2023-11-14")
            (copy,) = first.also_in
            telegram.say(f"/remove {first.id}")
            report = await done(telegram, 4)
            assert f"({copy.id})" in report
            which = telegram.replies()[-1]
            stranger = telegram.press(which, telegram.button(which, "هذا وحده"), 77)
            await telegram.until(lambda: telegram.callbacks[stranger] is not None)
            assert one.opened.archive.library.source(first.id)
            await button(telegram, which, "كلها (2)")
            await telegram.until(lambda: telegram.replies()[-1]["text"].startswith("حُذف"))
            assert telegram.replies()[-1]["text"].count("حُذف: ") == 2
            assert not one.opened.archive.library.source(copy.id)

    played(scene)


def test_administrators_see_their_commands_in_their_menu(embedder, own_home):
    """
    In their own chat with the bot, in both languages; everybody else's menu is as it was.
    """

    async def scene(telegram):
        telegram.chats.opened(42)
        async with serving(telegram, own_home, embedder, telegram_admins=frozenset({42, 7})):
            await telegram.until(lambda: ("chat", "en") in telegram.commands)
        theirs = {one["command"] for one in telegram.commands["chat", ""]}
        everybody = {one["command"] for one in telegram.commands["default", ""]}
        assert theirs - everybody == set(ADMIN)

    played(scene)


# --- as a process ---


def processed(scene, tmp_path, *options, server=None, writer=0.2, **env):
    """Run *scene* against a bot that is a process of its own."""

    async def play():
        async with BotAPI(**(server or {})) as telegram:
            bot = Bot(telegram, tmp_path / "home", scripted(writer), *options, **env)
            try:
                await scene(telegram, bot)
            finally:
                if bot.process and bot.process.poll() is None:
                    bot.kill()

    asyncio.run(play())


def test_what_is_in_hand_at_sigterm_is_finished_and_what_waits_comes_next(tmp_path):
    """
    The answer begun is shown whole, the status is 0, and the next start answers the others.
    """

    async def scene(telegram, bot):
        await bot.start()
        telegram.say("سؤال Q1")
        telegram.say("سؤال Q2")
        await said(telegram, count=1)
        assert await bot.stop() == 0
        (first,) = telegram.replies()
        assert "Q1" in first["text"]
        assert "reply_markup" in first
        await bot.start()
        assert "Q2" in (await whole(telegram, count=2))["text"]

    processed(scene, tmp_path, writer=1.0)


def test_a_question_of_a_killed_bot_is_answered_once_in_the_message_it_had(tmp_path):
    """
    SIGKILL in the middle of an answer: the next bot fills the same message. The old buttons work.
    """

    async def scene(telegram, bot):
        await bot.start()
        telegram.say("سؤال Q0")
        old = await whole(telegram)
        telegram.say("سؤال Q1")
        await telegram.until(lambda: "الجملة 2 عن Q1" in telegram.replies()[-1]["text"])
        bot.kill()
        await bot.start()
        await whole(telegram, count=2)
        await button(telegram, old, "👍")

        assert ["الجملة 3" in one["text"] for one in telegram.replies()] == [True, True]

    processed(scene, tmp_path, writer=2.0)


def test_a_second_bot_says_so_and_stops(tmp_path):
    """
    On the same home at once; with the same token elsewhere, one of the two.
    """

    async def scene(telegram, bot):
        await bot.start()
        second = Bot(telegram, bot._home, scripted(0.1))
        await second.start(listening=False)
        assert await asyncio.to_thread(second.process.wait, LAST_RESORT) == 4
        assert "يعمل بوت آخر من المجلد" in bot.log.read_text()
        assert f"pid {bot.process.pid}" in bot.log.read_text()

        other = Bot(telegram, tmp_path / "elsewhere", scripted(0.1), RAWI_LANG="en")
        await other.start()
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 4
        assert "تعمل نسخة أخرى من هذا البوت" in bot.log.read_text()
        telegram.say("سؤال Q1")
        await whole(telegram)
        assert await other.stop() == 0

    processed(scene, tmp_path)


def test_a_token_telegram_does_not_know_is_one_sentence(tmp_path):
    """
    Status 2, the sentence, and no traceback.
    """

    async def scene(telegram, bot):
        telegram.token = "999999:another-token_0123456789012345678"
        bot._env = {"RAWI_TELEGRAM_TOKEN": "123456:CANARY-token_abcdefghijklmnopqrstuvwx"}
        await bot.start(listening=False)
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 2
        said = bot.log.read_text()
        assert said.rstrip().endswith("انسخ المفتاح من BotFather إلى RAWI_TELEGRAM_TOKEN.")
        assert "Traceback" not in said
        assert "CANARY" not in said

    processed(scene, tmp_path)


def test_a_bot_whose_token_was_revoked_stops_and_says_so(tmp_path):
    """
    It would handle nothing any more, and nobody would know.
    """

    async def scene(telegram, bot):
        await bot.start()
        telegram.token = "999999:another-token_0123456789012345678"
        telegram.say("سؤال Q1")
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 2
        assert "انسخ المفتاح من BotFather" in bot.log.read_text()

    processed(scene, tmp_path)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_an_update_that_cannot_be_read_is_passed_over_once(tmp_path, webhook):
    """
    A server of another version sends a poll without what the library asks of one: it is confirmed,
    told in the log once, and what comes after it is answered, now and after a restart.
    """
    url = f"http://127.0.0.1:{free_port()}/rawi"
    chosen = {
        "RAWI_TELEGRAM_WEBHOOK": url,
        "RAWI_TELEGRAM_LISTEN": url.split("/")[2],
    }

    async def scene(telegram, bot):
        await bot.start()
        telegram.send(42, poll={"id": "1", "question": "متى؟"})
        telegram.say("سؤال Q1")
        assert "Q1" in (await whole(telegram, count=1))["text"]
        assert await bot.stop() == 0
        await bot.start()
        telegram.say("سؤال Q2")
        assert "Q2" in (await whole(telegram, count=2))["text"]
        log = bot.log.read_text()
        assert log.count("event=update_unreadable") == 1
        assert "متى" not in log

    processed(scene, tmp_path, **(chosen if webhook else {}))


def test_a_wrong_token_is_told_before_anything_is_loaded(tmp_path):
    """
    Nobody waits for a model and an archive to be told of a slip in copying.
    """

    async def scene(telegram, bot):
        telegram.token = "999999:another-token_0123456789012345678"
        bot._env = {"RAWI_TELEGRAM_TOKEN": "123456:wrong-token_0123456789012345678901"}
        (tmp_path / "home").mkdir(exist_ok=True)
        await bot.start(listening=False)
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 2
        log = bot.log.read_text()
        assert "انسخ المفتاح من BotFather" in log
        assert "event=warm" not in log

    processed(scene, tmp_path)


def test_a_webhook_without_a_port_a_taken_one_and_a_strange_proxy_are_told(tmp_path):
    """
    Each in a sentence that names the setting; the proxy is of a kind that nobody speaks, from the environment.
    """

    async def scene(telegram, bot):
        bot._env = {"RAWI_TELEGRAM_WEBHOOK": "http://127.0.0.1:9/rawi"}
        await bot.start(listening=False)
        assert await asyncio.to_thread(bot.process.wait, 30) == 2
        assert "يلزم RAWI_TELEGRAM_LISTEN" in bot.log.read_text()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            bot._env = {
                "RAWI_TELEGRAM_WEBHOOK": f"http://{address}/rawi",
                "RAWI_TELEGRAM_LISTEN": address,
            }
            await bot.start(listening=False)
            assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 4
            assert f"تعذّر فتح المنفذ {taken.getsockname()[1]}" in bot.log.read_text()
        bot._env = {"ALL_PROXY": "socks4://127.0.0.1:1"}
        await bot.start(listening=False)
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 2
        assert "RAWI_TELEGRAM_PROXY" in bot.log.read_text()

    processed(scene, tmp_path)


def test_the_bot_speaks_through_a_proxy(tmp_path):
    """
    Every call goes by the SOCKS5 proxy of the settings.
    """

    async def scene(telegram, bot):
        await bot.start()
        telegram.say("سؤال Q1")
        await whole(telegram)
        assert {port for _, port in proxy.targets} == {int(telegram.url.rpartition(":")[2])}

    with proxying() as proxy:
        address = f"socks5://127.0.0.1:{proxy.port}"
        processed(scene, tmp_path, RAWI_TELEGRAM_PROXY=address)


def test_nothing_secret_is_said_or_kept_whatever_goes_wrong(tmp_path):
    """
    Every call fails in its turn, and the writer's home with them: no token, key or question in the
    log, none of the secrets in the database or the chat.
    """
    key = "sk-CANARYKEY0123456789"

    async def scene(telegram, bot):
        bot._env = {"RAWI_TELEGRAM_TOKEN": telegram.token, "OPENAI_API_KEY": key}
        await bot.start()
        for count, kind in enumerate(("drop", "502", "500", "429", "slow"), 1):
            for method in ("sendmessage", "editmessagetext", "sendchataction", "getupdates"):
                telegram.faults.add(Fault(kind, seconds=1), lambda call, m=method: call.name == m)
            telegram.say("سؤال QUESTION1")
            await whole(telegram, count=count)
        bot.kill()
        telegram.faults.add(Fault("500"), lambda call: call.name == "getme", times=2)
        await bot.start()
        telegram.say("سؤال QUESTION2")
        await telegram.until(lambda: "QUESTION2" in telegram.replies()[-1]["text"])
        assert await bot.stop() == 0
        log = bot.log.read_text()
        chat = telegram.transcript()
        secret = telegram.token.partition(":")[2]
        kept = b"".join(path.read_bytes() for path in bot._home.rglob("*") if path.is_file())
        for word in (secret, key, "QUESTION"):
            assert word not in log
        for word in (secret, key):
            assert word not in chat
            assert word.encode() not in kept
        assert "Traceback" not in log
        assert all(line.startswith("at=") for line in log.splitlines())

    processed(scene, tmp_path, server={"token": "123456:CANARY-token_abcdefghijklmnopqrstuvwx"})


def test_a_bot_that_cannot_reach_its_server_can_be_stopped(tmp_path):
    """
    SIGTERM while nobody answers at the address: it ends at once, with 0 and no error.
    """

    async def scene(telegram, bot):
        bot._env = {"RAWI_TELEGRAM_API_URL": f"http://127.0.0.1:{free_port()}"}
        await bot.start(listening=False)
        await bot.noted("unreachable")
        assert await bot.stop() == 0
        assert all(line.startswith("at=") for line in bot.log.read_text().splitlines())

    processed(scene, tmp_path)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_updates_can_come_by_webhook_and_numbers_be_scraped(tmp_path):
    """
    The webhook is set with a secret; what comes without it is refused. The metrics count.
    """
    port, metrics = free_port(), free_port()
    url = f"http://127.0.0.1:{port}/rawi"

    async def scene(telegram, bot):
        await bot.start()
        assert telegram.updates.webhook == url
        telegram.say("سؤال Q1")
        await whole(telegram)

        def scraped():
            with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics") as response:
                return response.read().decode()

        def forged():
            body = b'{"update_id": 5}'
            request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(request)

        await asyncio.to_thread(forged)
        numbers = await asyncio.to_thread(scraped)
        assert 'rawi_questions_total{outcome="answered"} 1.0' in numbers
        assert 'rawi_first_sentence_seconds_bucket{le="1.5"} 1.0' in numbers
        assert await bot.stop() == 0

    processed(
        scene,
        tmp_path,
        *("--metrics", str(metrics)),
        RAWI_TELEGRAM_WEBHOOK=url,
        RAWI_TELEGRAM_LISTEN=str(port),
    )
