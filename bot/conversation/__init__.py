"""
A conversation: one question in, one answer out, and what was said before.

``pipeline`` is the way of a question; ``memory`` and ``followup`` make it stand alone.
"""
