"""
Small inputs that once came out wrong, each standing for a kind of fault. They lie beside the project.

What is wanted of each stands here. The faults of a model's server and of Telegram's are in the tests of
``bot/generation`` and ``bot/telegram``, against the same servers.
"""

import asyncio
import json
import subprocess
import sys

import pytest

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.evaluation.certificate import Pair, certified
from bot.types import Question
from retrieval.errors import UnreadablePdf
from retrieval.index.archive import Archive
from retrieval.language.arabic import fold
from retrieval.sources.reading import read
from retrieval.types import Article
from tests.conftest import ROOT
from tests.fakes.archives import ingested

CASES = ROOT.parent / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"{CASES} is not here")

BRIDGE = "إغلاق جسر المدينة للصيانة"
ROAD = "أعلنت بلدية الساحل بدء أعمال توسعة الطريق الدائري"


def articles(*names):
    return list(read(*(path for name in names for path in sorted(CASES.glob(name)))))


def dated():
    for file in sorted(CASES.glob("0[67]-*/want.json")):
        for case in json.loads(file.read_text("utf-8")):
            yield pytest.param(file.parent / case["file"], case["want"], id=case["stamp"])


@pytest.mark.parametrize(("path", "day"), dated())
def test_a_line_says_when(path, day):
    [article] = read(path)

    assert article.source.date.iso == (None if day.startswith("null") else day)


def pairs():
    for file in sorted(CASES.glob("0[124]-*/cases.json")):
        for n, case in enumerate(json.loads(file.read_text("utf-8"))):
            label = "true" if case["want"] == "kept" else "false"
            yield Pair(f"{file.parent.name}-{n}", case["source"], case["draft"], label)


def test_numbers_are_what_they_say():
    """
    With no judge a true sentence is shown or its source quoted, and a false one is never shown.
    """
    found = asyncio.run(certified([*pairs()], None))

    assert found.counts("false")["kept"] == found.counts("true")["dropped"] == 0


@pytest.mark.parametrize("case", ["08", "09", "10"])
def test_feeds(case):
    """
    No footer of the site's, no aggregator for an outlet, and nothing before the feed in its way.
    """
    for found in articles(f"{case}-*/*.xml"):
        assert isinstance(found, Article) and found.source.date.iso == "2024-01-25"
        assert "ظهرت" not in found.text and "appeared first" not in found.text
        assert case != "09" or found.source.outlet == "وكالة الأفق"


def test_garbled_text_is_repaired():
    found = articles("11-*/*.txt", "11-*/*.html")

    assert len(found) == 4 and all(one.text.startswith(ROAD) for one in found)
    assert {one.source.language for one in found} == {"ar"}


@pytest.mark.parametrize(("lie", "kind"), [("", Article), ("لا هخ", UnreadablePdf)])
def test_a_map_of_letters_that_lies(tmp_path, lie, kind):
    """
    A PDF that says ا for ل and خ for ه is refused, and its honest twin is read.
    """
    subprocess.run(
        [sys.executable, CASES / "_tools" / "mkpdf.py", tmp_path / "a.pdf", lie], check=True
    )

    [found] = read(tmp_path / "a.pdf")

    assert isinstance(found, kind)


def test_shapes_of_letters_are_letters():
    shaped, marked = articles("12-*/article.txt", "12-*/shadda.txt")

    assert shaped.source.language == "ar" and shaped.text.startswith("افتتحت شركة المياه")
    assert "محَّمد الحلَّاق" in marked.text


def test_names_on_a_page():
    [page] = articles("19-*/page.html")

    known = page.source
    assert (known.title, known.outlet, known.author) == (BRIDGE, "أخبار المدينة", None)
    assert known.date.iso == "2020-04-24"


def test_json_of_other_tools():
    found = articles("20-*/*.json*")

    assert {(one.source.title, one.source.date.iso) for one in found} == {(BRIDGE, "2020-04-24")}
    assert len(found) == 3 and all(one.source.outlet for one in found)


def test_look_alike_and_unseen_letters():
    """
    Of one report typed on seven keyboards the words are the same.
    """
    found = articles("13-*/*.txt")

    assert len(found) == 7 and len({fold(one.text) for one in found}) == 1


def test_marks_in_a_pdf():
    for found in articles("21-*/*.pdf"):
        assert all(word in found.text for word in ("أيضًا", "بناءً", "شكرًا", "كتبًا"))


@pytest.fixture(name="rawi", scope="module")
def _rawi(embedder, tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("cases") / "home", embedder)
    names = ("archive/*.md", "08-*/*.xml", "12-*/*.txt", "13-*/teh-goal.txt", "22-*/flood*.md")
    ingested(archive, *articles(*names))
    yield Rawi(archive, Memory(archive.library))
    archive.close()


def answer(rawi, text, chat=None):
    async def last():
        return [event async for event in rawi.ask(Question(text, chat))][-1]

    return asyncio.run(last())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        *((f"كم بلغت كلفة المر{unseen}فأ الجديد؟", "120") for unseen in "\u00ad\u061c\u034f"),
        ("ﻛﻢ ﺑﻠﻐﺖ ﻛﻠﻔﺔ ﺍﻟﻤﺮﻓﺄ ﺍﻟﺠﺪﻳﺪ؟", "120"),
        ("من ہي مديرۃ ہيئۃ السكك؟", "مديرة"),
        ("كم كلفة محطة المياه في بلدة العين؟", "ثلاثة ملايين"),
        ("كم كلفة فرع الهيئة العامة للمكتبات في حي الزيتون؟", "ستۃ ملايين"),
        ("متى تبدأ توسعة الطريق الدائري في الساحل؟", "اعتباراً من الأحد المقبل"),
        ("كم عدد قتلى سيول وادي النخيل؟", "تسعة"),
        ("ما عدد ضحايا سيول وادي النخيل؟", "تسعة"),
        ("كم شخصاً قتل في سيول وادي النخيل؟", "تسعة"),
    ],
)
def test_questions(rawi, question, said):
    """
    Asked in whatever spelling, what the archive says is said in Arabic; of two tolls the later one.
    """
    found = answer(rawi, question)

    assert found.language == "ar" and said in found.text, found.text
    assert "ظهرت المقالة" not in found.text


def test_another_language_and_another_year(rawi):
    """
    An answer is given again in the language asked for, and none is given of a year nothing fits.
    """
    lines = (CASES / "24-ask-other-language" / "chat.jsonl").read_text("utf-8").splitlines()
    found = {
        one["id"]: answer(rawi, one["question"], one["chat"]) for one in map(json.loads, lines)
    }

    assert (found["2"].language, found["4"].language) == ("ar", "en")
    assert found["6"].status != "answered"
    assert "2022" in found["6"].text, found["6"].text
