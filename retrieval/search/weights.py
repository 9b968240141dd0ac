"""
Every constant a search is weighed by, and what measures it.

All were chosen on ARCD and TyDi, half their questions held back, and looked at on XQuAD afterwards;
``python -m tests.bench --only retrieval`` prints what they come to, ``--only refusal`` what the last
two do. tests/bench/TRIED.md has the values around them: the surface is flat.
"""

from typing import Final

# --- how many: passages ---
NEAR: Final = 100  # candidates from meaning,
NEAR_SHARE: Final = 1 / 500  # or this share of the archive: asked for more, Chroma misses fewer
WORDED: Final = 50  # candidates from words
WEIGHED: Final = 60  # candidates whose sentences' vectors are read: 99 % of the best ten are there
RERANKED: Final = 20  # candidates whose terms are looked at
PER_ARTICLE: Final = 2  # passages of one article that are shown
PER_STORY: Final = 2  # articles of one story that keep their place

# --- what a score is made of, beside a cosine of weight 1 ---
COVERAGE: Final = 0.4  # of the idf share of the question's words that a sentence holds, 0 to 1
WORDS: Final = 0.6  # of nBM25, 0 to 1
WORDS_FIRST: Final = 0.9  # of nBM25 while coverage is not known
TIMELY: Final = 0.15  # for an article of the days, or as new, as the question asks for
SAME_ROOT: Final = 0.7  # what a match of consonants is worth beside a match of stems, 0 to 1

# --- what a sentence's vector takes from its passage's and from its title's, its own being 1 ---
RANKING: Final = (0.8, 0.6)  # where passages are ranked
TELLING: Final = (0.4, 0.5)  # where one sentence of a passage is told from another

# --- how far the best stands out (``Evidence.standing``) ---
MIDDLING: Final = slice(10, 50)  # the candidates, by rank, that the best is compared with
PER_LN: Final = 0.055  # how much higher it stands by chance, for each e-fold of the archive's size
