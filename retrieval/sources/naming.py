"""
What a page is called, whose it is and who wrote it, out of the many places that say so. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from retrieval.language import dates, publication
from retrieval.language.arabic import arabic_share, fold, words

_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|·:»«]+\s+")  # between a headline and the site's name
_COMPANY = re.compile(r"\b(?:شركه|مجموعه|company|co|corp|inc|llc|ltd|plc|gmbh|group)\b")
_NAME_WORDS = 2  # what stands beside a longer headline, or is a heading as short, names the site
_LONGEST = 100  # characters of authors
_WRITTEN = re.compile(r"(?:كتبت?|بقلم|By)\s*:?\s+([^\W\d_]+(?:[ .-]+[^\W\d_]+){1,3})")
_NAME = re.compile(r"[^\W\d_][^\d@/:;]{1,60}")
_OUTLET = re.compile(r"[^\W_][^@/:;]{1,60}")
_CREDIT = 8  # words of a line that says who writes


def outlet_of(
    sitename: str | None,
    meta: dict[str, str],
    linked: list[dict[str, Any]],
    sites: list[str],
    text: str,
) -> str | None:
    """
    The outlet's name, in the script of the article if it is given in more than one.

    What stands beside the headline in the page's title (*sites*) is the site; the publisher that
    the page names last of all may be the company that runs it.
    """
    publishers = [node.get("publisher") for node in linked]
    named = [meta.get("og:site_name")]
    named += [node.get("name") for node in publishers if isinstance(node, dict)]
    named += [*sites, meta.get("application-name"), sitename, meta.get("publisher")]
    named.sort(key=lambda name: bool(_COMPANY.search(fold(str(name)))))
    spelt = (one for name in named if isinstance(name, str) for one in name.split(" / "))
    names = [name for name in spelt if _OUTLET.fullmatch(name) and not publication.given(name)]
    names = [name for name in names if "." not in name]  # a host, and maybe not its own
    arabic = arabic_share(text) >= 0.5
    same = (name for name in names if (arabic_share(name) >= 0.5) == arabic)
    return next(same, next(iter(names), None))


def title_of(named: Iterable[str | None], heads: list[str], outlet: str | None) -> str:
    """The headline without the site's name, which may stand behind it or in its place."""
    titles = [" ".join((title or "").split()) for title in [*named, *heads]]
    title = next((one for one in titles if one and words(one) != words(outlet or "")), "")
    for head in heads:
        if len(head.split()) > _NAME_WORDS and (title.startswith(head) or title.endswith(head)):
            return head
    parts = _SEPARATOR.split(title)
    kept = [part for part in parts if words(part) != words(outlet or "")]
    title = " - ".join(kept) if 0 < len(kept) < len(parts) else title
    name = re.escape(outlet or "\0")
    return re.sub(rf"^{name}\s*[-–—|:»«]\s*|\s*[-–—|:»«]\s*{name}$", "", title)


def names_beside(heads: list[str], titles: Iterable[str | None]) -> Iterator[str]:
    """What stands before or behind a page's headline in one of its *titles*: the site's name."""
    for title in titles:
        parts = [part.strip() for part in _SEPARATOR.split(title or "")]
        for at, part in enumerate(parts):
            if part in heads and len(part.split()) > _NAME_WORDS:
                yield from (one for one in parts[:at] + parts[:at:-1] if one)  # a section is nearer
            elif part in heads and len(parts) > 1:
                yield part


def authors(named: str | None) -> str | None:
    """The authors, unless what stands there is no name at all."""
    names = [name.strip() for name in (named or "").split(";")]
    return "، ".join(names) if all(map(_NAME.fullmatch, names)) and "http" not in names[0] else None


def author_of(
    guess: str | None, linked: list[dict[str, Any]], outlet: str | None, head: list[str]
) -> str | None:
    """
    Who wrote it, maybe with agency and outlet, which ``retrieval.sources.credits`` parts.

    By a line of the *head* such as «كتبت سمر الحاج», by linked data, or by the extractor's *guess*:
    which may be half a line, the outlet before the writer, or a city before the outlet.
    """
    if written := next(filter(None, map(_WRITTEN.fullmatch, head)), None):
        return written[1]
    nodes = [one for node in linked for one in _several(node.get("author"))]
    named = [str(one.get("name") or "") if isinstance(one, dict) else str(one) for one in nodes]
    names = [name for name in named if name and not re.search("//|@", name)]
    author = "، ".join(dict.fromkeys(names))[:_LONGEST] or authors(guess)
    own, name = words(author or ""), words(outlet or "")
    if name and set(name) <= set(own):
        return None
    for line in head:
        more = words(line)[len(own) :]
        if own and 0 < len(more) <= _CREDIT and words(line)[: len(own)] == own:
            if name and set(name) <= set(more):
                return None
            if set(own) <= set(name):
                return line[: next((day.start for day in dates.find(line)), None)].strip(" -–—|")
    return author


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] * bool(value)
