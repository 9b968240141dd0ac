"""What was said in each chat, kept in the library across restarts."""

from dataclasses import asdict

from bot.presentation.as_json import Json, answer_json, how_json
from bot.types import Answer, Turn
from retrieval.index.journal import NewEntry
from retrieval.index.library import Library

_TURN, _ANSWER = "turn", "answer"
FEEDBACK = "feedback"
_VERDICTS = 100_000
_KEPT = 6  # turns a follow-up can reach back


class Memory:
    """The turns and answers of each chat; none sees another's but the one it is told to go on from."""

    def __init__(self, library: Library) -> None:
        self._journal = library.journal

    def turns(self, chat: str, *, after: str | None = None) -> list[Turn]:
        """
        The last few turns of *chat*, newest last; or the one whose answer is *after*.

        That answer may be another chat's: whoever asks has it before their eyes.
        """
        entry = self._journal.find(_ANSWER, after) if after else None
        if entry is not None:
            return [_turn(entry.body)]
        kept = [entry.body for entry in self._journal.last(_TURN, chat, limit=_KEPT)]
        return [
            Turn(
                *(one["question"], one["standalone"], one["answer"]),
                tuple(one["topics"]),
                tuple(one.get("articles", ())),  # turns of an older version have none
            )
            for one in kept
        ]

    def remember(self, chat: str, turn: Turn) -> None:
        self._journal.add(_TURN, chat, asdict(turn))

    def keep(self, chat: str, answer: Answer) -> None:
        """Keep *answer* whole and how it was reached, for whoever asks later."""
        self._journal.put(self.entry(chat, answer))

    def entry(self, chat: str, answer: Answer) -> NewEntry:
        """*answer* as it is kept, for the journal."""
        body = {**answer_json(answer), "how": how_json(answer)}
        return NewEntry(_ANSWER, answer.id, chat, body)

    def answer(self, id: str) -> Json | None:
        """The answer *id*, as the command line's contract writes it, and ``how`` it was reached."""
        entry = self._journal.find(_ANSWER, id)
        return entry.body if entry else None

    def latest(self, chat: str) -> Json | None:
        """The last answer in *chat*."""
        kept = self._journal.last(_ANSWER, chat, limit=1)
        return kept[0].body if kept else None

    def prune(self, before: float) -> int:
        """Forget what was said *before*, in seconds since 1970, but answers somebody gave a verdict on."""
        verdicts = self._journal.last(FEEDBACK, limit=_VERDICTS)
        return self._journal.prune(
            (_TURN, _ANSWER), before, but={one.body["answer"] for one in verdicts}
        )

    def forget(self, chat: str) -> None:
        """Start *chat* anew; nothing of it is kept."""
        for kind in (_TURN, _ANSWER):
            self._journal.erase(kind, chat)


def _turn(answer: Json) -> Turn:
    articles = [citation["article"] for citation in answer["citations"]]
    titles, ids = (tuple(one[name] for one in articles) for name in ("title", "id"))
    return Turn(answer["question"], answer["standalone"], answer["text"], titles, ids)
