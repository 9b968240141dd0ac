"""Rawi with a defect, put to cases that hold without it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.evaluation.reading import read_cases
from bot.evaluation.running import checked
from bot.generation.writer import Writer
from retrieval.sources.reading import read
from retrieval.types import Article
from tests.bench.archives import built
from tests.sabotage.defects import Defect
from tests.sabotage.drafts import HonestJudge, ScriptedModel

HERE = Path(__file__).parent
NONE = Defect("none", "none")


@dataclass(frozen=True)
class Caught:
    """
    failing: ids of the cases that fail with the defect. blamed: by layer, how many of them.
    """

    defect: Defect
    failing: tuple[str, ...]
    blamed: dict[str, int]

    @property
    def right(self):
        """Whether more of the failing cases blame the layer that has the defect than any other."""
        others = [count for layer, count in self.blamed.items() if layer != self.defect.layer]
        return self.blamed.get(self.defect.layer, 0) > max(others, default=0)


def opened(folder, embedder):
    articles = [one for one in read(HERE / "articles.jsonl") if isinstance(one, Article)]
    return built(folder, articles, embedder)


def tried(archive, defect=NONE, *, written=False):
    """The results of all cases, or of those that a model writes, with *defect* in place."""
    file = "written.yaml" if written else "cases.yaml"
    memory = defect.memory(Memory(archive.library))
    judge = defect.judge(HonestJudge())
    writer = Writer(ScriptedModel(), judge=judge, deadline=60, patience=60) if written else None
    with defect:
        rawi = defect.rawi(Rawi(defect.archive(archive), memory, writer))
        return checked(rawi, read_cases(HERE / file), archive.library.articles)


def caught(archive, defect):
    failing = [one for one in tried(archive, defect, written=defect.written) if not one.passed]
    blamed = Counter(one.blamed for one in failing)
    return Caught(defect, tuple(one.case.id for one in failing), dict(blamed))
