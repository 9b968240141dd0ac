"""One question in, events out: over evidence made by hand, and over the sample archive."""

import asyncio
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.extracts import answered
from bot.conversation.followup import Standalone
from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.i18n.messages import explain, say
from bot.presentation.as_json import answer_json, how_json
from bot.types import Answer, Claim, Progress, Question
from retrieval.damages import IndexDamaged
from retrieval.errors import (
    EmbedderMismatch,
    EmptyQuestion,
    HomeUnusable,
    QuestionTooLong,
    ServiceError,
)
from retrieval.index.archive import Archive
from retrieval.language.arabic import content
from retrieval.reasons import NO_SPACE
from retrieval.types import Evidence, Filters
from tests.bot.extraction.test_candidates import hit
from tests.fakes.archives import WordEmbedder, article, ingested

TROOPS = "كم عدد القوات الأميركية في العراق؟"
SOLDIERS = "كم عدد الجنود في القاعدة؟"


def events(rawi, text, chat=None, **filters):
    async def collected():
        return [event async for event in rawi.ask(Question(text, chat, Filters(**filters)))]

    return asyncio.run(collected())


def answer(rawi, text, chat=None, **filters):
    return events(rawi, text, chat, **filters)[-1]


def by_hand(question, *hits, filtered=False, **signs):
    """The answer that a few passages allow."""
    alone = Standalone(question, question)
    return answered(question, alone, Evidence(question, hits, **signs), filtered=filtered)


# --- over evidence made by hand ---


def test_a_claim_names_its_outlet_and_date_and_quotes():
    """
    Outlet, date in words, the sentence in quotation marks, its number.
    """
    found = by_hand(
        SOLDIERS, hit("a", "في القاعدة 300 جندي.", cosine=0.6, outlet="الغد", iso="2024-01-25")
    )

    assert found.text == "بحسب الغد (25 يناير 2024): «في القاعدة 300 جندي.» [1]"
    assert found.claims == (Claim(found.text, (1,), 1.0),)


def test_without_an_outlet_the_report_is_named_by_its_title():
    """
    No outlet and no date are said, not invented.
    """
    told = {"outlet": None, "iso": None, "title": "القاعدة الجديدة"}
    found = by_hand(SOLDIERS, hit("a", "في القاعدة 300 جندي.", cosine=0.6, **told))

    assert found.text == "في خبر بعنوان «القاعدة الجديدة» (بلا تاريخ): «في القاعدة 300 جندي.» [1]"
    assert found.as_of is None


def test_an_english_question_is_answered_in_an_english_frame():
    """
    The quotation stays as published.
    """
    found = by_hand("How many soldiers are at the base?", hit("a", "في القاعدة 300 جندي."))

    assert found.language == "en"
    assert found.text == "According to جريدة (25 January 2024): “في القاعدة 300 جندي.” [1]"


def test_accounts_stand_side_by_side():
    """
    Both numbers, each with its own citation, under a line that says they differ.
    """
    found = by_hand(
        SOLDIERS,
        hit("a", "في القاعدة 300 جندي.", outlet="الغد", iso="2024-01-25"),
        hit("b", "يبلغ عدد الجنود في القاعدة 450 جندياً.", outlet="الأمس"),
    )
    said, *lines = found.text.split("\n")

    assert said == "في هذا أكثر من رواية:"
    assert lines == [account.says for account in found.accounts]
    assert [account.citations for account in found.accounts] == [(1,), (2,)]
    assert {c.passage.source.outlet for c in found.citations} == {"الغد", "الأمس"}
    assert (found.as_of, found.independent_sources) == ("2024-01-25", 2)


def test_a_figure_that_changed_is_an_update():
    """
    Both figures with their dates, the newest first, under a line that says so; not two accounts of a day.
    """
    found = by_hand(
        SOLDIERS,
        hit("a", "في القاعدة 300 جندي.", outlet="الغد", iso="2024-01-25"),
        hit("b", "يبلغ عدد الجنود في القاعدة 450 جندياً.", outlet="الأمس", iso="2024-03"),
    )
    said, first, second = found.text.split("\n")

    assert said == "تغيّر الرقم من تقرير إلى تقرير بعده، والأحدث أولاً:"
    assert "مارس 2024" in first and "450" in first
    assert "25 يناير 2024" in second and "300" in second
    assert found.as_of == "2024-03"


def test_two_sentences_of_one_report_are_one_source():
    """
    Independence is counted in stories, not in citations.
    """
    found = by_hand(
        "ماذا قال سامي عن الجسر؟",
        hit("a", "قال سامي عن الجسر إنه متين. وأضاف أن الصيانة كلّفت مالاً كثيراً عن الجسر."),
    )

    assert [citation.number for citation in found.citations] == [1, 2]
    assert found.independent_sources == 1
    assert found.accounts == ()


def test_two_editions_of_one_story_are_one_source_and_no_two_accounts():
    """
    A wire report and its edited version do not confirm each other, nor differ as outlets do.
    """
    first = hit("a", "في القاعدة 300 جندي.", outlet="الغد")
    edited = replace(hit("b", "يبلغ عدد الجنود في القاعدة 450 جندياً.", outlet="الأمس"), story="a")
    found = by_hand(SOLDIERS, first, edited)

    assert (found.status, found.accounts) == ("answered", ())
    assert found.independent_sources == 1


def test_what_is_nearest_is_never_called_an_answer():
    """
    A line that says so, then at most two sentences with their outlets and dates.
    """
    hits = [
        hit("a", "القاعدة للجنود. وفي القاعدة ماء. وللجنود خبز.", outlet="الغد", iso="2024-01-25"),
        hit("b", "القاعدة للجنود وحدهم."),
    ]
    found = by_hand(SOLDIERS, *hits)

    assert (found.status, found.reason, found.nearest) == ("nearest", None, ())
    assert 1 <= len(found.claims) <= 2
    assert not any(citation.answer for citation in found.citations)
    assert found.text.startswith(say("nearest_only", "ar") + "\n«")
    assert found.claims[0].lead == say("nearest_only", "ar")
    assert "بحسب" not in found.text
    assert "— الغد، 25 يناير 2024 [1]" in found.text or "— جريدة" in found.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("كم عدد القوّات السويديّة في العراق؟", "«السويديّة»"),
        ("كم جندياً سويدياً في العراق؟", "«سويدياً»"),
        ("ماذا قالت «حماس» عن القوات في العراق؟", "«حماس»"),
    ],
)
def test_what_is_mentioned_nowhere_is_named_as_it_was_written(question, said):
    """
    Not folded, not in doubled quotation marks: the reader's own spelling.
    """
    rarity = dict.fromkeys(content(question), 0.5) | {"السويديه": 1.0, "سويديا": 1.0, "حماس": 1.0}
    near = hit("a", "للقوات الأميركية في العراق 300 جندي.")
    alone = Standalone(question, question)
    found = answered(question, alone, Evidence(question, (near,), rarity), filtered=False)

    assert found.status in ("nearest", "refused")
    assert said in found.text
    assert "««" not in found.text


@pytest.mark.parametrize(
    ("hits", "filtered", "reason"),
    [
        ((), False, "no_match"),
        ((), True, "out_of_range"),
        ((hit("a", "ارتفع سعر القمح.", cosine=-0.2),), False, "no_match"),
    ],
)
def test_a_refusal_has_its_reason(hits, filtered, reason):
    """
    Nothing there, or nothing within the limits.
    """
    found = by_hand(SOLDIERS, *hits, filtered=filtered, standing=0.1, nearness=0.0)

    assert (found.status, found.reason) == ("refused", reason)
    assert (found.claims, found.citations, found.accounts) == ((), (), ())
    assert found.independent_sources == 0
    assert found.text


def test_a_refusal_offers_three_articles_at_most():
    """
    The nearest, each once; none where what is nearest is of another matter.
    """

    def offered(cosine):
        far = [hit(id, "ارتفع القمح.", start=n, cosine=cosine) for n, id in enumerate("aabbcd")]
        found = by_hand(SOLDIERS, *far, standing=0.1, nearness=0.0)
        return [source.id for source in found.nearest]

    assert offered(0.35) == ["a", "b", "c"]
    assert offered(-0.2) == []


LINES = st.lists(
    st.sampled_from(
        [
            "في القاعدة 300 جندي.",
            "يبلغ عدد الجنود في القاعدة 450 جندياً.",
            "وأضاف أن الجنود «باقون. لن يغادروا» القاعدة.",
            "ارتفع سعر القمح.",
            "There are 12 soldiers at the base.",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(
    st.lists(st.tuples(LINES, st.integers(0, 999)), max_size=4),
    st.sampled_from(
        [SOLDIERS, "ماذا قال الجنود في القاعدة؟", "How many soldiers are at the base?"]
    ),
)
def test_every_citation_is_verbatim_and_numbered(found, question):
    """
    Whatever the evidence: quotes are cut from their passages, numbers run from 1, every claim
    rests on one, and what is refused claims nothing.
    """
    hits = [hit(f"a{n}", text, start=start) for n, (text, start) in enumerate(found)]
    told = by_hand(question, *hits)

    assert [citation.number for citation in told.citations] == [*range(1, len(told.citations) + 1)]
    for citation in told.citations:
        at = citation.start - citation.passage.start
        assert citation.passage.text[at : at + len(citation.quote)] == citation.quote != ""
    assert {n for claim in told.claims for n in claim.citations} == {
        citation.number for citation in told.citations
    }
    assert (told.status != "refused") == bool(told.claims) == (told.reason is None)
    assert all(claim.text in told.text and 0 <= claim.support <= 1 for claim in told.claims)
    assert len(told.accounts) != 1


# --- over the sample archive ---


@pytest.fixture(name="rawi", scope="module")
def _rawi(seeds_home, embedder, tmp_path_factory):
    """The sample archive with a memory of its own."""
    home = tmp_path_factory.mktemp("rawi") / "home"
    shutil.copytree(seeds_home, home)
    archive = Archive(home, embedder)
    yield Rawi(archive, Memory(archive.library))
    archive.close()


@pytest.mark.parametrize(
    "question",
    [
        TROOPS,
        "ما اسم قائد القيادة المركزية الأمريكية؟",
        "هل تتناول المحادثات بين بغداد وواشنطن انسحاب القوات الأميركية؟",
        "How many countries are in the international coalition?",
        "كم عدد القوات الفرنسية في العراق؟",
        "من فاز بكأس العالم 2022؟",
    ],
)
def test_events_and_citations_keep_their_contract(rawi, seeds, question):
    """
    Progress, claims, then one Answer with exactly those claims; numbers from 1; every quote
    stands in its article where it says; as_of is the newest date cited, sources are stories.
    """
    *before, last = events(rawi, question)
    told = [event for event in before if isinstance(event, Claim)]
    cited = last.citations

    assert isinstance(before[0], Progress)
    assert [type(event) for event in before] == sorted(
        map(type, before), key=[Progress, Claim].index
    )
    assert isinstance(last, Answer)
    assert tuple(told) == last.claims
    assert [citation.number for citation in cited] == [*range(1, len(cited) + 1)]
    for citation in cited:
        text = seeds.library.article(citation.passage.source.id).text
        assert text[citation.start : citation.end] == citation.quote
    assert last.as_of == max((c.passage.source.date.iso for c in cited), default=None)
    assert last.independent_sources == len({c.passage.source.id for c in cited})
    assert set(last.ms) == {"search", "first", "total"}
    assert (last.question, last.standalone) == (question, question)


def test_disagreeing_outlets_are_both_shown(rawi):
    """
    The general is كينيث in one report and فرانك in another: both, each by its outlet.
    """
    found = answer(rawi, "ما اسم قائد القيادة المركزية الأمريكية؟")

    assert len(found.accounts) == len(found.citations) == 2
    assert "كينيث" in found.text
    assert "فرانك" in found.text


@pytest.mark.parametrize(
    "question",
    [
        "How many American soldiers are in Iraq?",
        "How many countries are in the international coalition?",
    ],
)
def test_numbers_of_other_things_are_no_other_account(rawi, question):
    """
    Four wounded soldiers do not contradict 2,500 stationed ones, nor two countries that agreed on
    a committee the 86 of the coalition.
    """
    assert answer(rawi, question).accounts == ()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("كم عدد القوات السويديّة في العراق؟", "«السويديّة»"),
        ("ماذا قالت «بوليفيا» عن العراق؟", "«بوليفيا»"),
        ("كم عدد القوات الفرنسيّة في العراق؟", ""),
        ("How many German troops are stationed in Iraq?", ""),
        ("متى تأسس البيت الأبيض؟", ""),
        ("When was the White House founded?", ""),
        ("من هو رئيس الولايات المتحدة؟", ""),
    ],
)
def test_near_misses_are_not_answered(rawi, question, missing):
    """
    The archive has the rest of the question; what it mentions nowhere is named.
    """
    found = answer(rawi, question)

    assert found.status in ("nearest", "refused")
    assert missing in found.text


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"since": "2030-01-01"}, "out_of_range"),
        ({"outlet": "جريدة لا وجود لها"}, "out_of_range"),
        ({"until": "2021-07-01"}, None),
        ({"language": "en"}, None),
    ],
)
def test_filters_bound_the_answer(rawi, filters, reason):
    """
    Nothing within the limits is said to be just that; else only what passes is cited.
    """
    found = answer(rawi, "ماذا قال الجنرال ماكينزي عن القوات الأميركية في العراق؟", **filters)

    assert reason in (found.reason, None)
    assert (found.reason == "out_of_range") == (reason == "out_of_range")
    for source in [*found.nearest, *(citation.passage.source for citation in found.citations)]:
        assert filters.get("language", source.language) == source.language
        assert source.date.span[0] <= filters.get("until", "9999")


def test_english_over_arabic(rawi):
    """
    An English question is framed in English, its evidence quoted in the Arabic it was printed in,
    and the reader is told why.
    """
    found = answer(rawi, "Who is the Spanish foreign minister?")

    assert found.language == "en"
    assert all(claim.text.startswith("According to ") for claim in found.claims)
    assert {citation.passage.source.language for citation in found.citations} == {"ar"}
    assert "خوسيه مانويل ألباريس" in found.text
    assert found.text.endswith("\nQuotes are left in the language they were published in.")


def test_a_follow_up_leans_on_its_own_chat_alone(rawi):
    """
    «وماذا عن سوريا؟» means the troops in the chat that asked about them, nowhere else; and not
    even there once the chat was forgotten.
    """
    answer(rawi, TROOPS, "a")
    answer(rawi, "متى تأسس الجيش العراقي؟", "b")
    leaning = answer(rawi, "وماذا عن سوريا؟", "a")

    assert leaning.question == "وماذا عن سوريا؟"
    assert leaning.standalone == "كم عدد القوات الأميركية في سوريا؟"
    assert "900" in leaning.text
    assert answer(rawi, "وماذا عن سوريا؟", "c").standalone in ("سوريا", "وماذا عن سوريا؟")
    assert "القوات" not in answer(rawi, "وماذا عن سوريا؟").standalone
    assert "القوات" not in answer(rawi, "ومتى؟", "b").standalone

    rawi.forget("a")

    assert answer(rawi, "ومتى؟", "a").standalone == "ومتى؟"
    assert answer(rawi, "ومتى؟", "b").standalone != "ومتى؟"


# --- over an archive that costs nothing ---


def test_a_greeting_before_a_question_is_no_part_of_it(rawi):
    """
    It is answered as without the greeting.
    """
    greeted, plain = (answer(rawi, text) for text in (f"مرحباً، {TROOPS}", TROOPS))

    assert (greeted.question, greeted.text) == (f"مرحباً، {TROOPS}", plain.text)
    assert plain.status == "answered"


def test_an_empty_archive_has_no_match(archive):
    """
    Nothing was ingested: nothing found, no headlines, no failure; the reader is told why.
    """
    found = answer(Rawi(archive, Memory(archive.library)), TROOPS)

    assert (found.status, found.reason, found.nearest) == ("refused", "no_match", ())
    assert found.text == say("nothing_yet", found.language)


def test_an_answer_in_a_chat_is_kept_as_it_was_given(archive):
    """
    Whole, its times and how it was reached included; one outside any chat is not kept.
    """
    memory = Memory(archive.library)
    given = [answer(Rawi(archive, memory), TROOPS, chat) for chat in ("a", None)]
    kept, none = [memory.answer(one.id) for one in given]

    assert none is None
    assert kept.pop("how") == how_json(given[0])
    assert kept == answer_json(given[0])


class FullDisk(Memory):
    """What a memory does where nothing can be written any more."""

    def keep(self, chat, answer):
        raise HomeUnusable(path="home", why=NO_SPACE)


def test_what_cannot_be_remembered_is_answered(archive):
    """
    The disk filled up while the answer was found: it is shown all the same.
    """
    found = answer(Rawi(archive, FullDisk(archive.library)), TROOPS, "a")

    assert found.text == answer(Rawi(archive, Memory(archive.library)), TROOPS, "b").text


def test_a_chat_goes_on_after_a_restart(archive):
    """
    What was asked yesterday is still what «ومتى؟» means today.
    """
    answer(Rawi(archive, Memory(archive.library)), TROOPS, "a")
    archive.close()
    again = Archive(archive.home, WordEmbedder())

    assert TROOPS in answer(Rawi(again, Memory(again.library)), "ومتى؟", "a").standalone
    again.close()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("", EmptyQuestion),
        (" \n\t", EmptyQuestion),
        ("\x00\u200f\ud800", EmptyQuestion),
        ("س" * 1001, QuestionTooLong),
        ("س" * 100_000, QuestionTooLong),
    ],
    ids=["empty", "blank", "unseen", "long", "very long"],
)
def test_a_question_that_cannot_be_asked(archive, question, kind):
    """
    It is refused before anything is searched, and leaves nothing in the chat.
    """
    memory = Memory(archive.library)

    with pytest.raises(kind):
        events(Rawi(archive, memory), question, "a")
    assert memory.turns("a") == []


def test_a_long_question_can_be_followed_up(archive):
    """
    «ومتى حدث ذلك؟» is short, however long the question was that it leans on.
    """
    rawi = Rawi(archive, Memory(archive.library))
    answer(rawi, "كلمة " * 199, "a")

    assert answer(rawi, "ومتى حدث ذلك؟", "a").status == "refused"


def test_a_broken_archive_is_a_failure_not_an_answer(archive):
    """
    Another embedder or a lost index raises what happened and what to do; it is never told as
    «no information», and the chat does not remember it as said.
    """
    ingested(archive, article(1), article(2))
    archive.close()
    other = Archive(archive.home, WordEmbedder("other/384"))
    memory = Memory(other.library)

    with pytest.raises(EmbedderMismatch):
        events(Rawi(other, memory), TROOPS, "a")
    assert memory.turns("a") == []
    other.close()

    shutil.rmtree(archive.home / "words")
    broken = Archive(archive.home, WordEmbedder())
    with pytest.raises(IndexDamaged) as raised:
        events(Rawi(broken, Memory(broken.library)), TROOPS)
    broken.close()

    assert isinstance(raised.value, ServiceError)
    assert "rawi rebuild" in explain(raised.value, "ar")
