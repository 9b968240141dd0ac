"""The pairs written by hand, as cases."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from retrieval.index.passages import passages
from retrieval.language.arabic import arabic_share
from tests.mutations.suite import Case
from tests.mutations.truths import archive

PAIRS = Path(__file__).with_name("pairs.yaml")


@cache
def _given():
    """For each article, what the model would have been given: all of its passages."""
    return {article.source.id: tuple(passages(article)) for article in archive()}


def cases() -> Iterator[Case]:
    """Each pair, its kind saying whether it is true and which two languages meet."""
    for group in yaml.safe_load(PAIRS.read_text("utf-8")):
        given = _given()[group["over"]]
        there = given[0].source.language
        right = frozenset(range(1, len(given) + 1))
        for truth in (True, False):
            for text in group[truth]:
                here = "ar" if arabic_share(text) > 0.5 else "en"
                kind = f"hand, {'true' if truth else 'false'}, {here} over {there}"
                yield Case(
                    kind, text, (1,), given, right if truth else frozenset(), text, true=truth
                )
