"""
Through whom a sentence came: who said it, to whom, through which agency, in which outlet. Pure.

A link that the sentence does not name is left out; only who «he» and «and added» are is looked for
in the sentences just before, and taken if nobody else is named there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.extraction.arabic_reports import arabic_links
from bot.extraction.english_reports import english_links
from bot.types import Citation, Link
from bot.verification.function_words import group, holds
from bot.verification.leaning import leans
from retrieval.language.arabic import arabic_share, sentences, words

_IMPERSONAL = re.compile(r"و?ي(?!قول|ضيف|وكد)")  # «ويُذكر», «ويُعتقد»
_ORDER = ("speaker", "addressee", "agency", "outlet")
_NEAR = 2  # sentences before, in which a pronoun's name may stand
_SAYS = "|".join(sorted(word for word in group("saying") if word.isascii()))
_PRONOUN = re.compile(
    rf"(?:^|[\s,”\"])(?:he|she) (?:\w+ly )?(?:{_SAYS})\b|[,”\"] (?:said|says) (?:he|she)\b",
    re.IGNORECASE,
)
_A_PERSON = re.compile(r"[A-Z][a-z’'-]+$")  # one surname at least, behind whatever title
# A dateline, an «and» set apart from its verb, and what stands in brackets.
_BESIDE = re.compile(r"^[^()\n.]{0,60}\([^()]{1,30}\) ?[-–—]+\s*|(?<=^و) +|\s?\([^()]{1,60}\)")
# Who a sentence is about: the full name that it begins with, behind a title.
_ABOUT = re.compile(r"(?:[A-Z][a-z]+ [a-z]+ (?:[a-z]+ )?)?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+) [a-z]")
# A full name, and the preposition before it if it is a place's or another's.
_FULL_NAME = re.compile(
    r"(?:\b(at|in|on|of|to|near|from) (?:the )?)?\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
)


def chained(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """*citations*, each with the chain of what it quotes."""
    return tuple(replace(one, chain=_chain_of(one)) for one in citations)


def _chain_of(citation: Citation) -> tuple[Link, ...]:
    passage, source = citation.passage, citation.passage.source
    before = passage.text[: citation.start - passage.start]
    return chain(citation.quote, before=before, agency=source.agency, outlet=source.credit)


def chain(
    sentence: str, *, before: str = "", agency: str | None = None, outlet: str | None = None
) -> tuple[Link, ...]:
    """
    The links of *sentence*, from who spoke to who published it, each role once.

    before: what stands before it in its passage; agency, outlet: the article's own credits.

    >>> [*map(str, chain("وقال مصدر حكومي لوكالة النهر للأنباء إن السد امتلأ.", outlet="الرملة اليوم"))]
    ['speaker: مصدر حكومي', 'addressee: وكالة النهر للأنباء', 'outlet: الرملة اليوم']
    """
    found = _links(sentence)
    if _is_title(found.get("speaker", ""), before):
        del found["speaker"]
    elif "speaker" not in found and (name := _meant(sentence, before)):
        found["speaker"] = name
    credits = {"agency": agency, "outlet": outlet}
    found |= {role: name for role, name in credits.items() if name and role not in found}
    return tuple(Link(role, found[role]) for role in _ORDER if role in found)  # type: ignore[arg-type]


def speaker(text: str) -> str:
    """
    The name, with its title, of whoever speaks in *text*; empty if nobody does by name.

    >>> speaker("وقالت مديرة الهيئة ليلى النجار إن التأجيل سببه نقص العربات.")
    'مديرة الهيئة ليلى النجار'
    >>> speaker("وأضاف أن العمل مستمر."), speaker("Mayor Dana Whitlock said it is open.")
    ('', 'Mayor Dana Whitlock')
    """
    return _links(text).get("speaker", "")


def _links(sentence: str) -> dict[str, str]:
    read = arabic_links if arabic_share(sentence) >= 0.5 else english_links
    found: dict[str, str] = {}
    for link in read(_BESIDE.sub("", sentence)):
        found.setdefault(link.role, link.name)
    return found


def _is_title(name: str, before: str) -> bool:
    """Whether *name* is «الوزير», of whom it was said before which minister: doubtful who is meant."""
    title = words(name)
    alone = len(title) == 1 and title[0][:2] == "ال" and not title[0].endswith(("ون", "ات"))
    return alone and title[0][2:] in words(before)


def _meant(sentence: str, before: str) -> str:
    """Who is meant by a pronoun or by a verb alone; empty where that is not certain."""
    near = [one for start, end in sentences(before) if words(one := before[start:end])]
    if arabic_share(sentence) < 0.5:
        return _spoken_of(near[-_NEAR:]) if _PRONOUN.search(sentence) else ""
    first = next((word for word in words(sentence) if word not in group("opener")), "")
    speaks = holds(first, "saying", "speaking") and not _IMPERSONAL.match(first)
    same = group("same") & {*words(sentence)[1:4]}  # «وأضاف المصدر نفسه»
    return _last_speaker(first, near) if speaks and (same or leans(sentence)) else ""


def _spoken_of(near: Sequence[str]) -> str:
    """The one speaker of the sentences *near*, or who alone is named there and they are about."""
    if said := {*filter(None, map(speaker, near))}:
        name = said.pop()
        return name if not said and _A_PERSON.search(name) else ""
    about = [found[1] for one in near if (found := _ABOUT.match(one))]
    others = sum(not placed for one in near for placed in _FULL_NAME.findall(one))
    return about[0] if len(about) == 1 == others else ""


def _last_speaker(verb: str, near: Sequence[str]) -> str:
    """Who speaks in the last of the sentences *near*, or before those that go on with «وأضاف»."""
    for one in reversed(near):
        if (name := speaker(one)) or not leans(one):
            first = words(one)[0]
            apart = holds(first, "saying") and first.endswith("ت") != verb.endswith("ت")
            return "" if apart else name
    return ""
