"""
Who holds an office: the words of the title must stand together, belong to the country asked
about, and have somebody's name beside them; pure.

«من هو سفير العراق في واشنطن؟» finds the American ambassador in Baghdad.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.extraction.matching import Bag
from bot.extraction.nations import nation, tokens
from bot.extraction.questions import Asked
from bot.lacks.countries import owner
from bot.lacks.scene import Scene
from bot.wording.thesaurus import REPORT, keys, known, name
from retrieval.language.arabic import STOPWORDS, stem, words
from retrieval.language.terms import FRAME

ROLES = frozenset(
    map(
        stem,
        words(
            """وزير وزيرة رئيس رئيسة سفير سفيرة قائد زعيم متحدث ناطق مستشار ملك أمير محافظ مدير نائب
            حاكم أمين minister president ambassador commander leader spokesman spokesperson adviser
            advisor king governor chief secretary speaker""",
        ),
    )
)
# What stands before a name.
TITLES = ROLES | frozenset(
    map(
        stem, words("الجنرال اللواء العميد الفريق العقيد السيد الدكتور الشيخ general gen mr dr maj")
    )
)
_SEATS = frozenset(words("في لدى إلى عند to in at"))
# What is done in an office.
_DONE = {
    stem(role): frozenset(words(done))
    for role, done in (
        ("قائد", "القيادة بقيادة لقيادة قاد يقود تقود"),
        ("رئيس", "برئاسة ترأس يترأس يرأس رأس"),
        ("زعيم", "بزعامة تزعم يتزعم"),
        ("حاكم", "حكم يحكم"),
    )
}
_ADJECTIVES = frozenset(
    words("السابق الحالي الجديد الراحل الأسبق الأول المؤقت السابقة الحالية الجديدة")
)
_FIRST = frozenset(words("أول آخر first current"))
# «رئيس» and «رئيسي» of a body, as in "head of US Central Command"; a country has a president.
_OF_BODIES = frozenset(("head", "central", "main"))
_WIDE = 3  # words around a role among which what it is of must stand
_AFTER = 6  # words between an office and the name of who holds it
_INFLECTED = tuple("يتسن")  # what verbs in the present begin with


@dataclass(frozen=True, slots=True)
class Office:
    """
    The office a question asks about.

    title: its words. role: the one that says what it is. owner: the country it belongs to.
    seat: the country it is held in, as an ambassador's is.
    """

    title: tuple[str, ...]
    role: str
    owner: str | None
    seat: str | None


def missing_office(question: Asked, scene: Scene) -> str | None:
    """The title asked about, if nobody is said to hold it here or just before."""
    wanted = _asked(question) if question.kind == "who" else None
    if wanted is None:
        return None
    told = any(
        _is(wanted, text.words, at) and _named(text.words, at, question)
        for text in (scene.here, scene.before)
        for at in _roles(text.words, wanted.role)
    )
    return None if told else " ".join(wanted.title)


def _asked(question: Asked) -> Office | None:
    found = tokens(question.text)
    at = next((at for at, word in enumerate(found) if stem(word) in ROLES), None)
    if at is None or (not found[at].isascii() and any(map(_of_title, found[:at]))):
        return None  # «من استضاف ملك البلاد؟» asks who did it
    before = [*takewhile(_of_title, reversed(found[:at]))][::-1] if found[at].isascii() else []
    rest = found[at + 1 :]
    of = rest[:1] if rest[:1] == ["of"] else []
    general = rest[:1] if rest[:1] == ["عام"] else []  # «أمين عام الجامعة», or a year
    after = [*general, *takewhile(_of_title, rest[len(of) + len(general) :])]
    seated = rest[len(of) + len(after) :][:2]
    seat = nation(seated[1]) if len(seated) == 2 and seated[0] in _SEATS else None
    named = found[at].startswith("ال") and not any(map(nation, [*after, *seated]))
    if named or found[at].endswith("ا"):
        return None  # «من هو الملك فيصل؟», «من عيّنه وزيراً؟» ask about someone else
    return Office((*before, found[at], *of, *after), found[at], owner([*before, *after]), seat)


def _of_title(word: str) -> bool:
    return word not in STOPWORDS | FRAME | _FIRST


def _roles(found: Sequence[str], role: str) -> list[int]:
    """Where folded words speak of a *role*, by name or by what is done in it: «بقيادة»."""
    return [
        at
        for at, word in enumerate(found)
        if _same_role(word, role) or word in _DONE.get(stem(role), ())
    ]


def _same_role(word: str, role: str) -> bool:
    """Whether two words are of one role: «رئيس» and president, but not «رئاسة», an office."""
    shared = keys(word) & keys(role)
    foreign = word.isascii() != role.isascii()
    return stem(word) == stem(role) or any(foreign or key[0] == "=" for key in shared)


def _is(wanted: Office, found: Sequence[str], at: int) -> bool:
    """Whether the role at *at* is that of the office *wanted*: of the same thing and country."""
    of = [
        word
        for word in wanted.title
        if word != wanted.role and _of_title(word) and not nation(word)
    ]
    english = found[at].isascii()
    beside = found[max(0, at - _WIDE) : at + _WIDE + 1]
    if of and not any(map(Bag(*beside).tells, of[-1:] if english else of[:1])):
        return False
    if not of and not english and _of_something(found[at + 1 : at + 2]):
        return False  # «رئيس الحكومة» where «رئيس البلاد» is asked for
    if not of and found[at] in _OF_BODIES:
        return False
    theirs = owner(found[max(0, at - _WIDE) : at] if english else found[at + 1 : at + 1 + _WIDE])
    theirs = theirs or (owner(found[at + 2 :][:3]) if found[at + 1 : at + 2] == ["of"] else None)
    if wanted.owner and not theirs:
        return bool(of) or wanted.owner in Bag(*found).nations
    return wanted.owner in (None, theirs)


def _of_something(after: Sequence[str]) -> bool:
    """Whether a role's next word says of what: an ordinary noun, neither country nor adjective."""
    return any(
        known(word)
        and not (nation(word) or name(word) or word in STOPWORDS or word in _ADJECTIVES)
        and REPORT not in keys(word)
        for word in after
    )


def _named(found: Sequence[str], at: int, question: Asked) -> bool:
    """Whether a name that the question does not hold stands before the role at *at*, or soon after."""
    given = Bag(question.text)
    for n, word in enumerate(found[: at + _AFTER + 1]):
        due = n and _definite(found[n - 1]) and (n > at or stem(found[n - 1]) in TITLES)
        entitled = due and _may_name(word)
        if (entitled or _is_name(word)) and not given.tells(word):
            return True
    return False


def _is_name(word: str) -> bool:
    """Whether a word is a name by itself: no list has it, or it sounds as in English."""
    if word in STOPWORDS or word[0].isdigit() or nation(word):
        return False
    return not known(word) or (name(word) and not word.startswith(("ال", *_INFLECTED)))


def _may_name(word: str) -> bool:
    """Whether an ordinary word may be a name where one is due: «الوزير صالح»."""
    ordinary = word in STOPWORDS or word[0].isdigit() or REPORT in keys(word)
    return not (ordinary or word.isascii() or word.startswith(("ال", "و", "ب", "ل", *_INFLECTED)))


def _definite(word: str) -> bool:
    """«قائد الفرقة الخامسة»: the word that ends a title, or one that stands before a name."""
    return word.startswith("ال") or nation(word) is not None
