"""An archive asked about itself, to learn when it should refuse."""

import asyncio
import json

import pytest

from bot.conversation.extracts import answered
from bot.conversation.followup import Standalone
from bot.evaluation.calibration import TooFewSentences, calibrated, posed
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Filters
from tests.bot.extraction.test_candidates import hit
from tests.fakes.archives import article, ingested

SENTENCE = "أعلنت البلدية إغلاق الجسر القديم أمام الشاحنات الثقيلة."


def test_two_words_of_a_sentence_ask_about_its_article(archive):
    """
    Of long sentences only, and the same two each time.
    """
    ingested(archive, article(1), article(2, text=f"{SENTENCE} كلمة قصيرة."))
    every = archive.library.articles(["news-1", "news-2"]).values()
    questions = list(posed(every))

    assert {id for id, _ in questions} == {"news-1", "news-2"}
    assert all(len(question.split()) == 2 for _, question in questions)
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


def test_more_is_refused_of_what_is_held_out(seeds):
    """
    The sample archive: few questions are refused with their article in place, most without it.
    """
    found = asyncio.run(calibrated(seeds))

    assert found.questions >= 40
    assert 0.03 <= found.least <= 0.4
    assert found.false <= 10 < 40 < found.true


def test_too_little_to_ask_about(archive):
    """
    Said with both numbers; nothing is fitted on chance.
    """
    ingested(archive, article(1, text=SENTENCE))
    with pytest.raises(TooFewSentences, match="1 sentences"):
        asyncio.run(calibrated(archive))


def test_an_answer_needs_the_confidence_that_was_fitted():
    """
    The same evidence answers, or is refused where the archive asks for more.
    """
    question = "متى سقط الجسر؟"
    evidence = Evidence(question, (hit("a", "سقط الجسر يوم الأحد 3 مارس."),), standing=0.5)
    alone = Standalone(question, question)
    told = answered(question, alone, evidence, filtered=False)
    refused = answered(question, alone, evidence, filtered=False, least=0.999)

    assert (told.status, refused.status) == ("answered", "refused")
    assert told.confidence == refused.confidence < 0.999


def test_the_command_keeps_what_it_fitted(own_seeds, rawi):
    """
    What it printed is what the next answers go by.
    """
    done = rawi("calibrate", "--json", home=own_seeds.home)
    found = json.loads(done.stdout)

    assert done.returncode == 0
    assert set(found) == {"questions", "least", "false", "true"}
    assert float(own_seeds.library.manifest()["least"]) == found["least"]
