"""
Who said an Arabic sentence, to whom, and which agency handed it on, by where the words stand. Pure.

Each construction is one pattern over the kinds of words. A name counts only where the pattern says
what closes it; where it may go on, or stands for somebody named before, nothing is read.
"""

import re
from collections.abc import Iterator
from typing import cast

from bot.extraction.tokens import AGENCIES, Sentence, is_kind, is_outlet, letters
from bot.types import Link, Role
from retrieval.language.arabic import group

# Words of grammar by letter, the first that holds one. Of others, «L» is «لـ» before who is told and
# «l» before any other, «b» «بالـ», «v» and «r» verbs with «ـه», «K» kinds of outlet, «M» correspondents,
# «U» whoever is not named, «N» the rest.
_LETTERS = letters("""
    L told; c clause; e same source; W according; z citing; q said; o opener; n pronoun pointing;
    d between yesterday tomorrow morning evening; m what; h with; f from; p within; T talk; P publishing;
    x called; D addressing; A ambiguous; S said_so; V saying speaking; j came; I issued;
    t participle; x stop spoken adjunct quote; s statement; R press; K media; U unnamed
""")
_LETTERS.pop("ام")  # «اف ام»
_SUFFIX = re.compile(r"(?:ه|ها|هم|نا)$")
_OWNED = re.compile(r"(?!ال|\w*الله$)\w{3,}(?:ه|ها|هما?)")  # «رفضها»: what is somebody's is no name
_OFFICE = re.compile(r"ال(?:\w+يه?|عامه?|اعل[يى]|عليا|متحده)")  # «المدير العام لـ…»
_LONGEST = 6  # words of a speaker's name; of longer ones one in seven held more than the name
_LONGEST_ADDRESSEE = 4

_QUOTED = r'"[NUKlbsMTd]{1,4}"'
_IN = rf"(?:[NUKlsT]|{_QUOTED})"
_FROM = r"(?:p[NKlsbU]{1,5})"  # «مصدر من الوزارة»: only who is not named goes on with a preposition
_NAME = rf"(?>U{_IN}*+{_FROM}?+|(?:[NKsM]|{_QUOTED}){_IN}*+)"
_WHO = rf"{_NAME}(?:,(?![WSV]){_NAME}(?=[,c:]))?"  # with the name beside a title, or the title
_SPEAKER = rf"(?P<speaker>{_WHO})"
_ADDRESSEE = rf"(?P<addressee>R|L{_IN}*+)"
_SAID = r'(?:(?<=c)|[^SVAPDct:]*?[c:"])'  # what was said begins here, or before another verb
_OPENS = r'(?:^n?|(?<=[o,:;"]))'
_AS = r"Wm?[vSVAPr]n?d*"
_BY = r"(?:W|j[pi])"
_END = r'(?=[,;:"$cidxtnoqIpfhbW])'
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf'{_OPENS}[SV]d*{_SPEAKER}(?=[c,:"iLRdxno]{_SAID})',  # قال فلان إن
        rf'{_OPENS}Ad*{_SPEAKER}(?=[c,:"iLRd]{_SAID})',  # أضاف فلان أن
        rf"{_OPENS}[SVA]d*{_WHO},?{_ADDRESSEE}{_END}",  # قال فلان لفلان
        rf"{_OPENS}[SVA]d*{_ADDRESSEE}(?=,?c)",  # قال لفلان إن
        rf"{_OPENS}[SVD]{_SPEAKER}(?=,?[iLR]|,d)",  # أعلن فلان في بيان
        rf'(?<=")[,;]?[SV](?P<speaker>{_NAME})(?=[,;$LRxniI])',  # «…»، قال فلان
        rf'W(?=[KU])(?P<source>{_NAME})(?=[,;$]|"$)',  # بحسب مصدر
        rf'{_AS}(?P<source>{_WHO})(?=[,;:"$cidxnoqILRMb])',  # حسب ما قال فلان
        rf"{_AS}{_WHO}{_ADDRESSEE}{_END}",  # حسب ما قال فلان لفلان
        rf"zf(?P<source>{_NAME}){_END}",  # نقلا عن
        rf"r[nd]?(?P<agency>K{_IN}*+){_END}",  # أوردته وكالة
        rf"W(?P<agency>L{_IN}*+)(?=[,;$])",  # وفقا لوكالة
        rf"{_BY}sN{{0,2}}(?:If?|r)(?P<speaker>{_NAME}){_END}",  # بيان صادر عن
        rf"{_BY}sN?(?P<speaker>[lL]{_NAME}?)(?!b){_END}",  # جاء في بيان لـ
        rf'{_OPENS}P(?P<agency>{_NAME})f(?P<speaker>{_NAME}{_FROM}?)(?=[qc,x"])',  # نقلت وكالة عن
        rf"{_OPENS}[VA]d*(?P<agency>[KN]{_IN}*+)(?=,?[cz])",  # ذكرت وكالة أن
        rf"iTN?d*(?P<addressee>[lL](?:N{{0,2}}{_QUOTED}|{_IN}*+{_END}))",  # في تصريح لـ
        rf"iTN?(?:h|Nn)(?P<addressee>[KN]N?{_QUOTED}|{_IN}+{_END})",  # في لقاء مع
    )
)
_CONTINUES = re.compile("o*[SVA][cLi,:dxe]")
_IMPERSONAL = re.compile(r"و?ي(?!قول|ضيف|وكد)")  # «ويُذكر», «ويُعتقد»


def links(text: str) -> Iterator[Link]:
    """The links that a sentence names; one role may come twice."""
    s = Sentence.read(text, _kind)
    for role, at, end in s.found(PATTERNS):
        if link := _link(s, role, at, end):
            yield link


def continues(text: str) -> bool:
    """Whether *text* begins with a verb of saying alone, or with «وأضاف المصدر نفسه»."""
    return bool(_CONTINUES.match(Sentence.read(text, _kind).kinds)) and not _IMPERSONAL.match(text)


def _kind(s: Sentence, at: int, kinds: str) -> str:
    """The letter of the word at *at*: by the table, by what stands beside it, or by its form."""
    word, following = s.word(at), s.word(at + 1)
    bare = word[1:] if word[0] in "وف" and len(word) > 2 else word
    if word.isdigit() or s.tokens[at][0] == "فان":  # «فان هوك» or «for»
        return "9"
    kind = _LETTERS.get(word) or _LETTERS.get(bare)
    if kind in ("p", "h", "f"):
        occasion = following.removeprefix("ال")
        if kind != "f" and following in group("clause"):  # «إلى أن»
            return "c"
        return "i" if {occasion, _SUFFIX.sub("", occasion)} & group("occasion") else kind
    if kind == "A" and kinds and kinds[-1] not in 'Wndcmo,;:"':  # «بين», «عبر»
        return "x"
    if kind == "c" and kinds[-1:] == "c" and _LETTERS.get(s.word(at - 1)) != "c":
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


def _link(s: Sentence, role: str, at: int, end: int) -> Link | None:
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
