"""Which sentences of the given passages may bear an answer, in a model's words or as a quotation. Pure."""

from collections.abc import Mapping, Sequence

from bot.verification.extract_rule import asks
from bot.verification.injection import addresses
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
    for line in lines(passages):
        known = belonging.get(passages[line.source - 1].id, ())
        strange = line.at < len(known) and known[line.at] < _NEAR
        pieces = [span for span in sentences(line.text) if _reports(line.text[slice(*span)])]
        if pieces and not strange and not addresses(line.text[pieces[0][0] : pieces[-1][1]]):
            found.append(line.cut(pieces[0][0], pieces[-1][1]))
    return found


def _reports(piece: str) -> bool:
    """
    Whether *piece*, which may be too short to stand apart in its passage, tells anything.

    >>> _reports("ما عاصمة البرازيل؟!"), _reports("وصل الوزير أمس.")
    (False, True)
    """
    return not asks(piece) and not addresses(piece)
