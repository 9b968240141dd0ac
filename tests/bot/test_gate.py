"""The gate: a sentence is shown only if one passage says the same."""

from bot.gate import Gate
from bot.marks import Sentence
from retrieval.passages import passages
from retrieval.types import Article, Source

TEXT = "وصل وزير الخارجية الإسباني إلى بغداد يوم الخميس 25 يناير 2024. وتنشر إسبانيا في العراق 180 جندياً."


def gate(question="متى وصل الوزير؟"):
    articles = [
        Article(Source("a", "زيارة", outlet="رويترز"), TEXT, "a"),
        Article(Source("b", "حريق", outlet="الشرق"), "التهم حريق سوقاً في البصرة.", "b"),
    ]
    return Gate(question, [one for article in articles for one in passages(article)])


def test_a_true_sentence_is_kept_with_the_words_it_rests_on():
    """
    The span is the sentence of the passage, not the passage.
    """
    ruling = gate().rule(Sentence("تنشر إسبانيا في العراق 180 جندياً.", (1,)))

    assert (ruling.verdict, ruling.why) == ("kept", None)
    [span] = ruling.spans
    assert (span.source, TEXT[span.start : span.end]) == (1, "وتنشر إسبانيا في العراق 180 جندياً.")


def test_a_wrong_mark_is_moved():
    """
    Marks are code's to correct; words are not.
    """
    for marks in ((2,), (), (9,), (1, 2)):
        ruling = gate().rule(Sentence("تنشر إسبانيا في العراق 180 جندياً.", marks))

        assert ruling.verdict == "repaired"
        assert ruling.text == "تنشر إسبانيا في العراق 180 جندياً."
        assert [span.source for span in ruling.spans] == [1]


def test_a_question_is_no_answer():
    """
    Neither the reader's own question nor any other is an answer.
    """
    for text in ("متى وصل الوزير", "هل تنشر إسبانيا في العراق 180 جندياً؟"):
        assert gate().rule(Sentence(text, (1,))).why == "echo"


def test_what_no_passage_says_is_dropped():
    """
    A dropped sentence shows nothing and says why.
    """
    ruling = gate().rule(Sentence("انتخب البرلمان رئيساً جديداً للبلاد.", (1,)))

    assert (ruling.verdict, ruling.text, ruling.spans, ruling.why) == ("dropped", "", (), "support")
