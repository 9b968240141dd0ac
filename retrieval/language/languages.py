"""Which language a text is written in, by its letters. Pure."""

import re
import unicodedata
from collections import Counter

from retrieval.language.arabic import arabic_share, unmarked

# What each language of the Arabic script writes and Arabic does not. Persian's four letters are in
# the others too, so it comes last; ی, ک and ہ tell nothing, for keyboards put them into Arabic.
_OWN = {"ckb": "ێۆڵڕە", "ps": "ټډړښږڼېۍ", "ur": "ٹڈڑںے", "fa": "پچژگ"}
# The language most written in a script, by the name Unicode gives its letters; a script of several
# great languages tells none.
_SCRIPTS = {"GREEK": "el", "HEBREW": "he", "ARMENIAN": "hy", "GEORGIAN": "ka", "HANGUL": "ko"}
_SCRIPTS |= {"THAI": "th", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "DEVANAGARI": "hi"}
_SCRIPTS |= {"BENGALI": "bn", "TAMIL": "ta", "ETHIOPIC": "am", "CYRILLIC": "und"}
_CYRILLIC = {"uk": "іїєґ", "be": "ў", "sr": "ђћњљџј", "ru": "ыэё"}  # of one of them alone, mostly
_SAMPLE = 2_000  # characters
_ENOUGH = 0.012  # of a text's Arabic letters; foreign names bring Arabic text to a tenth of it
_FEW = 30  # letters; a shorter text is taken for Arabic
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d5]")


def language_of(text: str) -> str:
    """
    The ISO 639 code of *text*'s language: ``ar`` and its script's others, ``en`` for all in Latin letters.

    Of any other script the language most written in it, ``und`` where none is.

    >>> language_of("مجلس بلدیہ نے پیر کو شہر میں پانی کے نئے پائپ لگانے کی منظوری دے دی ہے")
    'ur'
    >>> language_of("Міська рада схвалила ремонт мосту"), language_of("市议会批准了桥梁维修")
    ('uk', 'zh')
    """
    if arabic_share(text) < 0.5:
        return _other_script(text[:_SAMPLE])
    letters = _LETTER.findall(unmarked(text))
    if len(letters) < _FEW:
        return "ar"
    for language, own in _OWN.items():
        if sum(map(letters.count, own)) >= _ENOUGH * len(letters):
            return language
    return "ar"


def _other_script(text: str) -> str:
    """The language of *text* by the script of most of its letters; Japanese by its syllables."""
    scripts = Counter(unicodedata.name(one, "").split(" ")[0] for one in text if one.isalpha())
    script = max(scripts, key=lambda one: scripts[one], default="")
    if script in _SCRIPTS and scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts["CJK"] / 10:
        return "ja"
    own = {one: sum(map(text.casefold().count, few)) for one, few in _CYRILLIC.items()}
    best = max(own, key=lambda one: own[one])
    return best if script == "CYRILLIC" and own[best] else _SCRIPTS.get(script, "en")
