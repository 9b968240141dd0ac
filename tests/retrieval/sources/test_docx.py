"""Word documents."""

import io

import docx

from retrieval.errors import NoText
from retrieval.sources.reading import read
from tests.retrieval.sources.test_bundles import zipped
from tests.retrieval.sources.test_datasets import BODY


def test_a_word_document(put):
    """
    Its title, its paragraphs and the rows of its tables.
    """
    document = docx.Document()
    document.add_heading("مكتبة جديدة في الزهراء", 0)
    document.add_paragraph(BODY)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "عدد الكتب", "20000"
    made = io.BytesIO()
    document.save(made)
    [article] = read(put("a.docx", made.getvalue()))

    assert article.source.title == "مكتبة جديدة في الزهراء"
    assert article.text == f"{BODY}\n\nعدد الكتب: 20000"
    for broken in (made.getvalue()[:900], zipped({"a.xml": "x"}), b"MZ"):
        [rejection] = read(put("b.docx", broken))
        assert isinstance(rejection, NoText)
