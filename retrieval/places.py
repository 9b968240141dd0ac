"""
What a reading is called, so that two of one article have one name and no others do. Pure.

What is told apart by a mark needs no more where nothing in it can pass for the mark; everything
else is spelt as JSON, which begins with a bracket, as no path, address or plain outlet does.
"""

import json
import re
from pathlib import PurePath

_PLAIN = re.compile(r"[^#/:\[\n]+")  # an outlet that can be no path and no address
_NUMBERED = re.compile(r"\d+|.*[#\n].*", re.DOTALL)  # an id that may be a record's number
_OF_MANY = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".rss", ".atom", ".xml")


def file_origin(path: PurePath) -> str:
    """
    Whose articles a file holds: its own if it may hold many, else its folder's.

    >>> file_origin(PurePath("/news/export.jsonl")), file_origin(PurePath("/news/fire.md"))
    ('/news/export.jsonl', '/news')
    """
    origin = path if path.suffix.lower() in _OF_MANY else path.parent
    return " ".join(str(origin).splitlines())


def of_record(id: str, *, outlet: str | None, name: str) -> str:
    """
    What a record with an *id* is called: the id is the outlet's own, without one the file's *name*'s.

    >>> of_record("b1", outlet="Post", name="/a.jsonl"), of_record("b1", outlet=None, name="/a.jsonl")
    ('Post#b1', '/a.jsonl#b1')
    >>> of_record("c", outlet="Post#b", name="/a.jsonl"), of_record("1", outlet=None, name="/a.jsonl")
    ('["Post#b", "c"]', '[null, "/a.jsonl", "1"]')
    """
    if outlet is None:
        plain, parts = not _NUMBERED.fullmatch(id), [None, name, id]
    else:
        plain, parts = bool(_PLAIN.fullmatch(outlet)) and "\n" not in id, [outlet, id]
    return f"{outlet or name}#{id}" if plain else json.dumps(parts, ensure_ascii=False)


def of_part(place: str, number: int) -> str:
    """
    What the *number*th article on one page is called; the first is the page's own *place*.

    >>> of_part("/a.txt#1", 1), of_part("/a.txt#1", 2)
    ('/a.txt#1', '["/a.txt#1", 2]')
    """
    return place if number == 1 else json.dumps([place, number], ensure_ascii=False)
