"""A Word document taken apart into paragraphs. The only module of python-docx; runs in ``confined``."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document as opened
from docx.table import Table
from docx.text.paragraph import Paragraph

from retrieval.language.arabic import clean
from retrieval.types import Document

_TITLES = ("Title", "Heading 1")


def docx(raw: bytes) -> Document:
    """Its text, a paragraph or a row of a table a line; empty if it is no Word document."""
    try:
        document = opened(BytesIO(raw))
        lines = list(_lines(document.iter_inner_content()))
    # The library meets broken parts with whatever they raise in it: KeyError, XMLSyntaxError, …
    except Exception:
        return Document("")
    title = next((text for style, text in lines if style in _TITLES), None)
    return Document("\n".join(text for _, text in lines if text != title), title=title)


def _lines(content: Iterator[Paragraph | Table]) -> Iterator[tuple[str, str]]:
    """The style and the text of each paragraph; of a table, its rows («name: value»)."""
    for block in content:
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(clean(cell.text).split()) for cell in row.cells)
                if text := ": ".join(filter(None, cells)):
                    yield "", text
        elif text := " ".join(clean(block.text).split()):
            yield block.style.name if block.style else "", text
