"""
Question sets in SQuAD's format as articles of an archive.

One paragraph is one article under its set's title: who finds the article has found the paragraph.
XQuAD (Artetxe et al. 2020), ARCD (Mozannar et al. 2019), TyDi QA GoldP (Clark et al. 2020).
"""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.language.arabic import fold
from retrieval.types import Article, Source

SHARED = Path(__file__).parents[3] / "shared"
ABSENT = f"{SHARED / 'bench'} is not here: the question sets are not part of the project"
FILES = {
    "xquad": "xquad/xquad.ar.json",
    "xquad-en": "xquad/xquad.en.json",
    "arcd": "arcd/arcd.json",
    "tydi": "tydiqa/tydiqa-goldp-dev-arabic.json",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question and where its answer stands.

    gold: id of the article; title: that article's, shared by all paragraphs of one subject.
    answers: any of these strings answers.
    """

    text: str
    gold: str
    title: str
    answers: tuple[str, ...]

    def answered_by(self, sentence: str) -> bool:
        """Whether an answer stands in *sentence*, however either is spelt."""
        folded = fold(sentence)
        return any(fold(answer) in folded for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Set:
    name: str
    articles: tuple[Article, ...]
    questions: tuple[Asked, ...]


def available() -> bool:
    return all((SHARED / "bench" / file).exists() for file in FILES.values())


def load(name: str) -> Set:
    """The set *name*, each distinct paragraph once; ids are ``xquad-0``, ``xquad-1``, …"""
    data = json.loads((SHARED / "bench" / FILES[name]).read_text("utf-8"))["data"]
    ids: dict[str, str] = {}
    articles, questions = [], []
    for subject in data:
        title = subject["title"].replace("_", " ")
        for paragraph in subject["paragraphs"]:
            text = paragraph["context"]
            if text not in ids:
                ids[text] = f"{name}-{len(ids)}"
                source = Source(ids[text], title, outlet=name)
                articles.append(Article(source, text, f"{name}#{ids[text]}"))
            for one in paragraph["qas"]:
                answers = tuple(answer["text"] for answer in one["answers"])
                questions.append(Asked(one["question"], ids[text], title, answers))
    return Set(name, tuple(articles), tuple(questions))


def english_over(arabic: Set) -> tuple[Asked, ...]:
    """XQuAD's English questions, their gold being the same paragraph in Arabic."""
    english = load("xquad-en").questions
    pairs = zip(english, arabic.questions, strict=True)
    return tuple(Asked(one.text, other.gold, other.title, other.answers) for one, other in pairs)


def pool(sets: Iterable[Set]) -> tuple[Article, ...]:
    return tuple(article for one in sets for article in one.articles)


def sampled(questions: Sequence[Asked], count: int) -> tuple[Asked, ...]:
    """The same *count* questions every time, spread over the whole set."""
    return tuple(random.Random(7).sample(questions, min(count, len(questions))))
