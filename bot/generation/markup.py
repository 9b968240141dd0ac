"""
What stands in a model's stream and is no text: tags, links, images, fences. Pure.

Each function looks at what has been read and not yet understood: it gives the length of the thing at
its front, 0 if there is none, and None while only more could tell. final: nothing more will come.
"""

import re

HOLD = 60  # characters waited for after what may open a mark, a tag or a link's text
_LONGEST_URL = 2000
ENDS = ".!?؟۔…"
CLOSERS = "\"»”’')"
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<\|[^<>\n]*\|>|<<[^<>\n]*>>")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>«»\[\]]*")


def closing(text: str, closers: str, *, final: bool) -> int | None:
    """Where the first of *closers* stands within HOLD characters; 0 if nowhere, None to wait."""
    for at, letter in enumerate(text[1:HOLD], 1):
        if letter in closers:
            # A second closer may follow: [[1]] or <<END>>.
            return None if at + 1 == len(text) and not final else at
        if letter == "\n":
            return 0
    return 0 if final or len(text) >= HOLD else None


def tag(text: str, *, final: bool) -> int | None:
    end = closing(text, ">", final=final)
    if end is None:
        return None
    found = _TAG.match(text[: end + 2]) if end else None
    return found.end() if found else 0


def link(text: str, length: int, *, final: bool) -> int | None:
    """Where a link's address after its text ends; *length* itself if there is none."""
    after = text[length : length + 1]
    if not after:
        return length if final else None
    if after != "(":
        return length
    rest = text[length:]
    close = re.search(r"[)\n]", rest)
    if close is None:
        return length if final or len(rest) > _LONGEST_URL else None
    address = re.fullmatch(r"\(\s*(?:\w+:|[/#.]|www)[^)\n]*\)", rest[: close.end()])
    return length + close.end() if address else length


def image(text: str, *, final: bool) -> int | None:
    if len(text) == 1:
        return 0 if final else None
    found = re.match(r"!\[[^\]\n]*(?:\](?:\([^)\n]*(?P<end>\))?)?)?", text)
    if not found or (found.end() < len(text) and not found["end"]):
        return 0
    if found["end"]:
        return found.end()
    return len(text) if final else (None if len(text) < _LONGEST_URL else 0)


def address(text: str, *, final: bool) -> int | None:
    for opening in ("https://", "http://", "www."):
        start = text[: len(opening)].lower()
        if start == opening:
            found = _URL.match(text)
            assert found
            if found.end() == len(text) and not final:
                return None
            return len(found.group().rstrip(ENDS + CLOSERS + "،,;؛"))
        if opening.startswith(start) and len(start) < len(opening) and not final:
            return None
    return 0


def fence(text: str, *, final: bool) -> int | None:
    end = text.find("\n")
    if not text.startswith("```"[: len(text)]):
        return 0
    if end < 0:
        return len(text) if final else None
    return end if text.startswith("```") else 0
