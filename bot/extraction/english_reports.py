"""
Who said an English sentence, to whom, and which agency handed it on, by where the words stand. Pure.

A subject counts only where marks or the sentence's ends close it; else nothing is read.
"""

import re
from collections.abc import Iterator
from typing import cast

from bot.extraction.tokens import Sentence, is_outlet, letters
from bot.types import Link, Role

# Words of grammar by letter, the first that holds one. Of others, «z» stands in quotation marks, «v»
# ends in «-ed» or «-ing» and may be a verb, «N» has a capital, «w» has none.
_LETTERS = letters("""
    R press; T told; r reported; J judging; A ambiguous; q quoted; i citing; V saying; k talk; W according;
    e as; t that; h with; p within; o of; a article; y adverb; H somebody;
    n pronoun; x auxiliary; c conjunction and; d between yesterday tomorrow
""")
_NAMED = r"a?(?:N|k(?=N))(?:[NR]|o[aN]|c(?=N))*+"  # words with capitals
_SUBJECT = r"[aNw9](?:[aNwRk9ohe]|p(?!d)|c(?=N))*+"
_PHRASE = r"[aNwR9](?:[NwRk9]|o[aNw]|c(?=N))*+"
_OPENS = r'(?:^c?|(?<=[,;:"]))'
_SAID = r'(?=[^,;:"]{0,3}t|[nH]|d?[,:"])'  # what was said follows
_SAYS = rf'(?<![aohep])(?:p?d)?y*(?:[VT]|(?:r(?!.*i|;?\$)|A){_SAID}|J(?=[^"]*"))(?![oVAr])'
_ASIDE = r'(?:9,)?[axvpN][^,;:"VAT]{1,9}'
_END = r'(?=[,;:"$ahpetxnHcdVy])'
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPENS}(?P<source>{_SUBJECT}){_SAYS}",  # X said
        rf"{_OPENS}(?P<source>{_NAMED}|a{_PHRASE}(?=,x)),{_ASIDE},{_SAYS}",  # X, a driver, said
        rf",(?P<source>{_NAMED}),{_SAYS}",  # its director, X, said
        rf'(?<=")[VrA](?P<source>{_PHRASE})(?=[,;"$pdx])',  # …, said X
        rf"Wh(?P<source>{_PHRASE}){_END}",  # according to X
        rf"T(?P<addressee>{_PHRASE}){_END}",  # told X
        rf"k[Nwpd]{{0,2}}h(?P<addressee>R|{_NAMED}){_END}",  # talk with X
        rf"{_OPENS}(?P<agency>{_PHRASE})q(?P<speaker>{_PHRASE})e",  # X quoted Y as saying
        rf"{_OPENS}(?P<agency>{_NAMED})y*r(?=,i|.*i|;?\$)",  # X reported
        rf"i(?P<source>{_PHRASE})(?=[,;$])",  # citing X
    )
)
_CONTINUES = re.compile(r'(?:^|[,;:"])(?:H(?:y|v)*[VTArJ]|VH)')
# The one full name that begins a sentence, behind a title; others stand behind prepositions only.
_ABOUT = re.compile(
    r"^(?:a?N*w{1,3},?)?(?P<about>N{2,})(?:,[^,;:]{1,12},)?(?=[^,;:N])(?!.*(?<![phoaN])NN|.*(?<![pho])aNN)"
)


def links(text: str) -> Iterator[Link]:
    """The links that a sentence names; one role may come twice."""
    s = Sentence.read(text, _kind)
    for role, at, end in s.found(PATTERNS):
        if not _is_doubtful(s, at, end):
            name = s.span(at, end)
            if role == "source":
                role = "agency" if is_outlet(name) else "speaker"
            yield Link(cast(Role, role), name)


def continues(text: str) -> bool:
    """Whether *text* says that «he» or «she» said it."""
    return bool(_CONTINUES.search(Sentence.read(text, _kind).kinds))


def about(text: str) -> str:
    """Who alone is named in *text*, and whom it is about; empty if that is not certain."""
    s = Sentence.read(text, _kind)
    return next((s.span(at, end) for _, at, end in s.found([_ABOUT])), "")


def _kind(s: Sentence, at: int, kinds: str) -> str:
    """The letter of the word at *at*."""
    word, raw, before = s.word(at), s.tokens[at][0], s.text[: s.tokens[at].start()]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return "z"
    if kind := _LETTERS.get(word) or ("9" if word.isdigit() else ""):
        return kind
    if raw[0].isupper() or kinds[-1:] in ("a", "p", "o"):
        return "N" if raw[0].isupper() else "w"
    return "y" if word.endswith("ly") else "v" if re.fullmatch(r"\w+(?:ed|ing)", word) else "w"


def _is_doubtful(s: Sentence, at: int, end: int) -> bool:
    """Whether a name stands for somebody named before: «the group», «one of the men»."""
    held, kinds = s.folded[at:end], s.kinds[at:end]
    return (held[0], kinds) == ("the", "aw") or "same" in held or held[:2] == ("one", "of")
