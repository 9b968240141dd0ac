"""Who said an English sentence, to whom, and which agency handed it on, by where the words stand. Pure."""

import re
from collections.abc import Iterator

from bot.extraction.media import is_kind, is_outlet
from bot.extraction.tokens import Sentence
from bot.types import Link
from bot.verification.function_words import group

_CLOSES = group("pronoun", "auxiliary", "conjunction", "between", "yesterday", "tomorrow")
_WITHIN = frozenset(("in", "on", "at", "to", "by", "from", "with", "as", "about", "during", "near"))
_ASIDE = frozenset(("a", "an", "the", "who", "whose", "which", "his", "her", "their", "its", "one"))
_POSSESSED = frozenset(("his", "her", "their", "its", "the", "a", "an", "one"))
_LONGEST = 9  # words of a noun phrase
_ADVERB = re.compile(
    r"\w+ly|also|later|earlier|then|once|again|himself|herself|on|\w+day|has|have|had"
)
_VERBAL = re.compile(r"[a-z]\w+(?:ed|ing)")  # may be a verb of its own
_CAPITALS = re.compile(r"(?:\b[A-Z]{2,} ){3}")  # a headline
_QUOTES = re.compile(r"[\"“]")
_BREAK = re.compile(r"[,;:.!?\"“”()–—]|\s-\s")
_SHORT = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Rev|St|[A-Z])$")


def english_links(text: str) -> Iterator[Link]:
    """The links that a sentence names; one role may come twice."""
    s = Sentence.read(text)
    yield from _sourced(s)
    for at, word in enumerate(s.folded):
        verb = word in group("saying") and s.raw(at).islower()
        if at and (verb or _judges(s, at)) and not (_in_quotes(s, at) or _is_noun(s, at)):
            yield from _said(s, at)


def _is_noun(s: Sentence, at: int) -> bool:
    """«an estimated 300», «added a room»: the verb at *at* is none, or says nothing."""
    noun = s.is_in(at + 1, "saying")  # «reports allege»
    noun = noun or (
        s.word(at - 1) in _ASIDE | _WITHIN | {"of", "for", "not"} and not _parted(s, at)
    )
    if noun or s.folded[at : at + 2] == ("accused", "of"):
        return True
    ends = at + 1 == len(s.tokens) and s.raw(at - 1)[:1].isupper()  # no «media reports.»
    says = ends or (at + 1 < len(s.tokens) and _parted(s, at + 1)) or s.is_in(at + 1, "pronoun")
    says = says or "that" in s.folded[at + 1 : at + 5]
    return s.word(at) in group("ambiguous") and not says


def _judges(s: Sentence, at: int) -> bool:
    """«called the plan “sloppy”»: what judges says where words are quoted."""
    return s.word(at) in group("judging") and bool(_QUOTES.search(s.text, s.tokens[at].end()))


def _in_quotes(s: Sentence, at: int) -> bool:
    before = s.text[: s.tokens[at].start()]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _parted(s: Sentence, at: int) -> bool:
    """Whether a mark stands before the word at *at*, but the point of «Dr.»."""
    gap = s.gap(at)
    return bool(_BREAK.search(gap)) and not (gap.strip() == "." and _SHORT.match(s.raw(at - 1)))


def _phrase(s: Sentence, at: int) -> int:
    """Where the noun phrase that begins at the word *at* ends; *at* itself if none does."""
    end = at
    while end < len(s.tokens) and (end == at or not _parted(s, end)):
        clause = s.word(end) == "and" and s.raw(end + 1)[:1].islower()
        if clause or (s.word(end) in _CLOSES | _WITHIN and s.word(end - 1) != "familiar"):
            break
        end += 1
    return end if end - at <= _LONGEST else at


def _proper(s: Sentence, at: int) -> int:
    """Where the run of capital words that begins at *at* ends: a name, and no clause behind it."""
    start = at
    while s.word(start) in ("the", "state", "state-run"):
        start += 1
    end = start
    while end < len(s.tokens) and (end == start or not _parted(s, end)):
        capital = s.raw(end)[:1].isupper() and not s.is_in(end, "between")
        joins = s.word(end) in ("of", "de", "del", "al", "and") and s.raw(end + 1)[:1].isupper()
        if not (capital or is_kind(s.word(end)) or (joins and end > start)):
            break
        end += 1
    return end if any(s.raw(n)[:1].isupper() for n in range(start, end)) else at


def _sourced(s: Sentence) -> Iterator[Link]:
    """«according to X», «citing X», «quoted by X»; «in an interview with X»."""
    for at, word in enumerate(s.folded):
        if _in_quotes(s, at):
            continue
        pair = (s.word(at - 1), word)
        if pair == ("according", "to") or word in ("citing", "quoting"):
            yield from _source(s, at + 1)
        elif pair == ("as", "saying"):
            yield from _quoted(s, at - 1)
        elif word == "by" and pair[0] in group("relayed"):
            if (end := _proper(s, at + 1)) > at + 1:
                yield Link("agency", s.span(at + 1, end))
        elif word in ("with", "to") and {*s.folded[max(0, at - 3) : at]} & group("talk"):
            yield from _addressee(s, at + 1)


def _quoted(s: Sentence, at: int) -> Iterator[Link]:
    """«Ann Lee was quoted (by the Herald) as saying», «the Herald quoted Ann Lee as saying»."""
    verbs = (n for n in range(at - 1, 0, -1) if s.word(n) in ("quoted", "cited", "reported"))
    verb = next(verbs, 0)
    if verb and s.word(verb - 1) in ("was", "were", "is", "are"):
        yield from _named(s, *_subject(s, verb - 1))
    elif verb and _phrase(s, verb + 1) == at:
        start, end = _subject(s, verb)
        yield from _named(s, verb + 1, at)
        if end > start:
            yield Link("agency", s.span(start, end))


def _source(s: Sentence, at: int) -> Iterator[Link]:
    """Whoever is named from *at* on; of a statement, whose it is."""
    end = _phrase(s, at)
    if end > at and s.is_in(end - 1, "statement"):
        if s.word(end) not in ("by", "from"):
            return
        at, end = end + 1, _phrase(s, end + 1)
    yield from _named(s, at, end)


def _said(s: Sentence, verb: int) -> Iterator[Link]:
    """What the verb of saying at *verb* links: its subject, before it or behind it, and whom it was told."""
    if s.word(verb - 1) in ("was", "were", "been", "is", "are") and s.word(verb + 1) == "by":
        yield from _named(s, verb + 2, _phrase(s, verb + 2))
        return
    start, end = _subject(s, verb)
    if start == end and _parted(s, verb):  # «…,” said X»
        start, end = verb + 1, _phrase(s, verb + 1)
        closed = end >= len(s.tokens) or _parted(s, end) or s.word(end) in _WITHIN | {"who"}
        if not closed:
            return
    yield from _named(s, start, end, relays=s.word(verb) in ("reported", "reports"))
    if s.word(verb) in ("told", "tells", "tell"):
        yield from _addressee(s, verb + 1)
    elif s.word(verb + 1) == "to" and is_outlet(s.span(verb + 2, _proper(s, verb + 2))):
        yield from _addressee(s, verb + 2)


def _subject(s: Sentence, verb: int) -> tuple[int, int]:
    """From where to where the subject before the verb at *verb* stands; nowhere if that is not certain."""
    end = verb
    while end > 1 and _ADVERB.fullmatch(s.word(end - 1)) and not _parted(s, end):
        if s.word(end - 2) in _ASIDE:
            break
        end -= 1
    if s.word(end - 2) in ("last", "this", "next"):
        end -= 2
    start = _segment(s, end)
    before = _segment(s, start, aside=True)
    if s.word(start) in ("a", "an") and "," in s.gap(start) and _proper(s, before) == start:
        start, end = before, start  # «Ann Lee, a driver said»
    elif s.word(start - 1) == "and" and (start - before < 4 or _proper(s, before) == start - 1):
        start = before  # «witnesses and police said»
    elif s.word(start - 1) == "and" and end == start + 1 and s.raw(start)[:1].isupper():
        return verb, verb  # «of the Task Force on Trade and Industry said»
    if _parted(s, end):  # «Ann Lee, a driver, said», «his agent, Marco Vidal, told»
        start = _segment(s, end, aside=True)
        before = _segment(s, start, aside=True)
        named = _proper(s, start) == end > start + 1 and s.word(before) in _POSSESSED
        while not named and start and (s.word(start) in _ASIDE or s.word(start).isdigit()):
            start, end = _segment(s, start, aside=True), start
        if not named and end == verb:
            start, end = before, start
    words = s.folded[start:end]
    verbal = any(
        (_VERBAL.fullmatch(s.raw(n)) and s.word(n - 1) not in _ASIDE)
        or (s.is_in(n, "saying") and s.raw(n).islower())
        for n in range(start + 1, end)
    )
    if not words or len(words) > _LONGEST or verbal or {*words} & _CLOSES or words[0] in _WITHIN:
        return verb, verb
    return start, end


def _segment(s: Sentence, end: int, *, aside: bool = False) -> int:
    """Where the stretch of words begins that ends at *end*, between marks and words that join clauses."""
    at = end
    while at and ((at == end and aside) or not _parted(s, at)):
        if s.is_in(at - 1, "conjunction") or (s.word(at - 1) == "and" and not aside):
            break
        at -= 1
    return at


def _named(s: Sentence, at: int, end: int, *, relays: bool = False) -> Iterator[Link]:
    name = s.span(at, end)
    proper = any(s.raw(n)[:1].isupper() for n in range(at + (s.word(at) in _ASIDE), end))
    if (
        not name
        or _CAPITALS.search(name)
        or (s.is_in(end - 1, "statement") and not proper)
        or re.fullmatch(r"[a-z]+ing", s.raw(at))
    ):
        return
    hands_on = relays and proper and (not s.tokens[end + 1 :] or "citing" in s.folded)
    if is_outlet(name) or hands_on:
        end -= s.word(end - 1) == "newspaper" and s.raw(end - 2)[0].isupper()
        yield Link("agency", s.span(at, end))
    else:
        yield Link("speaker", name)


def _addressee(s: Sentence, at: int) -> Iterator[Link]:
    """Somebody by name, or the press."""
    end = _proper(s, at)
    end += s.is_in(at, "press")
    beyond = s.word(end) in _CLOSES | _WITHIN | _ASIDE | {"that"} or s.raw(end)[:1].isupper()
    if end > at and (beyond or end == len(s.tokens) or _parted(s, end)):
        yield Link("addressee", s.span(at, end))
