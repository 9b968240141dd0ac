"""
How reports say who said a thing, in both languages: kinds of words, a letter each, and patterns over them.

Each construction is one pattern, which says what closes a name; ``reports`` reads sentences by them.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from retrieval.language.arabic import group


class Grammar(NamedTuple):
    """
    letters: of each word of grammar.
    patterns: what names a link; its groups are roles, ``source`` being an agency or a speaker.
    continues: a sentence whose speaker was named before.
    """

    letters: dict[str, str]
    patterns: tuple[re.Pattern[str], ...]
    continues: re.Pattern[str]

    @classmethod
    def of(cls, letters: str, patterns: Iterable[str], continues: str) -> "Grammar":
        """letters: each with its groups of words, ``;`` between; of two that hold a word the first counts."""
        rows = [row.split() for row in letters.split(";")]
        known = {word: letter for letter, *names in reversed(rows) for word in group(*names)}
        return cls(known, tuple(map(re.compile, patterns)), re.compile(continues))


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
# Of other words «L» is «لـ» before who is told and «l» before any other, «b» «بالـ», «v» and «r» verbs
# with «ـه», «K» kinds of outlet, «M» correspondents, «U» whoever is not named, «N» the rest.
ARABIC = Grammar.of(
    """L told; c clause; e same source; W according; z citing; q said; o opener; n pronoun pointing;
    d between yesterday tomorrow morning evening; m what; h with; f from; p within; T talk; P publishing;
    x called; D addressing; A ambiguous; S said_so; V saying speaking; j came; I issued;
    t participle; x stop spoken adjunct quote; s statement; R press; K media; U unnamed
""",
    (
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
    ),
    "^o*[SVA][cLi,:dxe]",
)
ARABIC.letters.pop("ام")  # «اف ام»

_NAMED = r"a?(?:N|k(?=N))(?:[NR]|o[aN]|c(?=N))*+"  # words with capitals
_SUBJECT = r"[aNw9](?:[aNwRk9ohe]|p(?!d)|c(?=N))*+"
_PHRASE = r"[aNwR9](?:[NwRk9]|o[aNw]|c(?=N))*+"
_BEGINS = r'(?:^c?|(?<=[,;:"]))'
_SAYING = r'(?=[^,;:"]{0,3}t|[nH]|d?[,:"])'  # what was said follows
_SAYS = rf'(?<![aohep])(?:p?d)?y*(?:[VT]|(?:r(?!.*i|;?\$)|A){_SAYING}|J(?=[^"]*"))(?![oVAr])'
_ASIDE = r'(?:9,)?[axvpN][^,;:"VAT]{1,9}'
_CLOSES = r'(?=[,;:"$ahpetxnHcdVy])'
# Of other words «z» stands in quotation marks, «v» ends in «-ed» or «-ing» and may be a verb, «N» has a
# capital, «w» has none.
ENGLISH = Grammar.of(
    """R press; T told; r reported; J judging; A ambiguous; q quoted; i citing; V saying; k talk; W according;
    e as; t that; h with; p within; o of; a article; y adverb; H somebody;
    n pronoun; x auxiliary; c conjunction and; d between yesterday tomorrow
""",
    (
        rf"{_BEGINS}(?P<source>{_SUBJECT}){_SAYS}",  # X said
        rf"{_BEGINS}(?P<source>{_NAMED}|a{_PHRASE}(?=,x)),{_ASIDE},{_SAYS}",  # X, a driver, said
        rf",(?P<source>{_NAMED}),{_SAYS}",  # its director, X, said
        rf'(?<=")[VrA](?P<source>{_PHRASE})(?=[,;"$pdx])',  # …, said X
        rf"Wh(?P<source>{_PHRASE}){_CLOSES}",  # according to X
        rf"T(?P<addressee>{_PHRASE}){_CLOSES}",  # told X
        rf"k[Nwpd]{{0,2}}h(?P<addressee>R|{_NAMED}){_CLOSES}",  # talk with X
        rf"{_BEGINS}(?P<agency>{_PHRASE})q(?P<speaker>{_PHRASE})e",  # X quoted Y as saying
        rf"{_BEGINS}(?P<agency>{_NAMED})y*r(?=,i|.*i|;?\$)",  # X reported
        rf"i(?P<source>{_PHRASE})(?=[,;$])",  # citing X
    ),
    r'(?:^|[,;:"])(?:H(?:y|v)*[VTArJ]|VH)',
)
# The one full name that begins a sentence, behind a title; others stand behind prepositions only.
ABOUT = re.compile(
    r"^(?:a?N*w{1,3},?)?(?P<about>N{2,})(?:,[^,;:]{1,12},)?(?=[^,;:N])(?!.*(?<![phoaN])NN|.*(?<![pho])aNN)"
)
