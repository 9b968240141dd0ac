"""
Drafts of a model, replayed over a loopback wire: what of them is shown, in whose words.

``python -m tests.writing`` counts for the set beside this module, and for ``../shared/writing`` when it is
there; ``--judge FILE`` puts the judge's prompts into FILE and reads somebody's answers from it.
"""
