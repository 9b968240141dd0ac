"""
Arabic text, made comparable: folding, light stems, character 4-grams.

Pure functions. What they return is for matching; a reader is only ever shown the original.
English words pass through the same functions unharmed.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

# Harakat, Quranic marks, tatweel; zero-width and bidi controls; the byte-order mark.
_UNSEEN = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ONE_SPELLING = tuple(
    zip(
        "أإآٱىةؤئگکڪڭګیېێۍےۓپچژڤڨٹڈںھہەۀۂۃۆۇۈۋڕڵ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬",
        "اااايهويكككككييييييبجزفقتدنههههههوووورل01234567890123456789.,",
        strict=True,
    )
)
# What Persian and Urdu keyboards write for a letter of Arabic's own.
_NATIVE = str.maketrans("کیہھۀۃٱ", "كيهههةا")
# Shapes of letters, as old programs store them.
_PRESENTED = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]+")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = 600  # characters of a text that is folded again and again
_MOST_MARKS = 30
_STACKED = re.compile(r"[^\w\s\x00-\x7f]{31,}")


def clean(text: str) -> str:
    """
    *text* without what a reader cannot see and a library cannot hold.

    Drops NUL and other control characters (newline and tab stay), lone surrogates and
    bidirectional controls; composes letters (NFC), and makes letters of their shapes. Never changes
    what is seen.

    >>> clean("ﻣﺤﱠﻤﺪ") == "محَّمد"
    True
    """
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    shown = _STACKED.sub(_unstacked, _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", _PRESENTED.sub(_letters, shown))


def _letters(shapes: re.Match[str]) -> str:
    """The letters of *shapes*; a mark that stands alone there comes with a space or a tatweel."""
    return re.sub("[ \u0640](?=[\u064b-\u0652])", "", unicodedata.normalize("NFKC", shapes[0]))


def _unstacked(run: re.Match[str]) -> str:
    """As many marks on one letter as a writing may need (UAX #15); Python sorts more by comparing each to each."""
    kept, marks = [], 0
    for letter in run.group():
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def spelt(text: str) -> str:
    """
    *text* as a name that can be looked up: what cannot be encoded becomes ``?``.

    >>> spelt("a\\udcff")
    'a?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def unmarked(text: str) -> str:
    """*text* without harakat, tatweel and invisible characters; its letters stay as spelt."""
    return _UNSEEN.sub("", text)


def native(text: str) -> str:
    """
    Arabic *text* with Arabic's own letters where a Persian or Urdu keyboard put its own.

    >>> native("ہيئۃ السكك")
    'هيئة السكك'
    """
    return text.translate(_NATIVE)


def fold(text: str) -> str:
    """
    Spell *text* one way, so that two spellings of a word compare equal.

    >>> fold("الحُكُومَة") == fold("الحكومه")
    True
    >>> fold("إعـــلان ٢٠٢٤")
    'اعلان 2024'
    """
    return _folded_lately(text) if len(text) <= _SENTENCE else _folded(text)


def _folded(text: str) -> str:
    folded = unmarked(unicodedata.normalize("NFKC", text))
    for letter, one in _ONE_SPELLING:  # a tenth of what ``str.translate`` takes for Arabic
        folded = folded.replace(letter, one)
    return folded.casefold()


_folded_lately = lru_cache(maxsize=4096)(_folded)  # a question has each sentence folded ten times


def aligned(text: str) -> tuple[str, list[int]]:
    """*text* folded, and where in *text* each of its characters comes from; at last its end."""
    pieces = [(letter, at) for at, one in enumerate(text) for letter in _letter(one)]
    return "".join(letter for letter, _ in pieces), [*(at for _, at in pieces), len(text)]


_letter = lru_cache(maxsize=4096)(_folded)


def words(text: str) -> list[str]:
    """
    The folded words of *text*, in order; numbers keep their point or comma.

    >>> words("بلغت 3.5 ملايين، وأُصيب 2,500.")
    ['بلغت', '3.5', 'ملايين', 'واصيب', '2,500']
    """
    return cut(fold(text))


def cut(folded: str) -> list[str]:
    """The words of a text that is folded already; a whole file is folded faster than its lines."""
    return _WORD.findall(folded)


@cache
def group(*names: str) -> frozenset[str]:
    """
    The words of grammar in the groups *names* of ``data/function_words``, folded, of both languages.

    >>> "هو" in group("pronoun"), "she" in group("pronoun")
    (True, True)
    """
    return frozenset().union(*(_function_words()[name] for name in names))


@cache
def _function_words() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for language in ("ar", "en"):
        path = files("retrieval.language").joinpath(f"data/function_words.{language}.txt")
        for name, some in re.findall(r"^(\w+):(.*)", path.read_text("utf-8"), re.MULTILINE):
            found[name] = found.get(name, frozenset()).union(words(some))
    return found


def holds(word: str, *names: str) -> bool:
    """
    Whether a folded *word* is in one of the groups, «و» or «ف» before it apart.

    >>> holds("وقال", "saying"), holds("وزير", "saying")
    (True, False)
    """
    found = group(*names)
    return word in found or (word[:1] in ("و", "ف") and word[1:] in found)


STOPWORDS = group("stop")
# Words that ask, and ways of asking: what answers a question seldom repeats them.
FRAME = group("frame")

_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_FIRST_ENDINGS = ("هما", "تها", "هم", "هن", "ها", "نا", "ات", "ون", "ين", "ان", "يه", "وا", *"هيا")
_SECOND_ENDINGS = ("ات", "ون", "ين", "ان", "يه", *"تهي")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """
    A folded *word* without its clitics and endings; conservative, never under three letters.

    Larkey, Ballesteros and Connell's light10 (2007), with single-letter proclitics and a second
    round of endings; beat light10, ISRI, Snowball and Tashaphyne on every set it was measured on.

    >>> stem("والقوات"), stem("قوات"), stem("قواتها")
    ('قوا', 'قوا', 'قوا')
    """
    if not _ARABIC.match(word):
        return word
    if (word[0] in "وف" and len(word) >= 5) or (word[0] == "و" and len(word) >= 4):
        word = word[1:]
    article = ""
    if word.startswith(_ARTICLES):  # most words end here, in a fifth of the time
        article = next((a for a in _ARTICLES if word.startswith(a) and len(word) - len(a) >= 3), "")
    if article:
        word = word[len(article) :]
    elif word[0] in "بلك" and len(word) >= 5:
        word = word[1:]
    for endings in (_FIRST_ENDINGS, _SECOND_ENDINGS):
        if word.endswith(endings):
            ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= 3), "")
            word = word[: len(word) - len(ending)]
    return word


def content(text: str) -> list[str]:
    """The folded words of *text* without its stop words, in order."""
    return [word for word in words(text) if word not in STOPWORDS]


def terms(question: str) -> list[str]:
    """
    The folded words that *question* is about, each once; every content word if it has no others.

    >>> terms("كم عدد القوات في العراق؟")
    ['القوات', 'العراق']
    """
    found = dict.fromkeys(content(question))
    return [word for word in found if word not in FRAME] or list(found)


def stems(text: str) -> list[str]:
    """The light stems of *text* without its stop words, in order."""
    return [stem(word) for word in content(text)]


def grams(text: str) -> list[str]:
    """
    Character 4-grams inside each padded folded word, stop words left out.

    >>> grams("في بغداد")
    ['_بغد', 'بغدا', 'غداد', 'داد_']
    """
    found: list[str] = []
    for word in content(text):
        padded = f"_{word}_"
        found += [padded[i : i + 4] for i in range(max(1, len(padded) - 3))]
    return found


def arabic_share(text: str) -> float:
    """The share of Arabic among the letters of *text*, 0 to 1; 1 when it has no letters."""
    letters = len(_LETTER.findall(text))
    return len(_ARABIC.findall(text)) / letters if letters else 1.0


def question_language(text: str) -> Literal["ar", "en"]:
    """
    Arabic if the first word of *text* is, or most are, or it has none; foreign names are long words.

    >>> question_language("ما هو CNN و AP وماذا قال McKenzie عن 5-10 drones؟")
    'ar'
    >>> question_language("Who is حيدر العبادي?")
    'en'
    """
    arabic = [bool(_ARABIC.match(word)) for word in words(text) if not word[0].isdigit()]
    return "ar" if not arabic or arabic[0] or 2 * sum(arabic) > len(arabic) else "en"
