"""Articles cut into passages: nothing lost, nothing twice, offsets exact."""

import itertools
import time

from hypothesis import given

from retrieval.index.passages import LONGEST, passages
from retrieval.language.sentences import sentences
from retrieval.types import Article, Source
from tests.fakes.archives import prose
from tests.fakes.texts import STORED


def cut(text):
    return passages(Article(Source("a", "t"), text, "a"))


@given(STORED)
def test_passages_hold_every_sentence_once_and_in_order(text):
    """
    Passages are verbatim stretches that do not overlap; their units are whole sentences, each in
    exactly one.
    """
    found = cut(text)
    units = [(p.start + a, p.start + b) for p in found for a, b in p.spans]
    borders = {end for _, end in units}

    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert units == sorted(units)
    inside = iter(units)
    unit = next(inside, None)
    for start, end in sentences(text):
        assert unit is not None
        assert unit[0] <= start < end <= unit[1]
        if end in borders:
            unit = next(inside, None)
    assert unit is None


@given(STORED)
def test_sentence_offsets_are_exact(text):
    """
    A span cuts its sentence out of the passage, and the passage begins and ends with one.
    """
    for passage in cut(text):
        for (start, end), sentence in zip(passage.spans, passage.sentences, strict=True):
            assert passage.text[start:end] == sentence == sentence.strip() != ""
        assert (passage.spans[0][0], passage.spans[-1][1]) == (0, len(passage.text))
        assert passage.id == f"a#{passage.start}"


@given(STORED)
def test_a_passage_is_short_or_a_single_sentence(text):
    """
    Over a hundred words only what cannot be cut.
    """
    for passage in cut(text):
        words = sum(len(sentence.split()) for sentence in passage.sentences)
        assert words <= LONGEST or len(passage.spans) == 1


def test_short_pieces_join_their_neighbour():
    """
    «لا.» alone means nothing: it is embedded with what it stands beside.
    """
    (passage,) = cut("هل تنسحب القوات من العراق؟ لا. قال المتحدث إنها باقية هناك.")

    assert passage.sentences == ["هل تنسحب القوات من العراق؟ لا.", "قال المتحدث إنها باقية هناك."]


def test_short_paragraphs_share_a_passage_and_long_ones_do_not():
    """
    Paragraphs are kept whole; a run of short ones is one passage up to a hundred words.
    """
    short = [f"{prose(n, 1, 20)}" for n in range(4)]

    assert [p.text for p in cut("\n\n".join(short))] == ["\n\n".join(short)]
    assert [p.text for p in cut("\n".join([*short, prose(9, 2, 40)]))] == [
        "\n".join(short),
        prose(9, 2, 40),
    ]


def test_a_page_of_short_sentences_takes_time_in_proportion():
    """
    A machine-made page of one-word sentences is cut as fast as any other: four times the text may
    take eight times as long.
    """

    def seconds(times):
        began = time.process_time()
        cut("لا! نعم! " * times)
        return time.process_time() - began

    seconds(100)
    # The quickest of three: the collector may run in any one of them.
    long, short = (min(seconds(n) for _ in range(3)) for n in (6000, 1500))
    assert long <= 8 * short + 0.3
