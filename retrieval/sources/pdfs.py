"""
A PDF taken apart into paragraphs. The only module of pypdfium2; runs in ``retrieval.sources.confined``.

A PDF holds glyphs at places, not text. What PDFium makes of Arabic ones is right but for what is
mended here: glyphs of two letters (لا) come out backwards, pieces of a line that was drawn in
several come as lines of their own, and brackets and full stops beside numbers change sides. What
still does not look like Arabic is not read at all. Scanned pages have no text; there is no OCR.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from ctypes import c_double
from datetime import date
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from retrieval.errors import ScannedPdf, UnreadablePdf
from retrieval.language import publication
from retrieval.language.arabic import arabic_share, clean, words
from retrieval.language.letters import garbled
from retrieval.types import Document

_BACKWARDS = re.compile(r"[اأإآ]ل.?|هللا")  # a glyph of «لا» or «الله», its letters reversed
_MARKS = re.compile("[\u064b-\u0652\u0670]+")
_STRAY = re.compile(r"(?<!\S)([،؛؟.:!%٪]+)(\d+(?:[.,/]\d+)*)(?!\S)")
_PAIRS = ("()", "[]", "«»", "“”")
_TANWEEN_PLACED = re.compile(r"[\u064b-\u064d](?=[اى]?(?!\w))")
_TANWEEN_MISPLACED = re.compile(r"[\u064b-\u064d](?=\w)(?![اى](?!\w))")
_BEFORE_ITS_MARKS = re.compile(
    "(?<![\u064b-\u0652\u0670])([\u064b-\u0652\u0670]++)([\u0621-\u064a])"
)
_NO_LETTER = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_FEW = 40  # letters; a document with fewer is a picture with a stamp on it
_STAMPED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


class _Piece(NamedTuple):
    """
    A glyph, mostly a letter, or a line of them; places in points, from the lower left corner.

    y: its baseline. left, right, size: the edges and the height of the font's box, not of the ink's;
        the size is 0 of a space that PDFium only concluded from a gap.
    """

    text: str
    y: float
    left: float
    right: float
    size: float

    @property
    def is_mark(self) -> bool:
        return unicodedata.combining(self.text[0]) > 0

    def is_apart(self, other: "_Piece") -> bool:
        """Whether there is room for a space between two that stand side by side."""
        return max(self.left - other.right, other.left - self.right) > 0.15 * other.size


def pdf(raw: bytes) -> Document:
    """The text of a PDF. Raises ScannedPdf, or UnreadablePdf where it has none as it was written."""
    try:
        document = pypdfium2.PdfDocument(raw)
        pages = [_joined(_lines(page.get_textpage())) for page in document]
        facts = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdf(path="") from error
    paragraphs = _marked(_paragraphs(_without_margins(pages)))
    text = "\n".join(paragraphs)
    if sum(map(str.isalpha, text)) < _FEW and _has_images(document):
        raise ScannedPdf(path="")
    if not _readable(text):
        raise UnreadablePdf(path="")
    title = clean(facts.get("Title", ""))
    printed = {word for line in paragraphs[:5] for word in words(line)}
    made = _STAMPED.match(facts.get("CreationDate", ""))
    dated = publication.published(paragraphs, today=date.today()).iso
    return Document(
        text,
        # Programs write the name of a file there as readily as a title.
        title=title if len(words(title)) > 2 and set(words(title)) <= printed else None,
        published="-".join(made.groups()) if made and not dated else None,
    )


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[_Piece]:
    """The lines of *page* in the order PDFium gives them, which may give one in pieces."""

    def place(index: int) -> tuple[float, float]:
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        return x.value, y.value

    glyphs: list[_Piece] = []
    for (_, y), (first, *rest) in groupby(range(page.count_chars()), key=place):
        text = "".join(chr(pdfium.FPDFText_GetUnicode(page, n)) for n in (first, *rest))
        if "\n" in text:
            yield from _line(glyphs)
            glyphs = []
        elif text.strip("\0\r"):
            left, bottom, right, top = page.get_charbox(first, loose=True)
            glyphs.append(_Piece(_forwards(text), y, left, right, top - bottom))
    yield from _line(glyphs)


def _forwards(text: str) -> str:
    """The letters of one glyph in reading order."""
    if unicodedata.combining(text[0]):
        return text[0]  # a mark that was once drawn on the letters behind it
    return clean(text[::-1] if _BACKWARDS.fullmatch(text) else text)


def _line(glyphs: list[_Piece]) -> Iterator[_Piece]:
    """
    The line of *glyphs*, if anything is to be seen.

    A mark is drawn beside its letter, where PDFium takes it for the end of a word: there the gap
    between the letters decides.
    """
    seen = [glyph for glyph in glyphs if glyph.text.strip()]
    text, before, marked = "", None, False
    for n, glyph in enumerate(glyphs):
        beside = [*glyphs[max(n - 1, 0) : n], *glyphs[n + 1 : n + 2]]
        if glyph.is_mark:
            marked = True
            text += glyph.text
        elif glyph.size or not any(one.is_mark for one in beside):
            text += " " * (marked and before is not None and before.is_apart(glyph)) + glyph.text
            before, marked = glyph, False
    if seen:
        yield _around(text, [glyph for glyph in seen if not glyph.is_mark] or seen)


def _around(text: str, pieces: list[_Piece]) -> _Piece:
    """*text*, which stands where *pieces* stand."""
    _, ys, lefts, rights, sizes = zip(*pieces, strict=True)
    return _Piece(text, median(ys), min(lefts), max(rights), median(sizes))


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """The lines, pieces on one height put together in the order they are read."""
    rows: list[list[_Piece]] = []
    for piece in pieces:
        if rows and _is_beside(piece, rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(row) for row in rows]


def _is_beside(piece: _Piece, row: list[_Piece]) -> bool:
    """Whether *piece* is on the height of *row*, and nearer to it than columns are to each other."""
    size = max(piece.size, row[0].size)
    apart = min(max(one.left - piece.right, piece.left - one.right) for one in row)
    return abs(piece.y - row[0].y) < 0.4 * size and apart < 2 * size


def _row(pieces: list[_Piece]) -> _Piece:
    arabic = arabic_share("".join(piece.text for piece in pieces)) >= 0.5
    pieces = sorted(pieces, key=lambda piece: -piece.right if arabic else piece.left)
    text, before = "", pieces[0]
    for piece in pieces:
        marks = _MARKS.match(piece.text)
        text += marks[0] if marks else ""
        if rest := piece.text[marks.end() if marks else 0 :]:
            text += " " * (piece is not before and before.is_apart(piece)) + rest
            before = piece
    return _around(" ".join(clean(text.replace("\x02", "-")).split()), pieces)


def _bracketed(text: str) -> str:
    """
    *text* with its brackets open and closed in turn, if there is an even number of a kind.

    >>> _bracketed("وكالة رويترز )Reuters)، نشرة )2023(")
    'وكالة رويترز (Reuters)، نشرة (2023)'
    """
    for pair in _PAIRS:
        places = [n for n, letter in enumerate(text) if letter in pair]
        if len(places) % 2 == 0:
            letters = list(text)
            for turn, n in enumerate(places):
                letters[n] = pair[turn % 2]
            text = "".join(letters)
    return text


def _without_margins(pages: list[list[_Piece]]) -> list[list[_Piece]]:
    """The pages without page numbers, and without what most of them have at their edges."""
    edges = Counter(line.text for page in pages for line in {*page[:1], *page[-1:]})
    often = {text for text, count in edges.items() if count > 2 and count > len(pages) / 2}
    for page in pages:
        for edge in (0, -1):
            if page and (page[edge].text in often or not words(re.sub(r"\d", "", page[edge].text))):
                del page[edge]
    return pages


def _paragraphs(pages: list[list[_Piece]]) -> list[str]:
    """Lines put together: after a full one, the next goes on unless a gap or another size parts them."""
    found: list[str] = []
    for page in pages:
        full = max((line.right - line.left for line in page), default=0)
        gaps = ((above.y - line.y, line.size) for above, line in pairwise(page))
        leading = min((gap for gap, size in gaps if gap > size / 2), default=0)
        for above, line in zip([None, *page], page, strict=False):
            goes_on = (
                above is not None
                and above.right - above.left > 0.8 * full
                and 0 < above.y - line.y < 1.3 * leading
                and abs(above.size - line.size) < 1
            )
            if goes_on:
                found[-1] = f"{found[-1]} {line.text}"
            else:
                found.append(line.text)
    return [_mended(paragraph) for paragraph in found]


def _mended(text: str) -> str:
    """*text* with what changes sides in Arabic put back: brackets, and stops beside numbers."""
    return _STRAY.sub(r"\2\1", _bracketed(text)) if arabic_share(text) >= 0.5 else text


def _marked(paragraphs: list[str]) -> list[str]:
    """
    *paragraphs* with each mark behind its own letter.

    Some programs draw it left of its letter, some right, and it has no width: only «ـًا», which
    ends a word, tells which, and every mark of a document is drawn the same way.

    >>> _marked(["أيًضا بناًء"])
    ['أيضًا بناءً']
    """
    text = "\n".join(paragraphs)
    if len(_TANWEEN_MISPLACED.findall(text)) <= len(_TANWEEN_PLACED.findall(text)):
        return paragraphs
    return [_BEFORE_ITS_MARKS.sub(r"\2\1", paragraph) for paragraph in paragraphs]


def _has_images(document: pypdfium2.PdfDocument) -> bool:
    with suppress(pypdfium2.PdfiumError):
        return any(next(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]), None) for page in document)
    return False


def _readable(text: str) -> bool:
    """Whether *text* is one: enough letters, known to the font, that make words."""
    letters = sum(map(str.isalpha, text))
    unknown = len(_NO_LETTER.findall(text))
    return letters >= _FEW and unknown < 0.02 * len(text) and not garbled(text)
