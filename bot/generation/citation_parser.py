"""
A model's stream cut into sentences with the numbers of their sources.

Knows the ways models write a mark, and hides what no reader should see: thoughts, tags, links,
headings, fences. A draft that does not begin with a sentence and its source may be a thought whose
beginning nobody marked: until it is known, nothing of it comes out. What comes out
depends on the text alone, never on how it was split into deltas.
Judges nothing: a number may name no source, and a sentence may carry none.
"""

import re
from collections.abc import Iterable, Iterator

from bot.generation.citation_marks import IN_ROUND, numbers
from bot.generation.markup import CLOSERS, ENDS, HOLD, address, closing, fence, image, link, tag
from bot.generation.thoughts import Thoughts
from bot.verification.ruling import Sentence
from retrieval.language.arabic import fold, sentences

NO_ANSWER = "[[لا_إجابة]]"  # what the model writes, alone, when the sources do not answer
_DECLINED = re.compile(r"\[+\s*(?:لا[ _](?:إجابة|اجابة|جواب)|no[ _-]?answer)\s*\]*", re.IGNORECASE)

_OPEN, _CLOSE = "[【［", "]】］"
_SEPARATORS = "،,;؛"

_BULLET = re.compile(r"^\s*(?:[-*•–—▪◦‣·]+|\d{1,2}[.)-])\s+")
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|(?<!_)_++(?!\w)")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)[^*\n]+(?:\*\*|__)\s*:?\s*")
_STRAY = re.compile(r"(?<![\s،,;؛])(?:\s*+[،,;؛])++(?=\s*[.!?؟۔…]|\s*$)")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\d]")


class Marks:
    """
    One draft, read as it arrives.

    declined: whether the model has said that the sources do not answer.

    >>> marks = Marks()
    >>> marks.feed("بلغ السعر 3.5 دولار [1"), marks.feed("]. ثم")
    ([], [Sentence(text='بلغ السعر 3.5 دولار.', marks=(1,), finished=True)])
    >>> marks.close()
    [Sentence(text='ثم', marks=(), finished=False)]
    """

    def __init__(self) -> None:
        self.declined = False
        self._pending = ""  # read, but not yet understood
        self._thoughts = Thoughts()
        self._held: list[Sentence] = []  # perhaps thoughts
        self._trusted = False  # whether what comes now is no thought
        self._line_start = True
        self._in_heading = False
        self._begin()

    def _begin(self, text: str = "") -> None:
        """Start a sentence with *text*."""
        self._text = text
        self._marks: list[int] = []
        self._closed = 0  # length of the text at the last mark that stood at the sentence's end
        self._glued = False  # the last thing read was a mark

    def feed(self, delta: str) -> list[Sentence]:
        """The sentences that *delta* completes."""
        pieces = self._thoughts.feed(delta.replace("\r\n", "\n").replace("\r", "\n"))
        return self._read(pieces)

    def _read(self, pieces: Iterable[str | None]) -> list[Sentence]:
        come: list[Sentence] = []
        for piece in pieces:
            if piece is None:
                self._discard()
            else:
                self._pending += piece
                come += self._trust(self._cut(final=False))
        return come

    def _discard(self) -> None:
        """Forget what was read and not shown: it was a thought."""
        self._pending = ""
        self._held.clear()
        self._begin()
        self._line_start, self._in_heading = True, False
        self.declined = False
        self._trusted = True

    def _trust(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """*sentences* as far as they are known to be no thoughts."""
        for sentence in sentences:
            self._trusted = self._trusted or (bool(sentence.marks) and not self._held)
            if self._trusted:
                yield sentence
            else:
                self._held.append(sentence)

    def pause(self) -> list[Sentence]:
        """
        The sentence read so far if it has its full stop and its mark, for when the stream rests.

        Another mark of its own may still follow; whoever cannot wait does without it.

        >>> marks = Marks()
        >>> marks.feed("بلغ السعر 3.5 دولار [1]."), marks.pause()
        ([], [Sentence(text='بلغ السعر 3.5 دولار.', marks=(1,), finished=True)])
        >>> marks.feed("وأضاف"), marks.pause()
        ([], [])
        """
        whole = self._closed and not self._pending and not self._text[self._closed :].strip()
        return list(self._trust(self._flush(finished=True))) if whole else []

    def close(self) -> list[Sentence]:
        """What is left when the stream has ended, a last sentence without its full stop included."""
        come = self._read(self._thoughts.close())
        left = [*self._cut(final=True), *self._flush(finished=self._ended() or self._glued)]
        held, self._held, self._trusted = self._held, [], True
        return [*come, *held, *left]

    def _cut(self, *, final: bool) -> Iterator[Sentence]:
        while self._pending:
            length = self._special(final=final)
            if length is None:
                return
            if length:
                self._pending = self._pending[length:]
                continue
            letter, self._pending = self._pending[0], self._pending[1:]
            yield from self._take(letter)

    def _special(self, *, final: bool) -> int | None:
        """
        The length of what stands at the front and is no text; 0 for text, None to wait for more.
        """
        first = self._pending[0]
        if first == "<":
            return tag(self._pending, final=final)
        if first in _OPEN:
            return self._bracket(final)
        if first == "(":
            return self._round(final)
        if first == "!":
            return image(self._pending, final=final)
        if first in "hHwW" and not _LATIN.match(self._text[-1:]):
            return address(self._pending, final=final)
        if first == "`" and self._line_start:
            return fence(self._pending, final=final)
        return 0

    def _bracket(self, final: bool) -> int | None:
        end = closing(self._pending, _CLOSE, final=final)
        if end is None:
            return None
        if not end:
            unclosed = final and len(self._pending) < HOLD and "\n" not in self._pending
            return len(self._pending) if unclosed else 0
        length = end + 1
        while self._pending[length : length + 1] in tuple(_CLOSE) and _doubled(
            self._pending[:length]
        ):
            length += 1
        inner = self._pending[:length].strip(_OPEN + _CLOSE)
        if _DECLINED.match(self._pending[:length]):
            self.declined = True
            return length
        linked = link(self._pending, length, final=final)
        if linked is None:
            return None
        named = numbers(inner)
        if named:
            self._mark(named)
            return linked
        if linked > length:  # [words](address): the words are text
            self._pending = inner + self._pending[linked:]
            return 0
        return 0

    def _round(self, final: bool) -> int | None:
        """``(1)`` is a mark where a sentence ends, ``(المصدر 1)`` anywhere."""
        end = closing(self._pending, ")", final=final)
        if not end:
            return end
        inner = fold(self._pending[1:end])
        if not IN_ROUND.fullmatch(inner):
            return 0
        if inner[0].isdigit():
            after = self._pending[end + 1 :].lstrip(" ")[:1]
            if not after and not final:
                return None
            if not (self._ended() or not after or after in f"{ENDS}\n[【("):
                return 0
            if any(int(number) > 99 for number in re.findall(r"\d+", inner)):
                return 0
        self._mark(numbers(inner))
        return end + 1

    def _mark(self, numbers: list[int]) -> None:
        self._marks += numbers
        self._glued = True
        if self._ended():
            self._closed = len(self._text)

    def _ended(self) -> bool:
        return self._text.rstrip().rstrip(CLOSERS + "*_ ")[-1:] in tuple(ENDS)

    def _take(self, letter: str) -> Iterator[Sentence]:
        """Add one character of text."""
        if letter == "\n":
            yield from self._flush(finished=True)
            self._line_start, self._in_heading = True, False
            return
        if self._line_start and not letter.isspace():
            self._line_start, self._in_heading = False, letter == "#"
        if letter in ENDS and self._glued:
            self._text = self._text.rstrip() + letter
            self._closed = len(self._text)
            return
        self._text += letter
        if letter.isspace():
            return
        if self._glued and letter in _SEPARATORS:  # [1]، [2]
            return
        self._glued = self._glued and letter in CLOSERS
        if letter not in CLOSERS and (end := self._boundary()):
            begun = self._text[end:]
            self._text = self._text[:end]
            yield from self._flush(finished=True)
            self._text = begun.lstrip(f" {_SEPARATORS}")

    def _boundary(self) -> int:
        """Where the sentence ends, if what was just read begins the next; else 0."""
        if self._closed and self._text[-1] not in ENDS + CLOSERS:
            return self._closed
        if not any(end in self._text[:-1] for end in ENDS):
            return 0
        spans = sentences(self._text)
        return spans[1][0] if len(spans) > 1 else 0

    def _flush(self, *, finished: bool) -> Iterator[Sentence]:
        """The sentence read so far, unless it is a heading or no words at all."""
        text, marks = self._text, tuple(dict.fromkeys(self._marks))
        heading = self._in_heading or (_BOLD_LINE.fullmatch(text) and not marks)
        self._begin()
        text = _EMPHASIS.sub("", _BULLET.sub("", text))
        text = _STRAY.sub("", re.sub(r"\s+", " ", text)).strip()
        text = re.sub(r"\s+(?=[.،؛؟!?,])", "", text)
        if _LETTER.search(text) and not heading:
            yield Sentence(text, marks, finished)


def _doubled(text: str) -> bool:
    """Whether *text* opens a bracket more than it closes."""
    return sum(text.count(one) for one in _OPEN) > sum(text.count(one) for one in _CLOSE)
