"""What a sentence may lack of what is asked, kind by kind; ``bot.lacks.lacking`` asks them in turn."""
