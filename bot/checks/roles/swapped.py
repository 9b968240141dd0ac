"""
Who did it to whom: two things of a sentence must not have changed places; pure.

«قصفت روسيا تركيا» and «قصفت تركيا روسيا» have the same words. There is no grammar here: the
sentence is read as a walk over its source, and two things have changed places if the walk were
much shorter, or every preposition in its place, with the two exchanged.
"""

from itertools import combinations

from bot.checks.alignment import Alignment
from bot.checks.roles.actors import subject_made_object
from bot.checks.roles.nationality import belongs_elsewhere
from bot.checks.roles.pairs import coordinated, entitled, of_one_deed
from bot.checks.roles.passive import acted_on, changes_voice, other_agent
from bot.checks.roles.runs import runs_of, tells_itself
from bot.checks.roles.things import shown, somebody
from bot.checks.roles.walk import walked
from bot.checks.speakers import those_quoted


def swapped(found: Alignment) -> str | None:
    """Two things that stand in each other's place, or None."""
    if strange := belongs_elsewhere(found):
        return strange
    if strange := subject_made_object(found) or other_agent(found):
        return strange
    turned = [n for n in sorted(found.pairs) if not found.foreign and changes_voice(found, n)]
    if turned:  # told passively here, actively there, or the other way round
        return next((wrong for n in turned if (wrong := acted_on(found, n))), None)
    quoted = those_quoted(found.sentence)
    things = [n for n in sorted(found.pairs) if n not in quoted and somebody(found, n)]
    for one, other in combinations(things, 2):
        if not found.foreign and _exchanged(found, one, other):
            return shown(found, one, other)
    return walked(found, shortened=False) or walked(found, shortened=True)


def _exchanged(found: Alignment, one: int, other: int) -> bool:
    """Whether two things of different prepositions have each other's, or each other's neighbour."""
    here = found.sentence.terms[one], found.sentence.terms[other]
    low, high = found.pairs[one], found.pairs[other]
    there = found.window.terms[low], found.window.terms[high]
    if low == high or here[0].keys & here[1].keys or of_one_deed(found, one, other):
        return False
    if there[0].marker != there[1].marker:
        return (here[0].marker, here[1].marker) == (there[1].marker, there[0].marker)
    if low < high or coordinated(found, low, high) or entitled(found, low, high):
        return False
    told = [run for run in runs_of(found) if tells_itself(found, run)]
    if all(any(run[2] <= n <= run[3] for run in told) for n in (one, other)):
        return False
    return _took_place(found, one, high) or _took_place(found, other, low)


def _took_place(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether *mine* stands after the word that *theirs* stands after in the source."""
    left = found.pairs.get(mine - 1) if mine else -1
    return left is not None and left == theirs - 1
