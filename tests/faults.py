"""
A model that fails in so many of a hundred calls, asked question after question.

``python -m tests.faults 200`` asks 200 questions at each of four rates of failure, then times how
soon a sentence is shown; ``tests/test_faults.py`` does the same in short. Every promise about a
written answer is looked at in every answer.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import aclosing
from pathlib import Path

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.judging import ModelJudge
from bot.generation.model import LangChainModel
from bot.generation.writer import DEADLINE, Writer
from bot.i18n.messages import say
from bot.types import Answer, Claim, Question
from retrieval.index.archive import Archive
from retrieval.types import Dated
from tests.fakes.archives import WordEmbedder, article, ingested, mark
from tests.fakes.bridge import number_of
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply, refusal, said

RATES = (0, 10, 50, 100)  # of a hundred calls
ARTICLES = 20
LONGEST = 15.0  # seconds an answer may take
AT_ONCE = 4
FAULTS = (
    refusal(429, "slow down", "rate_limit", **{"retry-after": "1"}),
    refusal(429, "no credit", "insufficient_quota"),
    refusal(500, "oops"),
    refusal(503, "overloaded"),
    refusal(400, "too long", "context_length_exceeded"),
    Reply(status=502, body="<html>bad gateway</html>"),
    Reply(body="<html>welcome</html>"),
    Reply("نصف كلام", finish=None, done=False),
    Reply("نصف كلام", cut=2),
    Reply(events=(said("نصف"), "data: {bad")),
    Reply(events=(said("نصف"), {"error": {"message": "overloaded"}})),
    Reply("نصف كلام", finish="length"),
    Reply("", finish="content_filter"),
    Reply(events=(said(refusal="no"), said(finish="stop"))),
    Reply("<think>أفكر في الأمر"),
    Reply(events=(said("نصف"), 60.0)),
)


def name(seed):
    return mark(f"bridge {seed}")


def cost(seed):
    return f"بلغت كلفة جسر {name(seed)} في المدينة {300 + seed} مليون دينار"


def opening(seed):
    return f"افتُتح جسر {name(seed)} يوم 25 يناير 2024 بعد عامين من العمل"


def false(seed):
    return f"بلغت كلفة جسر {name(seed)} في المدينة {900 + seed} مليون دينار"


def reports():
    return [
        article(
            n,
            id=f"bridge-{n}",
            title=f"افتتاح جسر {name(n)}",
            outlet=f"صحيفة {mark(n)}",
            date=Dated("2024-01-25", "day", "metadata"),
            text=f"{opening(n)}. {cost(n)}. وقال مهندس المشروع إن العمل كان شاقاً.",
        )
        for n in range(ARTICLES)
    ]


def question(seed):
    return f"كم بلغت كلفة جسر {name(seed)}؟"


class Failing:
    """What a model writes, or does not, by chance."""

    def __init__(self, rate, seed=7):
        self._chance = random.Random(f"{rate} {seed}")
        self._rate = rate
        self.calls = Counter()

    def __call__(self, request):
        content = request["messages"][-1]["content"]
        judging = "<<SENTENCE 1 " in content
        if self._chance.random() * 100 < self._rate:
            self.calls["failed to judge" if judging else "failed"] += 1
            return self._chance.choice(FAULTS)
        self.calls["went well"] += 1
        if judging:  # only what is false waits for it
            return Reply("1: 0")
        seed = next(n for n in range(ARTICLES) if question(n) in content)
        number = number_of(request, cost(seed))
        lines = [opening(seed), cost(seed), cost(seed), false(seed)]
        text = " ".join(f"{line} [{number}]." for line in lines)
        # Now and then it breaks off in the middle of what it was about to say.
        finish = None if self._chance.random() * 100 < self._rate / 2 else "stop"
        return Reply(text, piece=7, finish=finish)


def flaws(archive, seed, claims, answer):
    """What of the promises an answer broke."""
    found = []
    labels = [say(name, "ar")[:15] for name in ("fallback", "fallback_after", "broken_off")]
    if answer.status != "answered":
        found.append(f"not answered: {answer.reason}")
    if answer.mode not in ("generated", "fallback"):
        found.append(f"mode {answer.mode}")
    if (answer.mode == "fallback") != any(label in answer.text for label in labels):
        found.append("label")
    if tuple(claims) != answer.claims:
        found.append("what was shown is not what was answered")
    if len({claim.text for claim in claims}) < len(claims):
        found.append("told twice")
    for claim in claims:
        said_by = [answer.citations[number - 1] for number in claim.citations]
        true = any(
            line in claim.text for line in (cost(seed), opening(seed), *(c.quote for c in said_by))
        )
        if not said_by or not true or false(seed) in claim.text:
            found.append(f"unverified: {claim.text}")
    for citation in answer.citations:
        text = archive.library.article(citation.passage.source.id).text
        if text[citation.start : citation.end] != citation.quote:
            found.append("misquoted")
    return found


async def trial(archive, rate, count, *, deadline=DEADLINE):
    """The modes of *count* answers, the seconds each took, and every flaw."""
    modes, seconds, found = Counter(), [], []
    failing = Failing(rate)
    with FakeOpenAI(otherwise=failing) as server:
        model = LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url)
        writer = Writer(model, judge=ModelJudge(model), deadline=deadline)
        rawi = Rawi(archive, Memory(archive.library), writer)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(seed):
            async with gate:
                began = time.perf_counter()
                events = [event async for event in rawi.ask(Question(question(seed)))]
                seconds.append(time.perf_counter() - began)
            answers = [event for event in events if isinstance(event, Answer)]
            claims = [event for event in events if isinstance(event, Claim)]
            if len(answers) != 1:
                found.append(f"{len(answers)} answers")
            modes[answers[0].mode] += 1
            found.extend(flaws(archive, seed, claims, answers[0]))

        await asyncio.gather(*(one(n % ARTICLES) for n in range(count)))
    if max(seconds) > LONGEST:
        found.append(f"{max(seconds):.1f} s")
    return modes, seconds, found, failing.calls


async def delays(archive, count):
    """Milliseconds from the last character of a sentence on the wire until it is shown."""
    came = []
    with FakeOpenAI() as server:
        writer = Writer(LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url))
        rawi = Rawi(archive, Memory(archive.library), writer)
        for n in range(count + 1):
            seed = n % ARTICLES

            def reply(request, seed=seed):
                number = number_of(request, cost(seed))
                first, second = f"{opening(seed)} [{number}].", f" {cost(seed)} [{number}]."
                half = len(first) // 2
                begun = (said(first[:half]), said(first[half:]))
                return Reply(events=(*begun, 0.3, said(second), said(finish="stop")))

            server.script(reply)
            async with aclosing(rawi.ask(Question(question(seed)))) as events:
                async for event in events:
                    if isinstance(event, Claim):
                        shown = time.perf_counter()
                        break
            if n:  # the first one loads what is loaded once
                came.append(1000 * (shown - server.written[1][0]))
    return came


def built(home):
    archive = Archive(home, WordEmbedder())
    ingested(archive, *reports())
    return archive


def main(count):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        archive = built(Path(folder) / "home")
        for rate in RATES:
            modes, seconds, flawed, calls = asyncio.run(trial(archive, rate, count))
            found += flawed
            print(
                f"{rate:3} % of calls fail: {sum(modes.values())} of {count} answered,"
                f" {modes['generated']} generated, {modes['fallback']} fallback;"
                f" longest {max(seconds):.2f} s, median {statistics.median(seconds):.2f} s;"
                f" {calls['failed']} of {calls.total()} calls failed; flaws {len(flawed)}",
                flush=True,
            )
        came = asyncio.run(delays(archive, count))
        archive.close()
    print(
        f"first verified sentence after its last character: median {statistics.median(came):.1f} ms,"
        f" 95 % {statistics.quantiles(came, n=20)[-1]:.1f} ms, longest {max(came):.1f} ms"
    )
    for flaw, times in Counter(found).items():
        print(f"{times} × {flaw}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
