"""
Who said an English sentence, to whom, and which agency handed it on, by where the words stand. Pure.

A subject counts only where marks or the sentence's ends close it; where it may begin earlier, nothing
is read.
"""

import re
from collections.abc import Iterator

from bot.extraction.media import is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.types import Link
from retrieval.language.arabic import group

_CLOSES = group("pronoun", "auxiliary", "conjunction", "between", "yesterday", "tomorrow")
_WITHIN = frozenset(("in", "on", "at", "to", "by", "from", "with", "as", "about", "during", "near"))
_ASIDE = frozenset(("a", "an", "the", "who", "whose", "which", "his", "her", "their", "its", "one"))
_BACK = frozenset(("the", "this", "that"))  # «the group»: which was named before
_LONGEST = 9  # words of a noun phrase
_ADVERB = re.compile(r"\w+ly|also|later|earlier|then|once|again|himself|herself|on|\w+day|has|had")
_VERBAL = re.compile(r"[a-z]\w+(?:ed|ing)|seen")  # may be a verb of its own
_QUOTES = re.compile(r"[\"“]")
_BREAK = re.compile(r"[,;:.!?\"“”()–—]|\s-\s")
_SHORT = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Rev|St|[A-Z])$")


def english_links(text: str) -> Iterator[Link]:
    """The links that a sentence names; one role may come twice."""
    s = Sentence.read(text)
    free = [at for at in range(1, len(s.tokens)) if not _in_quotes(s, at)]
    for at in free:
        pair = s.folded[at - 1 : at + 1]
        if pair == ("according", "to"):
            yield from _named(s, at + 1, _phrase(s, at + 1))
        elif pair == ("as", "saying"):
            yield from _quoted(s, at - 1)
        elif pair[1] in ("with", "to") and {*s.folded[max(0, at - 3) : at]} & group("talk"):
            yield from _addressee(s, at + 1)
    for at in free:
        if _says(s, at):
            yield from _said(s, at)


def _in_quotes(s: Sentence, at: int) -> bool:
    before = s.text[: s.tokens[at].start()]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _says(s: Sentence, at: int) -> bool:
    """Whether the word at *at* is a verb of saying: no «an estimated 300», no «added a room»."""
    if s.word(at) in group("judging"):  # «called the plan “sloppy”»
        return bool(_QUOTES.search(s.text, s.tokens[at].end()))
    if (
        not s.is_in(at, "saying")
        or not s.raw(at).islower()
        or {s.word(at + 1)} & {"of", *group("saying")}
    ):
        return False
    if s.word(at - 1) in _ASIDE | _WITHIN | {"of", "for", "not"} and not _parted(s, at):
        return False
    ends = at + 1 == len(s.tokens) and s.raw(at - 1)[:1].isupper()  # no «media reports.»
    told = "that" in s.folded[at + 1 : at + 5] or s.is_in(at + 1, "pronoun")
    return ends or told or s.word(at) not in group("ambiguous") or _parted(s, at + 1)


def _said(s: Sentence, verb: int) -> Iterator[Link]:
    """What the verb of saying at *verb* links: its subject, before it or behind it, and whom it was told."""
    start, end = _subject(s, verb)
    if start == end and _parted(s, verb) and s.is_in(verb, "saying"):  # «…,” said X»
        start, end = verb + 1, _phrase(s, verb + 1)
        if not (end == len(s.tokens) or _parted(s, end) or s.word(end) in _WITHIN | {"who"}):
            return
    yield from _named(s, start, end, relays=s.word(verb) in ("reported", "reports"))
    if s.word(verb) in ("told", "tells", "tell"):
        yield from _addressee(s, verb + 1)


def _quoted(s: Sentence, at: int) -> Iterator[Link]:
    """«The Herald quoted Ann Lee as saying»."""
    verb = next((n for n in range(at - 1, 0, -1) if s.word(n) in ("quoted", "cited")), 0)
    if verb and _phrase(s, verb + 1) == at:
        yield from _named(s, verb + 1, at)
        start, end = _subject(s, verb)
        if end > start:
            yield Link("agency", s.span(start, end))


def _parted(s: Sentence, at: int) -> bool:
    """Whether a mark stands before the word at *at*, but the point of «Dr.»."""
    gap = s.gap(at)
    return bool(_BREAK.search(gap)) and not (gap.strip() == "." and _SHORT.match(s.raw(at - 1)))


def _phrase(s: Sentence, at: int) -> int:
    """Where the noun phrase that begins at the word *at* ends; *at* itself if none does."""
    end = at
    while end < len(s.tokens) and (end == at or not _parted(s, end)):
        if s.word(end) in _CLOSES | _WITHIN or (s.word(end) == "and" and s.raw(end + 1).islower()):
            break
        end += 1
    return end if end - at <= _LONGEST else at


def _proper(s: Sentence, at: int) -> int:
    """Where the run of capital words that begins at *at* ends: a name, and no clause behind it."""
    start = at + (s.word(at) == "the")
    end = start
    while end < len(s.tokens) and (end == start or not _parted(s, end)):
        capital = s.raw(end)[:1].isupper() and not s.is_in(end, "between")
        joins = end > start and s.word(end) in ("of", "and") and s.raw(end + 1)[:1].isupper()
        if not (capital or is_kind(s.word(end)) or joins):
            break
        end += 1
    return end if any(s.raw(n)[:1].isupper() for n in range(start, end)) else at


def _subject(s: Sentence, verb: int) -> tuple[int, int]:
    """From where to where the subject before the verb at *verb* stands; nowhere if that is not certain."""
    end = verb
    while end > 1 and _ADVERB.fullmatch(s.word(end - 1)) and not _parted(s, end):
        if s.word(end - 2) in _ASIDE:
            break  # «for the family»
        end -= 1
    start = _stretch(s, end)
    if _parted(s, end) and _proper(s, start) != end:  # «Ann Lee, a driver, said»
        start, end = _stretch(s, start), start
        while s.word(start).isdigit() and start:  # «Ann Lee, 34, a driver»
            start, end = _stretch(s, start), start
    words = s.folded[start:end]
    verbal = any(s.is_in(n, "saying") and s.raw(n).islower() for n in range(start + 1, end))
    opens = start - s.is_in(start - 1, "conjunction")  # «But police said»
    apart = (opens <= 0 or _parted(s, start)) and words and words[0] not in _WITHIN
    if not apart or len(words) > _LONGEST or verbal or {*words} & _CLOSES:
        return verb, verb
    return start, end


def _stretch(s: Sentence, end: int) -> int:
    """Where the words begin that end at *end*, between marks and words that join clauses."""
    at = max(0, end - 1)
    while at and not (_parted(s, at) or s.is_in(at - 1, "conjunction") or s.word(at - 1) == "and"):
        at -= 1
    return at


def _named(s: Sentence, at: int, end: int, *, relays: bool = False) -> Iterator[Link]:
    """Who stands from *at* to *end*, unless named before; relays: an outlet that reports, at the end."""
    name, first = s.span(at, end), at + (s.word(at) in _ASIDE)
    proper = any(s.raw(n)[:1].isupper() for n in range(first, end))
    back = "same" in s.folded[at:end] or (s.word(at) in _BACK and not proper and end - at == 2)
    verbal = any(_VERBAL.fullmatch(s.raw(n)) for n in range(first + 1, end))
    if not name or back or verbal or (s.is_in(end - 1, "statement") and not proper):
        return
    hands_on = relays and proper and (not s.tokens[end + 1 :] or "citing" in s.folded)
    yield Link("agency" if is_outlet(name) or hands_on else "speaker", name)


def _addressee(s: Sentence, at: int) -> Iterator[Link]:
    """Somebody by name, or the press."""
    end = _proper(s, at) + s.is_in(at, "press")
    beyond = s.word(end) in _CLOSES | _WITHIN | _ASIDE | {"that"} or s.raw(end)[:1].isupper()
    if end > at and (beyond or end == len(s.tokens) or _parted(s, end)):
        yield Link("addressee", s.span(at, end))
