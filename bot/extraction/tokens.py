"""
A sentence as words and marks, a letter for the kind of each, so that patterns read its grammar. Pure.

And which names are those of media: told by the kind they name, or in the table of agencies.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from retrieval.language.arabic import fold, group
from retrieval.sources.phrases import group as table
from retrieval.sources.phrases import key_of, keys_of

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


AGENCIES = keys_of(table("agencies"))
# What makes an agency one of news; others are of space, of energy, of development.
_OF_NEWS = re.compile(r"انباء|اخبار|رسميه|اعلام|صحاف|اذاع|برس\b|news|press|information")


def is_kind(word: str) -> bool:
    """
    Whether a folded *word* says what kind of outlet somebody is.

    >>> is_kind("الصحيفه"), is_kind("channel"), is_kind("هييه")
    (True, True, False)
    """
    bare = "ال" + word[1:] if word.startswith("لل") else word.removeprefix("ل")
    return bool(group("outlet") & {word, bare})


def is_outlet(name: str) -> bool:
    """
    Whether *name* is a news agency's, a paper's or a station's.

    >>> is_outlet("وكالة الضفة للأنباء"), is_outlet("وكالة الفضاء"), is_outlet("رويترز")
    (True, False, True)
    >>> is_outlet("the Delta Herald"), is_outlet("Transport Safety Agency")
    (True, False)
    """
    words = key_of(name).removeprefix("the ").split() or [""]
    if AGENCIES & {" ".join(words), " ".join(words[1:])}:
        return True
    kind = words[-1] if words[0].isascii() else words[0]
    if kind.removeprefix("ال") in ("agency", "وكاله", "هييه"):
        return bool(_OF_NEWS.search(" ".join(words)))
    return is_kind(kind) or (len(words) > 1 and kind in group("masthead"))
