"""Who did what to whom, in a sentence and in its source."""
