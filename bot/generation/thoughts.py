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
    r"(?:\w{1,8}:)?(?:think(?:ing)?|thoughts?|reasoning|reflection|scratchpad|analysis"
    r"|inner_monologue|antthinking)"
)
# Each hides what stands between it and the mark that its second part makes of its name.
_OPENINGS = (
    (re.compile(rf"<({_NAME})(?:\s[^<>\n]{{0,40}})?>", re.IGNORECASE), "</{}>"),
    (re.compile(r"◁(think)▷", re.IGNORECASE), "◁/{}▷"),
    (re.compile(r"\[(THINK)\]"), "[/{}]"),
    (re.compile(r"<\|begin_of_(thought)\|>"), "<|end_of_{}|>"),
    (re.compile(r"<\|START_(THINKING)\|>"), "<|END_{}|>"),
    (re.compile(r"<\|(inner)_prefix\|>"), "<|{}_suffix|>"),
    (re.compile(r"<\|(channel)>(?:thought|analysis)?"), "<{}|>"),
    (re.compile(r"<unused94>(?:thought)?()"), "<unused95>"),
)
_CLOSING = re.compile(
    rf"</{_NAME}>|◁/think▷|\[/THINK\]|<\|end_of_thought\|>|<\|END_THINKING\|>|<\|inner_suffix\|>"
    r"|<channel\|>|<unused95>",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"<\|channel\|>\s{0,4}(\w{0,20})(?:[^<\n]{0,30}<\|(?:message|constrain)\|>)?")
_FINAL = "<|channel|>final"
_TURN = re.compile(r"<\|start\|>\w{0,12}")
# The same channels where a server has taken their marks away and left their names.
_BARE = re.compile(r"\s*analysis(?=[A-Z\u0600-\u06ff])")
_BARE_FINAL = "assistantfinal"
_TAG = re.compile(r"<\|[^<>\n]*\|>")
_FIRST = re.compile(r"[<◁\[]")
_HOLD = 80  # characters waited for after what may begin a mark
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
        self._hidden_until: tuple[str, ...] = ()
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
                if not self._skip(final):
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
        if not final and len(start) <= len("analysis") and "analysis".startswith(start):
            return False
        self._begun = True
        if _BARE.match(self._pending):
            self._hidden_until = (_BARE_FINAL,)
        return True

    def _undecided(self, final: bool) -> bool:
        """Whether what stands at the front may still become a mark."""
        rest = self._pending
        return not final and len(rest) < _HOLD and bool(_MAYBE.fullmatch(rest))

    def _opening(self) -> int:
        """The length of the mark at the front that begins a thought; 0 if there is none."""
        for opening, closing in _OPENINGS:
            if mark := opening.match(self._pending):
                self._hidden_until = (closing.format(mark[1]).lower(),)
                return mark.end()
        mark = _CHANNEL.match(self._pending)
        if mark and mark[1] != "final":
            self._hidden_until = ("<|end|>", _FINAL, "<|return|>")
            return mark.end()
        return 0

    def _turn(self) -> int:
        mark = _TURN.match(self._pending)
        return mark.end() if mark else 0

    def _final_channel(self) -> re.Match[str] | None:
        return _CHANNEL.match(self._pending)

    def _skip(self, final: bool) -> bool:
        """Drop what is hidden; False when its end has not come yet."""
        lower = self._pending.lower()
        ends = [(lower.find(end), end) for end in self._hidden_until if end in lower]
        if not ends:
            longest = max(map(len, self._hidden_until))
            self._pending = "" if final else self._pending[-longest:]
            return False
        at, end = min(ends)
        # The final channel is read again: its mark says that the answer begins.
        self._pending = self._pending[at if end == _FINAL else at + len(end) :]
        self._hidden_until = ()
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
