"""Which sentences of an article are no report: written below a picture, headings, links to others. Pure."""

import re

from retrieval.language.arabic import words
from retrieval.sources.phrases import group

_FINISHED = re.compile(r"[.!?؟…۔:][\s\"»”’)\]]*$")
_UNSTOPPED = 8  # words of a sentence without a mark at its end
# Who took a picture, in brackets or behind a name; a headline in capitals, which was a link.
_SIGNED = re.compile(
    r"\([^()]*(?:\bvia \w|\b[Pp]hoto\b|\b[Ii]mages\b)[^()]*\)|[a-z\d][.!?][\"”]?\([^()]+\)$"
    r"|[A-Z][\w’'.-]{1,30} [A-Z][\w’'.-]+(?: (?:and|&) [\w’'. -]+)?/(?:[A-Z][\w’' .-]+/)*[A-Z]\w"
    r"|^(?:[\"“‘]?[A-Z\d][A-Z\d.'’-]+[\"”’,:;]*\s+){4}"
)
# The day at the end of what stands below a picture, or who stands where, or whose film it is.
_BELOW = re.compile(
    r"\b(?:discuss(?:es)?|joins?|reacts?|reports?|speaks?) .*\b(?:on|to) ['‘][A-Z][^'‘’]+['’]$|"
    r"\b[A-Z][a-z]+day, [A-Z][a-z]+\.?(?: \d+, \d{4}\.?)?$"
    r"|^\((?:[Ll]|[Ll]eft)[ -](?:to[ -])?(?:[Rr]|[Rr]ight)\)"
)


def _phrases(table: str) -> re.Pattern[str]:
    every = (one.strip() for one in re.split(r"[|\n]", table))
    return re.compile("|".join(map(re.escape, filter(None, every))))


_LINKED = _phrases(group("inline_links"))


def is_report(text: str) -> bool:
    """
    Whether *text* is neither written below a picture nor a link to another article.

    >>> is_report("Nurses wait on the pier.(Mo Hart/Example)"), is_report("He left (see below).")
    (False, True)
    >>> is_report("Mo Hart reacts to the vote on 'Harbour Tonight.'"), is_report("He spoke on 'Tonight.'")
    (False, True)
    >>> is_report("Mo Hart/Agency Related article Trains stop"), is_report("HUNDREDS OF BOATS LEAVE He left.")
    (False, False)
    """
    return not (_is_signed(text) or _BELOW.search(text))


def is_caption(text: str) -> bool:
    """
    Whether *text* answers nothing: a few words that no mark ends, a link, or signed by who took a picture.

    A whole sentence below a picture may hold what is asked for.
    """
    return _is_signed(text) or (not is_finished(text) and len(words(text)) < _UNSTOPPED)


def _is_signed(text: str) -> bool:
    return bool(_SIGNED.search(text) or _LINKED.search(text))


def is_finished(text: str) -> bool:
    """Whether a mark ends *text*; else it is a caption or a heading."""
    return _FINISHED.search(text) is not None
