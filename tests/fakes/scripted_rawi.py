"""
``rawi`` with a scripted writer instead of the archive's answers; everything else is real.

    python -m tests.fakes.scripted_rawi SECONDS --home DIR telegram

An answer takes SECONDS and comes in three sentences, each of which names the question's canary: the
last word of the question. What was said before stands in the last of them. Every two seconds it
looks for what is new to its followers; behind a webhook it asks the server twice a second whether it
is known.
"""

import asyncio
import sys
import uuid

from bot import app
from bot.cli.main import main as cli
from bot.conversation.composing import refusal
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.conversation.verify import Verifier
from bot.telegram import dispatcher
from bot.telegram.api.watch import Watch
from bot.types import Answer, Citation, Claim, Progress, Turn
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Dated, Passage, Source
from tests.fakes.archives import WordEmbedder

QUOTE = "بلغ عدد السكان 2500 نسمة"
_SOURCE = Source(
    "census-1", "إحصاء جديد", "وكالة الأنباء", date=Dated("2024-01-25", "day", "printed")
)
_CITED = Citation(1, Passage(_SOURCE, 0, f"{QUOTE} هذا العام."), QUOTE, 0)
_SENTENCES = 3


class ScriptedRawi:
    """
    writer: None, as without a model.
    seconds: from a question to its answer; None for as long as ``release`` is not set, after a sentence.
    error: raised instead of one.
    """

    writer = None

    def __init__(self, archive, memory, seconds, error=None):
        self._error = error
        self.searcher = Searcher(archive)
        self.meaning = Meaning(archive)
        self._memory = memory
        self._seconds = seconds
        self.release = asyncio.Event()

    async def warm(self):
        await self.searcher.search("راوي", limit=1)

    async def preview(self, text):
        return refusal(text, "ar", "no_match", "")

    async def ask(self, question):
        yield Progress("searching")
        if self._error:
            raise self._error
        canary = question.text.split()[-1]
        turns = self._memory.turns(question.chat, after=question.after)
        before = " ".join(turn.question.split()[-1] for turn in turns)
        claims = []
        for number in range(_SENTENCES):
            if self._seconds is not None:
                await asyncio.sleep(self._seconds / _SENTENCES)
            elif number:
                await self.release.wait()
            claims.append(
                Claim(f"الجملة {number + 1} عن {canary}، وقبلها: {before} [1].", (1,), 1.0)
            )
            yield claims[-1]
        answer = Answer(
            id=uuid.uuid4().hex,
            question=question.text,
            standalone=question.text,
            language="ar",
            status="answered",
            reason=None,
            mode="generated",
            text="\n".join(claim.text for claim in claims),
            claims=tuple(claims),
            citations=(_CITED,),
            as_of="2024-01-25",
            independent_sources=1,
        )
        self._memory.remember(question.chat, Turn(question.text, question.text, answer.text))
        self._memory.keep(question.chat, answer)
        yield answer


def opener(seconds):
    def open_rawi(settings):
        archive = Archive(settings.home, WordEmbedder(), database_url=settings.database_url)
        memory = Memory(archive.library)
        verifier = Verifier(Searcher(archive))
        return app.Opened(archive, memory, ScriptedRawi(archive, memory, seconds), verifier)

    return open_rawi


if __name__ == "__main__":
    app.open_rawi = opener(float(sys.argv[1]))
    dispatcher._ROUND = 2.0
    Watch.pause, Watch.doubts = 0.5, (0.1, 0.1)
    sys.exit(cli(sys.argv[2:]))
