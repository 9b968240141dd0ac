"""
Through whom a sentence came: who said it, to whom, through which agency, in which outlet. Pure.

A link that the sentence does not name is left out; only who «he» and «and added» are is looked for
in the sentence just before, and taken if nobody else is named there.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.extraction.arabic_reports import arabic_links
from bot.extraction.english_reports import english_links
from bot.types import Citation, Link
from bot.verification.windows import leans
from retrieval.language.arabic import arabic_share, group, holds, sentences, words

_IMPERSONAL = re.compile(r"و?ي(?!قول|ضيف|وكد)")  # «ويُذكر», «ويُعتقد»
_ORDER = ("speaker", "addressee", "agency", "outlet")
_SAYS = "|".join(sorted(word for word in group("saying") if word.isascii()))
_PRONOUN = re.compile(
    rf"(?:^|[\s,”\"])(?:he|she) (?:\w+ly |later |also )?(?:{_SAYS})\b|[,”\"] (?:said|says) (?:he|she)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s?\([^()]{1,60}\)")
_A_PERSON = re.compile(r"[A-Z][a-z’'-]+$")  # one surname at least, behind whatever title
# Who a sentence is about: the full name that it begins with, behind a title or before what stands apart.
_ABOUT = re.compile(
    r"(?:(?:[A-Z][\w’'-]+ )+(?:[a-z]+,? ){1,3})?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)(?:,[^,]{1,60},)? [a-z]"
)
# A full name, and the preposition before it if it is a place's or another's.
_FULL_NAME = re.compile(
    r"(?:\b(at|in|on|of|to|near|from) (?:the )?)?\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
)


def chained(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """*citations*, each with the chain of what it quotes."""
    return tuple(replace(one, chain=_chain_of(one)) for one in citations)


def _chain_of(citation: Citation) -> tuple[Link, ...]:
    passage = citation.passage
    agency, outlet = passage.source.agency, passage.source.credit
    before = passage.text[: citation.start - passage.start]
    return chain(citation.quote, before=before, agency=agency, outlet=outlet)


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
    """Each role's name, unless two constructions name two."""
    read = arabic_links if arabic_share(sentence) >= 0.5 else english_links
    found: dict[str, list[str]] = {}
    for link in read(_BRACKETS.sub("", sentence)):
        found.setdefault(link.role, []).append(link.name)
    return {role: names[0] for role, names in found.items() if _is_one(names)}


def _is_one(names: list[str]) -> bool:
    """Whether all *names* are the first, some of its words left out or added."""
    first, *others = ({*words(name)} for name in names)
    return all(first <= other or other <= first for other in others)


def _is_title(name: str, before: str) -> bool:
    """Whether *name* is «الوزير», of whom it was said before which minister: doubtful who is meant."""
    title = words(name)
    alone = len(title) == 1 and title[0][:2] == "ال" and not title[0].endswith(("ون", "ات"))
    return alone and title[0][2:] in words(before)


def _meant(sentence: str, before: str) -> str:
    """Who is meant by a pronoun or by a verb alone: who spoke just before, if that is certain."""
    near = [one for start, end in sentences(before) if words(one := before[start:end])]
    if not near:
        return ""
    if arabic_share(sentence) < 0.5:
        return _spoken_of(near[-1]) if _PRONOUN.search(sentence) else ""
    verb = next((word for word in words(sentence) if word not in group("opener")), "")
    speaks = holds(verb, "saying", "speaking") and not _IMPERSONAL.match(verb)
    same = group("same", "source") & {*words(sentence)[1:4]}  # «وأضاف المصدر نفسه»
    alone = not {"فيما", "بينما"} & {*words(near[-1])}  # they join another who speaks
    certain = speaks and alone and (same or leans(sentence))
    return speaker(near[-1]) if certain else ""


def _spoken_of(last: str) -> str:
    """The one speaker of the sentence *last*, or who alone is named there and it is about."""
    if name := speaker(last):
        return name if _A_PERSON.search(name) else ""
    about = _ABOUT.match(last)
    alone = about and all(_FULL_NAME.findall(last[about.end() :]))
    return about[1] if about and alone else ""
