"""
Who said a sentence, to whom, and which agency handed it on, by where the words stand. Pure.

A sentence is words and marks, a letter for the kind of each, so that the patterns of ``grammar`` read it.
Where a name may go on, or stands for somebody named before, nothing is read. And which names are those of
media: told by the kind they name, or in the table of agencies.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from bot.extraction.grammar import ABOUT, ARABIC, ENGLISH, Grammar
from bot.types import Link, Role
from retrieval.language.arabic import arabic_share, fold, group
from retrieval.sources.phrases import group as table
from retrieval.sources.phrases import key_of, keys_of

_TOKEN = re.compile(
    r"\b(?:Dr|Mrs?|Ms|Prof|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Rev|St|[A-Z])\.(?= [A-Z])"
    r"|(?:\bو )?[^\W_](?:[\w\u064b-\u0652\u0670]|[’'&-](?=\w)|\.(?=\w)(?![A-Z]{2}|[A-Z][a-z]))*|[^\w\s]"
)
_MARKS = dict.fromkeys('"“”«»', '"') | {":": ":"} | dict.fromkeys("؛;.!?؟…", ";")
_QUOTE = re.compile(r"[\"“”«»]")
_READ = 1_000  # code points of a sentence in which who speaks is looked for
_SUFFIX = re.compile(r"(?:ه|ها|هم|نا)$")
_OWNED = re.compile(r"(?!ال|\w*الله$)\w{3,}(?:ه|ها|هما?)")  # «رفضها»: what is somebody's is no name
_OFFICE = re.compile(r"ال(?:\w+يه?|عامه?|اعل[يى]|عليا|متحده)")  # «المدير العام لـ…»
_LONGEST = 6  # words of a speaker's name; of longer ones one in seven held more than the name
_LONGEST_ADDRESSEE = 4
_IMPERSONAL = re.compile(r"و?ي(?!قول|ضيف|وكد)")  # «ويُذكر», «ويُعتقد»


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    The words and marks of a sentence; a lone «و» belongs to the word behind it.

    kinds: one letter each and ``$`` behind them; ``,`` ``;`` ``:`` and ``"`` are marks.
    """

    grammar: Grammar
    text: str
    tokens: tuple[re.Match[str], ...]
    folded: tuple[str, ...]
    kinds: str

    @classmethod
    def read(cls, text: str) -> "Sentence":
        arabic = arabic_share(text) >= 0.5
        tokens = tuple(_TOKEN.finditer(text[:_READ]))
        folded = tuple(_folded(token[0]) for token in tokens)
        bare = cls(ARABIC if arabic else ENGLISH, text, tokens, folded, "")
        kind = _arabic_kind if arabic else _english_kind
        kinds = ""
        for at, token in enumerate(tokens):
            mark = _MARKS.get(token[0], ",")
            spoken = folded[at] and token[0][0].isalnum()  # a lone «ـ» is a dash
            kinds += kind(bare, at, kinds) if spoken else mark
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


def _folded(word: str) -> str:
    """*word* folded; «علي» stays apart from «على», with which names would end."""
    return "علي." if word == "علي" else fold(word.replace(" ", "").rstrip("ـ"))


def links(text: str) -> Iterator[Link]:
    """The links that a sentence names; one role may come twice."""
    s = Sentence.read(text)
    link = _arabic_link if s.grammar is ARABIC else _english_link
    for role, at, end in s.found(s.grammar.patterns):
        if found := link(s, role, at, end):
            yield found


def continues(text: str) -> bool:
    """Whether «he» says *text*, or a verb alone, or «وأضاف المصدر نفسه»: whoever was named before."""
    s = Sentence.read(text)
    return bool(s.grammar.continues.search(s.kinds)) and not _IMPERSONAL.match(text)


def about(text: str) -> str:
    """Who alone is named in an English *text*, and whom it is about; empty if that is not certain."""
    s = Sentence.read(text)
    found = s.found([ABOUT]) if s.grammar is ENGLISH else ()
    return next((s.span(at, end) for _, at, end in found), "")


def _arabic_kind(s: Sentence, at: int, kinds: str) -> str:
    """The letter of the word at *at*: by the table, by what stands beside it, or by its form."""
    word, following = s.word(at), s.word(at + 1)
    bare = word[1:] if word[0] in "وف" and len(word) > 2 else word
    if word.isdigit() or s.tokens[at][0] == "فان":  # «فان هوك» or «for»
        return "9"
    kind = s.grammar.letters.get(word) or s.grammar.letters.get(bare)
    if kind in ("p", "h", "f"):
        occasion = following.removeprefix("ال")
        if kind != "f" and following in group("clause"):  # «إلى أن»
            return "c"
        return "i" if {occasion, _SUFFIX.sub("", occasion)} & group("occasion") else kind
    if kind == "A" and kinds and kinds[-1] not in 'Wndcmo,;:"':  # «بين», «عبر»
        return "x"
    if kind == "c" and kinds[-1:] == "c" and s.grammar.letters.get(s.word(at - 1)) != "c":
        return "x"
    return kind or _form(word, bare, following)


def _form(word: str, bare: str, following: str) -> str:
    """The letter of a word that is no word of grammar by itself."""
    stem = _SUFFIX.sub("", bare)
    if stem != bare and stem in group("publishing", "saying"):  # «أكده», «نقلته»
        return "r" if stem in group("publishing") else "v"
    if word[0] == "ل" and word != "لجنه":
        known = {word[1:], f"{word[1:]} {following}"} & AGENCIES or word.startswith("لمراسل")
        return "L" if known or is_kind(word[1:]) else "l"
    if is_kind(word):
        return "K"
    if word.startswith("بال"):
        return "b"
    return "M" if word.startswith("مراسل") else "N"


def _arabic_link(s: Sentence, role: str, at: int, end: int) -> Link | None:
    """The link of *role* to the name from *at* to *end*, unless that is doubtful."""
    head, behind, name = s.kinds[at], s.kinds[end:], _name(s, at, end)
    outlet = head == "K" or (head != "M" and is_outlet(name))
    if role == "source":
        role = "agency" if outlet else "speaker"
    if role == "speaker":
        doubtful = outlet or _is_doubtful(s, at, end)
    elif re.match(r"c[NKb]{0,2}[c,]|[cpf][,;c$]", behind):  # «بي إن سبورتس»: the name goes on
        doubtful = True
    elif role == "agency":  # «الصحيفة أن»: named before
        doubtful = not outlet or behind[0] == "d" or (behind[0] == "c" and name.startswith("ال"))
    else:
        doubtful = len(name.split()) > _LONGEST_ADDRESSEE
    return Link(cast(Role, role), name) if name and not doubtful else None


def _is_doubtful(s: Sentence, at: int, end: int) -> bool:
    """Whether a speaker's name may hold more than the name, or stands for somebody named before."""
    # «المصدر نفسه»; «أحد سكان هذا الحي», «المديرة الجهوية للتجارة بالساحل سعاد مراد» go on.
    kinds, back = s.kinds[at:end], s.kinds[end] in "eb" or s.word(end) in group("pointing")
    alone = end == at + 1 or s.word(at + 1).startswith("ال")
    owned = kinds[0] not in "lL" and alone and _OWNED.fullmatch(s.tokens[at][0])
    long = sum(map(str.isalpha, kinds.split(",")[0])) > _LONGEST
    more = any(
        s.kinds[n] == "l" and not _OFFICE.fullmatch(s.word(n - 1)) for n in range(at + 1, end)
    )
    return bool(back or owned or long or more or "s" in kinds[0] + kinds[-1])


def _name(s: Sentence, at: int, end: int) -> str:
    """The name there, without «لـ»; empty where it is only a kind of outlet."""
    first = s.folded[at]
    if first == "ل":
        return s.span(at + 1, end) if end > at + 1 else ""
    if end == at + 1 and (is_kind(first) or is_kind(first[1:])):
        return ""
    cut = 1 + first.startswith("لل") if s.kinds[at] in "lLR" else 0
    return "ال" * (cut > 1) + s.span(at, end, cut=cut)


def _english_kind(s: Sentence, at: int, kinds: str) -> str:
    """The letter of the word at *at*."""
    word, raw, before = s.word(at), s.tokens[at][0], s.text[: s.tokens[at].start()]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return "z"
    if kind := s.grammar.letters.get(word) or ("9" if word.isdigit() else ""):
        return kind
    if raw[0].isupper() or kinds[-1:] in ("a", "p", "o"):
        return "N" if raw[0].isupper() else "w"
    return "y" if word.endswith("ly") else "v" if re.fullmatch(r"\w+(?:ed|ing)", word) else "w"


def _english_link(s: Sentence, role: str, at: int, end: int) -> Link | None:
    """The link to a name there, unless that stands for somebody named before: «the group», «one of the men»."""
    held, kinds, name = s.folded[at:end], s.kinds[at:end], s.span(at, end)
    if (held[0], kinds) == ("the", "aw") or "same" in held or held[:2] == ("one", "of"):
        return None
    if role == "source":
        role = "agency" if is_outlet(name) else "speaker"
    return Link(cast(Role, role), name)


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
