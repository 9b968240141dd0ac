"""How an answer may be written, whatever it says."""

import pytest

from bot.verification.manner import fault_of_manner


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Talks began on Monday in the capital.", "ar", "language"),
        ("بدأت المحادثات يوم الاثنين.", "en", "language"),
        ("زوروا https://example.org الآن.", "ar", "form"),
        ("زوروا www.example.org الآن.", "ar", "form"),
        ("زوروا example.com الآن.", "ar", "form"),
        ("راسلونا على a.b@example.org غداً.", "ar", "form"),
        ("| الاسم | العدد |", "ar", "form"),
        ("<b>قال</b> الوزير.", "ar", "form"),
        ("قال `الوزير` ذلك.", "ar", "form"),
    ],
)
def test_what_is_no_plain_prose_in_the_readers_language_is_found(text, language, name):
    """
    Another language, an address, markup.
    """
    assert fault_of_manner(text, language)[0] == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قالت شركة Apple Inc. إن iPhone 15 سيباع بسعر 999 دولاراً.", "ar"),
        ("قال ترامب “We will be back” في خطابه.", "ar"),
        ("The minister said “لن نغادر هذا البلد أبداً” on Monday.", "en"),
        ("بلغت النسبة 3.5% (أي أقل من العام الماضي)، بحسب الغد.", "ar"),
        ("Gen. Frank McKenzie said U.S. troops would stay.", "en"),
        ("2024.", "ar"),
    ],
)
def test_names_figures_and_quotations_are_prose(text, language):
    """
    Latin names in an Arabic sentence, a quotation in its own language, a percentage.
    """
    assert fault_of_manner(text, language) is None
