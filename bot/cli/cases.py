"""New cases: recorded from a question and its answer, or proposed from what readers disliked."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bot import app
from bot.cli.context import Context
from bot.conversation.memory import FEEDBACK, Memory
from bot.evaluation.cases import Entry, Fact, says
from bot.evaluation.reading import as_yaml, read_cases, write
from bot.evaluation.recording import disputed, proposed, short_facts
from bot.i18n.messages import say
from bot.presentation.as_text import answer_text
from bot.types import Answer, Question, final_answer
from retrieval.errors import UsageError

_MOST = 10_000  # verdicts of readers looked at


class QuestionsInTerminal(UsageError):
    en = "The input ended before the case was whole, and it was not written."


def record(context: Context, path: Path) -> int:
    """Ask questions, show their answers, and write what they must keep into *path*."""
    taken = [case.id for case in read_cases(path)] if path.exists() else []
    with closing(app.open_rawi(context.settings)) as opened:
        while question := _asked(context, "new_question"):
            answer = asyncio.run(final_answer(opened.rawi.ask(Question(question))))
            context.screen.print(answer_text(answer), rtl=answer.language == "ar")
            entry = _confirmed(context, answer, taken)
            write(path, as_yaml([entry]), mode="a")
            taken.append(entry["id"])
            context.say("new_written", id=entry["id"], path=path)
    return 0


def feedback(context: Context) -> int:
    """What readers said of answers: counted, or as cases, in a file or on the screen."""
    into: Path | None = context.args.as_cases
    with closing(app.open_library(context.settings)) as library:
        verdicts = library.journal.last(FEEDBACK, limit=_MOST)
        disliked = [one.body["answer"] for one in verdicts if one.body["verdict"] == "-"]
        bodies = [*filter(None, map(Memory(library).answer, dict.fromkeys(disliked)))]
    if into is None:
        counts = {"up": len(verdicts) - len(disliked), "down": len(disliked)}
        head = say("feedback_sum" if verdicts else "feedback_none", context.language, **counts)
        lines = [f"• {one['question']}\n  {one['text']}" for one in bodies]
        told = [{name: one[name] for name in ("id", "question", "text")} for one in bodies]
        context.output("\n".join([head, *lines]), counts | {"disliked": told})
        return 0
    entries = _disputed(bodies, into)
    text = as_yaml(entries).rstrip() if entries else ""
    if into != Path("-"):
        write(into, text and f"{text}\n", mode="a")
        text = say("feedback_proposed", context.language, count=len(entries))
    context.output(text, entries)
    return 0


def _disputed(bodies: Sequence[dict[str, Any]], into: Path) -> list[Entry]:
    """A case for each question that *into* does not ask yet."""
    known = read_cases(into) if into.exists() else []
    taken, asked = {case.id for case in known}, {case.question for case in known}
    entries: list[Entry] = []
    for body in bodies:
        if body["standalone"] not in asked:
            entries.append(disputed(body, taken={*taken, *(one["id"] for one in entries)}))
            asked.add(body["standalone"])
    return entries


def _confirmed(context: Context, answer: Answer, taken: Sequence[str]) -> Entry:
    """The case that whoever records it wants: as it is, with other facts, or a refusal."""
    entry = proposed(answer, taken=taken)
    yes, _, refuse = re.findall(r"\[(\w)\]", say("new_outcome", context.language))
    verdict = _asked(context, "new_outcome", insist=True).casefold()[:1]
    if verdict == refuse:
        return {"id": entry["id"], "ask": entry["ask"], "outcome": "refused"}
    entry.pop("outcome", None)
    given = "|".join(map(str, short_facts(answer)))
    if facts := _asked(context, "new_facts", given=given) or given:
        split = facts.replace("؛", ";").split(";")
        entry["facts"] = {"all": [_fact(one.strip(), answer) for one in split]}
    cited = ", ".join(entry.pop("article", []))
    known = cited if verdict in (yes, "") else ""
    if article := _asked(context, "new_article", given=known) or known:
        entry["article"] = [article]
    return entry


def _fact(text: str, answer: Answer) -> Fact:
    """A number where the answer says one of that value: «300» of «300 مليون» is only a word."""
    return int(text) if text.isdecimal() and says(answer.text, int(text)) else text


def _asked(context: Context, name: str, *, insist: bool = False, **facts: object) -> str:
    """A line of the terminal; empty at its end. Raises QuestionsInTerminal there if they *insist*."""
    context.say(name, **facts)
    try:
        return input().strip()
    except EOFError:
        if insist:
            raise QuestionsInTerminal from None
        return ""
