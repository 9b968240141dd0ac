"""Drafts to replay: whose sentences are marked with the passages a prompt really gives."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.generation.citation_parser import CitationParser
from retrieval.language.arabic import stems, words
from tests.fakes.openai_server import Reply

OWN = Path(__file__).with_name("drafts.yaml")
_FENCE = re.compile(r"<<SRC (\d+) (\w+)>>(.*?)<<END \1 \2>>", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """
    A sentence of a draft.

    source: words of the passage it is from; empty is the nearest. false: what is wrong with it, if anything.
    """

    text: str
    source: str = ""
    false: str = ""


@dataclass(frozen=True)
class Draft:
    """manner: what drafts are counted by."""

    question: str
    lines: tuple[Line, ...]
    manner: str

    def reply(self, request):
        """What a model writes that was asked with *request*."""
        fences = _FENCE.findall(request["messages"][-1]["content"])
        if not fences:  # asked to put the question another way
            return Reply(self.question)
        written = []
        for line in self.lines:
            number = _number(fences, line)
            body, end = (
                (line.text[:-1], line.text[-1]) if line.text[-1] in ".!؟" else (line.text, ".")
            )
            written.append(f"{body} [{number}]{end}")
        return Reply(" ".join(written), piece=12)


def _number(fences, line):
    """The passage that *line* is from, as this prompt counts it."""
    for number, _, text in fences:
        if line.source and line.source in text:
            return number
    own = {*stems(line.text)} | {*words(line.text)}
    near = {number: len(own & ({*stems(text)} | {*words(text)})) for number, _, text in fences}
    return max(near, key=near.__getitem__)


def own():
    """The set beside this module, with and without its false sentences."""
    drafts = []
    for one in yaml.safe_load(OWN.read_text("utf-8")):
        lines = tuple(Line(s["says"], s["from"], s.get("spoilt", "")) for s in one["sentences"])
        drafts.append(Draft(one["question"], tuple(x for x in lines if not x.false), "own, true"))
        drafts.append(Draft(one["question"], lines, "own, planted"))
    return drafts


def shared(folder):
    """Three drafts a question, as a strong model wrote them; of the third one sentence is false."""
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    planted = json.loads((folder / "planted.json").read_text("utf-8"))
    drafts = []
    for version, manner in ((1, "obedient"), (2, "natural"), (3, "obedient, planted")):
        answers = json.loads((folder / f"answers_v{version}.json").read_text("utf-8"))
        for one in questions:
            sentences = _sentences(answers[one["id"]])
            false = planted[one["id"]]["idx"] if version == 3 else None
            kind = planted[one["id"]]["type"]
            lines = tuple(
                Line(text, false=kind if at == false else "") for at, text in enumerate(sentences)
            )
            drafts.append(Draft(one["question"], lines, manner))
    return drafts


def _sentences(text):
    marks = CitationParser()
    return [one.text for one in (*marks.feed(text), *marks.close())]
