"""Where the sentences of a text end, in Arabic and in English. Pure."""

import re
from collections.abc import Iterator

from retrieval.language.arabic import group

_CLOSERS = "\"»”’')\\]"
# In Latin letters a sentence may be glued to the next: behind a stop, a mark that closes a quotation,
# or who took the picture that it stands below: "on Thursday.(Agency)The".
_END = re.compile(
    rf"(?:(?<![.!?؟۔])[.!?؟۔]++|…)[{_CLOSERS}]*(?:(?=\s++\S)|(?<=[.!?؟۔\"»”])(?=[وفأاإآك][\u0621-\u064a]{{2,}})"
    rf"|(?:(?<=[a-z\d]{{2}}[.!?])|(?<=[a-z\d]{{2}}[.!?][{_CLOSERS}]))(?:\([^()]{{2,80}}\))?"
    r"(?=[\"“‘(]?[A-Z][A-Za-z’' ]))|(?<=[A-Z]{2})['’\"”]?(?=[\"“‘]?[A-Z][a-z]{2})"
)
# A headline in capitals that is glued to what follows: "MORE BOATS LEAVE PORTThe mayor said …".
_CAPITALS = re.compile(r"\s*(?:[\"“‘']?[A-Z\d&][A-Z\d.,:;'’‘\"“”-]*+\s++){3,}\S*")
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:[\u0621-\u064a]|أ\.د|ص\.ب|ق\.م|رقم|vs|[A-Z]|(?:[A-Z]\.)+[A-Z]))$"
)
_LAST = re.compile(r"[A-Z][a-z]+$")
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))
_LONGEST_SENTENCE = 2_000  # characters
_LONGEST_WORD = 60  # characters looked at before a full stop
_LONGEST_OPEN_QUOTE = 600  # characters; past this an unclosed mark is a typing error


def sentences(text: str) -> list[tuple[int, int]]:
    """
    Where each sentence of *text* begins and ends, its closing mark included, as code points.

    A line break ends a sentence; so does a stop glued to the next, as in ``.وأضاف`` or "Tuesday.The". A full stop inside a
    number, an abbreviation, an ellipsis, or an open quotation does not, nor a quoted one before a small letter. What has
    2,000 characters without an end is no sentence, and is cut at a space, so that nobody after this is handed more.

    >>> text = "ارتفع السعر إلى 3.5 دولار. قال د. علي: «لن ننسحب. سنبقى». لماذا؟ لأن الطلب زاد"
    >>> [text[start:end] for start, end in sentences(text)]
    ['ارتفع السعر إلى 3.5 دولار.', 'قال د. علي: «لن ننسحب. سنبقى».', 'لماذا؟', 'لأن الطلب زاد']
    """
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in [*_ends(line.group(), line.start()), line.end()]:
            found += _pieces(text, start, end)
            start = end
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without the space around it, in pieces if it is too long."""
    while start < end:
        until = min(end, start + _LONGEST_SENTENCE)
        if until < end and (space := text.rfind(" ", start, until)) > start:
            until = space
        if stripped := text[start:until].strip():
            begin = text.index(stripped[0], start)
            yield begin, begin + len(stripped)
        start = until


def _ends(line: str, offset: int) -> Iterator[int]:
    """Where sentences end inside *line*, except at its end; *offset* is added to each."""
    start = 0
    for mark in _END.finditer(line):
        end, glued = mark.end(), not line[mark.end()].isspace()
        before = line[max(start, mark.start() - _LONGEST_WORD) : mark.start()]
        quotes = glued and mark.group().endswith('"')
        if quotes and _opens(line, start, end - 1):
            end -= 1
        if not mark.group().strip("'’\"”"):
            if _CAPITALS.fullmatch(line, start, end):
                yield offset + end
                start = end
            continue
        if mark.group().startswith(("..", "…")) or (not quotes and _is_open(line, start, end)):
            continue
        after = line[end : end + _LONGEST_WORD].lstrip(f" {_CLOSERS}")[:1]
        if _goes_on(mark.group(), re.split(r"[\s(«“]", before)[-1], after, glued=glued):
            continue
        yield offset + end
        start = end


def _goes_on(mark: str, last: str, after: str, *, glued: bool) -> bool:
    """Whether a sentence does not end with *mark* between its word *last* and the letter *after*."""
    small = "a" <= after <= "z"
    if small and mark[-1] in "\"”’'":
        return True
    found = _LAST.search(last)
    short = found[0].lower() if found else ""
    return mark.startswith(".") and bool(
        _ABBREVIATION.search(last)
        or short in group("abbreviated_title")
        or (after.isdecimal() and short in group("before_number"))
        or (small and ("." in last.strip(".") or short in group("abbreviated")))
        or (glued and len(re.sub(r"\W", "", last)) < 2)
    )


def _opens(line: str, start: int, at: int) -> bool:
    """Whether the straight mark *at* a place opens a quotation: the one before does not, the next ends it."""
    before, after = line.rfind('"', start, at), line.find('"', at + 1)
    opened = before >= 0 and (before == start or line[before - 1].isspace())
    return not opened and after > 0 and not line[after - 1].isspace()


def _is_open(line: str, start: int, end: int) -> bool:
    """Whether a quotation or bracket that began in a stretch of *line* still waits for its end."""
    if end - start >= _LONGEST_OPEN_QUOTE:
        return False
    piece = line[start:end]
    return piece.count('"') % 2 == 1 or any(piece.count(a) > piece.count(b) for a, b in _PAIRS)
