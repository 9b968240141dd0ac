"""
What other tools call the fields of an article: trafilatura, newspaper, crawlers, JSON Feed, sheets.

A record's own names come first; then each foreign name is taken for the first field it fits that
is still empty. Pure.
"""

import re
from collections.abc import Mapping
from typing import Any

from retrieval.language.arabic import fold

OWN = ("id", "title", "outlet", "author", "published", "date_precision", "url", "language", "text")
# Ours, and theirs in the order of how surely they mean the same. Compared without case, spaces,
# hyphens and underscores.
_THEIRS = {
    "text": "body content articlebody maintext fulltext contenttext rawtext bodytext story article النص المحتوى المتن"
    " نص_الخبر نص_المقال نص محتوى الخبر المقال",
    "html": "contenthtml html bodyhtml",
    "title": "headline name العنوان عنوان عنوان_الخبر العنوان_الرئيسي",
    "outlet": "sourcehostname sitename site publisher sourcename medianame newspaper newspapername agency hostname domain"
    " source الجهة المصدر مصدر الصحيفة الموقع الوسيلة",
    "author": "authors byline creator writer الكاتب كاتب المؤلف المحرر بقلم",
    "published": "publishdate publisheddate datepublished publishedat publicationdate pubdate date"
    " datetime timestamp createdat التاريخ تاريخ_النشر تاريخ_الخبر تاريخ",
    "url": "link permalink canonicalurl canonical weburl source الرابط رابط رابط_الخبر",
    "id": "guid uuid articleid _id المعرف الرقم",
    "language": "lang locale اللغة لغة",
}
TEXT_NAMES = ("text", *_THEIRS["text"].split())  # for whoever must choose one
_ADDRESS = re.compile(r"https?://\S+$")
_SITE = re.compile(r"https?://(?:www\.)?([\w.-]+)/?$")


def _plain(name: object) -> str:
    """*name* without case, spaces, hyphens, underscores, and spelling variants of its letters."""
    return re.sub(r"[\s_-]+", "", fold(str(name)))


_NAMES = {name: [_plain(one) for one in (name, *more.split())] for name, more in _THEIRS.items()}
_FAMILIAR = {"sourceurl", "dateprecision"}.union(*_NAMES.values())


def own_names(record: Mapping[str, Any]) -> dict[str, Any]:
    """
    *record* under our names, ``html`` among them where the text is markup.

    An author or publisher that is an object is its name; a list of authors is one line.

    >>> own_names({"headline": "ع", "body": "نص", "source": "https://a.example/1", "lang": "ar"})
    {'text': 'نص', 'title': 'ع', 'url': 'https://a.example/1', 'language': 'ar'}
    """
    known = {name: record[name] for name in OWN if record.get(name) is not None}
    for name in {"author", "outlet"} & known.keys():
        first = known[name][0] if isinstance(known[name], list) and known[name] else known[name]
        if isinstance(first, Mapping):
            known[name] = _value(known[name])
    plain = {_plain(name): value for name, value in record.items() if name not in OWN}
    for name, others in _NAMES.items():
        values = (_value(plain.get(other)) for other in others)
        fitting = (one for one in values if one not in (None, "") and _fits(name, one))
        if name not in known and (value := next(fitting, None)) is not None:
            known[name] = value
    site = _SITE.match(str(plain.get("sourceurl", "")))
    if site and "outlet" not in known:
        known["outlet"] = site[1]  # the least that tells whose it is
    return known


def unread(record: Mapping[str, Any]) -> list[str]:
    """
    The filled fields of *record* that have no name of an article's.

    >>> unread({"Body": "نص", "views": 7, "note": ""})
    ['views']
    """
    filled = (str(name) for name, value in record.items() if value not in (None, ""))
    return [name for name in filled if name not in OWN and _plain(name) not in _FAMILIAR]


def _value(value: Any) -> Any:
    """One value of what may be an object with a name, or a list of them."""
    if isinstance(value, Mapping):
        return (
            value.get("name") or value.get("title") or value.get("$date")
        )  # as MongoDB exports it
    if isinstance(value, list):
        parts = [part for part in map(_value, value) if isinstance(part, str) and part]
        return "، ".join(parts) if len(parts) == len(value) else None
    return value


def _fits(name: str, value: Any) -> bool:
    """An outlet is no address, and an address is nothing else."""
    address = isinstance(value, str) and bool(_ADDRESS.match(value))
    return (
        address
        if name == "url"
        else not (address and name in ("outlet", "title", "author", "text"))
    )
