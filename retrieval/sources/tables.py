"""Tables of a page as sentences, a row a sentence: «الصنف: السكري؛ يوليو: 24 ريالا.» Pure."""

from typing import Any

from retrieval.language.arabic import arabic_share

Element = Any  # of lxml's trees, which have no types

_LONGEST = 200  # characters of a cell; a longer one is there for the layout


def spell_out_tables(tree: Element) -> None:
    """Put paragraphs in the place of each table of *tree* that holds data."""
    for table in list(tree.iter("table")):
        rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
        cells = [[" ".join(one.text_content().split()) for one in row] for row in rows]
        if table.find(".//table") is not None or any(len(c) > _LONGEST for r in cells for c in r):
            continue
        headed = len(rows) > 1 and bool(rows[0]) and _is_head(table, rows[0], cells[0])
        names = cells.pop(0) if headed else []
        tail, around = table.tail, table.getparent()
        table.clear()
        table.tag, table.tail = "div", tail
        if around is not None and around.tag == "figure":
            around.tag = "div"  # what stands in a figure is taken for a caption
        for row in cells:
            if sentence := as_sentence(names, row):
                paragraph = table.makeelement("p")
                paragraph.text = sentence
                table.append(paragraph)


def _is_head(table: Element, row: list[Element], cells: list[str]) -> bool:
    """Whether the first row of *table* names its columns; a corner that is empty says so too."""
    in_head = table.find("thead") is not None
    return in_head or all(one.tag == "th" for one in row) or not cells[0]


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
