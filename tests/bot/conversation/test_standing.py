"""Standing questions: what new articles mean for what was said before."""

import asyncio

import pytest

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.conversation.standing import Standing, told
from bot.presentation.as_json import answer_json, read_answer
from retrieval.index.archive import Archive
from retrieval.types import Dated
from tests.fakes.archives import article, ingested
from tests.fakes.bridge import QUESTION, built

COST = "بلغت كلفة جسر المدينة الجديد {} مليون دينار"


def report(id, text, *, outlet="الغد", day="2024-03-01", title="جسر المدينة الجديد"):
    date = Dated(day, "day", "metadata")
    return article(id, id=id, title=title, outlet=outlet, date=date, text=text, place=id)


@pytest.fixture(name="archive")
def _archive(tmp_path, embedder):
    archive = built(Archive(tmp_path / "home", embedder))
    yield archive
    archive.close()


def after(archive, topic, *articles):
    """What is new on *topic* once *articles* have come, and what was said before."""
    rawi = Rawi(archive, Memory(archive.library))
    standing = Standing(rawi, archive.library)

    async def look():
        before = await standing.said(topic)
        since = archive.library.generation()
        ingested(archive, *articles)
        return await standing.news(topic, since, before), before

    return asyncio.run(look())


@pytest.mark.parametrize(("outlet", "kind"), [("الغد", "changed"), ("الساحل", "contradicted")])
def test_another_figure_changes_or_contradicts(archive, outlet, kind):
    """
    The same outlet's new number is a change, another's an account of its own; both are quoted.
    """
    text = COST.format(340) + " بعد توسعة أخيرة أُعلن عنها."
    news, before = after(archive, QUESTION, report("new", COST.format(340) + ".", outlet=outlet))

    assert news.kind == kind
    assert ["340" in one.quote for one in news.quotes] == [True, False]
    assert news.quotes[1] == before[0], text


def test_what_says_the_same_again_is_no_news(archive):
    """
    Nor are an article about something else, and one that only mentions what is asked about.
    """
    again = report("again", COST.format(300) + ".", outlet="الساحل")
    other = report("other", "أعلنت البلدية مسابقة للرسم في مدارس الحي القديم.", title="مسابقة رسم")
    news, _ = after(archive, QUESTION, again, other)
    assert news is None


def test_a_question_without_an_answer_is_answered_by_a_new_article(archive):
    """
    There is nothing to set beside the first answer.
    """
    question = "من صمم متحف الميناء؟"
    designed = "صمم متحف الميناء المهندس رامي الخوري، وافتُتح أمس."
    news, before = after(archive, question, report("museum", designed, title="متحف الميناء"))

    assert (before, news.kind) == ((), "answered")
    assert [one.quote for one in news.quotes] == [designed]


def test_a_topic_is_told_of_what_is_about_it(archive):
    """
    A topic asks nothing: the newest article that is about it is told, beside the last one.
    """
    closed = "أُغلق جسر المدينة الجديد أسبوعاً كاملاً لأعمال الصيانة الدورية."
    news, _ = after(archive, "جسر المدينة الجديد", report("closed", closed))

    assert (news.kind, news.quotes[0].quote) == ("more", closed)
    assert len(news.quotes) == 2


def test_articles_that_were_there_are_never_new(archive):
    """
    Only what came after the generation counts, however well the rest answers.
    """
    assert after(archive, QUESTION) == (None, after(archive, QUESTION)[1])


def test_all_news_of_one_reader_is_one_answer(archive):
    """
    Its quotations are numbered through, and it can be kept and shown again as it is.
    """
    news, _ = after(archive, QUESTION, report("new", COST.format(340) + "."))
    answer = told([news, news])

    assert [one.number for one in answer.citations] == [1, 2, 3, 4]
    assert answer.text.count("ومن قبل:") == 2
    assert read_answer(answer_json(answer)).text == answer.text
