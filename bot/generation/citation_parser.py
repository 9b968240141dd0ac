"""
A model's stream cut into sentences with the numbers of their sources.

A draft that does not begin with a sentence and its source may be a thought whose beginning nobody
marked: until it is known, nothing of it comes out. Judges nothing: a number may name no source, and a
sentence may carry none.
"""

import re
from collections.abc import Iterable, Iterator

from bot.generation.scanner import CLOSERS, ENDS, Scanner, Token
from bot.verification.gate import Sentence
from retrieval.language.arabic import sentences

NO_ANSWER = "[[لا_إجابة]]"  # what the model writes, alone, when the sources do not answer

_SEPARATORS = "،,;؛"
_BULLET = re.compile(r"^\s*(?:[-*•–—▪◦‣·]+|\d{1,2}[.)-])\s+")
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|(?<!_)_++(?!\w)")
_STRAY = re.compile(r"(?<![\s،,;؛])(?:\s*+[،,;؛])++(?=\s*[.!?؟۔…]|\s*$)")
_LETTER = re.compile(r"[^\W\d_]")


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
        self._scanner = Scanner()
        self._held: list[Sentence] = []  # perhaps thoughts
        self._trusted = False  # whether what comes now is no thought
        self._begin()

    def _begin(self, text: str = "") -> None:
        """Start a sentence with *text*."""
        self._text = text
        self._marks: list[int] = []
        self._closed = 0  # length of the text at the last mark that stood at the sentence's end
        self._glued = False  # the last thing read was a mark

    def feed(self, delta: str) -> list[Sentence]:
        """The sentences that *delta* completes."""
        return self._read(self._scanner.feed(delta))

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
        pending = self._scanner.pending or self._text[self._closed :].strip()
        return [] if pending or not self._closed else list(self._trust(self._flush(finished=True)))

    def close(self) -> list[Sentence]:
        """What is left when the stream has ended, a last sentence without its full stop included."""
        come = self._read(self._scanner.close())
        left = [*self._flush(finished=self._ended() or self._glued)]
        held, self._held, self._trusted = self._held, [], True
        return [*come, *held, *left]

    def _read(self, tokens: Iterable[Token]) -> list[Sentence]:
        come: list[Sentence] = []
        for token in tokens:
            match token.kind:
                case "text":
                    for letter in token.raw:
                        come += self._trust(self._take(letter))
                case "line":
                    come += self._trust(self._flush(finished=True))
                case "cite":
                    self._mark(token.numbers)
                case "declined":
                    self.declined = True
                case "forget":  # what was read and not shown was a thought
                    self._held.clear()
                    self._begin()
                    self.declined, self._trusted = False, True
        return come

    def _trust(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """*sentences* as far as they are known to be no thoughts."""
        for sentence in sentences:
            self._trusted = self._trusted or (bool(sentence.marks) and not self._held)
            if self._trusted:
                yield sentence
            else:
                self._held.append(sentence)

    def _mark(self, numbers: Iterable[int]) -> None:
        self._marks += numbers
        self._glued = True
        if self._ended():
            self._closed = len(self._text)

    def _ended(self) -> bool:
        return self._text.rstrip().rstrip(CLOSERS + "*_ ")[-1:] in tuple(ENDS)

    def _take(self, letter: str) -> Iterator[Sentence]:
        """Add one character of text."""
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
        """The sentence read so far, unless it is no words at all."""
        text, marks = self._text, tuple(dict.fromkeys(self._marks))
        self._begin()
        text = _EMPHASIS.sub("", _BULLET.sub("", text))
        text = _STRAY.sub("", re.sub(r"\s+", " ", text)).strip()
        text = re.sub(r"\s+(?=[.،؛؟!?,])", "", text)
        if _LETTER.search(text):
            yield Sentence(text, marks, finished)
