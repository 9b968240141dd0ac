"""A sentence in words, each with what stands before it. Pure."""

import re
from dataclasses import dataclass

from retrieval.language.arabic import fold, group

_TOKEN = re.compile(
    r"(?:\bو )?[^\W_][\w\u064b-\u0652\u0670]*(?:(?:['’&-]|\.(?![A-Z]{2}|[A-Z][a-z]))\w+)*"
)
_QUOTE = re.compile(r"[\"“”«»]")
_OPENING = re.compile(r"[\s:][\"“«]\s*$|[\"“«]$")  # not «word" »
_TITLE = 4  # words of a name in quotation marks
_LONGEST = 1_000  # code points of a sentence in which who speaks is looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence as written and folded; a lone «و» belongs to the word behind it."""

    text: str
    tokens: tuple[re.Match[str], ...]
    folded: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Sentence":
        text = text[:_LONGEST]
        tokens = tuple(_TOKEN.finditer(text))
        return cls(text, tokens, tuple(_folded(token[0]) for token in tokens))

    def word(self, at: int) -> str:
        """The folded word at *at*; empty beyond the ends."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def raw(self, at: int) -> str:
        return self.tokens[at][0] if 0 <= at < len(self.tokens) else ""

    def is_in(self, at: int, *groups: str) -> bool:
        """Whether the word at *at* is in one of the groups of words of grammar."""
        return self.word(at) in group(*groups)

    def gap(self, at: int) -> str:
        """What stands before the word at *at*, or behind the last."""
        start = self.tokens[at - 1].end() if at else 0
        end = self.tokens[at].start() if at < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def adjoins(self, at: int) -> bool:
        """Whether nothing but space and quotation marks stands before the word at *at*."""
        return at < len(self.tokens) and not _QUOTE.sub("", self.gap(at)).strip()

    def opens(self, at: int) -> bool:
        """Whether a quotation opens before the word at *at*."""
        return at < len(self.tokens) and bool(_OPENING.search(self.gap(at)))

    def quoted(self, at: int) -> int:
        """Where the short quotation that opens before the word at *at* ends; *at* if none does."""
        ends = range(at + 1, min(at + _TITLE, len(self.tokens)) + 1) if self.opens(at) else ()
        return next((end for end in ends if _QUOTE.search(self.gap(end))), at)

    def span(self, at: int, end: int, *, cut: int = 0) -> str:
        """The words from *at* to *end*, without quotation marks and *cut* letters of the first."""
        if not at < end <= len(self.tokens):
            return ""
        found = self.text[self.tokens[at].start() + cut : self.tokens[end - 1].end()]
        return " ".join(_QUOTE.sub("", found).lstrip("ـ").split())


def _folded(word: str) -> str:
    """*word* folded; «علي» stays apart from «على», with which names would end."""
    return "علي." if word == "علي" else fold(word.replace(" ", ""))
