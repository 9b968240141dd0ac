"""Texts for properties: like news, unlike anything, and what both alphabets do to code."""

from hypothesis import strategies as st

from retrieval.language.arabic import clean
from tests.fakes.archives import prose

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة"
_MARKS = "\u064b\u0651\u0640\u0670\u200f\u202b\u2066\ufeff\u200b\x00\x85\u2028\u0301\ud800\r"
_SIGNS = ".!?؟،؛:…«»“”\"'()[] \n\t٣3٫,e"

ANYTHING = st.text(
    st.one_of(st.sampled_from(LETTERS), st.sampled_from(_SIGNS + _MARKS), st.characters()),
    max_size=150,
)
NEWS = st.lists(
    st.sampled_from(
        [
            *("قال", "د.", "علي", "في", "بغداد", "3.5", "٢٬٥٠٠", "U.S.", "Gen.", "No.", "«", "»"),
            *(".", "؟", "!", "…", "...", "\n", "\n\n", "(", ")", '"', ".وأضاف", "😀", "أ.", "ص.ب"),
            *("سنبقى.", "لماذا؟", "English", "words.", "2024-01-25", "».", "مُحَمَّد", "لَنْ"),
        ]
    ),
    max_size=60,
).map(" ".join)
LONG = st.lists(
    st.one_of(NEWS, st.builds(prose, st.integers(0, 50), st.integers(1, 12), st.integers(1, 120))),
    max_size=8,
).map("\n\n".join)
STORED = st.one_of(NEWS, LONG, ANYTHING).map(clean)  # as a library may hold it
