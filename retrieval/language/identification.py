"""Which language a text is written in, by its letters alone. Pure."""

import re

from retrieval.language.arabic import arabic_share, unmarked

# What each language of the Arabic script writes and Arabic does not. Persian's four letters are in
# the others too, so it comes last; ی, ک and ہ tell nothing, for keyboards put them into Arabic.
_OWN = {
    "ckb": "ێۆڵڕە",
    "ps": "ټډړښږڼېۍ",
    "ur": "ٹڈڑںے",
    "fa": "پچژگ",
}
_ENOUGH = (
    0.012  # share of a text's Arabic letters; foreign names bring Arabic text to a tenth of it
)
_FEW = 30  # letters; a shorter text is taken for Arabic
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d5]")


def language_of(text: str) -> str:
    """
    The ISO 639 code of *text*'s language: ``ar``, ``fa``, ``ur``, ``ps``, ``ckb``, and ``en`` for all else.

    >>> language_of("مجلس بلدیہ نے پیر کو شہر میں پانی کے نئے پائپ لگانے کی منظوری دے دی ہے")
    'ur'
    """
    if arabic_share(text) < 0.5:
        return "en"
    letters = _LETTER.findall(unmarked(text))
    if len(letters) < _FEW:
        return "ar"
    for language, own in _OWN.items():
        if sum(map(letters.count, own)) >= _ENOUGH * len(letters):
            return language
    return "ar"
