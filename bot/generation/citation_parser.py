"""
A model's reply cut into sentences with the numbers of their sources, and without its thoughts.

Servers that do not keep thoughts apart leave them in the text, between marks that differ by family.
Where the prompt's template opened the thought, only its closing mark is in the reply, and all before it
was thought: a draft that does not begin with a sentence and its source is kept back until that is
known. Links, tags, headings and fences are hidden too. What comes out depends on the text alone, never on
how it was split: where a pattern could still match, ``regex`` says so, and more is waited for.

Sources are named by digits of either script, lists, ranges, with or without the word for a source:
``[1, 3]``, ``【2】``, ``[Source 1-3]``, ``(المصدر 2)``. A number may name no source. The only module of regex.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import regex

from bot.verification.gate import Sentence
from retrieval.language.arabic import fold
from retrieval.language.sentences import sentences

NO_ANSWER = "[[لا_إجابة]]"  # what the model writes, alone, when the sources do not answer

_SOURCE = (
    r"(?:المصادر|المصدر|مصدر|المرجع|المراجع|sources?|src|refs?|doc|citations?|رقم|no\.?|#|:|\^|\s)*"
)
_LIST = rf"\d{{1,3}}(?:\s*(?:,|;|،|؛|و|and|&|-|–|—|الي|to|\s)\s*{_SOURCE}\d{{1,3}})*"
_MARK = re.compile(rf"{_SOURCE}(?P<list>{_LIST})\s*", re.IGNORECASE)
_TOOL_MARK = re.compile(r"(?P<list>\d{1,3})(?::\d+)?†.*")  # 【4:0†source】
_ONE = re.compile(rf"(\d{{1,3}})(?:\s*(?:-|–|—|الي|to)\s*{_SOURCE}(\d{{1,3}}))?")  # or a range
_WIDEST = 10  # sources of one range


def numbers(inner: str) -> list[int]:
    """
    The sources that the inside of a bracket names; ``[]`` if it is something else.

    >>> numbers("١، ٣"), numbers("Source 2-4"), numbers("^1"), numbers("كذا")
    ([1, 3], [2, 3, 4], [1], [])
    """
    folded = fold(inner).strip()
    mark = _MARK.fullmatch(folded) or _TOOL_MARK.fullmatch(folded)
    if not mark:
        return []
    found: list[int] = []
    for match in _ONE.finditer(mark["list"]):
        first, last = int(match[1]), int(match[2] or match[1])
        found += range(first, last + 1) if 0 <= last - first < _WIDEST else (first, last)
    return found


Kind = Literal["text", "line", "cite", "declined", "hidden", "forget", "skip"]
_Token = tuple[Kind, str, list[int]]  # a stretch of a reply, and the numbers that a ``cite`` names
ENDS = ".!?؟۔…"
CLOSERS = "\"»”’')"
_THOUGHT = (
    r"(?:\w{1,8}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis"
    r"|inner_monologue|antthinking|details)"
)
_WORD = r"think(?:ing)?|thought|reasoning"
# What begins a thought, and what ends it; ``{}`` is how the beginning names it.
_THOUGHTS = (
    (rf"<({_THOUGHT})(?:\s[^<>\n]{{0,40}})?>", "</{}>"),
    (r"◁(think)▷", "◁/{}▷"),
    (r"\[(?-i:(THINK))\]", r"\[/{}\]"),
    (
        rf"<\|(?:begin_of_|start_of_|start_)?({_WORD})(?:_start|_begin)?\|>",
        r"<\|(?:/{0}|/?end_of_{0}|end_{0}|{0}_end)\|>",
    ),
    (r"<\|(inner)_prefix\|>", r"<\|{}_suffix\|>"),
    (r"<\|(channel)>", r"<{}\|>"),
    (r"<unused(94)>", "<unused95>"),
    (r"<\|channel\|>\s{0,4}(?!final)(\w*)", r"<\|end\|>|(?=<\|channel\|>final)|<\|return\|>"),
    # The same channels where a server has taken their marks away, and a model that says it in words.
    (r"(?-i:(analysis)(?<=\A\s*analysis)(?=[A-Z\u0600-\u06ff]))", "assistantfinal"),
    (r"(Here is my thought process:)(?<=\A\s*Here.*)", "Here is my response:"),
)
_CLOSINGS = (
    rf"</{_THOUGHT}>|◁/think▷|\[(?-i:/THINK)\]"
    rf"|<\|(?:/(?:{_WORD})|/?end_(?:of_)?(?:{_WORD})|(?:{_WORD})_end)\|>"
    r"|<\|inner_suffix\|>|<channel\|>|<unused95>|<\|channel\|>\s{0,4}final"
)
_ADDRESS = r"\(\s*(?:\w+:|[/#.]|www)[^)\n]{0,2000}\)"
_BARE = r"(?<![A-Za-z\d])(?:https?://|www\.)[^\s<>«»\[\]]{0,600}?"
_AT_START = r"(?<=(?:\A|\n)[^\S\n]*)"
_AFTER_END = rf"(?<=[{ENDS}\]】)][\s*_{CLOSERS}]*)"
_BEFORE_END = rf"(?= *[{ENDS}\n\[【(])"
_NUMBERS = r"\((?P<inner>\d{1,2}(?:\s*[,،]\s*\d{1,2})*)\)"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    *(("hidden", opening) for opening, _ in _THOUGHTS),
    ("forget", _CLOSINGS),
    ("declined", r"\[{1,9}\s{0,9}(?:لا[ _](?:إجابة|اجابة|جواب)|no[ _-]?answer)[^\]\n]{0,40}\]*"),
    ("skip", r"<\|start\|>\w{0,12}"),
    ("skip", r"</?[A-Za-z][^<>\n]{0,58}>|<\|[^<>\n]{0,58}\|>|<<[^<>\n]{0,58}>>"),
    ("cite", r"[\[【［]{1,2}(?P<inner>[^\[\]【】［］\n]{1,58})[\]】］]{1,2}"),
    ("cite", r"\((?P<inner>[^\W\d_][^()\n]{0,58})\)"),
    ("cite", f"{_AFTER_END}{_NUMBERS}"),
    ("cite", f"{_NUMBERS}{_BEFORE_END}"),
    ("skip", r"[\[【［]{1,9}[\s\d,،-]{0,60}(?=\n)"),  # of a mark that breaks off
    ("skip", rf"\[(?=[^\[\]\n]{{1,200}}\]{_ADDRESS})"),  # a link's words are text
    ("skip", rf"\]{_ADDRESS}"),
    ("skip", rf"(?<=[\]】］]){_ADDRESS}"),
    ("skip", r"!\[[^\]\n]{0,2000}(?:\n|\]\([^)\n]{0,2000}\)?)"),
    ("skip", rf"{_BARE}(?=[{ENDS}{CLOSERS}،,;؛]*+[\s<>«»\[\]])"),
    ("skip", rf"{_AT_START}```[^\n]*"),
    ("skip", rf"{_AT_START}#[^\n]*"),
    ("skip", rf"{_AT_START}(?:\*\*|__)[^*\[\]\n]{{1,200}}(?:\*\*|__)[^\S\n]*:?[^\S\n]*(?=\n)"),
    ("line", r"\n"),
)
_READ = [(kind, regex.compile(pattern, regex.IGNORECASE)) for kind, pattern in _PATTERNS]
_TEXT = regex.compile(r"[^<◁\[【［\](!hwaHWA`#*_\n]+")
_TAG = regex.compile(r"<\|[^<>\n]*\|>")
_LONGEST_END = 40  # characters of what ends a thought


class _Scanner:
    """One reply as it arrives, cut into tokens."""

    def __init__(self) -> None:
        self._read = ""
        self._at = 0
        self._hidden_until: Any = None

    @property
    def pending(self) -> bool:
        """Whether something was read that is not understood yet."""
        return self._at < len(self._read)

    def feed(self, delta: str, *, final: bool = False) -> Iterator[_Token]:
        """What *delta* makes certain; *final* is what is left when the reply has ended."""
        self._read += delta.replace("\r\n", "\n").replace("\r", "\n")
        if final:
            self._read += "\n"  # so that every pattern sees an end; itself it is never read
        while self._at < len(self._read) - final:
            if self._hidden_until:
                end = self._hidden_until.search(self._read, self._at)
                if end is None:
                    self._at = max(self._at, len(self._read) - _LONGEST_END)
                    return
                self._at, self._hidden_until = end.end(), None
                continue
            if (token := self._token(final)) is None:
                return
            self._at += len(token[1])
            yield token

    def _token(self, final: bool) -> _Token | None:
        """What stands at the front; None while only more could tell."""
        if text := _TEXT.match(self._read, self._at):
            return "text", text[0], []
        for place, (kind, pattern) in enumerate(_READ):
            found = pattern.match(self._read, self._at, partial=not final)
            if found is None:
                continue
            if found.partial or (kind != "line" and not final and found.end() == len(self._read)):
                return None
            named = numbers(found["inner"]) if kind == "cite" else []
            if kind == "cite" and not named:
                continue
            if kind == "hidden":
                ending = _THOUGHTS[place][1].format(found[1])
                self._hidden_until = regex.compile(ending, regex.IGNORECASE)
            return kind, found[0], named
        return "text", self._read[self._at], []


def visible(text: str) -> str:
    """
    A whole reply without its thoughts and its family's other marks.

    >>> visible("hm</think> نعم"), visible("<|channel|>analysis<|message|>hm<|end|>"), visible("ok")
    (' نعم', '', 'ok')
    """
    shown = ""
    for kind, raw, _ in _Scanner().feed(text, final=True):
        if kind == "forget":  # all before it was thought
            shown = ""
        elif kind != "hidden":
            shown += raw
    return str(_TAG.sub("", shown))


_SEPARATORS = "،,;؛"
_BULLET = re.compile(r"^\s*(?:[-*•–—▪◦‣·]+|\d{1,2}[.)-])\s+")
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|(?<!_)_++(?!\w)")
_STRAY = re.compile(r"(?<![\s،,;؛])(?:\s*+[،,;؛])++(?=\s*[.!?؟۔…]|\s*$)")
_LETTER = re.compile(r"[^\W\d_]")


class CitationParser:
    """
    One draft, read as it arrives.

    declined: whether the model has said that the sources do not answer.

    >>> parser = CitationParser()
    >>> parser.feed("بلغ السعر 3.5 دولار [1"), parser.feed("]. ثم")
    ([], [Sentence(text='بلغ السعر 3.5 دولار.', marks=(1,), finished=True)])
    >>> parser.close()
    [Sentence(text='ثم', marks=(), finished=False)]
    """

    def __init__(self) -> None:
        self.declined = False
        self._scanner = _Scanner()
        self._kept_back: list[Sentence] = []  # perhaps thoughts
        self._trusted = False  # whether what comes now is no thought
        self._begin()

    def _begin(self) -> None:
        self._text = ""
        self._marks: list[int] = []
        self._closed = 0  # length of the text at the last mark that stood at the sentence's end
        self._glued = False  # the last thing read was a mark

    def feed(self, delta: str) -> list[Sentence]:
        """The sentences that *delta* completes."""
        return self._read(self._scanner.feed(delta))

    def pause(self) -> list[Sentence]:
        """The sentence read so far if it has its full stop and its mark, for when the stream rests."""
        pending = self._scanner.pending or self._text[self._closed :].strip()
        return [] if pending or not self._closed else list(self._trust(self._flush(finished=True)))

    def close(self) -> list[Sentence]:
        """What is left when the stream has ended, a last sentence without its full stop included."""
        come = self._read(self._scanner.feed("", final=True))
        left = self._flush(finished=self._ended() or self._glued)
        kept_back, self._kept_back, self._trusted = self._kept_back, [], True
        return [*come, *kept_back, *left]

    def _read(self, tokens: Iterable[_Token]) -> list[Sentence]:
        come: list[Sentence] = []
        for kind, raw, named in tokens:
            match kind:
                case "text":
                    for letter in raw:
                        come += self._trust(self._take(letter))
                case "line":
                    come += self._trust(self._flush(finished=True))
                case "cite":
                    self._marks += named
                    self._glued = True
                    if self._ended():
                        self._closed = len(self._text)
                case "declined":
                    self.declined = True
                case "forget":  # what was read and not shown was a thought
                    self._kept_back.clear()
                    self._begin()
                    self.declined, self._trusted = False, True
        return come

    def _trust(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """*sentences* as far as they are known to be no thoughts."""
        for sentence in sentences:
            self._trusted = self._trusted or (bool(sentence.marks) and not self._kept_back)
            if self._trusted:
                yield sentence
            else:
                self._kept_back.append(sentence)

    def _ended(self) -> bool:
        return self._text.rstrip().rstrip(CLOSERS + "*_ ")[-1:] in tuple(ENDS)

    def _take(self, letter: str) -> Iterator[Sentence]:
        """Add one character of text."""
        if letter in ENDS and self._glued:
            self._text = self._text.rstrip() + letter
            self._closed = len(self._text)
            return
        self._text += letter
        if letter.isspace() or (self._glued and letter in _SEPARATORS):  # [1]، [2]
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
        text = " ".join(_EMPHASIS.sub("", _BULLET.sub("", text)).split())
        text = re.sub(r"\s+(?=[.،؛؟!?,])", "", _STRAY.sub("", text).strip())
        if _LETTER.search(text):
            yield Sentence(text, marks, finished)
