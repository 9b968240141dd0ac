"""
Which package may import which, and the drawing of it in docs/architecture.md.

``python -m tests.layers`` prints the drawing.
"""

from itertools import pairwise

# From the top. A package imports only packages of lower rows, never its neighbours in its own.
ROWS = (
    ("bot.cli",),
    ("bot.telegram", "bot.evaluation"),
    ("bot.app",),
    ("bot.conversation",),
    ("bot.generation",),
    ("bot.answerability",),
    ("bot.extraction",),
    ("bot.verification",),
    ("bot.presentation",),
    ("bot.settings",),
    ("bot.types",),
    ("bot.i18n",),
    ("prompts", "retrieval.search", "retrieval.following"),
    ("retrieval.index", "retrieval.sources"),
    ("retrieval.language",),
    ("retrieval",),  # its errors, reasons and types
)
RANKS = {package: rank for rank, row in enumerate(ROWS) for package in row}


def package_of(module: str) -> str:
    """
    The package of ROWS that *module* belongs to.

    >>> package_of("bot.cli.ask"), package_of("bot.app"), package_of("retrieval.errors")
    ('bot.cli', 'bot.app', 'retrieval')
    """
    parts = module.split(".")
    room = ".".join(parts[:2])
    return room if room in RANKS or len(parts) > 2 else parts[0]


def drawing() -> str:
    """ROWS as a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for upper, lower in pairwise(ROWS):
        lines.append(f"    {' & '.join(upper)} --> {' & '.join(lower)}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(drawing())
