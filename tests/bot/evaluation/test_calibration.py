"""An archive asked about itself, to learn when it should refuse."""

import asyncio
import json
from contextlib import closing

import pytest

from bot.answerability.model import ANSWER
from bot.answerability.verdict import threshold
from bot.conversation.extracts import answered
from bot.conversation.followup import Standalone
from bot.evaluation.calibration import TooFewSentences, calibrated
from bot.evaluation.posing import posed, swapped
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Filters
from tests.bot.extraction.test_candidates import hit
from tests.conftest import ROOT
from tests.fakes.archives import WordEmbedder, article, ingested
from tests.fakes.embeddings_server import KEY, MODEL, EmbeddingsServer

SOME = ("embassy-anniversary", "mckenzie-drones")  # of the sample archive: enough to ask about
SENTENCE = "أعلنت البلدية إغلاق الجسر القديم أمام الشاحنات الثقيلة."


def test_words_of_a_sentence_ask_about_its_article(archive):
    """
    Of long sentences only, and the same ones each time.
    """
    ingested(archive, article(1), article(2, text=f"{SENTENCE} كلمة قصيرة."))
    every = archive.library.articles(["news-1", "news-2"]).values()
    questions = list(posed(every))

    assert {id for id, _ in questions} == {"news-1", "news-2"}
    assert all(len(question.split()) == 6 for _, question in questions)
    assert len([id for id, _ in questions if id == "news-2"]) == 1
    assert questions == list(posed(every))


def test_no_copy_answers_for_what_is_held_out(archive):
    """
    A story that two articles tell is not asked about.
    """
    told = article(1)
    ingested(archive, told, article(1, id="again", text=f"{told.text} وأضافت ما ليس في الأول."))

    with pytest.raises(TooFewSentences, match="0 sentences"):
        asyncio.run(calibrated(archive))


def test_what_is_held_out_is_not_found(seeds):
    """
    By meaning or by words, and nothing else is lost.
    """
    searcher = Searcher(seeds)

    def found(**filters):
        evidence = asyncio.run(searcher.search("هجوم حلب", limit=40, filters=Filters(**filters)))
        return {hit.passage.source.id for hit in evidence.hits}

    best = "aleppo-offensive"
    assert found() - found(without=best) == {best}


def test_a_near_miss_keeps_all_words_but_one():
    """
    The one that differs is of another article.
    """
    questions = [("a", "جسر نهر كلفة"), ("b", "قمح سعر سوق")]

    for (_, text), near in zip(questions, swapped(questions), strict=True):
        kept = [one == other for one, other in zip(text.split(), near.split(), strict=True)]
        assert sorted(kept) == [False, True, True]


def test_too_little_to_ask_about(archive):
    """
    Said with both numbers; nothing is fitted on chance.
    """
    ingested(archive, article(1, text=SENTENCE))
    with pytest.raises(TooFewSentences, match="1 sentences"):
        asyncio.run(calibrated(archive))


def test_an_answer_needs_the_confidence_that_was_fitted():
    """
    The same evidence answers, or is nearest where the archive asks for more.
    """
    question = "متى سقط الجسر؟"
    evidence = Evidence(question, (hit("a", "سقط الجسر يوم الأحد 3 مارس."),))
    alone = Standalone(question, question)
    told = answered(question, alone, evidence, filtered=False)
    near = answered(question, alone, evidence, filtered=False, least=0.999)

    assert (told.status, near.status) == ("answered", "nearest")
    assert told.confidence == near.confidence < 0.999


def test_the_command_keeps_what_it_fitted_and_takes_it_back(tmp_path, rawi):
    """
    Of two articles most questions are answered as they are, few near misses, fewer absent ones. What
    was printed is what the next answers go by; undone, what was before.
    """
    home = tmp_path / "home"
    with closing(EmbeddingsServer()) as server:
        known = {
            "RAWI_EMBEDDER": f"openai:{MODEL}",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": server.base_url,
        }
        some = [ROOT / "seeds" / f"{name}.md" for name in SOME]
        assert rawi("ingest", *some, home=home, **known).returncode == 0
        done = rawi("calibrate", "--json", home=home, **known)
    found = json.loads(done.stdout)

    assert done.returncode == 0
    assert set(found) == {"questions", "least", "before", "now", "then"}
    assert found["questions"] >= 40
    assert found["before"] == ANSWER
    assert abs(found["least"] - ANSWER) <= 0.1 + 1e-9
    for shares in (found["now"], found["then"]):
        assert shares["answered"] > shares["near_misses"] >= 0
        assert shares["answered"] > shares["absent"]
    assert _threshold(home) == found["least"]

    again = rawi("calibrate", "--undo", "--json", home=home, **known)

    assert json.loads(again.stdout) == {"least": found["before"]}
    assert _threshold(home) == found["before"]


def _threshold(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        return threshold(archive.library.manifest())
