"""
Answers in the archive's own words: which sentences answer, and which accounts stand side by side.

Chooses, never writes.
"""
