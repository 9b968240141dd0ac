"""
What Rawi is measured by: retrieval, answer sentences, refusal, speed and growth.

Reads the program through its own ``Searcher`` and ``answered``, never a copy of them. In reading
order: ``sets`` (questions with known answers), ``embedders`` (what may stand at the seam),
``archives`` (built once, kept outside the project), ``asking``, then one module a part:
``retrieval``, ``sentences``, ``refusal``, ``speed``; then ``results`` and ``charts``.
"""
