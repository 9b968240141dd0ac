"""How a sentence is worded: its terms, numbers, negations, tenses, and what words may stand for one another."""
