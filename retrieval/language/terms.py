"""
The words of a text: speech as it is written, and forms to know them again by. Pure.

«شنو سبب», «ليش», "how come": the words of ``data/dialect.tsv``, which are grammar and what everybody uses
of everything, become those of the written language, so that one way of asking is enough to know. Names
and figures pass unharmed. Inflection moves Arabic words about more than a light stem takes away
(«التصعيد»، «تصاعد»), so two words may also meet when their consonants do.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from retrieval.language.arabic import content, fold, group, stem
from retrieval.language.tables import any_of

_NOTHING = "-"
# «شو سبب», «شنو هي الخطة»: before a noun or pronoun one asks with «ما», before a verb with «ماذا».
_BEFORE_NOUN = re.compile(
    r"\bماذا(?= (?:ال\w|هو\b|هي\b|هم\b|اسم|سبب|عدد|تاريخ|موعد|سعر|حجم|قيمه|نسبه|اسباب))"
)


def standard(text: str) -> str:
    """
    *text* with what is only said in speech as it is written; the rest stays as spelt.

    >>> standard("شنو سبب الحريق وامتى بلّش؟"), standard("قديش كلّف الجسر؟")
    ('ما سبب الحريق ومتى بدأ؟', 'كم كلّف الجسر؟')
    >>> standard("How come the kids left?"), standard("مين رئيس البلدية؟")
    ('why the children left?', 'من رئيس البلدية؟')
    """
    form, written = _spoken()
    folded, places = aligned(text)
    pieces, at = [], 0
    for said in form.finditer(folded):
        word = written[" ".join(said["said"].split()).replace("’", "'")]
        plain = "" if word == _NOTHING else said["and"] + word
        pieces += [text[at : places[said.start()]], plain]
        at = places[said.end()]
    if not pieces:
        return text
    return _BEFORE_NOUN.sub("ما", " ".join("".join([*pieces, text[at:]]).split()))


@cache
def _spoken() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is only said, behind a conjunction or not; and what is written for it."""
    text = files("retrieval.language").joinpath("data/dialect.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    written = {fold(one).replace("_", " "): word for word, some in rows for one in some.split()}
    said = any_of(written).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?<!\w['’])(?P<and>[وف]??)(?P<said>{said})(?!['’]?\w)"), written


def aligned(text: str) -> tuple[str, list[int]]:
    """*text* folded, and where in *text* each of its characters comes from; at last its end."""
    pieces = [(letter, at) for at, one in enumerate(text) for letter in _letter(one)]
    return "".join(letter for letter, _ in pieces), [*(at for _, at in pieces), len(text)]


_letter = lru_cache(maxsize=4096)(fold)

# Words that ask, and ways of asking: what answers a question seldom repeats them.
FRAME = group("frame")
_VERB_PREFIX = re.compile(r"^(?:مست|است|س[يتن]|[تينامس])(?=\w{3})")
_WEAK = re.compile("[اويء]")
_ENGLISH_ENDING = re.compile(r"(?:ing|ies|ed|es|s|ly|y|e)$")


def terms(question: str) -> list[str]:
    """
    The folded words that *question* is about, each once; every content word if it has no others.

    >>> terms("كم عدد القوات في العراق؟")
    ['القوات', 'العراق']
    """
    found = dict.fromkeys(content(question))
    return [word for word in found if word not in FRAME] or list(found)


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """
    The consonants two forms of one word share; empty when too few are left to tell words apart.

    >>> consonants("تصاعد") == consonants("التصعيد")
    True
    >>> consonants("attacked") == consonants("attacks")
    True
    """
    if word.isascii():
        cut = _ENGLISH_ENDING.sub("", word)
        return cut if len(cut) >= 3 else word
    core = _WEAK.sub("", _VERB_PREFIX.sub("", stem(word)))
    return core if len(core) >= 3 else ""


def stored_terms(text: str) -> str:
    """
    What *text* has of terms, to be kept beside it: stems, and consonants behind ``=``, each once.

    >>> stored_terms("القوات في العراق")
    ' قوا عراق =عرق '
    """
    found = content(text)
    cores = [f"={core}" for core in map(consonants, found) if core]
    return f" {' '.join(dict.fromkeys([*map(stem, found), *cores]))} "
