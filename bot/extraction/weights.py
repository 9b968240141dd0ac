"""
By what the sentences that may answer are ordered and chosen.

Chosen on ARCD and TyDi, four-fold by title; ``python -m tests.bench --only sentences`` prints what they
come to, and tests/bench/TRIED.md what was tried around them.
"""

from typing import Final

# --- how much a word of the question counts, 1 being in the sentence itself ---
IN_NEIGHBOUR: Final = 0.6  # in the sentence before
IN_TITLE: Final = 0.5
IN_CONTEXT: Final = 0.7  # if it comes from the turn before

# --- what a sentence's score is made of, beside its cosine of weight 1 ---
NEAREST: Final = 0.5  # of the best cosine in its passage
WORDS: Final = 0.4  # of the passage's nBM25, 0 to 1
COVERAGE: Final = 0.4  # of the share of the question's words as the search counts it, 0 to 1
HELD: Final = 0.9  # of that share by synonym and translation too, with neighbour and title, 0 to 1
COVERED: Final = -0.2  # of the share it holds by itself, 0 to 1
FITS: Final = 0.5  # of how well it fits the kind of the question, 0 to 1
FIRST_TERM: Final = 0.12  # if it holds the first word of what is asked
FRESH: Final = 0.03  # for each e-fold of words that the question does not have
UNFINISHED: Final = -0.1  # if no mark ends it: a caption, a heading
ASKS: Final = -0.2  # if it asks something itself
KNOWN: Final = 1.2  # if its article is one that the turn before was answered from
REPEATS: Final = -0.3  # if it was told in the turn before, which is not asked again

# --- that a sentence answers, taken by itself: a logistic model fitted on ARCD and TyDi ---
LIKELY: Final = -4.7  # log-odds where it has nothing of the question
LIKELY_COSINE: Final = 4.7  # for each unit of its centred cosine, -1 to 1
LIKELY_HELD: Final = 4.9  # of the share of the question it holds, 0 to 1
LIKELY_FITS: Final = 2.1  # of how well it fits the kind of the question, 0 to 1

# --- how many, and how near the best ---
MOST: Final = 3  # sentences of an answer
NEAR: Final = 0.3  # below the best score at most, for a further sentence of the same article
NEAR_BESIDE: Final = 0.45  # if it stands right before or after the best
NEAR_ELSEWHERE: Final = 0.04  # and for one of another article
SAYS: Final = 0.5  # of what the best holds of the question, for a further sentence to be no padding

# That the archive tells of a topic, in log-odds for each unit of four features: the share of its words,
# by rarity, in a sentence with its headline; how far the best passage stands above middling ones; the
# best sentence's cosine; whether that is in another language. Fitted on 916 topics over two archives of
# 130 and 170 real articles, labelled by reading: fitted on either, AUC .95 on the other, where the share
# of words alone has .86 and .89.
TOPIC: Final = {"held": 3.78, "standing": 4.37, "cosine": 9.55, "foreign": 0.83}
TOPIC_BIAS: Final = -9.6
NEAR_TOPIC: Final = 0.15  # from which something near is shown: 93 % of topics held, 21 % of others
ON_TOPIC: Final = 0.3  # and called what was asked for: 87 %, 9 %

# That an article is on a topic the archive tells of, in log-odds for each unit of four features: how near
# it is as a whole, and its best sentence, each as a share of the nearest among those found; the share of
# the topic's words in a sentence of it with the headline; and in the headline, or that and how it begins.
# Fitted on 49 topics over 170 real articles, labelled by reading, each topic told apart by what the
# others gave: precision .87 and recall .73 at a half.
ARTICLE: Final = {"whole": 2.3, "sentence": 3.7, "held": 2.1, "headed": 2.2}
ARTICLE_BIAS: Final = -6.5
ARTICLE_ON: Final = 0.5  # from which an article is taken for one
ARTICLE_FIRST: Final = 0.7  # and told of as new: of the five newest such, 91 % were on their topic
