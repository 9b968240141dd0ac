"""Where the sentences of a text end, in Arabic and in English. Pure."""

import re
from collections.abc import Iterator

_CLOSERS = "\"»”’')\\]"
_END = re.compile(
    rf"(?:(?<![.!?؟۔])[.!?؟۔]++|…)[{_CLOSERS}]*(?:(?=\s++\S)|(?<=[.!?؟۔\"»”])(?=[وفأاإآك][\u0621-\u064a]{{2,}})"
    rf"|(?:(?<=[a-z]{{2}}[.!?])|(?<=[a-z]{{2}}[.!?][{_CLOSERS}]))(?=[\"“‘]?[A-Z][a-z]))"
)
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:[\u0621-\u064a]|أ\.د|ص\.ب|ق\.م|رقم|Dr|Mr|Mrs|No|Gen|Col|Lt|Sgt|St|vs|[A-Z]|(?:[A-Z]\.)+[A-Z]))$"
)
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))
_LONGEST_SENTENCE = 2_000  # characters
_LONGEST_WORD = 60  # characters looked at before a full stop
_LONGEST_OPEN_QUOTE = 600  # characters; past this an unclosed mark is a typing error


def sentences(text: str) -> list[tuple[int, int]]:
    """
    Where each sentence of *text* begins and ends, its closing mark included, as code points.

    A line break ends a sentence; so does one glued to the next, as in ``.وأضاف`` or "Tuesday.The". A full stop inside a
    number, an abbreviation, an ellipsis, or an open quotation does not. What has 2,000 characters without an end is no
    sentence, and is cut at a space, so that nobody after this is handed more.

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
        before = line[max(start, mark.start() - _LONGEST_WORD) : mark.start()]
        if mark.group().startswith(("..", "…")) or _is_open(line, start, mark.end()):
            continue
        if mark.group().startswith("."):
            last = re.split(r"[\s(«“]", before)[-1]
            if _ABBREVIATION.search(last):
                continue
            if not line[mark.end()].isspace() and len(re.sub(r"\W", "", last)) < 2:
                continue
        yield offset + mark.end()
        start = mark.end()


def _is_open(line: str, start: int, end: int) -> bool:
    """Whether a quotation or bracket that began in a stretch of *line* still waits for its end."""
    if end - start >= _LONGEST_OPEN_QUOTE:
        return False
    piece = line[start:end]
    return piece.count('"') % 2 == 1 or any(piece.count(a) > piece.count(b) for a, b in _PAIRS)
