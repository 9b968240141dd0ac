"""A nationality that the source gives to another noun: «طائرات تركية»; pure."""

from bot.checks.alignment import Alignment
from bot.checks.roles.pairs import TITLE
from bot.checks.roles.runs import ADJECTIVE
from bot.checks.roles.things import shown
from retrieval.language.arabic import words as folded

_COUNTRY = frozenset(folded("بلاده بلادها بلادهم وبلاده"))  # «قوات بلاده»


def belongs_elsewhere(found: Alignment) -> str | None:
    """A nationality that the source gives to another noun: «طائرات تركية»."""
    for mine, theirs in found.pairs.items():
        term = found.sentence.terms[mine]
        noun = mine - 1 if found.sentence.arabic else mine + 1
        if found.foreign or not term.nation or term.marker or noun not in found.pairs:
            continue
        other = found.sentence.terms[noun]
        beside = abs(other.at - term.at) == 1 and other.clause == term.clause
        adjective = ADJECTIVE.search(term.word) if found.sentence.arabic else not other.capital
        plain = not (other.number or other.date or other.nation or other.reports)
        if beside and adjective and plain and _is_strange_to(found, found.pairs[noun], theirs):
            return shown(found, noun, mine)
    return None


def _is_strange_to(found: Alignment, noun: int, nation: int) -> bool:
    """Whether the source gives *nation* to another than *noun*: «وسائل إعلام في إيران … قوات»."""
    terms = found.window.terms
    if not _COUNTRY.isdisjoint(found.window.words):
        return False
    if abs(noun - nation) > TITLE:
        return True
    own = terms[noun].word.endswith(("ها", "هم", "ه"))  # «واشنطن … قواتها»
    return bool(found.sentence.arabic and terms[nation].marker and noun > nation and not own)
