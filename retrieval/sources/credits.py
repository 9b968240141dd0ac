"""
Whose a report is, as its page prints it: labels, signatures below photographs, and datelines. Pure.

A newsroom adds its own phrases to the tables (``retrieval.sources.phrases``).
"""

import re

from retrieval.language import dates, publication
from retrieval.language.arabic import STOPWORDS, words
from retrieval.sources.phrases import group, key_of, keys_of
from retrieval.types import Source

Facts = dict[str, str | None]

_AGENCY = {
    key: row.split("|")[0].strip() for row in group("agencies").split("\n") for key in keys_of(row)
}
_PHOTOGRAPHERS, _NAMELESS = keys_of(group("photographers")), keys_of(group("nameless"))
# A label, and the field of Source that it fills.
_FACTS = {key: field for field in ("outlet", "author") for key in keys_of(group(f"{field}_labels"))}
_SIGNED = re.compile(r"\(([^()]{2,40})\)\s*$")
_BETWEEN_NAMES = re.compile(r"[-–—/+&،,|]| عبر | via ")
_CREDITED = re.compile(r"(?<!\s)(?:\s+[/–—|-]\s+|\s*[/–—]\s*|\s*:\s*(?=«))")
_BY = re.compile(r"^(?:بقلم|كتبت?|إعداد|تقرير|by)\b\s*:?\s*", re.IGNORECASE)
_NAMES = re.compile(r"(?:(?<!\s)\s++)?[+،,;/&|–—]\s*+|(?<!\s)\s++-\s++")
_CAPTION = 40  # words
_NAME = range(2, 4)  # words of an outlet that nothing else names
_WIRED = re.compile(r"([^()–—]{0,40}?)\s*\(([^()]{2,30})\)\s*[-–—:ـ]")


def is_label(text: str) -> bool:
    """Whether *text* introduces an outlet or an author."""
    return key_of(text) in _FACTS


def byline(author: str | None, outlet: str | None = None) -> Facts:
    """
    Who wrote, where and for which agency, of what stands for the author; an *outlet* is no person.

    >>> byline("بقلم: منى سالم - القاهرة"), byline("Reuters"), byline("وكالات")
    ({'author': 'منى سالم', 'dateline': 'القاهرة'}, {'author': None, 'agency': 'رويترز'}, {'author': None})
    """
    names = [name for name in _NAMES.split(_BY.sub("", author or "")) if name]
    agency = next((_AGENCY[key] for key in map(key_of, names) if key in _AGENCY), None)
    names = [name for name in names if key_of(name) not in {*_AGENCY, *_NAMELESS}]
    named = [name for name in names if not _same(name, outlet or "")]
    # Persons sign with two names; one word beside them, or beside an agency, is where they write.
    full = agency or any(" " in name for name in named)
    city = next((name for name in named if full and " " not in name), None)
    persons = [name for name in named if name != city]
    found: Facts = {"author": "، ".join(persons) or None, "dateline": city, "agency": agency}
    return {name: value for name, value in found.items() if value or name == "author"}


def _same(name: str, outlet: str) -> bool:
    """Whether *name* is the outlet's, in part or with the words run together."""
    mine, theirs = words(name), words(outlet)
    return bool(mine) and (set(mine) <= set(theirs) or "".join(mine) == "".join(theirs))


def without_labels(lines: list[str], source: Source) -> tuple[list[str], Facts]:
    """
    Take out lines such as «المصدر: عنب بلدي»; what they say, by the field it fills.

    A line that says otherwise than *source* already does is news, and stays.
    """
    kept: list[str] = []
    facts: Facts = {}
    for line in lines:
        label, colon, value = line.partition(":")
        field = _FACTS.get(key_of(label)) if colon else None
        value, when = _dated(value) if field else (value, "")
        if not (field and 0 < len(words(value)) <= 6 and not value.endswith(".")):
            kept.append(line)
            continue
        names = [name.strip() for name in re.split(r"[+،,|/&]", value)]
        names = [name for name in names if key_of(name) not in _NAMELESS]
        agencies = [name for name in names if key_of(name) in _AGENCY]
        known = {*words(getattr(source, field) or "")}
        if known and names and not agencies and not any({*words(one)} <= known for one in names):
            kept.append(line)
            continue
        kept += filter(None, [when])
        if field == "outlet" and agencies:
            facts["agency"] = _AGENCY[key_of(agencies[0])]
        facts[field] = next((name for name in names if name not in agencies), None)
    return kept, facts


def _dated(value: str) -> tuple[str, str]:
    """*value* before the date that it ends with, and that: «منى سالم - 3 أكتوبر 2018 06:00 م»."""
    printed = dates.find(value)
    if not printed or not publication.is_stamp(value[printed[0].start :]):
        return value, ""
    return value[: printed[0].start].rstrip(" -–—|،,"), value[printed[0].start :]


def signers(line: str) -> set[str]:
    """
    The keys of who signed a caption; empty for any other line.

    >>> sorted(signers("جنود في القاعدة (أرشيفية - رويترز)"))
    ['ارشيفيه', 'رويترز']
    """
    signed = _SIGNED.search(line)
    names = {key_of(name) for name in _BETWEEN_NAMES.split(signed[1])} if signed else set()
    return names & (_AGENCY.keys() | _PHOTOGRAPHERS)


def without_captions(lines: list[str]) -> tuple[list[str], str | None]:
    """
    Drop what stands below a photograph: signed, or printed twice in a row; and say who signed.

    A last line that is signed once may be the end of the text, so it stays.
    """
    kept: list[str] = []
    agency = None
    keys = [key_of(line) for line in lines]
    for i, (before, key, after) in enumerate(
        zip([None, *keys], keys, [*keys[1:], None], strict=False)
    ):
        signed = signers(lines[i])
        agency = agency or next((_AGENCY[name] for name in signed if name in _AGENCY), None)
        caption = bool(signed) and len(key.split()) <= _CAPTION and i + 1 < len(lines)
        if key == after and i:
            caption = bool(signed) or not lines[i].endswith((".", "؟", "!"))
        if key != before and not caption:
            kept.append(lines[i])
    return kept, agency


def without_dateline(lines: list[str], outlet: str | None) -> tuple[list[str], Facts]:
    """
    Where the text was written and for whom, as it says above or at the head of its first paragraph.

    A line of its own is taken out; a paragraph that opens with «واشنطن (رويترز) -» stays whole.
    """
    for i, line in enumerate(lines[:3]):
        if credits := _credits(line, outlet, " ".join(lines[i + 1 :])):
            return lines[:i] + lines[i + 1 :], credits
        wired = _WIRED.match(line)
        if wired and key_of(wired[2]) in _AGENCY:
            printed = dates.find(wired[1])
            city = wired[1][: printed[0].start if printed else None].strip(" ،,")
            return lines, {"dateline": city or None, "agency": _AGENCY[key_of(wired[2])]}
        if publication.is_paragraph(line):
            break
    return lines, {}


def _credits(line: str, outlet: str | None, text: str) -> Facts:
    """
    City, writer and outlet of a line that says no more than them; empty for any other.

    Whose name is not known is an outlet if it stands behind one word, and the *text* below has
    not all of it: a sub-heading is about its text.

    >>> _credits("بغداد – صوت السهل", None, ""), _credits("تل الواحة / سمر الحاج / الأناضول", None, "")
    ({'dateline': 'بغداد', 'outlet': 'صوت السهل'}, {'dateline': 'تل الواحة', 'author': 'سمر الحاج', 'agency': 'الأناضول'})
    """
    city, *writer = (part.strip(' «»"') for part in _CREDITED.split(line))
    who = key_of(last := writer.pop() if writer else "")
    short = len(writer) < 2 and all(0 < len(words(part)) <= 4 for part in (city, *writer, last))
    ours = who in _AGENCY or who == key_of(outlet or "")
    named = len(words(city)) == 1 and len(words(last)) in _NAME
    named = named and not re.search(r"\d", line)
    apart = not writer and named and not {*words(last)} <= {*STOPWORDS, *words(text)}
    if not (short and (ours or apart)):
        return {}
    by = {"agency": _AGENCY[who]} if who in _AGENCY else {"outlet": last}
    return {"dateline": city, **({"author": writer[0]} if writer else {}), **by}
