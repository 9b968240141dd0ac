"""Which sentences of the given passages may bear an answer, in a model's words or as a quotation. Pure."""

from collections.abc import Collection, Mapping, Sequence

from bot.verification.extract_rule import asks
from bot.verification.injection import addresses, addressing
from bot.verification.windows import Line, lines
from retrieval.language.arabic import sentences, stems
from retrieval.types import Passage

Belonging = Mapping[str, Sequence[float]]
# Centred cosine to the rest of the article, or to the question if that is nearer. In 9 + 120 news
# articles 6.7 % of sentences are below it, nearly all of them asides nobody asks about, and 99 %
# of 75 planted texts in either language.
_NEAR = 0.35
# Words shared with the rest of the article that make a sentence below it part of the report all
# the same: each of 13 such sentences of news shares two or more, of 36 planted ones none does.
_SHARED = 2


def evidence(passages: Sequence[Passage], belonging: Belonging) -> list[Line]:
    """
    Every sentence that is part of its article's report, in order.

    belonging: for each passage that is known, one number a sentence, as ``Searcher.belonging``.
    """
    found = []
    every = lines(passages)
    pieces = [(line, span) for line in every for span in sentences(line.text)]
    texts = [line.text[slice(*span)] for line, span in pieces]
    told = addressing(texts)
    reports: dict[Line, list[tuple[int, int]]] = {line: [] for line in every}
    for at, (line, span) in enumerate(pieces):
        if at not in told and not asks(texts[at]):
            reports[line].append(span)
    strange = _strange(passages, every, belonging)
    for line, spans in reports.items():
        if line in strange or not spans:
            continue
        if not addresses(line.text[spans[0][0] : spans[-1][1]]):
            found.append(line.cut(spans[0][0], spans[-1][1]))
    return found


def _strange(
    passages: Sequence[Passage], every: Sequence[Line], belonging: Belonging
) -> Collection[Line]:
    """Lines far from their article that take up nothing of its title or of its nearer lines."""
    far, there = [], {one.source.id: {*stems(one.source.title)} for one in passages}
    for line in every:
        known = belonging.get(line.passage, ())
        if line.at < len(known) and known[line.at] < _NEAR:
            far.append(line)
        else:
            there[line.article] |= line.stems
    return {line for line in far if len(line.stems & there[line.article]) < _SHARED}
