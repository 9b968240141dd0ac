"""Who is said to have acted, by «من قبل» and its like, in a sentence told passively; pure."""

from bot.checks.alignment import Alignment
from bot.checks.roles.pairs import PHRASE
from bot.checks.roles.things import shown, thing
from bot.wording.reading import Reading


def is_agent(reading: Reading, number: int) -> bool:
    """Whether a term, or the noun it belongs to, is said to have acted: «على يد قوات المعارضة»."""
    return any(by(reading.words, reading.terms[n].at) for n in (number, max(0, number - 1)))


def other_agent(found: Alignment) -> str | None:
    """Both are told passively, of one verb, and by different agents: "backed by"."""
    for mine, theirs in found.pairs.items():
        agent, agent_there = mine + 1, theirs + 1
        if found.foreign or agent not in found.pairs or agent_there >= len(found.window.terms):
            continue
        sides = found.sentence.terms[agent], found.window.terms[agent_there]
        elsewhere = abs(found.pairs[agent] - agent_there) > PHRASE or found.pairs[agent] < theirs
        if elsewhere and all(side.marker == "by" for side in sides):
            return shown(found, mine, agent)
    return None


def changes_voice(found: Alignment, mine: int) -> bool:
    """Whether a thing acts with "by" in one of the two and without it in the other."""
    reading, term = found.window.place(found.pairs[mine])
    here = by(found.sentence.words, found.sentence.terms[mine].at)
    return here != by(reading.words, term.at)


def acted_on(found: Alignment, mine: int) -> str | None:
    """One who acts here and is acted on there: whoever stands before the agent in both."""
    before = [n for n in sorted(found.pairs) if n < mine and thing(found, n)]
    same = before and found.pairs[before[-1]] < found.pairs[mine]
    return shown(found, before[-1], mine) if same else None


def by(words: list[str], at: int) -> bool:
    """Whether the word at *at* is said to have acted in a sentence told passively."""
    before = " ".join(words[max(0, at - 3) : at])
    return before.endswith((" by", " by the", " by a", "من قبل", "علي يد", "علي ايدي", "من جانب"))
