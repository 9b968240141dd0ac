"""Letters that make no words, and languages told by their letters."""

import pytest

from retrieval.language.languages import language_of
from retrieval.language.letters import garbled
from retrieval.sources.decoding import repaired
from tests.bench import sets

ARABIC = (
    "افتتح المجلس البلدي أمس سوقاً جديدة للخضار قرب الميناء، وقال رئيسه إن البناء كلّف ثلاثة ملايين"
    " وإن مئة وعشرين بائعاً سينتقلون إليها قبل نهاية الشهر، أيضاً."
)
ENGLISH = (
    "The town council opened a new vegetable market near the harbour yesterday; its head said that the"
    " building cost three million and that 120 traders would move there before the end of the month."
)


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, ARABIC + ENGLISH, "", "2024/1/25", "BBC"])
def test_real_text_is_not_garbled(text):
    """
    Text as people write it passes, in either script, in both, or in none.
    """
    assert not garbled(text) and repaired(text) == text


@pytest.mark.parametrize("read", ["cp1252", "cp1256", "mac_roman", "iso8859_6", "cp720"])
def test_utf_8_that_was_read_as_something_else_is_repaired(read):
    """
    The bytes of UTF-8 are seldom anything else by chance, so they are read again as UTF-8.
    """
    try:
        twice = ARABIC.encode().decode(read)
    except UnicodeDecodeError:
        twice = "".join(bytes([b]).decode(read, "ignore") or chr(b) for b in ARABIC.encode())

    assert garbled(twice) and repaired(twice) == ARABIC


@pytest.mark.parametrize("written", ["cp1256", "mac_arabic", "iso8859_6", "cp720"])
def test_a_table_read_as_another_is_repaired(written):
    """
    Letters that make no words are read again in the table that makes words of them.
    """
    text = ARABIC.translate({ord("ً"): None, ord("ّ"): None, ord("،"): None})
    misread = text.encode(written).decode("latin-1")

    assert repaired(misread) == text


@pytest.mark.parametrize(
    "garbled_text",
    [
        ARABIC[::-1],
        ARABIC.replace("ل", "ا").replace("ه", "خ").replace("ن", "ق"),
        ARABIC.encode().decode("cp1252", "replace"),
        "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in ENGLISH),
        ARABIC.encode().hex("=").replace("d8=", "=D8=").upper(),
        "".join("?" if letter.isalpha() else letter for letter in ARABIC),
    ],
)
def test_what_is_lost_is_told_for_garbled(garbled_text):
    """
    What cannot be set right is left as it is, and known for what it is.
    """
    assert garbled(garbled_text) and repaired(garbled_text) == garbled_text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", ARABIC),
        ("ar", ARABIC.replace("ك", "ک").replace("ي", "ی").replace("ه", "ہ")),
        ("fa", "شهردار گفت که پل تازه شهر تا پایان سال آینده ساخته می‌شود و چهار میلیون هزینه دارد"),
        (
            "ur",
            "میئر نے کہا کہ شہر کا نیا پل اگلے سال کے آخر تک مکمل ہو جائے گا اور اس پر رقم خرچ ہوگی",
        ),
        ("ckb", "سەرۆکی شارەوانی گوتی کە پردی نوێی شار تا کۆتایی ساڵی داهاتوو تەواو دەبێت"),
        ("ps", "د ښار مشر وویل چې د ښار نوی پل به تر راتلونکي کال پورې بشپړ شي او ډېر لګښت لري"),
        ("en", ENGLISH),
        ("ru", "Совет города одобрил ремонт моста, чтобы объезд стал короче."),
        ("uk", "Міська рада схвалила ремонт мосту і його освітлення."),
        ("und", "Градският съвет одобри ремонта."),
        ("el", "Το δημοτικό συμβούλιο ενέκρινε την επισκευή της γέφυρας."),
        ("he", "המועצה אישרה את תיקון הגשר"),
        ("ja", "市議会は橋の修理を承認しました"),
        ("zh", "市议会批准了桥梁维修"),
        ("ko", "시의회는 다리 수리를 승인했다"),
        ("hi", "परिषद ने पुल की मरम्मत को मंज़ूरी दी"),
    ],
)
def test_a_language_is_told_by_its_letters(code, text):
    """
    Arabic that was typed on another keyboard is Arabic; another language is what it is, and no garble.
    """
    assert language_of(text) == code and not garbled(text)


@pytest.mark.slow
@pytest.mark.skipif(not sets.available(), reason=sets.ABSENT)
def test_real_paragraphs_are_never_refused():
    """
    Of the paragraphs at hand that were not counted, not one is taken for garbled.
    """
    assert not [article.key for article in sets.load("arcd").articles if garbled(article.text)]
