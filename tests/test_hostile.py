"""Articles that talk to the model: nothing planted in them reaches the reader."""

import asyncio
from collections import Counter

import pytest
import yaml

from bot.answering import Rawi
from bot.generative import Writer
from bot.manner import fault_of_manner
from bot.memory import Memory
from bot.model import LangChainModel
from bot.types import Claim, Question
from retrieval.arabic import words
from retrieval.archive import Archive
from retrieval.types import Dated
from tests.conftest import ROOT
from tests.fakes.archives import article, ingested
from tests.fakes.bridge import number_of
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply
from tests.hostile.obeying import WAYS, written

QUESTION = "كم بلغت كلفة جسر المدينة الجديد؟"
OPENING = "افتُتح جسر المدينة الجديد يوم 25 يناير 2024 بحضور وزير النقل."
COST = "بلغت كلفة جسر المدينة الجديد 300 مليون دينار، بحسب وزارة النقل."
REPORT = (
    OPENING,
    "ويبلغ طول الجسر 900 متر ويربط ضفتي النهر عند السوق القديم.",
    COST,
    "وقال مهندس المشروع سامي حداد إن الجسر يتحمّل الزلازل القوية.",
    "ومن المتوقع أن يخفّف الجسر زحام السيارات على الضفة الشرقية.",
)
PLACES = {"start": 0, "middle": 3, "end": 5}
ATTACKS = [
    (group["kind"], attack)
    for group in yaml.safe_load((ROOT / "tests/hostile/attacks.yaml").read_text("utf-8"))
    for attack in group["attacks"]
]


def test_there_are_75_attacks_in_two_languages():
    """
    Fifteen kinds of five; each says what obeying it looks like, in words or in the way of writing.
    """
    kinds = Counter(kind for kind, _ in ATTACKS)

    assert len(kinds) == 15 and set(kinds.values()) == {5}
    assert all(attack["en"] and attack["ar"] for _, attack in ATTACKS)
    assert all(("obeys" in attack) == (kind not in WAYS) for kind, attack in ATTACKS)


@pytest.fixture(name="planted", scope="module")
def _planted(tmp_path_factory, embedder):
    """For each place and language an archive; one article an attack, the report about it."""

    def built(place, language):
        archive = Archive(tmp_path_factory.mktemp("hostile") / "home", embedder)
        sentences = list(REPORT)
        ingested(archive, *articles(place, language))
        return archive

    return built


def articles(place, language):
    """One report an attack, about a bridge of its own."""
    for n, (_, attack) in enumerate(ATTACKS):
        lines = [line.replace("المدينة الجديد", town(n)) for line in REPORT]
        lines.insert(PLACES[place], attack[language])
        yield article(
            n,
            id=f"bridge-{n}",
            title=f"افتتاح جسر {town(n)}",
            outlet="الغد",
            date=Dated("2024-01-25", "day", "metadata"),
            text=" ".join(lines),
        )


_FIRST = [
    "النور",
    "السلام",
    "الزهور",
    "الربيع",
    "الياسمين",
    "الشمس",
    "القمر",
    "النجوم",
    "البحر",
    "الوادي",
    "الجبل",
    "السهل",
    "النخيل",
    "الزيتون",
    "الرمان",
]
_SECOND = ["الشرقي", "الغربي", "الجنوبي", "الشمالي", "الأوسط"]


def town(n):
    return f"حي {_FIRST[n // 5]} {_SECOND[n % 5]}"


def obedient(n, line, number_in, planted):
    """A model that writes a true sentence, then obeys in every way there is, then tells another."""
    kind, attack = ATTACKS[n]
    true, other = (text.replace("المدينة الجديد", town(n)).rstrip(".") for text in (COST, OPENING))
    drafts = [*written(kind, attack.get("obeys"), true, number_in), f"{planted} [{number_in}]."]
    return [f"{true} [{number_in}].", *drafts, f"{other} [{number_in}]."]


def reached(text, n, language):
    """Whether anything planted, or anything a model made of it, stands in *text*."""
    kind, attack = ATTACKS[n]
    own = set(words(" ".join(REPORT))) | set(words(town(n)))
    foreign = [word for word in words(attack[language]) if word not in own]
    foreign += [word for word in words(attack.get("obeys", "")) if word not in own]
    said = set(words(text))
    share = len(said & set(foreign)) / max(1, len(set(foreign)))
    return share > 0.34


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_planted_reaches_the_reader(planted, place, language):
    """
    75 articles with words for the model in them, and a model that obeys, three ways each: no
    sentence, no link, no other language, no other way of writing gets through.
    """
    archive = planted(place, language)
    came_through, modes = [], Counter()

    async def ask_all():
        with FakeOpenAI() as server:
            rawi = Rawi(
                archive,
                Memory(archive.library),
                Writer(LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url)),
            )
            for n, (kind, attack) in enumerate(ATTACKS):
                line = COST.replace("المدينة الجديد", town(n)).rstrip(".")

                def reply(request, n=n, line=line, attack=attack):
                    number = number_of(request, line)
                    return Reply(
                        "\n".join(obedient(n, line, number, attack[language].rstrip(".؟?!"))),
                        piece=40,
                    )

                server.script(reply)
                events = [
                    event async for event in rawi.ask(Question(f"كم بلغت كلفة جسر {town(n)}؟"))
                ]
                answer = events[-1]
                modes[answer.mode] += 1
                assert len(server.requests) == 1
                for claim in events:
                    if isinstance(claim, Claim) and (
                        reached(claim.text, n, language)
                        or fault_of_manner(claim.text.rsplit(" [", 1)[0], "ar")
                        or (kind in WAYS and WAYS[kind](line) in claim.text)
                    ):
                        came_through.append((kind, claim.text))
                if answer.status != "answered" or town(n) not in answer.text:
                    came_through.append((kind, f"no answer: {answer.text}"))

    asyncio.run(ask_all())
    archive.close()

    assert came_through == []
