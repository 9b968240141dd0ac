"""
Through whom a sentence came: who said it, to whom, through which agency, in which outlet. Pure.

A link that the sentence does not name is left out; only who «he» and «and added» are is looked for
in the sentence just before, and taken if nobody else is named there. And how a quotation is introduced:
by its outlet, date and number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

from bot.extraction import reports
from bot.i18n.messages import date_in_words, quoted, say
from bot.types import Answer, Citation, Link, Role
from retrieval.language.arabic import arabic_share, words
from retrieval.types import Hit, Language, Source

_BRACKETS = re.compile(r"\s?\([^()]{1,60}\)")


def with_chain(citation: Citation) -> Citation:
    """*citation* with the chain of what it quotes."""
    passage, source, at = citation.passage, citation.passage.source, citation.start
    before = [passage.text[a:b] for a, b in passage.spans if passage.start + b <= at]
    links = chain(citation.quote, before=before, agency=source.agency, outlet=source.credit)
    return replace(citation, chain=links)


def with_language_noted(answer: Answer) -> Answer:
    """*answer*, saying so where it quotes words of another language than its own."""
    languages = {one.number: one.passage.source.language for one in answer.citations}
    verbatim = (one for one in answer.claims if one.outcome not in ("kept", "judged"))
    if all(languages[n] == answer.language for one in verbatim for n in one.citations):
        return answer
    note = say("quotes_keep_their_language", answer.language)
    return replace(answer, text=f"{answer.text}\n{note}")


def chain(
    sentence: str,
    *,
    before: Sequence[str] = (),
    agency: str | None = None,
    outlet: str | None = None,
) -> tuple[Link, ...]:
    """
    The links of *sentence*, from who spoke to who published it, each role once.

    before: the sentences before it in its passage; agency, outlet: the article's own credits.

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
    return tuple(Link(role, found[role]) for role in get_args(Role) if role in found)


def speaker(text: str) -> str:
    """The name, with its title, of whoever speaks in *text*; empty if nobody does by name."""
    return _links(text).get("speaker", "")


def _links(sentence: str) -> dict[str, str]:
    """Each role's name, unless two constructions name two."""
    found: dict[str, list[str]] = {}
    for link in reports.links(_BRACKETS.sub("", sentence)):
        found.setdefault(link.role, []).append(link.name)
    return {role: names[0] for role, names in found.items() if _is_one(names)}


def _is_one(names: list[str]) -> bool:
    """Whether all *names* are the first, some of its words left out or added."""
    first, *others = ({*words(name)} for name in names)
    return all(first <= other or other <= first for other in others)


def _is_title(name: str, before: Sequence[str]) -> bool:
    """Whether *name* is «الوزير», of whom it was said before which minister: doubtful who is meant."""
    title = words(name)
    alone = len(title) == 1 and title[0][:2] == "ال" and not title[0].endswith(("ون", "ات"))
    return alone and any(title[0][2:] in words(one) for one in before)


def _meant(sentence: str, before: Sequence[str]) -> str:
    """Who is meant by a pronoun or by a verb alone: who spoke just before, if that is certain."""
    near = [one for one in before if words(one)]
    if not near or not reports.continues(sentence):
        return ""
    name = speaker(near[-1])
    if arabic_share(sentence) >= 0.5:
        alone = not {"فيما", "بينما"} & {*words(near[-1])}  # they join another who speaks
        return name if alone else ""
    name = name or reports.about(near[-1])
    return name if any(last[0].isupper() for last in name.split()[-1:]) else ""


_NEAREST = 3  # reports


def framed(citation: Citation, language: Language) -> str:
    """A quotation introduced by its outlet and date, in the reader's language."""
    outlet = citation.passage.source.outlet
    return _introduced("according" if outlet else "according_title", citation, language)


def shown_as_near(citation: Citation, language: Language) -> str:
    """A quotation that comes near a question, with its outlet and date; no answer's frame."""
    return _introduced("near_quote", citation, language)


def _introduced(frame: str, citation: Citation, language: Language) -> str:
    source = citation.passage.source
    return say(
        frame,
        language,
        outlet=source.credit or quoted(source.title, language),
        title=source.title,
        date=date_in_words(source.date.iso, language),
        quote=quoted(citation.quote, language),
        number=citation.number,
    )


def newest(citations: Iterable[Citation]) -> str | None:
    """The latest date among the cited articles, ISO."""
    return max((c.passage.source.date.iso or "" for c in citations), default="") or None


def nearest(hits: Iterable[Hit], language: Language) -> tuple[Source, ...]:
    """The closest reports, one article each; of those, what is in the reader's *language* first."""
    sources: dict[str, Source] = {}
    for hit in hits:
        sources.setdefault(hit.story, hit.passage.source)
    return tuple(sorted(sources.values(), key=lambda one: one.language != language))[:_NEAREST]
