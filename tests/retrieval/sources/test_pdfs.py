"""
PDFs: Arabic in the right order from three kinds of producers, and a refusal where it is not.

``pdfs/harfbuzz.pdf`` was made with fpdf2, ``pango.pdf`` with WeasyPrint, ``presentation-forms.pdf``
and ``backwards.pdf`` with ReportLab: shaped beforehand, and not at all. All embed DejaVu Sans.
"""

import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.messages import explain
from retrieval.errors import InputRejected, ScannedPdf, TooCostly, UnreadablePdf
from retrieval.language.arabic import unmarked
from retrieval.sources.confined import Confined
from retrieval.sources.pdfs import pdf
from retrieval.sources.reading import read
from retrieval.types import Dated

PDFS = Path(__file__).parent / "pdfs"
ARABIC = ["harfbuzz", "pango", "presentation-forms"]

# What all of the Arabic ones say, and what the English one does.
LINES = (PDFS / "arabic.txt").read_text("utf-8").splitlines()
ENGLISH = (PDFS / "english.txt").read_text("utf-8").splitlines()


def raw(name):
    return (PDFS / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("name", ARABIC)
def test_arabic_is_read_as_it_was_written(name):
    """
    Every word, number, bracket and stop is where the writer put it, and paragraphs are whole.
    """
    found = pdf(raw(name))
    lines = LINES
    if name == "presentation-forms":  # whoever shaped it left the harakat out
        lines = [unmarked(line) for line in lines]

    assert found.text.split("\n") == lines


def test_english():
    """
    English is read in its own direction, without the number of the page.
    """
    found = pdf(raw("english"))

    assert found.text.split("\n") == ENGLISH
    assert (found.title, found.published) == (None, "2000-01-01")


@pytest.mark.parametrize("name", ARABIC)
def test_a_pdf_is_an_article(name):
    """
    The day printed counts more than the day the file was made; a title must be in the text.
    """
    [article] = read(PDFS / f"{name}.pdf")

    assert article.source.date == Dated("2024-01-25", "day", "printed")
    assert unmarked(article.source.title) == unmarked(LINES[0])
    assert unmarked(article.text) == unmarked("\n\n".join(LINES[2:]))


def blank():
    document, file = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [raw("backwards"), raw("locked"), blank(), raw("pango")[:5000], b"%PDF-1.7\n", b"%PDF-"],
    ids=["backwards", "locked", "blank", "cut", "bare", "nothing"],
)
def test_what_cannot_be_read_is_refused(tmp_path, data):
    """
    Text that runs backwards, pages without text, locked and broken files: one sentence, no article.
    """
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    [error] = read(path)

    assert type(error) is UnreadablePdf
    assert "a.pdf" in explain(error, "ar")


def test_a_scanned_one_is_refused_with_what_to_do(tmp_path):
    """
    Pages that hold nothing but images are told apart from broken ones.
    """
    document = pypdfium2.PdfDocument.new()
    page, image = document.new_page(200, 200), pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.new_native(8, 8, pypdfium2.raw.FPDFBitmap_BGR))
    page.insert_obj(image)
    page.gen_content()
    document.save(tmp_path / "a.pdf")

    [error] = read(tmp_path / "a.pdf")

    assert type(error) is ScannedPdf
    assert "ocrmypdf" in explain(error, "ar") and "ocrmypdf" in explain(error, "en")


def bomb(megabytes):
    """A PDF whose page unpacks to so many megabytes of text."""
    packer = zlib.compressobj(9)
    piece = b"(aaaaaaaaaaaaaaaaaaaaaaaa) Tj\n" * 30_000
    stream = packer.compress(b"BT /F 9 Tf ")
    stream += b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_bomb():
    """
    A small file that unpacks to hundreds of megabytes ends its own process, not Rawi's.
    """
    with closing(Confined(seconds=3)) as confined:
        with pytest.raises((TooCostly, UnreadablePdf)):
            confined.documents("pdf", bomb(300), "a.pdf")
        assert confined.documents("pdf", raw("english"), "b.pdf")[0].text


@pytest.fixture(name="confined", scope="module")
def _confined():
    with closing(Confined(seconds=3)) as confined:
        yield confined


@settings(max_examples=40)
@given(
    st.sampled_from(["english", "pango"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=12),
)
def test_any_damage_is_survived(confined, name, damage):
    """
    A PDF with any bytes overwritten is read or refused.
    """
    data = bytearray(raw(name))
    for place, piece in damage:
        at = int(place * (len(data) - 1))
        data[at : at + len(piece)] = piece

    try:
        assert confined.documents("pdf", bytes(data), "a.pdf")[0].text
    except InputRejected as error:
        assert explain(error, "ar")
