"""What the gate looks at in a sentence: numbers, dates, names, speakers, roles, polarity, tense."""
