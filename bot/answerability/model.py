"""
Two questions, each a logistic model over the features of ``verdict``, and where the outcomes part.

Does the archive speak of the matter at all? That tells what is near from what is absent. Does its
best sentence answer? That tells an answer from what is only near.

No feature depends on an archive's size, matter or outlets, so a model fitted on some archives holds on
others; each grows with how likely the sentence answers. Weights are log-odds for each unit of a feature;
``python -m tests.bench.answerability`` fits them and says what they do on questions that they were not
fitted on.
"""

from typing import Final

PRESENT: Final = {"standing": 4.05, "nearness": 3.66, "lead": 1.9, "cosine": 2.98, "held": 1.66}
PRESENT_BIAS: Final = -8.2
ANSWERS: Final = {"cosine": 6.25, "held": 2.53, "fits": 1.26, "foreign": 1.29}
ANSWERS_BIAS: Final = -6.57
# Of a sentence of an article that the turn before was answered from.
FOLLOWS: Final = {"cosine": 2.63, "held": 2.26, "fits": 1.23, "ahead": 1.53}
FOLLOWS_BIAS: Final = -3.72
# That a message is about such articles: by how much its cosine with their nearest sentence exceeds that
# with any other's, the share of its words they hold, and how many words it has. Fitted on second questions
# about a paragraph, shortened, against questions about another, of ARCD and XQuAD in both languages:
# ``python -m tests.bench.followups``.
BELONGS: Final = {"ahead": 10.63, "held": 3.55, "terms": -0.77}
BELONGS_BIAS: Final = 4.33

NEAR: Final = 0.045  # of presence: below it nothing is near; 2 to 3 % of what could be answered
# Of a sentence's score: how little below the best's one of another story is shown beside it as near, and
# by how much it has to exceed the next of the best's own story. Chosen on ARCD, TyDi and half of the
# news; tests/bench/TRIED.md has the counts.
ELSEWHERE: Final = 0.3
NEARER: Final = 0.6
# Of confidence, from which the best sentence is called an answer: at most 15 % of the near
# misses that were fitted on are.
ANSWER: Final = 0.515
LIKELY: Final = 0.4  # that a further sentence of an answer answers by itself
NEARLY: Final = (
    0.25  # confidence from which the best is near, whatever the rest of the archive says
)
UNRELATED: Final = 0.45  # score below which a report is not even near
ANSWER_FROM: Final = "answer_from"  # in an archive's manifest: what ``rawi calibrate`` fitted
