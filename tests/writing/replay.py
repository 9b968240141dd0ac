"""Drafts through the whole of Rawi: a scripted server writes, another one (or nobody) judges."""

import asyncio
import re
from collections import Counter

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.judging import ModelJudge
from bot.generation.model import LangChainModel
from bot.generation.writer import Writer
from bot.types import Answer, Question
from retrieval.language.arabic import fold
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply

_CASE = re.compile(
    r"<<SENTENCE (\d+) (\w+)>>\n(.*?)\n<<WINDOWS \1 \2>>\n(.*?)\n<<END \1 \2>>", re.DOTALL
)
PATIENCE = 60.0  # seconds: what a loaded machine takes is not what is counted here


class Strong:
    """A judge that knows which sentences are false: of all others it names every window."""

    def __init__(self, drafts):
        self._false = {_plain(line.text) for draft in drafts for line in draft.lines if line.false}

    def __call__(self, request):
        said = []
        for number, _, sentence, windows in _CASE.findall(request["messages"][-1]["content"]):
            own = _plain(sentence.splitlines()[-1])
            count = len(re.findall(r"^\[\d+\]", windows, re.MULTILINE))
            every = ", ".join(map(str, range(1, count + 1)))
            said.append(f"{number}: {0 if own in self._false else every}")
        return Reply("\n".join(said))


def _became(written):
    """Its outcome; what is dropped since its source's words stand there already was told."""
    return "told" if written.why == "shown" else written.outcome


def _plain(text):
    return " ".join(re.findall(r"\w+", fold(text)))


def replayed(archive, drafts, *, judge=None):
    """
    What became of *drafts*, in their order: each its answer.

    judge: ``None`` for nobody, ``strong`` for one that knows, or a Model.
    """
    return asyncio.run(_replayed(archive, drafts, judge))


async def _replayed(archive, drafts, judge):
    answers = []
    with FakeOpenAI() as server, FakeOpenAI(otherwise=Strong(drafts)) as other:
        model = LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url)
        if judge == "strong":
            judge = LangChainModel(f"openai:{MODEL}", key=KEY, base_url=other.url)
        judging = None if judge is None else ModelJudge(judge)
        writer = Writer(model, judge=judging, deadline=PATIENCE, patience=PATIENCE)
        rawi = Rawi(archive, Memory(archive.library), writer)
        for draft in drafts:
            server.script()
            server.otherwise = draft.reply
            events = [event async for event in rawi.ask(Question(draft.question))]
            answers.append(next(event for event in events if isinstance(event, Answer)))
    return answers


def counts(drafts, answers):
    """By manner: what became of true and of false sentences, and in which modes they were answered."""
    found = {}
    for draft, answer in zip(drafts, answers, strict=True):
        one = found.setdefault(draft.manner, Counter())
        one[f"mode {answer.mode}"] += 1
        became = {_plain(written.text): _became(written) for written in answer.rulings}
        for line in draft.lines:
            label = "false" if line.false else "true"
            one[label] += 1
            one[f"{label} {became.get(_plain(line.text), 'unread')}"] += 1
    return found
