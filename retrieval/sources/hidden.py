"""
What a page holds and shows nobody: taken out before its text is read. Pure.

A sentence that no reader of the page can see is no report of its outlet's, and is how strangers
put words into an archive. Looked at are attributes, styles of the element itself, and rules of the
page's own style sheets for a single class, id or tag.
"""

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # of lxml's trees, which have no types

# Sought only where its selectors begin, so that a sheet is read once.
_RULE = re.compile(r"(?<![^{}@;])([^{}@;]++)\{([^{}]*+)\}")
_SIMPLE = re.compile(r"([a-z][\w]*)?(?:\.([\w-]+)|#([\w-]+))?", re.IGNORECASE)
_PRINT = re.compile(r"@media\s+print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|r?em|%|vw|vh|ex|ch)?")
_WHITE = re.compile(
    r"(?:#fff(?:fff)?(?:f{1,2})?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\))$"
)
_NO_COLOUR = re.compile(
    r"transparent$|rgba\([^)]*,\s*0(?:\.0\d*)?\s*\)$|#[0-9a-f]{6}00$|#[0-9a-f]{3}0$"
)
_CUT = r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%"
_UNSEEN = {
    "display": re.compile("^none$"),
    "visibility": re.compile("^(?:hidden|collapse)$"),
    "clip": re.compile(_CUT),
    "clip-path": re.compile(_CUT),
    "transform": re.compile(r"scale\(0\)"),
}
_SMALLEST = {"px": 3.0, "pt": 2.5, "em": 0.2, "rem": 0.2, "%": 20.0}  # a type size that can be read
_FAINTEST = {"%": 10.0}  # opacity; without a unit a hundredth
_AWAY = -500.0  # px: further to the left or above than that is off the screen
_HEADINGS = ("h1", "h2", "h3", "title", "body", "html")


def drop_hidden(tree: Element) -> None:
    """Take every element out of *tree* that the page does not show, and what is below it."""
    sheets = list(_hiding(tree))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("body", "html", "head"):
            continue
        if _is_hidden(element) or any(_matches(element, *rule) for rule in sheets):
            element.drop_tree()


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.tag in ("template", "noscript"):
        return True
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    style = declarations(element.get("style") or "")
    if colour := element.get("color"):  # of <font>
        style.setdefault("color", colour.strip().lower())
    return bool(style) and hides(style, heading=element.tag in _HEADINGS)


def declarations(style: str) -> dict[str, str]:
    """
    The declarations of a style, names and values in lower case.

    >>> declarations("Color: RED; font-size:0 !important")
    {'color': 'red', 'font-size': '0'}
    """
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def hides(style: dict[str, str], *, heading: bool = False) -> bool:
    """
    Whether something of that style cannot be read.

    White on no colour of its own is white on white; a heading may stand on a picture.
    """
    if any(pattern.search(style.get(name, "")) for name, pattern in _UNSEEN.items()):
        return True
    if (size := _length(style, "font-size")) and size[0] < _SMALLEST.get(size[1], 0.001):
        return True
    if (faint := _length(style, "opacity")) and faint[0] <= _FAINTEST.get(faint[1], 0.1):
        return True
    away = ("left", "top", "text-indent", "margin-left", "right")
    if any((at := _length(style, name)) and at[0] <= _AWAY for name in away):
        return True
    shut = [_length(style, name) for name in ("height", "max-height", "width", "max-width")]
    if style.get("overflow") in ("hidden", "clip") and any(one and one[0] <= 1 for one in shut):
        return True
    return _unseen_colour(style, heading=heading)


def _unseen_colour(style: dict[str, str], *, heading: bool) -> bool:
    colour = style.get("color", "")
    behind = style.get("background-color") or style.get("background") or ""
    if not colour:
        return False
    if _NO_COLOUR.match(colour) or (behind and colour == behind):
        return True
    if _WHITE.match(colour):
        return _WHITE.match(behind) is not None if behind else not heading
    return False


def _length(style: dict[str, str], name: str) -> tuple[float, str] | None:
    found = _LENGTH.match(style.get(name, ""))
    return (float(found[1]), found[2] or "px") if found else None


def _hiding(tree: Element) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Tag, class and id of each simple rule in the page's style sheets that hides what it fits."""
    for sheet in tree.iter("style"):
        for rule in _RULE.finditer(_PRINT.sub("", sheet.text or "")):
            if hides(declarations(rule[2]), heading=True):
                for selector in rule[1].split(","):
                    simple = _SIMPLE.fullmatch(selector.strip())
                    if simple and (simple[2] or simple[3]):
                        yield simple[1], simple[2], simple[3]


def _matches(element: Element, tag: str | None, name: str | None, id: str | None) -> bool:
    if tag and element.tag != tag.lower():
        return False
    if id:
        return bool(element.get("id") == id)
    return name in (element.get("class") or "").split()
