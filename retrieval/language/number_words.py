"""
A text cut for the reading of numbers: numerals and words with what they are worth, and marks; pure.

Each token has one letter for what it may be in a number, so that a grammar is patterns of letters. The
words are those of ``data/numbers.*.txt``, folded. «2،500», «٢٬٥٠٠», "2'500" and "2 500" are 2500,
"1.234,5" is 1234.5, «9ر3» is 3.9 (agencies set the fraction first, so that it stands right on paper).
A list («3،5،7») is not one number. Addresses and dates in digits hold no numbers:
``retrieval.language.dates`` reads those.
"""

import re
from bisect import bisect_left
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple
from unicodedata import numeric

from retrieval.language.arabic import fold
from retrieval.language.tables import any_of, tables

KINDS = tables("numbers")
# Units that two numbers must share to agree.
CURRENCIES = KINDS["currency"]
MONEY = {**CURRENCIES, **KINDS["sign"]}
SIGN = any_of(KINDS["sign"])
CODES = any_of(w for w in CURRENCIES if w.isascii() and len(w) == 3 and CURRENCIES[w] != w)
MEASURES = {**CURRENCIES, **KINDS["time"], **KINDS["measure"]}
CHANGE = frozenset(KINDS["change"])
HYPHENS = "-−‐‑–﹣－"
DASHES = HYPHENS + "—~"

# The letter of each kind of word, a capital where English ones go together otherwise; of a word of two
# kinds the last counts. Besides: N digits, C a clock, L a code, S the "st" of "21st"; z nought, v one
# and two, g 200 to 900, m crowds of a thousand and more; b a preposition joined to a word, l its article.
_LETTERS = {"suffix": "k", "two": "2", "part": "p", "ordinal": "o", "fraction": "f", "crowd": "c"}
_LETTERS |= {"alif": "a", "dual": "x", "scale": "s", "hundreds": "h", "tens": "d", "teen": "t"}
_LETTERS |= {"unit": "u"}
_CAPITALS = frozenset("utdhfo")
_SMALL_WORDS = {"و": "&", "and": "&", "a": "A", "an": "A", "of": "%", "من": "%"}
_SMALL_WORDS |= dict.fromkeys(KINDS["to"], ">") | dict.fromkeys(DASHES, "-")
_SMALL_WORDS |= dict.fromkeys(KINDS["suffixed"], "S")
_NONE = Fraction()


def _worth(kind: str, word: str, value: str) -> tuple[str, Fraction]:
    letter, worth = _LETTERS[kind], Fraction(2 if kind == "two" else value)
    apart = {("u", 0): "z", ("h", 200): "g", ("c", 1000): "m"}
    for (one, least), other in apart.items():
        if letter == one and (worth >= least if least else not worth):
            return other, worth
    if letter == "k" and len(word) > 1:
        return "K", worth
    if letter == "u" and worth <= 2 and not word.isascii():
        return "v", worth
    return letter.upper() if word.isascii() and letter in _CAPITALS else letter, worth


_WORTH = {
    word: _worth(kind, word, value) for kind in _LETTERS for word, value in KINDS[kind].items()
}
_CLITICS = re.compile("(و?)(ف?[بكل]?)(ال|(?<=ل)ل|)")  # what Arabic writes together with a word
_LONGEST = 4  # letters of them
_TANWEEN = frozenset("\u064b\u064c\u064d")

Piece = tuple[str, str, Fraction]  # a letter, a folded word, and what it is worth


@lru_cache(maxsize=100_000)
def pieces(raw: str) -> tuple[Piece, ...]:
    """
    A word or mark as it is folded, with what it is worth if it is worth anything, behind its clitics.

    >>> [(letter, word, int(value)) for letter, word, value in pieces("وبالألف")]
    [('&', 'و', 0), ('b', 'ب', 0), ('l', 'ال', 0), ('s', 'الف', 1000)]
    """
    if raw in "½⅓⅔¼¾⅕⅛":
        return ("&", "", _NONE), ("f", raw, Fraction(numeric(raw)).limit_denominator(10))
    word = fold(raw) or raw
    if word in KINDS["roman"]:
        return (("O" if raw.isupper() else "w", word, Fraction(KINDS["roman"][word])),)
    for length in (0, *range(min(_LONGEST, len(word) - 2), 0, -1)):
        base, clitics = word[length:], _CLITICS.fullmatch(word[:length])
        if clitics is None or base not in _WORTH or _is_another(base, raw):
            continue
        if base == "ست" and clitics[2] and not clitics[3]:
            continue  # «لست» is no six
        letter, value = _WORTH[base]
        if letter == "a" and not _TANWEEN.isdisjoint(raw[-2:]):
            letter = "s"
        before = zip("&bl", clitics.groups(), strict=True)
        return *((one, said, _NONE) for one, said in before if said), (letter, base, value)
    return ((_SMALL_WORDS.get(word, "w" if word[:1].isalpha() else "."), word, _NONE),)


def _is_another(word: str, raw: str) -> bool:
    """Whether only folding makes a number of it: «وأحد» is no «واحد», «ميتا» no two hundred."""
    hundred = word.startswith("مي") and not {"ئ", "ؤ"} & {*raw}
    return hundred or (word == "واحد" and "أ" in raw)


_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HARAKAT = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_SPACES = " \u00a0\u2007\u2008\u2009\u200a\u202f"
_GROUPED = re.compile(
    rf"(?![0٠۰])\d{{1,3}}(?P<mark>[.,،٬'’‘`´{_SPACES}])\d{{3}}(?!\d)(?:(?P=mark)\d{{3}}(?!\d))*"
    r"(?!(?<=\.\d\d\d)\.\d)"
)
_TOKEN = re.compile(
    r"(?P<address>[A-Za-z]+://\S+)"
    r"|(?P<date>(?:\d\d?([/.-])\d\d?\3(?:\d{4}|\d\d)|\d{4}([/.-])\d\d?\4\d\d?)(?!\d))"
    r"|(?P<clock>\d\d?:\d\d(?!\d))|(?P<numeral>\d+ر\d+"
    rf"|(?<!\d[,،]){_GROUPED.pattern}(?:(?!(?P=mark))(?:[.٫]\d+|[,،]\d\d?(?!\d)))?"
    r"|(?<!\d[.,،٫])(?:\d+[.٫]\d+(?![.٫]?\d)|\d+[,،]\d\d?(?!\d|[,،]\d)|[0٠۰][,،]\d+(?![,،]?\d))|\d+)"
    rf"|(?P<word>[^\W\d_](?:(?!ـ[{HYPHENS}])[^\W\d_]|[{_HARAKAT}])*)"
    rf"|(?P<space>\s+)|(?P<mark_>[^\s{_HARAKAT}])"
)
_SPACE, _NEW_LINE = ((" ", " ", _NONE),), (("\n", "\n", _NONE),)
_DIGITS = 18  # more are no quantity


class Token(NamedTuple):
    """
    A numeral, a word without its clitics, a clitic, a mark or a space.

    letter: what it may be in a number. word: folded. start, end: in the text, with the clitics.
    """

    letter: str
    word: str
    value: Fraction
    raw: str
    start: int
    end: int


def _numeral(raw: str) -> tuple[str, Fraction]:
    """The letter of a numeral, and its value."""
    whole, *rest = re.split(r"\D", raw)
    fraction = "" if raw.isdigit() or _GROUPED.fullmatch(raw) else rest.pop()
    if "ر" in raw and whole != "0":
        whole, fraction = fraction, whole
    digits = "".join((whole, *rest, fraction))
    code = raw.isdigit() and (len(raw) > _DIGITS or (len(raw) > 1 and raw[0] == "0"))
    value = Fraction(int(digits), 10 ** len(fraction)) if len(digits) <= 2 * _DIGITS else _NONE
    return "L" if code else "N", value


_REACH = 80  # letters before a number that may say something of it
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?<!\w)و?([^\W\d_]+) \Z")


class Tokens:
    """
    One text, cut.

    letters: one a token. folded: their words, one after the other; the end of a line is one of them.
    places: where each token begins there, and where the last ends.
    """

    def __init__(self, text: str) -> None:
        seen, places = text, list(range(len(text)))
        if _UNSEEN.search(text):
            seen = _UNSEEN.sub("", text)
            places = [at for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
        self.each: list[Token] = []
        self.places = [0]
        for match in _TOKEN.finditer(seen):
            start, end = places[match.start()], places[match.end() - 1] + 1
            *clitics, own = self._read(match)
            for one in clitics:
                self._add(Token(*one, "", start, end))
            self._add(Token(*own, match[0], start, end))
        self.letters = "".join(token.letter for token in self.each)
        self.folded = "".join(token.word for token in self.each)

    def _add(self, token: Token) -> None:
        self.each.append(token)
        self.places.append(self.places[-1] + len(token.word))

    def _read(self, match: re.Match[str]) -> tuple[Piece, ...]:
        kind, raw = match.lastgroup, match[0]
        if kind == "space":
            return _NEW_LINE if "\n" in raw else _SPACE
        if kind == "numeral":
            letter, value = _numeral(raw)
            return ((letter, raw, value),)
        if kind == "clock":
            hours, minutes = map(int, raw.split(":"))
            return (("C", raw, hours + Fraction(minutes, 60)),)
        if kind in ("address", "date"):
            return ((".", "\0", _NONE),)
        return pieces(raw)

    def at(self, place: int) -> int:
        """The token that begins at *place* of the folded text, or after it."""
        return bisect_left(self.places, place)

    def worth(self, match: re.Match[str]) -> Fraction:
        """What the last token of a *match* of letters is worth."""
        return self.each[match.end() - 1].value

    def before(self, at: int) -> str:
        """The folded text before token *at* and its clitics, as far back as it matters."""
        while at and not self.each[at - 1].raw:
            at -= 1
        place = self.places[at]
        return self.folded[max(0, place - _REACH) : place]

    def behind(self, at: int) -> str:
        """The word before token *at*, without a و, if only space is between."""
        found = _WORD_BEFORE.search(self.before(at))
        return found[1] if found else ""

    def after(self, at: int) -> str:
        """The word after the space that token *at* is, if it is one."""
        found = _WORD_AFTER.match(self.folded, self.places[min(at, len(self.each))])
        return found[1] if found else ""
