"""
What a question asks for: its kind, its language, the words an answer must hold, what it counts.

Pure; knows Arabic and English question forms, nothing of any archive. «شنو سبب», «ليش», "how come": the
words of ``data/dialect.tsv``, which are grammar and what everybody uses of everything, become those of
the written language first, so that one way of asking is enough to know. What a number is worth is
``retrieval.language.numbers``' to say. Here is only which of a sentence's numbers answers: one of a
date counts nothing, «قتيلان» is the thing and its number in one word, and of «قُتل 40 وأصيب 60» only
one is the dead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import dropwhile, pairwise, takewhile
from typing import Literal

from bot.extraction.matching import Bag, same_thing, tokens
from bot.types import Turn
from retrieval.language.arabic import FRAME, STOPWORDS, aligned, fold, question_language, words
from retrieval.language.number_words import CHANGE
from retrieval.language.numbers import Number, numbers
from retrieval.language.tables import MONTHS, any_of

Kind = Literal["who", "when", "where", "how_many", "why", "yes_no", "what"]

# Whose size is asked for, in folded spelling.
_MEASURES = "(?:عدد|نسبه|حجم|قيمه|كلفه|تكلفه|سعر|ثمن|ميزانيه|مبلغ|طول|ارتفاع|عرض|عمق|مساحه|سعه|وزن|سرعه|معدل|حصيله|مده|عمر|مسافه)"
# The first form that is found decides; in folded spelling, of the written language.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("when", r"\b[وف]?(?:ال[يى] )?(?:منذ )?متي\b|\b(?:في|ب)?\s?اي (?:عام|سنه|يوم|شهر|تاريخ|ساعه)\b"
             r"|\bما (?:هو )?(?:تاريخ|موعد)\b|\bwhen\b|\b(?:what|which) (?:year|day|date|month|time)\b"),
    ("how_many", rf"\b[وفب]?كم\b|\b(?:ما|ماذا) (?:هو |هي )?{_MEASURES}\b|\bباي (?:ثمن|سعر|مبلغ|كلفه)\b"
                 r"|\bhow (?:many|much|far|old|long|big|large|tall|high|wide|deep|fast|heavy|often)\b"
                 r"|\bwhat (?:is|was|are|were) (?:the |its |his |her |their )?(?:total )?"
                 r"(?:number|cost|price|length|height|size|share|budget|population|toll|amount|age|value)\b"),
    ("where", r"\b[وف]?(?:من |الي )?اين\b|\b(?:في|ب)?\s?اي (?:مدينه|دوله|بلد|محافظه|منطقه|مكان|قاعده)\b"
              r"|\bwhere\b|\bin (?:what|which) (?:city|country|town|province)\b"),
    ("why", r"\b[وف]?لماذا\b|\bلاي سبب\b|\bما (?:هو |هي )?(?:ال)?(?:سبب|اسباب|دافع|دوافع)\b"
            r"|\bما الذي (?:ادي|تسبب|دفع|جعل)|\bwhy\b|\bwhat (?:led|caused|prompted|made|forced)\b"
            r"|\bfor what reason\b|\bwhat (?:is|was) the (?:reason|cause)\b"),
    ("yes_no", r"^[وف]?هل\b|^(?:is|are|was|were|did|do|does|has|have|had|can|will|would)\b"),
    ("who", r"^[وف]?(?:مع |ل|الي |عن |علي |علي يد )?من\b|\bلمن\b|\bما (?:هو )?اسم\b|^[وف]?اي شخص\b"
            r"|\bwho(?:m|se)?\b|\bwhat is the name\b|^which (?:person|man|woman)\b"),
)  # fmt: skip
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form)) for kind, form in _KINDS
)

_NOTHING = "-"
# «شو سبب», «شنو هي الخطة»: before a noun or pronoun one asks with «ما», before a verb with «ماذا».
_BEFORE_NOUN = re.compile(
    r"\bماذا(?= (?:ال\w|هو\b|هي\b|هم\b|اسم|سبب|عدد|تاريخ|موعد|سعر|حجم|قيمه|نسبه|اسباب))"
)


def standard(text: str) -> str:
    """
    *text* with what is only said in speech as it is written; the rest stays as spelt.

    >>> standard("شنو سبب الحريق وامتى بلّش؟"), standard("قديش كلّف الجسر؟")
    ('ما سبب الحريق ومتى بدأ؟', 'كم كلّف الجسر؟')
    >>> standard("How come the kids left?"), standard("مين رئيس البلدية؟")
    ('why the children left?', 'من رئيس البلدية؟')
    """
    form, written = _spoken()
    folded, places = aligned(text)
    pieces, at = [], 0
    for said in form.finditer(folded):
        word = written[" ".join(said["said"].split()).replace("’", "'")]
        plain = "" if word == _NOTHING else said["and"] + word
        pieces += [text[at : places[said.start()]], plain]
        at = places[said.end()]
    if not pieces:
        return text
    return _BEFORE_NOUN.sub("ما", " ".join("".join([*pieces, text[at:]]).split()))


@cache
def _spoken() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is only said, behind a conjunction or not; and what is written for it."""
    text = files("retrieval.language").joinpath("data/dialect.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    written = {fold(one).replace("_", " "): word for word, some in rows for one in some.split()}
    said = any_of(written).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?<!\w['’])(?P<and>[وف]??)(?P<said>{said})(?!['’]?\w)"), written


_DEFINITE = re.compile(r"[وف]?(?:[بك]?ال|لل)\w{2}")
_VERBAL = re.compile(r"[وفس]?[يت]\w{3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A question taken apart.

    terms: its content words, folded, in order; question words and frames left out.
    context: content words of the turn it follows up, for what it leaves out.
    pairs: nouns with what belongs to them: «برج» and «خليفه».
    before: the turn it follows up; what was cited there is about what it leaves out.
    """

    text: str
    kind: Kind
    language: Literal["ar", "en"]
    terms: tuple[str, ...]
    context: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    before: Turn | None = None


def asked(text: str, *, context: str = "", before: Turn | None = None) -> Asked:
    """
    Take *text* apart; *context* is the earlier question it leans on, and *before* its turn.

    >>> taken = asked("كم عدد القوات الأميركية في العراق؟")
    >>> taken.kind, taken.terms
    ('how_many', ('القوات', 'الاميركيه', 'العراق'))
    """
    folded = " ".join(fold(text).split())
    kind: Kind = next((name for name, form in _FORMS if form.search(folded)), "what")
    terms = _content(text)
    left_out = tuple(word for word in _content(context) if word not in terms)
    content = frozenset(terms)
    pairs = tuple(
        pair for pair in pairwise(tokens(text)) if content.issuperset(pair) and belong(*pair)
    )
    return Asked(text, kind, question_language(text), terms, left_out, pairs, before)


def belong(noun: str, other: str) -> bool:
    """
    Whether *other*, right after *noun*, may say which one: a genitive or an adjective.

    >>> belong("برج", "خليفه"), belong("القوات", "الفرنسيه"), belong("المخبز", "فواد")
    (True, True, False)
    """
    if noun.isascii() or other.isascii() or other in STOPWORDS or noun in STOPWORDS:
        return False
    return other.startswith("ال") or not (_DEFINITE.match(noun) or _VERBAL.match(other))


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(text) if word not in STOPWORDS and word not in FRAME)


_COUNTS = frozenset({"cardinal", "vague", "percent", "points", "fraction"})
_PEOPLE = frozenset(words("شخص شخصا أشخاص نسمة رجل رجال فرد أفراد people persons"))
_TO = (["الي"], ["to"])
_FAR = 60  # characters from «قتلى» to the people it numbers
_FEW = frozenset(range(2, 7))
_NEAR = 2  # words between a number and what it counts
_REACH = 80  # characters looked at on either side
# Between what is counted and its number: «القتلى ارتفع إلى 9».
_BETWEEN = CHANGE | frozenset(
    words(
        "إلى بلغ بلغت يبلغ تبلغ هو هي نحو حوالي قرابة to at is was are were about reached stands stood"
    )
)
# By one word each, as a text is cut: «كانون» of «كانون الثاني».
MONTH = any_of({name.split()[0] for name in MONTHS})
YEAR = r"(?:1[89]|20)\d\d"
_A_YEAR = re.compile(YEAR)


@lru_cache(maxsize=2_000)
def counts(sentence: str) -> tuple[Number, ...]:
    """The numbers of *sentence* that say how many or how much, and no date, rank or name."""
    return tuple(
        one for one in numbers(sentence) if one.kind in _COUNTS and not _named_before(sentence, one)
    )


def counting(question: Asked, sentence: str) -> float:
    """1 if the thing asked about is counted, half if anything is, else 0."""
    if numbers_of(question, sentence):
        return 1.0
    if not counts(sentence):
        return 0.0
    # «كم تبعد…» asks for a measure, whatever its unit.
    return 1.0 if question.terms and question.terms[0][0] in "يت" else 0.5


def counted(question: Asked) -> str:
    """
    The word for what *question* counts: in Arabic the first, in English what follows its adjectives.

    "How many American soldiers are there?" counts soldiers, «كم جندياً أميركياً هناك؟» as well.
    """
    terms = question.terms or question.context
    if not terms or not terms[0].isascii():
        return terms[0] if terms else ""
    found = dropwhile(lambda word: word not in terms, tokens(question.text))
    return [terms[0], *takewhile(lambda word: word in terms, found)][-1]


def numbers_of(question: Asked, sentence: str) -> list[Number]:
    """The numbers that stand beside the thing *question* counts: «2500 جندي» for «كم عدد القوات»."""
    thing, told = counted(question), counts(sentence)
    if not thing:
        return []
    since = [0, *[one.end for one in told]]
    pairs = zip(told, since, strict=False)
    beside = [one for one, end in pairs if _beside(sentence, one, end, (thing, "عدد"))]
    return beside or _people(thing, sentence, told)


def _named_before(sentence: str, number: Number) -> bool:
    """Whether it counts none anew: "the two countries" are some that were named."""
    before = words(sentence[max(0, number.start - _REACH) : number.start])
    return number.text.isascii() and number.low in _FEW and before[-1:] == ["the"]


def _beside(sentence: str, number: Number, since: int, things: Sequence[str]) -> bool:
    """
    Whether one of *things* stands within two words of a number, or right after a bare year.

    since: where the number before it ends, whose own noun is passed over.
    """
    after = words(sentence[number.end : number.end + _REACH])
    if _A_YEAR.fullmatch(fold(number.text)):  # «اتفاق 2020», but «2000 جندي»
        near = after[:1]
    else:
        before = words(sentence[max(since, number.start - _REACH) : number.start])[since > 0 :]
        while len(before) > _NEAR and before[-1] in _BETWEEN:
            before.pop()
        near = before[-_NEAR:] + words(number.text) + after[:_NEAR]
    return any(_names(word, one) for word in near for one in things)


def _people(thing: str, sentence: str, told: Sequence[Number]) -> list[Number]:
    """«حصيلة قتلى السيول ارتفعت إلى تسعة أشخاص»: the people, or what it rose to, nearest to the thing."""
    folded = re.finditer(r"\w+", sentence)
    spots = [found.start() for found in folded if _names(fold(found[0]), thing)]
    changes = not CHANGE.isdisjoint(words(sentence))
    near = [
        (min(abs(one.start - spot) for spot in spots), one.start, one)
        for one in told
        if spots and (one.unit in _PEOPLE or (changes and words(sentence[: one.start])[-1:] in _TO))
    ]
    return [one for far, _, one in sorted(near)[:1] if far <= _FAR]


def _names(word: str, thing: str) -> bool:
    return same_thing(word, thing) and bool(Bag(word).holds(thing))
