"""
Does the gate let through what it should, and nothing else?

True pairs of a sentence and its passage are spoilt in every way a model spoils them, and varied in
every way that leaves them true; a table says how many of each kind the gate dropped.
"""
