"""Which sentences of the given passages may bear an answer, in a model's words or as a quotation. Pure."""

from collections.abc import Mapping, Sequence

from bot.verification.extract_rule import asks
from bot.verification.injection import addresses, addressing
from bot.verification.windows import Line, lines
from retrieval.language.arabic import sentences
from retrieval.types import Passage

Belonging = Mapping[str, Sequence[float]]
# Centred cosine to the rest of the article, or to the question if that is nearer. In 9 + 120 news
# articles 6.7 % of sentences are below it, nearly all of them asides nobody asks about, and 99 %
# of 75 planted texts in either language.
_NEAR = 0.35


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
    for line, spans in reports.items():
        known = belonging.get(line.passage, ())
        strange = line.at < len(known) and known[line.at] < _NEAR
        if spans and not strange and not addresses(line.text[spans[0][0] : spans[-1][1]]):
            found.append(line.cut(spans[0][0], spans[-1][1]))
    return found
