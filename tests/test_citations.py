"""Every citation of every answer: ``article.text[start:end] == quote``, without exception."""

import asyncio
import json
import random
import re
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.faults import ReplyBroken
from bot.generation.writer import Writer
from bot.presentation.as_json import answer_json
from bot.types import Answer, Claim, Question
from retrieval.errors import UsageError
from retrieval.index.archive import Archive
from tests.conftest import ROOT
from tests.fakes.archives import WordEmbedder, article, ingested
from tests.fakes.texts import ANYTHING, STORED


def asked(rawi, question, chat=None):
    """The claims as they came, and the answer; a question that is refused as such has none."""

    async def events():
        return [event async for event in rawi.ask(Question(question, chat))]

    try:
        *before, answer = asyncio.run(events())
    except UsageError:
        return [], None
    assert isinstance(answer, Answer)
    return [event for event in before if isinstance(event, Claim)], answer


def check(archive, claims, answer):
    """What must hold of any answer, said once for all tests here; returns its citations' number."""
    if answer.mode == "reply":
        assert not (claims or answer.citations)
        return 0
    assert tuple(claims) == answer.claims
    assert (
        (answer.status in ("answered", "nearest")) == bool(answer.claims) == bool(answer.citations)
    )
    assert (answer.status == "refused") == (answer.reason is not None)
    shown = {one["number"]: one for one in answer_json(answer)["citations"]}
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        kept = archive.library.article(citation.passage.source.id)
        assert kept.text[citation.start : citation.end] == citation.quote != ""
        assert kept.text[citation.passage.start : citation.passage.end] == citation.passage.text
        assert citation.passage.start <= citation.start <= citation.end <= citation.passage.end
        told = shown[citation.number]
        assert kept.text[told["start"] : told["end"]] == told["quote"]
        if citation.answer:
            start, end = citation.answer
            assert 0 <= start < end <= len(citation.quote)
    for claim in answer.claims:
        assert claim.citations and set(claim.citations) <= set(numbers)
        if answer.mode == "extractive" or claim.lead:
            assert any(answer.citations[n - 1].quote in claim.text for n in claim.citations)
        assert claim.text in answer.text
    for account in answer.accounts:
        assert set(account.citations) <= set(numbers)
    answer.text.encode("utf-8")
    return len(numbers)


def questions():
    """Every question of the fixed pairs, and every headline of the sample archive."""
    for path in sorted((ROOT / "tests" / "qa").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            yield from case.get("turns") or [case["ask"]]
    for path in sorted((ROOT / "seeds").glob("*.md")):
        yield from (
            line[7:] for line in path.read_text("utf-8").split("\n") if line[:6] == "title:"
        )


class Copying:
    """A model that copies from what it was given, spoils some of it, and sometimes breaks off."""

    name = "copying:1"

    def __init__(self, seed):
        self._chance = random.Random(seed)

    async def ready(self):
        """Nothing to wait for."""

    async def stream(self, messages, *, most, meter=None):
        lines = re.findall(r"^<<SRC (\d+).*?>>.*?\n(.*?)\n<<END", messages[-1][1], re.M | re.S)
        for _ in range(self._chance.randrange(5) if lines else 0):
            number, text = self._chance.choice(lines)
            at = self._chance.randrange(len(text))
            number = self._chance.choice((number, "1", "99", "2][3"))
            ending = self._chance.choice((".", "", " 17.", "؟", "\n"))
            yield f"{text[at : at + self._chance.randrange(200)]} [{number}]{ending} "
        if self._chance.random() < 0.3:
            raise ReplyBroken(model=self.name, address="OPENAI_BASE_URL")


def test_written_answers_quote_the_sample_archive_exactly(seeds):
    """
    Whatever a model copies, cuts, numbers and breaks off: each claim rests on exact words.
    """
    some = list(dict.fromkeys(questions()))[::6]
    modes = Counter()
    cited = 0
    for seed, question in enumerate(some):
        rawi = Rawi(seeds, Memory(seeds.library), Writer(Copying(seed), deadline=60.0))
        claims, answer = asked(rawi, question)
        cited += check(seeds, claims, answer)
        modes[answer.mode] += 1

    assert cited > len(some) / 3
    assert modes["generated"] and modes["fallback"]


def test_answers_from_the_sample_archive_quote_it_exactly(seeds):
    """
    Every third question that has ever been asked of it.
    """
    rawi = Rawi(seeds, Memory(seeds.library))
    some = list(dict.fromkeys(questions()))[::3]
    cited = sum(check(seeds, *asked(rawi, question)) for question in some)

    assert cited > len(some) / 3


@pytest.fixture(name="turns", scope="module")
def _turns(tmp_path_factory):
    return (tmp_path_factory.mktemp("turns") / str(number) for number in range(10_000))


TITLES = ANYTHING.map(lambda text: " ".join(text.split()))
WORDS = st.text(st.sampled_from("ابتجحدرسعفقكلمنهوي"), min_size=3, max_size=7)


@settings(max_examples=12)
@given(
    articles=st.lists(st.tuples(TITLES, STORED), min_size=1, max_size=4),
    asking=st.lists(st.one_of(ANYTHING, WORDS), max_size=3),
)
def test_answers_from_any_archive_quote_it_exactly(turns, articles, asking):
    """
    Texts of any letters, marks, emoji, digits, quotations and paragraphs; asked with their own
    words and with others, in a conversation. A greeting, which cites nothing, is no question.
    """
    home = next(turns)
    archive = Archive(home, WordEmbedder())
    try:
        made = [
            replace(article(n, title=title or "خبر", outlet="وكالة"), text=text)
            for n, (title, text) in enumerate(articles)
            if text.strip()
        ]
        ingested(archive, *made)
        archive.check_indexes()
        for one in made:
            kept = archive.library.article(one.source.id)
            assert kept.text == one.text or kept.source.id != one.source.id
        rawi = Rawi(archive, Memory(archive.library))
        for question in [*asking, *(text[:200] for _, text in articles)]:
            claims, answer = asked(rawi, question, chat="c")
            if answer is not None:
                check(archive, claims, answer)
    finally:
        archive.close()


def test_a_quotation_survives_the_command_line(seeds, seeds_home, rawi):
    """
    What ``ask --json`` cites is what ``show --json`` shows, code point by code point.
    """
    cited = 0
    answer = json.loads(
        rawi("ask", "كم عدد القوات الأميركية في العراق؟", "--json", home=seeds_home).stdout
    )
    for citation in answer["citations"]:
        shown = rawi("show", citation["article"]["id"], "--json", home=seeds_home)
        text = json.loads(shown.stdout)["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        cited += 1

    assert cited
