"""
What a model thinks, taken out of what it writes.

Servers that do not keep the two apart leave the thoughts in the text, between marks that differ by
family: ``<think>`` and its kin, ``[THINK]``, ``◁think▷``, channels. Where the prompt's template opened
the thought, only its closing mark is in the reply, and all before it was thought. What comes out
depends on the text alone, never on how it was split into deltas.
"""

import re
from collections.abc import Iterator

_NAME = (
    r"(?:\w{1,8}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis"
    r"|inner_monologue|antthinking|details)"
)
_WORD = r"think(?:ing)?|thought|reasoning"
# What begins a thought, and what ends it; ``{}`` is how the beginning names it.
_OPENINGS = (
    (re.compile(rf"<({_NAME})(?:\s[^<>\n]{{0,40}})?>", re.IGNORECASE), "</{}>"),
    (re.compile(r"◁(think)▷", re.IGNORECASE), "◁/{}▷"),
    (re.compile(r"\[(THINK)\]"), r"\[/{}\]"),
    (
        re.compile(
            rf"<\|(?:begin_of_|start_of_|start_)?({_WORD})(?:_start|_begin)?\|>", re.IGNORECASE
        ),
        r"<\|(?:/{0}|/?end_of_{0}|end_{0}|{0}_end)\|>",
    ),
    (re.compile(r"<\|(inner)_prefix\|>"), r"<\|{}_suffix\|>"),
    (re.compile(r"<\|(channel)>(?:thought|analysis)?"), r"<{}\|>"),
    (re.compile(r"<unused94>(?:thought)?()"), "<unused95>"),
)
_CLOSING = re.compile(
    rf"</{_NAME}>|◁/think▷|\[/THINK\]|<\|(?:/(?:{_WORD})|/?end_(?:of_)?(?:{_WORD})|(?:{_WORD})_end)\|>"
    r"|<\|inner_suffix\|>|<channel\|>|<unused95>",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"<\|channel\|>\s{0,4}(\w{0,20})(?:[^<\n]{0,30}<\|(?:message|constrain)\|>)?")
_CHANNEL_ENDS = re.compile(r"<\|end\|>|(?=<\|channel\|>final)|<\|return\|>")
_TURN = re.compile(r"<\|start\|>\w{0,12}")
# How a whole reply begins, and what ends the thought: the same channels where a server has taken their
# marks away, and a model that says it in words.
_BEGINNINGS = (
    ("analysis", re.compile(r"analysis(?=[A-Z\u0600-\u06ff])"), re.compile("assistantfinal")),
    (
        "Here is my thought process:",
        re.compile(r"Here is my thought process:"),
        re.compile("Here is my response:"),
    ),
)
_TAG = re.compile(r"<\|[^<>\n]*\|>")
_FIRST = re.compile(r"[<◁\[]")
_HOLD = 80  # characters waited for after what may begin a mark
_LONGEST_END = 40  # characters of what ends a thought
_MAYBE = re.compile(
    r"<\|?/?(?:[\w:]{0,24}\|?>?|[\w:]{1,24}\s[^<>\n]{0,40})|◁/?[a-z]{0,8}"
    r"|<\|channel\|>[^<\n]{0,54}(?:<\|?\w{0,9}\|?)?|<\|start\|>\w{0,12}|\[/?T?H?I?N?K?",
    re.IGNORECASE,
)


class Thoughts:
    """
    One reply, read as it arrives.

    >>> thoughts = Thoughts()
    >>> thoughts.feed("<think>hm"), thoughts.feed("</think>Yes"), thoughts.close()
    ([], ['Yes'], [])
    >>> Thoughts().feed("hm, wheat.</think>Yes")
    ['hm, wheat.', None, 'Yes']
    """

    def __init__(self) -> None:
        self._pending = ""
        self._hidden_until: re.Pattern[str] | None = None
        self._begun = False

    def feed(self, delta: str) -> list[str | None]:
        """Pieces of the text; None where all before it turns out to have been thought."""
        self._pending += delta
        return list(self._cut(final=False))

    def close(self) -> list[str | None]:
        """What is left when the reply has ended."""
        return list(self._cut(final=True))

    def _cut(self, *, final: bool) -> Iterator[str | None]:
        if not self._begun and not self._begin(final):
            return
        while self._pending:
            if self._hidden_until:
                if not self._skip(self._hidden_until, final):
                    return
                continue
            found = _FIRST.search(self._pending)
            at = found.start() if found else len(self._pending)
            if at:
                yield self._pending[:at]
                self._pending = self._pending[at:]
                continue
            if self._undecided(final):
                return
            if length := self._opening() or self._turn():
                self._pending = self._pending[length:]
            elif mark := _CLOSING.match(self._pending) or self._final_channel():
                yield None
                self._pending = self._pending[mark.end() :]
            else:
                yield self._pending[0]
                self._pending = self._pending[1:]

    def _begin(self, final: bool) -> bool:
        """Look at how the reply begins; False while too little of it is there."""
        start = self._pending.lstrip()
        for word, beginning, ending in _BEGINNINGS:
            if not final and len(start) <= len(word) and word.startswith(start):
                return False
            if beginning.match(start):
                self._hidden_until = ending
        self._begun = True
        return True

    def _undecided(self, final: bool) -> bool:
        """Whether what stands at the front may still become a mark."""
        rest = self._pending
        return not final and len(rest) < _HOLD and bool(_MAYBE.fullmatch(rest))

    def _opening(self) -> int:
        """The length of the mark at the front that begins a thought; 0 if there is none."""
        for opening, closing in _OPENINGS:
            if mark := opening.match(self._pending):
                self._hidden_until = re.compile(closing.format(mark[1]), re.IGNORECASE)
                return mark.end()
        mark = _CHANNEL.match(self._pending)
        if mark and mark[1] != "final":
            self._hidden_until = _CHANNEL_ENDS
            return mark.end()
        return 0

    def _turn(self) -> int:
        mark = _TURN.match(self._pending)
        return mark.end() if mark else 0

    def _final_channel(self) -> re.Match[str] | None:
        return _CHANNEL.match(self._pending)

    def _skip(self, ending: re.Pattern[str], final: bool) -> bool:
        """Drop what is hidden; False when its end has not come yet."""
        end = ending.search(self._pending)
        if not end:
            self._pending = "" if final else self._pending[-_LONGEST_END:]
            return False
        self._pending = self._pending[end.end() :]
        self._hidden_until = None
        return True


def visible(text: str) -> str:
    """
    A whole reply without its thoughts and its family's other marks.

    >>> visible("hm</think> نعم"), visible("<|channel|>analysis<|message|>hm<|end|>"), visible("ok")
    (' نعم', '', 'ok')
    """
    thoughts = Thoughts()
    pieces = [*thoughts.feed(text), *thoughts.close()]
    last = max((at for at, piece in enumerate(pieces, 1) if piece is None), default=0)
    return _TAG.sub("", "".join(piece or "" for piece in pieces[last:]))
