"""
Sentences varied without being made false: each must pass.
"""

import random
import re
from collections.abc import Callable

from tests.mutations import vocabulary as v
from tests.mutations.harmful import swapped_word
from tests.mutations.truths import Truth

Variation = Callable[[Truth, random.Random], Truth | None]

_HARAKAT = "\u064e\u064f\u0650\u0652\u064b\u064d\u0651"


def tashkeel(truth: Truth, rng: random.Random) -> Truth | None:
    """Harakat and tatweel strewn over the words."""
    if truth.language != "ar":
        return None
    text = "".join(
        letter
        + (rng.choice(_HARAKAT) if "\u0628" <= letter <= "\u064a" and rng.random() < 0.4 else "")
        for letter in truth.text
    )
    return truth.saying(re.sub(r"(?<=[بتسشمن])(?=[بتسشمن])", "ـ", text, count=2))


def hamza(truth: Truth, rng: random.Random) -> Truth | None:
    """Hamzas, final ya and ta marbuta as hurried people write them."""
    if truth.language != "ar":
        return None
    ways = [("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي")]
    text = truth.text
    for old, new in rng.sample(ways, 3):
        text = re.sub(rf"{old}(?=\W|$)" if old in "ةى" else old, new, text)
    return truth.saying(text) if text != truth.text else None


def digits(truth: Truth, rng: random.Random) -> Truth | None:
    """The same figures in the other script, or with the thousands set apart."""
    if not re.search(r"\d", truth.text):
        return None
    m = re.search(r"(?<![\d.,])(?!1\d|20)(\d)(\d{3})(?![\d.,])", truth.text)
    if m and rng.random() < 0.3:
        return truth.saying(truth.text.replace(m[0], f"{m[1]},{m[2]}", 1))
    script = rng.choice(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
    return truth.saying(truth.text.translate(str.maketrans("0123456789", script)))


def quotation_marks(truth: Truth, rng: random.Random) -> Truth | None:
    """Other quotation marks, or none."""
    if not re.search('[«»“”"]', truth.text):
        return None
    opening, closing = rng.choice([("“", "”"), ('"', '"'), ("", ""), ("«", "»"), ("„", "“")])
    text = re.sub(r"[«“]", opening, truth.text)
    text = re.sub(r"[»”]", closing, text)
    return truth.saying(text) if text != truth.text else None


def reporting_verb(truth: Truth, rng: random.Random) -> Truth | None:
    """Another verb of saying."""
    for row in v.REPORTING[truth.language]:
        for verb in row:
            others = [other for other in row if other != verb]
            if f"{verb} " in truth.text and (
                found := swapped_word(truth.text, verb, rng.choice(others))
            ):
                return truth.saying(found)
    return None


_WHEN = (
    r"،? (يوم \w+ \d+ \w+(?: \([^)]*\))? \d{4}|(?:في )?عام \d{4}|في \d+ \w+ \w* ?\d{4})(?=[،. ])،?"
)
_PART_OF_A_TIME = r"(?:مطلع|نهاية|منذ|من|بداية|حتى|بعد|قبل|إلى)\s*$"


def word_order(truth: Truth, rng: random.Random) -> Truth | None:
    """A date, a place or the subject comes first; who does what stays."""
    text = truth.text
    if truth.language == "en":
        m = re.search(
            r",? (on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d+, \d{4}|[Ii]n \d{4})(?=[,.])",
            text,
        )
        if not m or re.match(r"(?:In|On) ", text):
            return None
        rest = (text[: m.start()] + text[m.end() :]).replace(",.", ".")
        first = (
            rest
            if re.match(r"[A-Z]\w*(?:'s)? [a-z]*[A-Z]|[A-Z]\w+'|I\b", rest) or _name(rest)
            else rest[0].lower() + rest[1:]
        )
        return truth.saying(f"{m[1][0].upper()}{m[1][1:]}, {first}")
    if m := re.search(_WHEN, text):
        rest = text[: m.start()] + " " + text[m.end() :]
        alone = m[0].strip("، ")[-4:] not in rest and not rest.startswith("و")
        if m.start() > 0 and alone and not re.search(_PART_OF_A_TIME, text[: m.start()]):
            when = m[1] if m[1].startswith("في ") else f"في {m[1]}"
            return truth.saying(f"{when}، {rest.strip()}")
    m = re.match(
        r"(و?)(\w+) ((?:ال\w+)(?: ال\w+)?|واشنطن|بغداد|أوستن|ماكينزي|ماكنزي|ألباريس) (?=(?:إن|أن|في|من|على|إلى|عن|يوم)\b)",
        text,
    )
    if m and m[2] in v.NEGATED and not m[2].endswith("ت"):
        return truth.saying(f"{m[3]} {m[2]} {text[m.end() :]}")
    if m and m[2] in v.NEGATED:
        return truth.saying(f"{m[3]} {m[2]} {text[m.end() :]}")
    return None


def _name(text: str) -> bool:
    return not text.startswith(
        ("The ", "A ", "An ", "It ", "He ", "She ", "They ", "His ", "Its ", "Their ", "This ")
    )


def synonym(truth: Truth, rng: random.Random) -> Truth | None:
    """One word is another that means the same here."""
    choices = v.pairs(v.SYNONYMS[truth.language])
    rng.shuffle(choices)
    for old, new in choices:
        if (found := swapped_word(truth.text, old, new)) and new not in truth.text:
            return truth.saying(found)
    return None


def shortening(truth: Truth, rng: random.Random) -> Truth | None:
    """The last clause, or an apposition, is left out."""
    text = truth.text
    cut = re.search(r"^(.{35,}?)[،,] [^،,«»“”\"\d]*[.]$", text)
    if (
        cut
        and not re.search(r"\b(?:إلا|لكن|لكنها|سوى|غير|إذا|but|except|unless|if|only|not)\b", text)
        and len(cut[1].split()) >= 7
        and cut[1].count("(") == cut[1].count(")")
    ):
        return truth.saying(f"{cut[1]}.")
    inner = re.search(r"[،,] (?!و|and |or |أو )[^،,«»“”\"()\d]{8,70}[،,] ", text)
    if (
        inner
        and not re.search(r"\b(?:لا|لم|ليس|not|no)\b", inner[0])
        and len(text) - len(inner[0]) > 50
    ):
        return truth.saying(text[: inner.start()] + " " + text[inner.end() :])
    bracket = re.search(r" \([^()]{3,40}\)", text)
    return truth.saying(text.replace(bracket[0], "", 1)) if bracket else None


VARIATIONS: dict[str, Variation] = {
    "tashkeel": tashkeel,
    "hamza": hamza,
    "digits": digits,
    "quotation marks": quotation_marks,
    "reporting verb": reporting_verb,
    "word order": word_order,
    "synonym": synonym,
    "shortening": shortening,
}
