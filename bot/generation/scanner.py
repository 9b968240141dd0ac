"""
A model's reply cut into text, marks of sources, and what no reader should see.

Servers that do not keep thoughts apart leave them in the text, between marks that differ by family:
``<think>`` and its kin, ``[THINK]``, ``◁think▷``, channels. Where the prompt's template opened the
thought, only its closing mark is in the reply, and all before it was thought. Links, tags, headings
and fences are hidden too. What comes out depends on the text alone, never on how it was split: where
a pattern could still match, ``regex`` says so, and more is waited for. The only module of regex.

Sources are named by digits of either script, lists, ranges, with or without the word for a source:
``[1, 3]``, ``【2】``, ``[Source 1-3]``, ``[^1]``, ``(المصدر 2)``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import regex

from retrieval.language.arabic import fold

_SOURCE = (
    r"(?:المصادر|المصدر|مصدر|المرجع|المراجع|sources?|src|refs?|doc|citations?|رقم|no\.?|#|:|\^|\s)*"
)
_NUMBER = r"\d{1,3}"
_LIST = rf"{_NUMBER}(?:\s*(?:,|;|،|؛|و|and|&|-|–|—|الي|to|\s)\s*{_SOURCE}{_NUMBER})*"
_MARK = re.compile(rf"{_SOURCE}(?P<list>{_LIST})\s*", re.IGNORECASE)
_TOOL_MARK = re.compile(rf"(?P<list>{_NUMBER})(?::\d+)?†.*")  # 【4:0†source】
_ONE = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|الي|to)\s*{_SOURCE}({_NUMBER}))?")  # or a range
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
    (
        "skip",
        rf"(?<![A-Za-z\d])(?:https?://|www\.)[^\s<>«»\[\]]{{0,600}}?(?=[{ENDS}{CLOSERS}،,;؛]*+[\s<>«»\[\]])",
    ),
    ("skip", rf"{_AT_START}```[^\n]*"),
    ("skip", rf"{_AT_START}#[^\n]*"),
    ("skip", rf"{_AT_START}(?:\*\*|__)[^*\[\]\n]{{1,200}}(?:\*\*|__)[^\S\n]*:?[^\S\n]*(?=\n)"),
    ("line", r"\n"),
)
_READ = [(kind, regex.compile(pattern, regex.IGNORECASE)) for kind, pattern in _PATTERNS]
_TEXT = regex.compile(r"[^<◁\[【［\](!hwaHWA`#*_\n]+")
_TAG = regex.compile(r"<\|[^<>\n]*\|>")
_LONGEST_END = 40  # characters of what ends a thought


@dataclass(frozen=True, slots=True)
class Token:
    """
    A stretch of a reply. numbers: of the sources that a ``cite`` names.

    ``forget``: a thought ends here that nothing has opened; all before it was thought.
    """

    kind: Kind
    raw: str
    numbers: tuple[int, ...] = ()


class Scanner:
    """One reply, read as it arrives."""

    def __init__(self) -> None:
        self._read = ""
        self._at = 0
        self._hidden_until: Any = None

    def feed(self, delta: str) -> Iterator[Token]:
        self._read += delta.replace("\r\n", "\n").replace("\r", "\n")
        return self._cut(final=False)

    def close(self) -> Iterator[Token]:
        """What is left when the reply has ended."""
        self._read += "\n"  # so that every pattern sees an end; itself it is never read
        return self._cut(final=True)

    @property
    def pending(self) -> bool:
        """Whether something was read that is not understood yet."""
        return self._at < len(self._read)

    def _cut(self, *, final: bool) -> Iterator[Token]:
        while self._at < len(self._read) - final:
            if self._hidden_until:
                end = self._hidden_until.search(self._read, self._at)
                if end is None:
                    self._at = max(self._at, len(self._read) - _LONGEST_END)
                    return
                self._at, self._hidden_until = end.end(), None
                continue
            token = self._token(final)
            if token is None:
                return
            self._at += len(token.raw)
            yield token

    def _token(self, final: bool) -> Token | None:
        """What stands at the front; None while only more could tell."""
        if text := _TEXT.match(self._read, self._at):
            return Token("text", text[0])
        for place, (kind, pattern) in enumerate(_READ):
            found = pattern.match(self._read, self._at, partial=not final)
            if found is None:
                continue
            if found.partial or (kind != "line" and not final and found.end() == len(self._read)):
                return None
            named = tuple(numbers(found["inner"])) if kind == "cite" else ()
            if kind == "cite" and not named:
                continue
            if kind == "hidden":
                ending = _THOUGHTS[place][1].format(found[1])
                self._hidden_until = regex.compile(ending, regex.IGNORECASE)
            return Token(kind, found[0], named)
        return Token("text", self._read[self._at])


def visible(text: str) -> str:
    """
    A whole reply without its thoughts and its family's other marks.

    >>> visible("hm</think> نعم"), visible("<|channel|>analysis<|message|>hm<|end|>"), visible("ok")
    (' نعم', '', 'ok')
    """
    scanner = Scanner()
    shown = ""
    for token in [*scanner.feed(text), *scanner.close()]:
        if token.kind == "forget":
            shown = ""
        elif token.kind != "hidden":
            shown += token.raw
    return str(_TAG.sub("", shown))
