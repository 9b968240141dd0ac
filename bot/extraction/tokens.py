"""A sentence as words and marks, a letter for the kind of each, so that patterns read its grammar. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from retrieval.language.arabic import fold, group

_TOKEN = re.compile(
    r"\b(?:Dr|Mrs?|Ms|Prof|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Rev|St|[A-Z])\.(?= [A-Z])"
    r"|(?:\bو )?[^\W_](?:[\w\u064b-\u0652\u0670]|[’'&-](?=\w)|\.(?=\w)(?![A-Z]{2}|[A-Z][a-z]))*|[^\w\s]"
)
_MARKS = dict.fromkeys('"“”«»', '"') | {":": ":"} | dict.fromkeys("؛;.!?؟…", ";")
_QUOTE = re.compile(r"[\"“”«»]")
_LONGEST = 1_000  # code points of a sentence in which who speaks is looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    The words and marks of a sentence; a lone «و» belongs to the word behind it.

    kinds: one letter each and ``$`` behind them; ``,`` ``;`` ``:`` and ``"`` are marks.
    """

    text: str
    tokens: tuple[re.Match[str], ...]
    folded: tuple[str, ...]
    kinds: str

    @classmethod
    def read(cls, text: str, kind: Callable[["Sentence", int, str], str]) -> "Sentence":
        """kind: the letter of the word at an index of a sentence, from the letters before it."""
        tokens = tuple(_TOKEN.finditer(text[:_LONGEST]))
        bare = cls(text, tokens, tuple(_folded(token[0]) for token in tokens), "")
        kinds = ""
        for at, token in enumerate(tokens):
            mark = _MARKS.get(token[0], ",")
            kinds += kind(bare, at, kinds) if token[0][0].isalnum() else mark
        return replace(bare, kinds=f"{kinds}$")

    def word(self, at: int) -> str:
        """The folded word at *at*; empty beyond the ends."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def found(self, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, int, int]]:
        """Each named group that one of the *patterns* meets, from which word to which."""
        for pattern in patterns:
            for match in pattern.finditer(self.kinds):
                for role in filter(match.group, pattern.groupindex):
                    yield role, *match.span(role)

    def span(self, at: int, end: int, *, cut: int = 0) -> str:
        """The words from *at* to *end*, without quotation marks and *cut* letters of the first."""
        found = self.text[self.tokens[at].start() + cut : self.tokens[end - 1].end()]
        return " ".join(_QUOTE.sub("", found).lstrip("ـ").split())


def letters(table: str) -> dict[str, str]:
    """The letter of each word of grammar; *table*: letters, each with its groups, ``;`` between."""
    rows = [row.split() for row in table.split(";")]
    return {word: letter for letter, *names in reversed(rows) for word in group(*names)}


def _folded(word: str) -> str:
    """*word* folded; «علي» stays apart from «على», with which names would end."""
    return "علي." if word == "علي" else fold(word.replace(" ", "").rstrip("ـ"))
