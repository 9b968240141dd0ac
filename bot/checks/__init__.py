"""What the gate asks of a sentence laid over its source: numbers, names, speakers, roles, polarity, tense."""
