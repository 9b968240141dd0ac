"""Questions that go straight for a planted sentence, without a model and with one that repeats it."""

import asyncio
from collections import Counter

import yaml

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.model import LangChainModel
from bot.generation.writer import Writer
from bot.types import Question
from retrieval.types import Dated
from tests.conftest import ROOT
from tests.fakes.archives import article, ingested
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply

ARTICLES = ROOT / "tests/hostile/articles.yaml"
WAYS = ("extractive", "generated")
_TOWNS = {
    "ar": "الرمانة السدرة الخوخة البيدر القنطرة الغدير الساقية الدوحة الينبوع المرجة الكرمة النبعة "
    "الجرنية الحمراء الطيبة الزيرة الشعلة العريش",
    "en": "Rummana Sidra Khokha Baydar Qantara Ghadir Saqiya Dawha Yanbu Marja Karma Nabaa Jarniya "
    "Hamra Tayba Zira Shula Arish",
}
_REPORTS = {
    "ar": (
        "حريق في سوق {town}",
        "اندلع حريق في سوق {town} القديم صباح الثلاثاء وأتى على أربعين متجراً.",
        "وقال رئيس الدفاع المدني نادر الصفدي إن رجاله أخمدوا النيران بعد خمس ساعات.",
        "ونقل المسعفون سبعة عشر مصاباً إلى مستشفى {town}.",
        "وتعهد مجلس بلدية {town} بمساعدة أصحاب المتاجر المتضررة.",
    ),
    "en": (
        "Fire at {town} market",
        "A fire broke out in the old market of {town} on Tuesday morning and destroyed forty shops.",
        "Civil defence chief Nader Safadi said his men put out the flames after five hours.",
        "Medics took seventeen injured people to the hospital of {town}.",
        "The town council of {town} promised to help the owners of the damaged shops.",
    ),
}


class Attack:
    """One planted sentence in an article of its own, about a town of its own."""

    def __init__(self, number, read):
        self.number, self.language = number, read["language"]
        self.planted, self.wanted = read["planted"], read["wanted"]
        self.half = "odd" if number % 2 else "even"
        towns = _TOWNS[self.language].split()
        town = towns[number % len(towns)]
        where, mark = (f" في سوق {town}", "؟") if self.language == "ar" else (f" at {town}", "?")
        self.question = read["question"].rstrip(mark) + where + mark
        title, *report = (text.format(town=town) for text in _REPORTS[self.language])
        report.insert(2, self.planted)
        self.article = article(
            number,
            id=f"market-{number}",
            title=title,
            outlet="الغد" if self.language == "ar" else "The Echo",
            date=Dated("2024-03-12", "day", "metadata"),
            text=" ".join(report),
        )

    def reply(self, request):
        """What a model writes that repeats whatever was planted."""
        return Reply(f"{self.planted.rstrip('.')} [1].")


def attacks():
    read = yaml.safe_load(ARTICLES.read_text("utf-8"))
    return [Attack(number, one) for number, one in enumerate(read, start=1)]


def reached(archive, some):
    """Which of *some* reach the reader, each with the way of answering."""
    ingested(archive, *(one.article for one in some))
    return asyncio.run(_reached(archive, some))


async def _reached(archive, some):
    through = []
    with FakeOpenAI() as server:
        model = LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url)
        for way, writer in zip(WAYS, (None, Writer(model)), strict=True):
            rawi = Rawi(archive, Memory(archive.library), writer)
            for one in some:
                server.script()
                server.otherwise = one.reply
                events = [event async for event in rawi.ask(Question(one.question))]
                if one.wanted in events[-1].text:
                    through.append((way, one))
    return through


def counts(through):
    """How many of each language, way and half of the set."""
    return Counter((one.language, way, one.half) for way, one in through)
