"""
Sentences made false, one function a way of failing. Each answers with a mutant, or None if the
sentence offers nothing to spoil that way.
"""

import random
import re
from collections.abc import Callable

from retrieval.language.arabic import fold, words
from retrieval.language.nations import nation
from tests.mutations import vocabulary as v
from tests.mutations.truths import Truth, archive

Spoiler = Callable[[Truth, random.Random], Truth | None]


def swapped_word(text: str, old: str, new: str) -> str | None:
    """*text* with its first whole word (or phrase) *old* put as *new*, «و» before it kept."""
    pattern = rf"(?<![\w\u064b-\u0652])([وف]?){re.escape(old)}(?![\w\u064b-\u0652])"
    found, count = re.subn(pattern, lambda m: m[1] + new, text, count=1)
    return found if count else None


def _first(truth: Truth, choices: list[tuple[str, str]], rng: random.Random) -> Truth | None:
    rng.shuffle(choices)
    for old, new in choices:
        found = swapped_word(truth.text, old, new)
        if found and found != truth.text:
            return truth.saying(found)
    return None


def negation(truth: Truth, rng: random.Random) -> Truth | None:
    """What is affirmed is denied, or the other way round."""
    if truth.language == "en":
        if re.search(r"\b(?:not|no|never|n't)\b", truth.text):
            plain = re.sub(r"\b(?:do|does|did) not |\bnot |\bnever |n't\b", "", truth.text, count=1)
            plain = plain if plain != truth.text else re.sub(r"\bno (\w)", r"a \1", plain, count=1)
            return truth.saying(plain) if plain != truth.text else None
        ways = [(word, f"{word} not") for word in v.AUXILIARIES]
        ways += [(past, f"did not {base}") for past, base in v.ENGLISH_VERBS.items()]
        ways += [(word, f"does not {base}") for word, base in v.ENGLISH_PRESENT.items()]
        ways += [(past, f"never {past}") for past in v.ENGLISH_VERBS]
        return _first(truth, ways, rng)
    if re.search(r"\b(?:لم|لا|لن|ليست|ليس)\b", truth.text) and rng.random() < 0.7:
        plain = re.sub(r"\b([وف]?)(?:لم|لا|لن|ليست|ليس) ", r"\1", truth.text, count=1)
        return truth.saying(plain) if plain != truth.text and "إلا" not in plain else None
    ways = [(perfect, f"لم {imperfect}") for perfect, imperfect in v.NEGATED.items()]
    ways += [(verb, f"لا {verb}") for verb in v.PRESENT]
    ways += [(verb, f"لن {verb}") for verb in v.PRESENT]
    return _first(truth, ways, rng)


def number(truth: Truth, rng: random.Random) -> Truth | None:
    """A figure is another figure."""
    found = list(re.finditer(r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?![\w/-])", truth.text))
    found = [m for m in found if not re.fullmatch(r"(?:1[5-9]|20)\d\d", m[0])]
    found = [m for m in found if not _in_a_date(truth, m) and "." not in m[0]]
    if not found:
        return None
    m = rng.choice(found)
    digits = m[0]
    new = rng.choice(
        [
            digits + "0",
            str(int(re.sub(r"\D.*", "", digits)) + rng.randint(1, 9)),
            digits[::-1] + "5",
        ]
    )
    return truth.saying(truth.text[: m.start()] + new + truth.text[m.end() :])


def _in_a_date(truth: Truth, m: re.Match[str]) -> bool:
    names = [*v.MONTHS[truth.language], *v.LEVANTINE.split("|"), "تموز", "كانون", "تشرين"]
    around = truth.text[max(0, m.start() - 14) : m.end() + 14]
    return any(name in around for name in names)


def number_word(truth: Truth, rng: random.Random) -> Truth | None:
    """A number in words is another number."""
    ways = [
        (one, other)
        for row in v.NUMBER_WORDS[truth.language]
        for one in row
        for other in row
        if one != other
    ]
    return _first(truth, ways, rng)


def date(truth: Truth, rng: random.Random) -> Truth | None:
    """Another day, month, year or weekday."""
    ways = []
    for rows in (v.MONTHS[truth.language], v.LEVANTINE.split("|"), v.WEEKDAYS[truth.language]):
        ways += [(one, rng.choice([o for o in rows if o != one])) for one in rows]
    years = re.findall(r"\b(?:1[5-9]|20)\d\d\b", truth.text)
    ways += [(year, str(int(year) + rng.choice([-3, -2, -1, 1, 2, 4]))) for year in years]
    days = re.findall(
        rf"\b(\d\d?) (?={'|'.join([*v.MONTHS['ar'], *v.LEVANTINE.split('|')])})", truth.text
    )
    days += re.findall(rf"(?:{'|'.join(v.MONTHS['en'])}) (\d\d?)\b", truth.text)
    ways += [(day, str((int(day) + rng.randint(2, 9)) % 27 + 1)) for day in days]
    if "كانون" in truth.text or "تشرين" in truth.text:  # the month stands there under two names
        ways = [way for way in ways if way[0] not in v.MONTHS["ar"]]
    mutant = _first(truth, ways, rng)
    if mutant is None or _bare(mutant.text) == _bare(truth.text):
        return None  # only the second name of the month has changed
    return mutant.saying(_bare(mutant.text)) if re.search(_SECOND_NAME, mutant.text) else mutant


_SECOND_NAME = r" \((?:يناير|يوليو|نوفمبر|ديسمبر|آذار|كانون \w+|تشرين \w+)\)"


def _bare(text: str) -> str:
    return re.sub(_SECOND_NAME, "", text)


_SAYING = {
    "ar": r"(?:و?(?:قال|قالت|أضاف|أعلن|أوضح|ذكر|صرح|أفاد|كشف|رأى|دعا|حذّر|وصف|كتب|أكد|شدد|أبدى))",
    "en": r"(?:said|told|warned|described|denied|reported|called|voiced|added)",
}
_NAMES = {
    "ar": ["ماكنزي", "ماكينزي", "أوستن", "الأعرجي", "قاسم الأعرجي", "ألباريس", "سينغ", "الكاظمي", "الحسيني", "البنتاغون", "البنتاجون", "الجيش السوري",
           "رسول", "لويد أوستن", "الجنرال كينيث ماكينزي", "فؤاد حسين", "المصدر", "المعارضة", "واشنطن", "الخارجية العراقية", "دمشق", "رئاسة المجلس",
           "السفارة الأميركية"],
    "en": ["McKenzie", "Singh", "Austin", "The Pentagon", "Lloyd Austin", "Qassim al-Araji", "Rebels", "The Syrian army", "Damascus", "The rebels",
           "Iraq's foreign ministry", "Baghdad", "A military source", "Turkish security sources"],
}  # fmt: skip


def speaker(truth: Truth, rng: random.Random) -> Truth | None:
    """The words are put into another mouth."""
    others = [name.strip() for name in v.PEOPLE[truth.language].replace("\n", "").split("|")]
    if truth.origin == "seeds" and re.search(rf"\b{_SAYING[truth.language]}\b", truth.text):
        local = [name for name in _NAMES[truth.language] if name not in truth.text]
        ways = [
            (name, rng.choice([*others, *local]))
            for name in _NAMES[truth.language]
            if re.search(
                rf"{_SAYING[truth.language]} (?:أن )?{name}\b"
                if truth.language == "ar"
                else rf"{name} {_SAYING['en']}",
                truth.text,
            )
        ]
        alike = {
            frozenset(("ماكنزي", "ماكينزي")),
            frozenset(("البنتاغون", "البنتاجون")),
            frozenset(("أوستن", "لويد أوستن")),
        }
        ways = [way for way in ways if frozenset(way) not in alike and not _kin(*way)]
        if mutant := _first(truth, ways, rng):
            return mutant
    if rng.random() < 0.8:
        return None
    name = rng.choice(others)
    if truth.language == "ar":
        return truth.saying(f"قال {name} إن {truth.text}")
    return truth.saying(f"{name} said that {truth.text[0].lower()}{truth.text[1:]}")


def _kin(one: str, other: str) -> bool:
    return bool(set(words(one)) & set(words(other)))


def swap(truth: Truth, rng: random.Random) -> Truth | None:
    """Who did it and to whom it was done change places."""
    names = [m for m in re.finditer(r"[^\W\d_]+", truth.text) if _actor(truth, m)]
    rng.shuffle(names)
    for one in names:
        for other in names:
            if one.start() >= other.start() or _alike(one[0], other[0]):
                continue
            between = truth.text[one.end() : other.start()]
            if len(words(between)) < 1 or re.fullmatch(r"\s*(?:و|and|or|،|,)?\s*\w*", between):
                continue
            if re.match(r"[\u0621-\u064a]", one[0]) and other[0].startswith("و"):
                continue
            if re.search(r"\sو\w*$|\band\b|\s(?:or|أو)\s|,|،", between):
                continue
            text = truth.text
            text = text[: one.start()] + other[0] + between + one[0] + text[other.end() :]
            return truth.saying(text)
    return None


_GROUPS = frozenset(
    "الجيش المعارضة التحالف الفصائل المسلحون الميليشيات الحكومة البنتاغون القوات السفارة".split()
)


def _actor(truth: Truth, m: re.Match[str]) -> bool:
    word = m[0]
    if truth.language == "en":
        return (
            word[0].isupper()
            and m.start() > 0
            and nation(fold(word)) is not None
            and not fold(word).endswith(("an", "ish", "ese", "ian"))
        )
    country = nation(fold(word)) is not None and not re.search(r"^[لب]|(?:ي|ية|يين|يون|يا)$", word)
    return country or word in _GROUPS


def _alike(one: str, other: str) -> bool:
    return fold(one) == fold(other) or (
        nation(fold(one)) is not None and nation(fold(one)) == nation(fold(other))
    )


def outlet(truth: Truth, rng: random.Random) -> Truth | None:
    """The report is put down to an outlet that did not publish it."""
    if truth.origin != "seeds" and rng.random() < 0.7:
        return None
    names = [name.strip() for name in v.OUTLETS[truth.language].split("|")]
    name = rng.choice([n for n in names if n not in str(truth.passage.source.outlet)])
    lead = rng.choice(v.ATTRIBUTIONS[truth.language]).format(name)
    return truth.saying(f"{lead} {truth.text}")


def place(truth: Truth, rng: random.Random) -> Truth | None:
    """It happened somewhere else."""
    names = v.PLACES[truth.language]
    ways = []
    for one in names:
        others = [n for n in names if not _alike(n, one) and n not in truth.text]
        ways.append((one, rng.choice(others)))
    return _first(truth, ways, rng)


def glued(truth: Truth, rng: random.Random) -> Truth | None:
    """The beginning of one sentence runs into the end of another."""
    others = [
        s for p in truth.passages for s in p.sentences if s != truth.text and len(s.split()) > 9
    ]
    if not others:
        return None
    other = rng.choice(others)
    mine, theirs = truth.text.split(), other.split()
    head, tail = mine[: len(mine) // 2], theirs[len(theirs) // 2 :]
    shared = set(words(" ".join(tail))) & set(words(truth.text))
    if len(shared) > len(tail) // 3:
        return None
    joint = rng.choice(["", "و"]) if truth.language == "ar" else rng.choice(["", "and "])
    return truth.saying(" ".join(head).rstrip("،,.") + " " + joint + " ".join(tail))


def foreign_quote(truth: Truth, rng: random.Random) -> Truth | None:
    """A quotation that stands in another article is put into this speaker's mouth."""
    if truth.origin != "seeds":
        return None
    quotes = [
        quote
        for article in archive()
        if article.source.id != truth.passage.source.id
        and article.source.language == truth.language
        for quote in re.findall(r"«([^«»]{12,})»", article.text)
        if quote
        not in "".join(p.text for p in truth.passages if p.source.id == truth.passage.source.id)
    ]
    if truth.language == "en":
        quotes = [
            " ".join(sentence.split()[2:11]).rstrip(".,")
            for article in archive()
            if article.source.id != truth.passage.source.id and article.source.language == "en"
            for sentence in article.text.split(". ")
            if len(sentence.split()) > 12
        ]
    if not quotes:
        return None
    quote = rng.choice(quotes)
    if own := re.findall(r"«[^«»]{12,}»", truth.text):
        return truth.saying(truth.text.replace(own[0], f"«{quote}»", 1))
    text = truth.text.rstrip(".")
    return truth.saying(f"{text}: «{quote}»." if truth.language == "ar" else f"{text}: “{quote}.”")


def quantity(truth: Truth, rng: random.Random) -> Truth | None:
    """All for some, the largest for the smallest, more for less."""
    ways = [
        way
        for way in v.QUANTITIES[truth.language]
        if not re.search(r"\b(?:at most|[Nn]ot all|لكل|كل من|بكل) ", truth.text)
    ]
    if mutant := _first(truth, ways, rng):
        return mutant
    if truth.language == "ar":
        nouns = re.findall(r"(?<=\s)(?:القوات|المصادر|الفصائل|الهجمات|الضربات|المسلحين|المهاجمين|الجنود|المدنيين|الميليشيات|الاجتماعات"
                           r"|المحادثات|الصواريخ|اللاعبين|المدن|الدول|السكان|الطلاب|الأعمال)(?=\s)", truth.text)  # fmt: skip
        measure = rng.choice(["جميع", "معظم", "كل", "نصف"])
    else:
        nouns = re.findall(r"(?<=\s)(?:troops|forces|rebels|attacks|strikes|militias|talks|soldiers|villages|players|students|cities|people"
                           r"|members|countries|plants|buildings|games|teams|groups)(?=\s)", truth.text)  # fmt: skip
        measure = rng.choice(["all", "most", "only", "every one of the"])
    if not nouns or re.search(r"\b(?:كل|جميع|معظم|all|most|every|only)\b", truth.text):
        return None
    noun = rng.choice(nouns)
    return truth.saying(truth.text.replace(f" {noun} ", f" {measure} {noun} ", 1))


def addition(truth: Truth, rng: random.Random) -> Truth | None:
    """Something is added that nobody wrote."""
    text = truth.text.rstrip()
    if rng.random() < 0.75:
        more = rng.choice(v.ADDITIONS[truth.language])
        return truth.saying(re.sub(r"[.!]?$", f"{more}.", text, count=1))
    word = rng.choice(v.INSERTED[truth.language])
    if truth.language == "ar":
        m = re.search(r"(?<=\s)ال\w{3,}(?= )(?! ال)", text)
        return truth.saying(text[: m.end()] + f" {word}" + text[m.end() :]) if m else None
    m = re.search(r"(?<=\b[Tt]he )(?=[a-z])", text)
    return truth.saying(text[: m.end()] + f"{word} " + text[m.end() :]) if m else None


def tense(truth: Truth, rng: random.Random) -> Truth | None:
    """What happened is announced, what is to come has happened."""
    text = truth.text
    if truth.language == "en":
        if m := re.search(r"\b(?:will|would) (?:be )?(?!not)(\w+)", text):
            base = m[1]
            past = {b: p for p, b in v.ENGLISH_VERBS.items()}.get(base) or {
                "be": "was", "stay": "stayed", "leave": "left", "remain": "remained", "look": "looked",
                "cover": "covered", "help": "helped", "keep": "kept", "work": "worked", "have": "had",
            }.get(base)  # fmt: skip
            return truth.saying(text[: m.start()] + past + text[m.end() :]) if past else None
        ways = [(past, f"will {base}") for past, base in v.ENGLISH_VERBS.items()]
        ways += [(past, f"plans to {base}") for past, base in v.ENGLISH_VERBS.items()]
        ways += [(past, f"may {base}") for past, base in v.ENGLISH_VERBS.items()]
        ways += [(past, f"is expected to {base}") for past, base in v.ENGLISH_VERBS.items()]
        ways += [("was", "will be"), ("were", "will be"), ("is", "will be"), ("are", "may be")]
        return _first(truth, ways, rng)
    for future, past in v.FUTURES.items():
        if found := swapped_word(text, future, past):
            return truth.saying(found)
    sound = {p: i for p, i in v.NEGATED.items() if i[0] in "يت" and len(i) >= 4 and i[-1] not in "ِّ"}
    ways = [(perfect, f"س{imperfect}") for perfect, imperfect in sound.items()]
    ways += [(perfect, f"سوف {imperfect}") for perfect, imperfect in sound.items()]
    ways += [(perfect, f"قد {imperfect}") for perfect, imperfect in sound.items()]
    ways += [(perfect, f"من المقرر أن {imperfect}") for perfect, imperfect in sound.items()]
    ways += [(verb, f"س{verb}") for verb in v.PRESENT]
    return _first(truth, ways, rng)


def antonym(truth: Truth, rng: random.Random) -> Truth | None:
    """One word is its contrary."""
    return _first(truth, v.pairs(v.ANTONYMS[truth.language]), rng)


SPOILERS: dict[str, Spoiler] = {
    "negation": negation,
    "antonym": antonym,
    "number": number,
    "number word": number_word,
    "date": date,
    "speaker": speaker,
    "outlet": outlet,
    "place": place,
    "glued halves": glued,
    "foreign quote": foreign_quote,
    "quantity": quantity,
    "addition": addition,
    "tense": tense,
    "swap": swap,
}
