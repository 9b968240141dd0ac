"""CitationParser: a stream becomes sentences with their sources, however it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generation.citation_parser import NO_ANSWER, CitationParser, Sentence

DRAFTS = (
    "بلغ السعر 3.5 دولار [1]. قال د. علي إن U.N. وصلت [1,2]. وزار بغداد. [٢] ثم غادر [1-3].\n- أولاً 【1】.",
    "<think>سر [1]. لا.</think>الجواب هنا [1].[2] والثاني هنا.[3]\n### عنوان\n* ثالثاً [Source 1]",
    "انظر [الرابط](http://x.y/z) و![صورة](http://a.b/c.png) وhttps://evil.example/a?b=1 للمزيد [1].\n"
    "```json\nنص آخر هنا [2].\n```\nانتهى [",
    "قال: «لن ننسحب. سنبقى». [1] ثم [كذا] مضى 【4:0†source】.",
    'The U.S. said 5 (five) men died in 2021 (3). Then [1][2]. "He left." [3] She stayed [4]',
    "وقع الهجوم.[1]والرد أتى (2024) لاحقاً. a <b>bold</b> 1 < 2 فقط [1].<|im_end|>",
    "أظن أنه القمح. بلغ السعر 3 [1]. لا، المرفأ.\n</think>\n\nبلغ السعر 5 [2]. ثم ارتفع [1]",
    "<|channel|>analysis<|message|>They ask. [1]<|end|><|start|>assistant<|channel|>final<|message|>تمّ [2].<|return|>",
    "analysisThey ask. Source 1.assistantfinalتمّ [2]. ثم عاد [1].",
    f"قال [^1] أمس (1). {NO_ANSWER} ومضى (المصدر 2) ثم رجع [[3]].",
)
PIECES = st.sampled_from(
    ["<|channel|>", "analysis", "final", "<|message|>", "[THINK]", "[/THINK]", "◁think▷", "◁/think▷",
     "<channel|>", "<|end|>", "assistantfinal",
     "[", "]", "[1]", "[1", "(2)", "(", "!", "<", "<think>", "</think>", ">", "`", "```", "\n", " ", ".",
     "؟", "»", "«", "https://a.b/c", "ه", "قال ", "3.5", "د.", "U.N. ", "**", "#", "- ", NO_ANSWER, "١", "،"]
)  # fmt: skip


def read(text):
    marks = CitationParser()
    found = marks.feed(text) + marks.close()
    return found, marks.declined


def read_in_pieces(text, cuts):
    marks = CitationParser()
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        found += marks.feed(text[start:end])
    return found + marks.close(), marks.declined


@given(st.data())
def test_deltas_make_no_difference(data):
    """
    The same text gives the same sentences, wherever the stream is split.
    """
    drafts = st.sampled_from(DRAFTS) | st.lists(PIECES, max_size=25).map("".join) | st.text()
    text = data.draw(drafts).replace("\r", "")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))

    assert read_in_pieces(text, cuts) == read(text)
    assert read_in_pieces(text, range(1, len(text))) == read(text)


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("[1]", (1,)),
        ("[1,2]", (1, 2)),
        ("[1، 2]", (1, 2)),
        ("[1-3]", (1, 2, 3)),
        ("[١]", (1,)),
        ("【1】", (1,)),
        ("【4:0†source】", (4,)),
        ("[Source 1]", (1,)),
        ("[المصدر 2]", (2,)),
        ("[المصدران 2]", None),
        ("[^1]", (1,)),
        ("[1][3]", (1, 3)),
        ("[1], [3]", (1, 3)),
        ("[[3]]", (3,)),
        ("(1)", (1,)),
        ("(المصدر 1)", (1,)),
        ("[1](https://example.org)", (1,)),
        ("[99]", (99,)),
        ("[كذا]", None),
        ("(2024 م)", None),
    ],
)
def test_dialects_of_a_mark(mark, numbers):
    """
    A source is named in many ways, before or after the full stop; other brackets are text.
    """
    for draft in (
        f"وصل الوفد إلى بغداد {mark}. ثم غادر.",
        f"وصل الوفد إلى بغداد. {mark}\nثم غادر.",
    ):
        first, last = read(draft)[0][0], read(draft)[0][-1]
        if numbers is None:
            assert any(mark in one.text for one in read(draft)[0])
        else:
            assert (first, last) == (
                Sentence("وصل الوفد إلى بغداد.", numbers),
                Sentence("ثم غادر."),
            )


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        ("بلغ 3.5 دولار [1]. ثم هبط.", ["بلغ 3.5 دولار.", "ثم هبط."]),
        ("قال د. علي كلمة. ثم مضى.", ["قال د. علي كلمة.", "ثم مضى."]),
        ("The U.N. said so. He left.", ["The U.N. said so.", "He left."]),
        ("- أولاً وصل.\n- ثانياً غادر.", ["أولاً وصل.", "ثانياً غادر."]),
        ("1. وصل الوفد.\n2. غادر الوفد.", ["وصل الوفد.", "غادر الوفد."]),
        ("# عنوان\nوصل الوفد.", ["وصل الوفد."]),
        ("**عنوان**\n**وصل** الوفد.", ["وصل الوفد."]),
        ("<think>لا. نعم. [1]</think>وصل الوفد.", ["وصل الوفد."]),
        ("<think>لا ينتهي", []),
        ("انظر [هنا](http://a.b) و![ص](http://c.d/e.png)كذا.", ["انظر هنا وكذا."]),
        ("انظر https://a.b/c?d=e. ثم مضى.", ["انظر.", "ثم مضى."]),
        ("```\nوصل الوفد.\n```", ["وصل الوفد."]),
        ("وصل الوفد [", ["وصل الوفد"]),
        ("[1] --- [2]", []),
    ],
)  # fmt: skip
def test_what_is_no_sentence_is_left_out(draft, sentences):
    """
    Numbers, titles and abbreviations do not end a sentence; markup, thoughts and links are hidden.
    """
    assert [one.text for one in read(draft)[0]] == sentences


def test_an_unfinished_sentence_says_so():
    """
    Only the stream's end can leave a sentence open; a full stop, a mark or a new line closes it.
    """
    assert [one.finished for one in read("وصل الوفد. ثم غا")[0]] == [True, False]
    assert [one.finished for one in read("وصل الوفد [1]")[0]] == [True]
    assert [one.finished for one in read("وصل الوفد\n")[0]] == [True]


@pytest.mark.parametrize(
    "draft", [NO_ANSWER, "[[لا إجابة]]", "[[NO_ANSWER]]", f"عذراً. {NO_ANSWER}"]
)
def test_the_sentinel_is_reported(draft):
    """
    The model's word that the sources do not answer is no text.
    """
    found, declined = read(draft)

    assert declined
    assert not any("إجابة" in one.text for one in found)


def test_a_sentence_comes_as_soon_as_the_next_begins():
    """
    Nothing waits longer than it must.
    """
    marks = CitationParser()

    assert marks.feed("وصل الوفد [1].") == []
    assert marks.feed(" ث") == [Sentence("وصل الوفد.", (1,))]
    assert marks.feed("م غادر.\n") == [Sentence("ثم غادر.")]
