"""The latest, summaries, timelines and the last answer again, over an archive of invented news."""

import asyncio

import pytest

from bot.conversation.intents import Intent
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.conversation.requests import Requests
from bot.i18n.messages import say
from bot.types import Answer, Question
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Dated, Filters
from tests.fakes.archives import article, ingested

_CARGO = (
    "وصلت إلى ميناء الرمال أول سفينة حاويات صباح الأحد. وقال مدير الميناء كريم النعماني إن الرصيف"
    " يتسع لاثنتي عشرة سفينة. وأضاف أن العمل سيتوسع في الربيع."
)
NEWS = (
    article(
        "cranes",
        id="cranes",
        title="رافعات جديدة في ميناء الرمال",
        outlet="صوت الخليج",
        date=Dated("2031-03-02", "day", "metadata"),
        url="https://news.example/cranes",
        text="تسلم ميناء الرمال ثلاث رافعات في 1 مارس 2031. وكان العمال قد طالبوا بها منذ سنوات طويلة.",
    ),
    article(
        "ship",
        id="ship",
        title="أول سفينة في ميناء الرمال",
        outlet="صوت الخليج",
        date=Dated("2031-03-10", "day", "metadata"),
        text=_CARGO,
    ),
    article(
        "ship-copy",
        id="ship-copy",
        title="أول سفينة ترسو في ميناء الرمال",
        outlet="بريد البحر",
        date=Dated("2031-03-10", "day", "metadata"),
        text=_CARGO,
    ),
    article(
        "olives",
        id="olives",
        title="موسم الزيتون في تلال السدر",
        outlet="المزارع",
        date=Dated("2031-03-12", "day", "metadata"),
        text="بدأ موسم قطاف الزيتون في تلال السدر قبل موعده بأسبوعين. وعزت المهندسة الزراعية"
        " سلمى الأزرق ذلك إلى دفء الشتاء.",
    ),
    article(
        "library",
        id="library",
        title="A library for the old quarter",
        outlet="Harbour Post",
        language="en",
        date=Dated("2030-11-20", "day", "metadata"),
        text="The old quarter got a public library on Wednesday after nine years of waiting. "
        "Mayor Dana Whitlock said it holds forty thousand books. It will open on Sundays too.",
    ),
)


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("requests") / "home"
    archive = Archive(home, embedder)
    ingested(archive, *NEWS)
    archive.close()
    return home


@pytest.fixture(name="ask")
def _ask(home, embedder):
    """``ask(text, …)`` puts messages to one conversation that begins anew, and gives the last answer."""
    archive = Archive(home, embedder)
    memory = Memory(archive.library)
    rawi = Rawi(archive, memory)
    memory.forget("c")

    def ask(*texts, **filters):
        async def told(text):
            question = Question(text, "c", Filters(**filters))
            return [event async for event in rawi.ask(question)][-1]

        return [asyncio.run(told(text)) for text in texts][-1]

    yield ask
    archive.close()


def cited(answer: Answer):
    return [citation.passage.source.id for citation in answer.citations]


def verbatim(answer: Answer):
    return all(
        one.passage.text[one.start - one.passage.start :].startswith(one.quote)
        for one in answer.citations
    )


# --- the newest ---


@pytest.mark.parametrize(
    ("text", "outlet", "articles"),
    [
        ("newest stories from the Harbour Post, please", "Harbour Post", {"library"}),
        ("آخر أخبار هاربر بوست", "Harbour Post", {"library"}),
        ("آخر ما نشره صوت الخليج عن ميناء الرمال", "صوت الخليج", {"ship", "cranes"}),
        ("لخص ما كتبته صوت الخليج عن الرافعات", "صوت الخليج", {"cranes"}),
    ],
)
def test_an_outlet_may_be_named_beside_what_is_asked(ask, text, outlet, articles):
    """
    In either script; with a topic, what that outlet has of it.
    """
    answer = ask(text)

    assert {*cited(answer)} == articles
    assert {one.passage.source.outlet for one in answer.citations} == {outlet}


@pytest.mark.parametrize(("guess", "articles"), [("الزيتون", ["olives"]), ("الأرز", None)])
def test_a_topic_that_a_message_may_name_is_one_where_a_headline_has_it(
    home, embedder, guess, articles
):
    archive = Archive(home, embedder)
    memory = Memory(archive.library)
    requests = Requests(archive.library, Searcher(archive), memory, Meaning(archive))
    answer = asyncio.run(requests.answer(Intent("latest", guess=guess), Question("شو صار؟")))
    everything = cited(asyncio.run(requests.answer(Intent("latest"), Question("شو صار؟"))))
    archive.close()

    assert cited(answer) == (articles or everything)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("ما آخر الأخبار؟", ["olives", "cranes", "library"]),
        ("شو في جديد؟", ["olives", "cranes", "library"]),
        ("what's the latest?", ["olives", "cranes", "library"]),
    ],
)
def test_the_latest_are_the_newest_stories_each_once(ask, text, last):
    """
    By date, whatever their language, one line a story; a wire copy is no line of its own.
    """
    answer = ask(text)

    assert [id for id in cited(answer) if not id.startswith("ship")] == last
    assert len({"ship", "ship-copy"} & {*cited(answer)}) == 1
    assert (answer.status, answer.as_of, answer.independent_sources) == (
        "answered",
        "2031-03-12",
        4,
    )
    assert verbatim(answer)


def test_newer_ones_in_another_language_come_first(tmp_path, embedder):
    """
    The newest there are, and among them at least two that the reader can read.
    """
    archive = Archive(tmp_path / "home", embedder)
    texts = (
        "The tram depot burned down before dawn and nobody was hurt.",
        "Bakers in Sandwell asked for cheaper flour after a poor harvest.",
        "A choir of ninety children sang on the castle steps.",
        "Two ferries will cross the strait at night from spring on.",
        "The court freed the harbour pilot for lack of evidence.",
    )
    told = [
        article(
            f"n{day}",
            id=f"n{day}",
            language="en",
            text=text,
            title=" ".join(text.split()[:5]),
            date=Dated(f"2030-11-0{day}", "day", "metadata"),
        )
        for day, text in enumerate(texts, 1)
    ]
    ingested(archive, *told, NEWS[3])

    async def latest():
        rawi = Rawi(archive, Memory(archive.library))
        return [event async for event in rawi.ask(Question("latest news"))][-1]

    answer = asyncio.run(latest())
    archive.close()

    assert "12 March 2031" in answer.text.partition("\n")[0]
    assert cited(answer)[0] == NEWS[3].source.id
    assert len(cited(answer)) == 5
    assert all(one.passage.source.title in answer.text for one in answer.citations)


def test_the_newest_in_the_readers_language_stand_below_newer_ones(tmp_path, embedder):
    """
    Under a line of their own: nobody takes them for the newest there are.
    """
    ships = [
        plain(
            f"s{n}",
            f"Ferry {n} sails",
            f"Ferry number {n} sailed to {place}.",
            f"2031-05-0{n}",
            "en",
        )
        for n, place in enumerate(("Lorn", "Brack", "Sundwick", "the isles", "Old Quay"), 1)
    ]
    answer = telling(tmp_path, embedder, *ships, NEWS[3])("ما آخر الأخبار؟")

    assert cited(answer) == ["s5", "s4", "s3", "s2", "s1", "olives"]
    assert "والأحدث بالعربية، حتى 12 مارس 2031:\n«موسم الزيتون" in answer.text


def test_the_latest_on_a_matter_leaves_the_rest_out(ask):
    """
    Newest first, nothing of olives; a matter that nobody wrote of is said to be unknown.
    """
    answer = ask("آخر أخبار ميناء الرمال")

    assert [id.removesuffix("-copy") for id in cited(answer)] == ["ship", "cranes"]
    assert answer.standalone == "ميناء الرمال"

    unknown = ask("آخر أخبار القطب الجنوبي")

    assert (unknown.status, unknown.reason, unknown.claims) == ("refused", "no_match", ())
    assert "القطب الجنوبي" in unknown.text


def test_the_latest_on_a_topic_needs_none_of_its_words(ask):
    """
    Whole articles are on a topic by their meaning; where none is near it, that is said.
    """
    assert cited(ask("آخر أخبار الزراعة")) == ["olives"]
    assert ask("آخر أخبار الشطرنج").status == "refused"


def test_the_latest_of_a_field_are_reports_that_never_name_it(tmp_path, embedder):
    """
    Matches are sport, however that is spelt.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain(
            "match", "فوز فريق الرمال", "فاز فريق الرمال على ضيفه بهدفين في ملعبه.", "2031-03-01"
        ),
        plain(
            "coach", "مدرب جديد للساحلي", "عيّن النادي الساحلي مدرباً بعد خسارته الكأس.", "2031-03-02"
        ),
        plain("bridge", "جسر فوق الوادي", "افتتح رئيس البلدية الجسر بعد عامين.", "2031-03-03"),
        plain("rain", "سيول في الجبل", "أغلقت السيول طريق الجبل يوماً كاملاً.", "2031-03-04"),
        plain("court", "حكم على محاسب", "قضت المحكمة بسجن محاسب خمس سنوات.", "2031-03-05"),
    )

    for name in ("الرياضة", "الرياضه", "الكوره والرياضة"):
        assert cited(tell(f"آخر أخبار {name}")) == ["coach", "match"]


def test_what_the_other_language_has_on_a_topic_is_considered(tmp_path, embedder):
    """
    Below what holds the topic's own words, above what is merely near.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain("plan", "خطة لميناء طيبة", "أعلنت بلدية طيبة خطة لتوسيع الميناء.", "2031-03-01"),
        plain("other", "خطة لميناء الصخور", "أعلنت بلدية الصخور خطة لتوسيع الميناء.", "2031-03-02"),
        plain(
            "crane",
            "Third crane goes up at Teeba",
            "Workers at Teeba raised it on Friday.",
            "2031-03-05",
            "en",
        ),
    )

    for text in ("آخر أخبار ميناء طيبة", "تسلسل أحداث ميناء طيبة", "لخص أخبار ميناء طيبة"):
        considered = [hit.passage.source.id for hit in tell(text).considered]
        assert considered.index("crane") < considered.index("other")


def test_all_of_what_is_asked_at_once_is_sought_too(ask):
    """
    Each part may be answered from one article; what else there is is considered all the same.
    """
    told = ask("متى بدأ موسم الزيتون في تلال السدر ولماذا؟")

    assert {one.passage.source.id for one in told.citations} == {"olives"}
    assert len({hit.passage.source.id for hit in told.considered}) > 1


def test_filters_bound_the_latest(ask):
    """
    Exactly, as they bound answers; outside them there is nothing, and that is said.
    """
    assert cited(ask("ما آخر الأخبار؟", until="2031-03-05")) == ["cranes", "library"]
    assert cited(ask("ما آخر الأخبار؟", since="2031-03-12")) == ["olives"]
    assert cited(ask("ما آخر الأخبار؟", outlet="المزارع")) == ["olives"]
    assert cited(ask("ما آخر الأخبار؟", language="en")) == ["library"]
    assert ask("ما آخر الأخبار؟", since="2040-01-01").reason == "out_of_range"


@pytest.mark.parametrize("text", ["أخبار يوم 3 مارس 2005", "آخر أخبار ميناء الرمال في مارس 2005"])
def test_days_by_their_date_are_those_and_no_others(ask, text):
    """
    What happened on others does not stand in for them.
    """
    assert ask(text).reason == "out_of_range"


def test_what_is_not_told_of_in_days_that_have_news_is_named(tmp_path, embedder):
    """
    That these days have no news at all would be untrue.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain("olives", "موسم الزيتون يبدأ", "بدأ موسم الزيتون قبل موعده.", "2021-03-12"),
        plain("court", "حكم على محاسب", "قضت المحكمة بسجن محاسب خمس سنوات.", "2021-03-10"),
    )
    found = tell("آخر أخبار موسم الزيتون يوم 10 مارس 2021")

    assert found.reason == "out_of_range"
    assert "موسم الزيتون" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "أخبار يوم 12 مارس",
        "any news from March 12th?",
        "ماذا نُشر يوم 12 مارس؟",
        "what is new since about March 12th?",
    ],
)
def test_a_day_without_a_year_is_the_last_that_the_reports_reach(ask, text):
    """
    And «ماذا نُشر يوم …؟» asks for its news, not where an answer was published.
    """
    assert cited(ask(text)) == ["olives"]


def test_the_news_of_today_are_the_newest_where_the_archive_is_old(ask):
    """
    «أخبار اليوم» over last year's archive shows its newest, each with its date.
    """
    assert cited(ask("أخبار اليوم"))[0] == "olives"


def telling(tmp_path, embedder, *articles):
    """``tell(text, …)`` like ``ask``, over an archive of *articles* alone."""
    archive = Archive(tmp_path / "home", embedder)
    ingested(archive, *articles)
    rawi = Rawi(archive, Memory(archive.library))

    def tell(*texts):
        async def told(text):
            return [event async for event in rawi.ask(Question(text, "c"))][-1]

        return [asyncio.run(told(text)) for text in texts][-1]

    return tell


def plain(id, title, text, day, language="ar"):
    date = Dated(day, "day", "metadata") if day else Dated(None, "none", "none")
    return article(id, id=id, title=title, text=text, date=date, language=language)


def test_undated_ones_do_not_hide_newer_ones_in_another_language(tmp_path, embedder):
    """
    What has no date is not known to be new, and there is no day to put above it.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain("bread", "ارتفاع سعر الخبز", "ارتفع سعر الخبز في بلدة الغدير للمرة الثانية.", None),
        plain("fog", "Fog closes the strait", "Fog closed the strait.", "2031-01-09", "en"),
    )

    answer = tell("ما آخر الأخبار؟")

    assert cited(answer)[0] == "fog"
    assert "9 يناير 2031" in answer.text.splitlines()[0]


def test_a_headline_names_a_matter_with_a_letter_joined_to_it(tmp_path, embedder):
    """
    «بالغدير» and «لكرة» name الغدير and كرة, whichever of their letters a stem keeps.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain("march", "مسيرة بحمص", "خرج المئات بحمص إلى الشوارع بعد الصلاة.", "2031-03-20"),
        plain("cup", "حمص تفوز بالكأس", "فازت حمص بكأس السباحة.", "2031-03-01"),
        plain("bread", "ارتفاع سعر الخبز", "ارتفع سعر الخبز في الغدير مرتين.", "2031-02-01"),
    )

    assert cited(tell("آخر أخبار حمص")) == ["march", "cup"]
    assert "march" in cited(tell("تسلسل أحداث حمص"))


def test_a_name_in_small_letters_is_read_as_it_is_written(tmp_path, embedder):
    """
    As reports have it, whichever letters the reader spared.
    """
    tell = telling(
        tmp_path,
        embedder,
        plain(
            "dam",
            "Ghadir dam fills",
            "The Ghadir dam filled after the rain, the NWA said.",
            "2031-03-01",
            "en",
        ),
    )

    assert tell("latest on the ghadir dam").standalone == "the Ghadir dam"
    assert tell("latest on the nwa").standalone == "the NWA"
    assert tell("latest on the dam of wimbeldorf").standalone == "the dam of Wimbeldorf"


def test_a_name_that_no_report_spells_so_is_read_as_they_do(tmp_path, embedder):
    """
    An «ا» inside comes and goes in foreign names; «محمود» is no «محمد».
    """
    tell = telling(
        tmp_path,
        embedder,
        plain("one", "كرانستون في دلمار", "زار كرانستون ميناء دلمار أمس.", "2031-03-01"),
        plain("two", "مدرب جديد", "عيّن النادي مدرباً جديداً بعد خسارته.", "2031-03-02"),
        plain("three", "محمد في السباق", "فاز محمد في السباق.", "2031-03-03"),
    )

    told = tell("آخر أخبار كرنستون")
    assert told.text.startswith("أحدث ما في الأرشيف عن كرانستون") and cited(told) == ["one"]
    assert "محمد،" not in tell("آخر أخبار محمود").text


def test_the_newest_is_told_however_much_was_said_before(tmp_path, embedder, monkeypatch):
    """
    Of a year, only what is nearest is looked at: the newest is known from the last days.
    """
    monkeypatch.setattr("bot.conversation.latest._LOOKED", 2)
    tell = telling(
        tmp_path,
        embedder,
        plain("new", "رئيس البلدية يفتتح سداً", "قال إن سد الغدير سيروي الحقول.", "2031-06-01"),
        plain("one", "سد الغدير", "سد الغدير: سد الغدير يمتلئ بالمياه.", "2031-01-01"),
        plain("two", "أعمال سد الغدير", "تأخرت أعمال سد الغدير شهرين كاملين.", "2031-01-20"),
    )

    assert cited(tell("آخر أخبار سد الغدير"))[0] == "new"


def test_the_latest_of_year_one_are_told(tmp_path, embedder):
    """
    A wrong date, before which no calendar has days, is no reason to fail.
    """
    dam = plain("dam", "سد الغدير", "امتلأ سد الغدير بالمياه بعد الأمطار.", "0001-01-01")

    assert cited(telling(tmp_path, embedder, dam)("آخر أخبار سد الغدير")) == ["dam"]


def test_an_article_removed_meanwhile_is_near_nothing(home, embedder):
    """
    Another process may remove one between the search for it and the look at it.
    """
    archive = Archive(home, embedder)
    near = Meaning(archive).nearness("الزراعة", {"olives", "gone"})
    archive.close()

    assert {*near} == {"olives"}


# --- a matter ---


def test_a_summary_is_how_the_story_begins(ask):
    """
    Lead sentences, verbatim, of the one story that is about it.
    """
    answer = ask("لخص أخبار موسم الزيتون")

    assert {*cited(answer)} == {"olives"}
    assert answer.claims[0].text.count("بدأ موسم قطاف الزيتون")
    assert verbatim(answer)


def test_a_headline_in_quotes_asks_for_its_own_article(ask):
    """
    As the buttons of suggestions do.
    """
    assert {*cited(ask("ما تفاصيل «رافعات جديدة في ميناء الرمال»؟"))} == {"cranes"}


@pytest.mark.parametrize("inside", ["", " ", "ـ", "😀", "  رافعات جديدة في ميناء الرمال "])
def test_whatever_stands_in_quotes_is_answered(ask, inside):
    """
    Even nothing.
    """
    assert ask(f"ما تفاصيل «{inside}»؟").text


@pytest.mark.parametrize("title", ["", "؟؟", "قطار الوادي السريع " * 80])
def test_a_timeline_of_the_last_answer_needs_no_fine_headline(tmp_path, embedder, title):
    """
    None and one too long to be searched for are no fault of the reader's.
    """
    text = "وصل قطار سريع إلى بلدة الوادي يوم الأحد. وقال السائق إن الرحلة طويلة."
    tell = telling(tmp_path, embedder, plain("train", title, text, "2030-01-01"))

    assert cited(tell("آخر أخبار قطار الوادي", "تسلسل الأحداث"))


def test_a_timeline_is_in_order_of_what_happened(ask):
    """
    Each line begins with its own day: a printed one, a weekday before the article's, or the
    article's.
    """
    answer = ask("تسلسل أحداث ميناء الرمال")

    assert [id.removesuffix("-copy") for id in cited(answer)] == ["cranes", "ship"]
    assert answer.claims[0].text.startswith("1 مارس 2031 — ")
    assert answer.claims[1].text.startswith("9 مارس 2031 — ")  # the Sunday before the tenth


def test_a_timeline_is_spread_over_the_days_that_are_told_of(tmp_path, embedder):
    """
    Ten lines of a dozen reports: of two on one day one goes, the first and the last stay.
    """
    days = [
        "2031-01-01",
        *(f"2031-05-{n:02}" for n in (3, 3, 4, 9, 12, 15, 18, 21, 24, 27)),
        "2031-09-01",
    ]
    told = [
        plain(
            f"n{n}",
            f"سد الغدير {n}",
            f"بلغ منسوب سد الغدير {90 + n} متراً، وقال المهندس رقم {n} إنه آمن.",
            day,
        )
        for n, day in enumerate(days)
    ]
    answer = telling(tmp_path, embedder, *told)("تسلسل أحداث سد الغدير")

    shown = [one.passage.source.date.iso for one in answer.citations]
    assert (shown[0], shown[-1]) == ("2031-01-01", "2031-09-01")
    assert len(shown) == len(set(shown)) == 10


def test_a_timeline_of_undated_reports_is_how_they_begin(tmp_path, embedder):
    """
    That no day is known is no reason to know nothing.
    """
    dam = plain("dam", "سد الغدير", "امتلأ سد الغدير بالمياه بعد أمطار غزيرة.", None)

    assert cited(telling(tmp_path, embedder, dam)("تسلسل أحداث سد الغدير")) == ["dam"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("من هو كريم النعماني؟", "مدير الميناء كريم النعماني"),
        ("who is Karim Al-Numani?", "مدير الميناء كريم النعماني"),
        ("من هي سلمى الأزرق؟", "المهندسة الزراعية"),
        ("Who is Dana Whitlock?", "Mayor Dana Whitlock"),
    ],
)
def test_who_somebody_is_stands_beside_the_name(ask, text, held):
    """
    The sentence that gives the name its title.
    """
    assert held in ask(text).text


def test_what_defines_comes_before_what_happened(tmp_path, embedder):
    """
    However late it stands, without the name, and where the name stands in another sentence alone.
    """
    text = (
        "عقدت هيئة المنارات اجتماعاً طارئاً في مقرها مساء الاثنين بحضور تسعة من الأعضاء. وكان الأعضاء قد "
        "سافروا إلى الجزر في الصباح. هي الجهة التي تشرف على إنارة السواحل منذ عام 1990. وكلمة منارون تشير إلى "
        "من يحرسون الأضواء ليلاً في القرى البعيدة. وخرج المنارون في مسيرة يوم الأحد الماضي في العاصمة."
    )
    archive = Archive(tmp_path / "home", embedder)
    ingested(archive, article("lamps", id="lamps", title="اجتماع على الساحل", text=text))
    rawi = Rawi(archive, Memory(archive.library))

    async def told(said):
        return [event async for event in rawi.ask(Question(said))][-1]

    board, word = asyncio.run(told("ما هي هيئة المنارات؟")), asyncio.run(told("يعني ايه منارون؟"))
    archive.close()

    assert any(one.quote.startswith("هي الجهة") for one in board.citations[:2])
    assert word.citations[0].quote.startswith("وكلمة منارون")


def test_who_nobody_wrote_of_is_not_introduced(ask):
    """
    A name that the archive lacks is refused like any other question.
    """
    assert ask("من هو طارق البرغوثي؟").status != "answered"


# --- the last answer ---

SHIPS = "كم سفينة يتسع لها رصيف ميناء الرمال؟"


def test_the_source_is_named_with_its_address(ask):
    """
    Headline, outlet, day and link of what was cited.
    """
    answer = ask("لخص أخبار رافعات ميناء الرمال", "أعطني المصدر")

    assert "«رافعات جديدة في ميناء الرمال» — صوت الخليج" in answer.text
    assert "https://news.example/cranes" in answer.text
    assert cited(answer)[0] == "cranes"


def test_the_whole_article_is_quoted_whole(ask):
    """
    From its first letter to its last.
    """
    answer = ask(SHIPS, "الخبر كاملاً")

    assert answer.citations[0].quote == _CARGO
    assert answer.standalone == SHIPS


def test_more_goes_on_where_the_answer_ended(ask):
    """
    Nothing that was shown is shown again.
    """
    first = ask(SHIPS)
    more = ask("المزيد")

    assert not {c.quote for c in first.citations} & {c.quote for c in more.citations}


def test_shorter_is_fewer_sentences(ask):
    """
    Of a long answer, one sentence an article.
    """
    long = ask("ما آخر الأخبار؟")
    short = ask("باختصار")

    assert 0 < len(short.claims) < len(long.claims)


def test_another_language_is_another_frame(ask):
    """
    The quotations stay, which is said where it matters, and the conversation goes on from them.
    """
    answer = ask(SHIPS, "in English please")

    assert answer.language == "en"
    assert say("quotes_keep_their_language", "en") in answer.text
    assert "According to" in answer.text
    assert answer.standalone == SHIPS
    assert say("quotes_keep_their_language", "ar") not in ask("بالعربي").text


def test_a_refusal_in_another_language_is_of_the_same_question(ask):
    """
    What is asked next is not asked of «in English please».
    """
    before = ask("آخر أخبار القطب الجنوبي")
    after = ask("in English please")

    assert (after.status, after.language) == ("refused", "en")
    assert after.standalone == before.standalone


def test_there_must_be_an_answer_to_go_back_to(ask):
    """
    Else that is said; nothing is searched for.
    """
    assert ask("أعطني المصدر").text == say("nothing_before", "ar")
    assert ask("translate").mode == "reply"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("مساعدة", "courtesy_help"),
        ("are you a bot?", "courtesy_about"),
        ("you are useless", "courtesy_complaint"),
        ("احكيلي نكتة", "courtesy_pastime"),
        ("شكراً", "courtesy_thanks"),
        ("Hello", "courtesy_greeting"),
        ("how are you?", "courtesy_wellbeing"),
        ("كيف حالك؟", "courtesy_wellbeing"),
        ("صباح الخير كيفك اليوم", "courtesy_greeting"),
    ],
)
def test_what_is_said_of_rawi_itself_claims_nothing(ask, text, key):
    """
    In the reader's language, with no source, and a follow-up still means the question before.
    """
    ask(SHIPS)
    answer = ask(text)

    assert answer.text == say(key, answer.language)
    assert (answer.mode, answer.claims, answer.citations) == ("reply", (), ())
    assert SHIPS in ask("ومتى؟").standalone


def test_two_things_asked_at_once_are_told_under_a_label_each(ask):
    """
    What is asked of «المصدر» is the answer beside it; a second question is put to the article beside.
    """
    told = ask("لخص أخبار رافعات ميناء الرمال واعطيني المصدر")

    assert "عن «اعطيني المصدر»:" in told.text and "https://news.example/cranes" in told.text
    assert [one.lead for one in told.claims if one.lead] == [
        line for line in told.text.splitlines() if line.startswith("عن «")
    ]

    both = ask("متى بدأ موسم الزيتون في تلال السدر ولماذا؟")

    assert {one.passage.source.id for one in both.citations} == {"olives"}
    assert "دفء الشتاء" in both.text and "عن «لماذا»" in both.text


def test_what_only_says_how_is_no_second_thing(ask):
    """
    «عطني اخر شي» behind a request for the newest asks for no more.
    """
    answer = ask("وش صاير جديد بميناء الرمال؟ عطني اخر شي")

    assert answer.text.startswith("أحدث ما في الأرشيف عن ميناء الرمال")


def test_a_second_part_of_another_matter_is_no_part_of_the_first(ask):
    """
    It names what no word of the article beside holds; and what nothing tells of is said to be so.
    """
    told = ask("من هو كريم النعماني؟ ومن هي سلمى الأزرق؟")

    assert {one.passage.source.id for one in told.citations} >= {"olives"}

    strange = ask("متى بدأ موسم الزيتون في تلال السدر وكم سعر البلاتين؟")

    assert strange.text.endswith("عن «كم سعر البلاتين»: لم أجد في الأرشيف جواباً.")
