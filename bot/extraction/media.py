"""Which names are those of media, told by their form; one closed list for those that have none. Pure."""

import re

from bot.verification.function_words import group
from retrieval.language.arabic import fold

# The agencies the world's press is served by: their names say nothing of their kind, and they are
# named without one («قال مسؤول لرويترز»).
_WORLD = re.compile(
    r"(?:رويترز|اسوش?يي?تد ?برس|فرانس ?برس|ا\.? ?ف\.? ?ب\.?|ا\.? ?ب|د\.? ?ب\.? ?ا\.?|الاناضول|شينخوا|تاس|بلومبرغ|انترفاكس"
    r"|reuters|(?:the )?associated press|ap|afp|agence france-presse|dpa|efe|xinhua|tass|ansa|kyodo|anadolu|bloomberg|interfax)"
)
_AGENCY = re.compile(r"(?:ال)?وكاله\b")
# What makes an agency one of news; others are of space, of energy, of development.
_OF_NEWS = re.compile(r"انباء|الاخبار|الرسميه|اعلام|صحاف|برس\b")
_BROADCASTS = re.compile(
    r"(?:هييه|موسسه) (?:الاذاعه|البث)|(?:ال)?(?:تلفزيون|راديو|فضاييه|يوميه|اسبوعيه)\b"
)
_KINDS = re.compile(
    r"\b(?i:newspaper|daily|weekly|website|channel|magazine|broadcaster|network|television|tv|radio|news|wire|media"
    r"|(?:news|press|information) agency|press (?:association|trust)|agence|agencia|agenzia)(?= [A-Z\"“(]|$)"  # no «news editor»
)
# What newspapers call themselves by.
_MASTHEAD = re.compile(
    r"(?:Times|Post|Herald|Tribune|Journal|Gazette|Press|Chronicle|Telegraph|Courier|Observer|Mail)$"
)


# And these, which are also names of people and things: only where something is handed on.
_MASTHEAD_TOO = re.compile(
    r"(?:Standard|Sentinel|Review|Record|Dispatch|Echo|Star|Monitor|Bulletin|Ledger|Examiner|Argus|Globe|Sun|Register"
    r"|Reporter|Inquirer|Advertiser|Mirror|Express|Independent|Today|Voice|Citizen|Eye|Wire)$"
)


def is_world_agency(name: str) -> bool:
    return bool(_WORLD.fullmatch(fold(name)))


def is_outlet(name: str, *, relaying: bool = False) -> bool:
    """
    Whether *name* is a news agency's, a paper's or a station's by its form.

    relaying: it hands on what somebody said, so that an agency is one of news.

    >>> is_outlet("وكالة الضفة للأنباء"), is_outlet("وكالة الفضاء"), is_outlet("رويترز")
    (True, False, True)
    >>> is_outlet("the Delta Herald"), is_outlet("Transport Safety Agency")
    (True, False)
    """
    folded = fold(name)
    first, *rest = folded.split() or [""]
    if _WORLD.fullmatch(folded) or (len(rest) == 1 and _WORLD.fullmatch(rest[0])):
        return True
    if _AGENCY.match(folded):
        return relaying or bool(_OF_NEWS.search(folded))
    if folded[:1].isascii():
        title = _MASTHEAD.search(name) or (relaying and rest and _MASTHEAD_TOO.search(name))
        return bool(title or _KINDS.search(name))
    return (first in group("outlet") and first != "هييه") or bool(_BROADCASTS.match(folded))
