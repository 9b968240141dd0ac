"""
What a page has among its paragraphs that is no report: taken out of its markup before it is read; and
tables, a row of which becomes a sentence. Pure.

Captions, galleries, polls, embedded posts, players, and links to other articles. Which is which, a
page says in its tags, its roles, the names of its classes, and in links that are all there is to a
block. What is left of such things in the text, ``retrieval.sources.cleaning`` knows by its words.
"""

import re
from collections.abc import Iterator
from typing import Any

from retrieval.language import publication
from retrieval.language.arabic import arabic_share, words
from retrieval.sources.cleaning import introduces_links
from retrieval.sources.credits import is_label

Element = Any  # of lxml's trees, which have no types

_TAGS = ["figcaption", "aside", "form", "nav", "footer", "dialog"]
_ROLES = {"navigation", "complementary", "contentinfo", "search", "dialog"}
_NAMED_BY = ("class", "id", "data-testid", "data-e2e", "data-component", "itemprop")
# One word of a name, or several in a row, as designers of sites in any language write them.
_NAMES = re.compile(
    r" (?:\w*caption|credits?|copyright|gallery|galleries|album|slides?|slideshow|carousel|slider|lightbox"
    r"|polls?|survey|quiz|vot(?:e|ing)|related\w*|recommend\w*|read (?:more|next|also)|more on"
    r"|more (?:news|stories)|most read|see also|also (?:watch|read)|trending|promo\w*|sponsor\w*"
    r"|taboola|outbrain|ad|ads|adv|advert\w*|shar(?:e|ing|edaddy)|social|follow|newsletters?"
    r"|subscri\w+|sign up|toc|toolbar|breadcrumbs?|comments?|disqus|reactions?"
    r"|(?:audio|video|media) (?:player|title|copyright)|app (?:stores?|downloads?)"
    r"|(?:img|image|photo|picture) (?:title|cap|text|info|description)|instagram media|twitter tweet|tiktok embed"
    r"|embed|fb post|cookies?|consent|paywall|tags) "
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MOST = 0.4  # of a page's paragraphs; what holds more is around the report, not beside it
_LABEL = 3  # words
_HEADLINE = 20  # words; no headline has as many
_LONGEST_CELL = 200  # characters; a longer one is there for the layout
_BLOCKS = ["ul", "ol", "p", "div", "blockquote", "section", "h2", "h3", "h4", "h5"]


def drop_boilerplate(tree: Element) -> None:
    """Take out of *tree* what is no report, and spell out its tables."""
    most = _MOST * sum(len(one.text_content()) for one in tree.iter("p")) + 1
    for element in [*_beside(tree)]:
        if element.getparent() is not None and not _holds(element, most):
            element.drop_tree()
    for element in list(tree.iter(_BLOCKS)):
        beside = element.getparent() is not None and (_only_links(element) or _is_caption(element))
        if beside and not _holds(element, most):
            element.drop_tree()
    _spell_out_tables(tree)


def _beside(tree: Element) -> Iterator[Element]:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("html", "body", "article", "main"):
            named = " ".join(element.get(attribute) or "" for attribute in _NAMED_BY)
            if (
                element.tag in _TAGS
                or (element.tag == "figure" and element.find(".//table") is None)
                or element.get("role") in _ROLES
                or _NAMES.search(f" {' '.join(_WORD.findall(named)).lower()} ")
            ):
                yield element


def _holds(element: Element, most: float) -> bool:
    """Whether *element* holds the headline or *most* of the report."""
    return (
        element.find(".//h1") is not None
        or element.tag == "h1"
        or sum(len(one.text_content()) for one in element.iter("p")) > most
    )


def _only_links(element: Element) -> bool:
    """Whether all there is to a block are links to other articles, and what introduces them."""
    linked = [link.text_content() for link in element.findall(".//a")]
    inside = element.text_content()
    for text in linked:
        inside = inside.replace(text, " ", 1)
    if words(inside):
        label = inside.strip().endswith(":") and len(words(inside)) <= _LABEL
        return bool(linked) and (introduces_links(inside) or (label and not is_label(inside)))
    return bool(linked) and not any(map(_tells, linked))


def _is_caption(element: Element) -> bool:
    """Whether a block is a picture with words that make no sentence."""
    return element.find(".//img") is not None and not publication.is_paragraph(
        element.text_content().strip()
    )


def _tells(text: str) -> bool:
    """Whether a text that is linked as a whole is a sentence, not a headline, which may ask."""
    return text.rstrip().endswith(".") or len(words(text)) >= _HEADLINE


def _spell_out_tables(tree: Element) -> None:
    """Put paragraphs in the place of each table that holds data: «الصنف: السكري؛ يوليو: 24 ريالا.»"""
    for table in list(tree.iter("table")):
        rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
        cells = [[" ".join(one.text_content().split()) for one in row] for row in rows]
        if table.find(".//table") is not None or any(
            len(c) > _LONGEST_CELL for r in cells for c in r
        ):
            continue
        headed = len(rows) > 1 and bool(rows[0])
        if headed and table.find("thead") is None and not all(one.tag == "th" for one in rows[0]):
            headed = not cells[0][0]  # an empty corner says as well that the row names columns
        names = cells.pop(0) if headed else []
        tail, around = table.tail, table.getparent()
        table.clear()
        table.tag, table.tail = "div", tail
        if around is not None and around.tag == "figure":
            around.tag = "div"  # what stands in a figure is taken for a caption
        for sentence in filter(None, (as_sentence(names, row) for row in cells)):
            table.append(paragraph := table.makeelement("p"))
            paragraph.text = sentence


def as_sentence(names: list[str], row: list[str]) -> str:
    """
    *row* under the *names* of its columns, if they have any.

    >>> as_sentence(["Ship", "Crew"], ["Alba", "12"]), as_sentence([], ["السعة", "40 راكباً"])
    ('Ship: Alba; Crew: 12.', 'السعة: 40 راكباً.')
    >>> as_sentence(["", "2030", "2031"], ["Rice", "7", "9"])
    'Rice – 2030: 7; 2031: 9.'
    """
    if not any(row):
        return ""
    between = "؛ " if arabic_share(" ".join(row + names)) >= 0.5 else "; "
    if len(names) != len(row):
        first, *rest = filter(None, row)
        return f"{first}: {between.join(rest)}." if rest else first
    head = f"{row[0]} – " if not names[0] else ""
    told = [f"{name}: {cell}" for name, cell in zip(names, row, strict=True) if name and cell]
    return f"{head}{between.join(told)}."
