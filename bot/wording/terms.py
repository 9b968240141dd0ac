"""
A sentence read for comparison: its words one by one, with what is said of each; pure.

Everything the checks ask about a sentence is found here once. A passage's sentences are read when
the gate is built, a draft's when they arrive.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from bot.nations import named, nation
from bot.wording.numbers import Number, numbers
from bot.wording.polarity import NEGATORS, denied, is_denial, negators
from bot.wording.quantity import quantities
from bot.wording.tense import Mood, moods
from bot.wording.thesaurus import REPORT, Pole, contrary, keys, known, past, phrased, poles, sounds
from retrieval import dates
from retrieval.arabic import STOPWORDS, arabic_share, clean, fold
from retrieval.arabic import words as folded
from retrieval.dates import FoundDate
from retrieval.months import MONTHS, WEEKDAYS

_QUOTED = re.compile(r"«([^«»]{1,600})»|“([^“”]{1,600})”|\"([^\"]{1,600})\"|„([^„“”]{1,600})[“”]")
_NOT = re.compile(
    r"(?i)\b(?:can|do|does|did|is|are|was|were|has|have|had|wo|would|could|should)n[’']t\b"
)
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*|[\ue000-\uf8ff]|[،,;؛:«»“”\"()–—!?؟.…]")
_FIRST_MARK = 0xE000  # a date stands in the text as one private character
_CAPITAL = re.compile(r"(?<![.!?…:«“\"]\s)(?<!^)\b[A-Z][\w’']+")
_COMPOUND = re.compile(r"\b([A-Za-z.]+)-(?:[a-z]+ed|held|led|run|won|built|made)\b")
_FIRST_NAME = re.compile(r"[A-Z][a-z]+(?= [A-Z][a-z])")
_LONG_QUOTE = 5  # words; a shorter one is a name or a word held at arm's length

_FUNCTION = (
    STOPWORDS
    | frozenset(
        folded(
            """أيضا كذلك فيما بينما إذ حين كان كانوا يكونوا كونه كونها نحو حوالي قرابة زهاء تقريبا عن فإن فإنه وإن
            وأن بأن بأنه بأنها لأن لأنه لأنها وأنه وأنها وأنهم أنهم إنهم بأنهم وإنها وإنه هؤلاء أولئك تلك ذاك نفسه نفسها عبر
            لذلك لذا هكذا منهم بينهم بينها بينهما لنا لي عنه عنها عنهم إليه إليها معه معها معهم فقد وهم أما إما بما لما ممن
            ثمة حيال إزاء تجاه بشأن شأن صدد إطار سياق جانب جهة جهته جهتها ناحية ناحيته مما والتي والذي والذين وما
            وفق وفقا حسب بحسب نقلا قوله قولها بقوله بقولها تم جرى يجري بات لقد وإلى وعن ومع وبين ولكنها ولكنه لكنه لكنها
            he she they we you any his her their our him them us who whom there here into onto than then so
            if but while when after_all will would could can may might shall should must about around
            also according per via amid upon among between through during al el el- ibn bin mr mrs ms dr s t ll ve re d
            said_that own such both each_other some_of no not never nor neither""".replace("_", " ")
        )
    )
) - frozenset(
    folded(
        """قبل بعد ضد منذ خلال كل بعض غير أكثر وفق said that before after since against all some most
        over under up down out off"""
    )
)
_FUNCTION |= frozenset(folded("out off up over that is this was وفق حسب بحسب غير أكثر من that"))
# What a fluent sentence adds without saying more.
LIGHT = frozenset(
    folded(
        """قام قامت يقوم تقوم قاموا تعرض تعرضت يتعرض تتعرض أسفر أسفرت أدى أدت جاء جاءت يأتي تأتي شهد شهدت يشهد تشهد حصل حصلت
        حدث وقع وقعت وقوع يجري تجري أجرى أجرت تمثل تمثلت خلال أثناء تحت وضع أوضاع سبق سبيل هناك لدى تولى ثم
        عملية عمل أمر مجال شكل بشكل صورة بصورة نوع طريق مدينة بلدة منطقة دولة شخص أشخاص
        عدد عددهم عددها خبر تقرير نبأ مصدر مصادر وكالة صحيفة موقع كلام تصريح تصريحات بيان حديث حديثه وقت حين
        يقع تقع يوجد توجد نفس ذات مشيرا مضيفا موضحا مؤكدا لافتا وذلك جديد جديدا مجددا خاص حالي حالية حاليا راهن
        person people group city town country area number time way moreover however meanwhile
        addition additionally furthermore currently statement report article news source well
        situation take takes took place took make makes made keep keeps kept come comes came get gets got give gives gave
        hold holds held undergo suffer suffers suffered face faces faced during carried carry under
        matter fact case go went lie lies lying located situated""",
    )
)
_CALENDAR = frozenset(folded("يوم عام سنة شهر ويوم وعام يومي day year month"))  # before a date
_ABBREVIATED = 3  # letters: sat, sun
_PRONOUNS = frozenset(folded("he she they it his her their هو هي هم هؤلاء"))
_MARKERS = frozenset(
    folded(
        """في من على إلى عن مع ضد بين لدى عند لصالح تجاه نحو قبل بعد منذ حتى
        in on at to from by with against for of under over between before after since until into toward towards"""
    )
)
_DEFINITE = re.compile(r"[وفبك]?ال|[وف]?لل")
# Verbs whose own first letters look like the article: «التقى», «ألغى».
_VERB_IN_AL = re.compile(
    r"[وف]?ال(?:ت(?:قي|قت|قوا|قيا|حق|زم|هم|مس|فت)(?:ت|وا|ا)?|[غق](?:ي|ت|وا)|مح(?:ت|وا)?|زم(?:ت|وا))"
)
_PAST = re.compile(r"[وف]?ا[\u0621-\u064a]{3,}(?<!ا)ت")  # «احتالت» is no name
_CLITIC_MARKER = re.compile(r"^ف?(?:([بك])ال|(ل)ل)(?=\w{3})")
ACCORDING = frozenset(folded("بحسب حسب وفق وفقا according per"))
_RELAYS = frozenset(folded("رد ردت وردت نقل كتب أجاب أورد"))  # with «أن»


Places = tuple[tuple[int, ...], ...]  # for each term of one sentence, terms of another


@dataclass(frozen=True, slots=True)
class Term:
    """
    One word that says something: a content word, a number or a date.

    at: its position among the words of the sentence. clause: grows at each punctuation mark.
    keys, sounds, poles: what it matches by, see ``bot.wording.thesaurus``.
    marker: the preposition right before it or written with it, "" if none.
    denied, mood: see ``bot.wording.polarity``, ``bot.wording.tense``.
    capital: written as a name inside an English sentence.
    definite: with its article. nation: the country it names.
    named: looks like a name: a country, a capital letter, a word no list knows.
    """

    word: str
    at: int
    clause: int
    keys: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    poles: frozenset[Pole] = frozenset()
    number: Number | None = None
    date: FoundDate | None = None
    marker: str = ""
    denied: bool = False
    mood: Mood | None = None
    capital: bool = False
    definite: bool = False
    nation: str | None = None
    named: bool = False

    @property
    def reports(self) -> bool:
        return REPORT in self.keys

    @property
    def nominal(self) -> bool:
        """Whether it cannot be the verb that carries the tense."""
        if self.word.isascii() and not past(self.word):
            return True
        return bool(self.marker or self.definite or self.named or self.number or self.date)


def _plain_latin(text: str) -> str:
    """*text* with Latin letters freed of their accents: «José»."""
    return "".join(
        unicodedata.normalize("NFKD", letter)[0] if "À" <= letter <= "ſ" else letter
        for letter in text
    )


class Reading:
    """
    A sentence as its terms.

    words: every folded word, a number's and a date's included. clauses: the clause of each.
    quotes: the folded words of each quotation.
    """

    def __init__(self, text: str) -> None:
        self.text = clean(text)
        self.arabic = arabic_share(text) >= 0.5
        self.dates = dates.find(self.text)
        marked = self._marked()
        self.words: list[str] = []
        self.clauses: list[int] = []
        self.quoted: list[bool] = []
        self._tokenize(
            named(_NOT.sub(" not ", marked).replace("%", " percent ").replace("٪", " percent "))
        )
        self.places: dict[Reading, Places] = {}  # kept by the windows it is laid over
        self.quotes = [folded(next(filter(None, found))) for found in _QUOTED.findall(self.text)]

    def _marked(self) -> str:
        text = _plain_latin(self.text)
        for at, found in reversed(list(enumerate(self.dates))):
            text = f"{text[: found.start]} {chr(_FIRST_MARK + at)} {text[found.end :]}"
        return text

    def _tokenize(self, text: str) -> None:
        clause, opened = 0, -1
        for token in _TOKEN.findall(text):
            if token in "«“" or (token == '"' and opened < 0):
                opened = len(self.words)
            elif token in '»”"':
                if 0 <= opened <= len(self.words) - _LONG_QUOTE:
                    self.quoted[opened:] = [True] * (len(self.words) - opened)
                opened = -1
            elif token[0] in "،,;؛:()–—!?؟.…":
                clause += 1
            else:
                base = contrary(token) if token.isascii() else None
                for word in ("non", base) if base else (token,):
                    self.words.append(word)
                    self.clauses.append(clause)
                    self.quoted.append(False)

    @cached_property
    def plain(self) -> list[str]:
        """The folded words as printed."""
        return folded(self.text)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        counted = {number.start: number for number in numbers(self.words)}
        taken = {at for number in counted.values() for at in range(number.start, number.end)}
        content = [at for at in range(len(self.words)) if at not in taken and self._says(at)]
        denied_ = denied(self.words, self.clauses, {*content, *counted})
        moods_ = moods(self.words, {*content})
        phrases = phrased(self.words)
        found = []
        for at in sorted({*content, *counted}):
            word, clause, marker = self.words[at], self.clauses[at], self._marker(at)
            if number := counted.get(at):
                term = Term(word, at, clause, number=number, marker=marker, denied=at in denied_)
            elif date := self._date(at):
                term = Term(word, at, clause, date=date, marker=marker)
            else:
                capital, country = word in self._capitals, nation(word)
                term = Term(
                    word,
                    at,
                    clause,
                    self._keys(at) | phrases.get(at, frozenset()),
                    sounds(word),
                    poles(word),
                    marker=marker,
                    denied=at in denied_,
                    mood=moods_.get(at),
                    capital=capital,
                    definite=self._definite(at),
                    nation=country,
                    named=capital or country is not None or self._strange(at),
                )
            found.append(term)
        return tuple(found)

    def _date(self, at: int) -> FoundDate | None:
        """The date at *at*, were it only a weekday."""
        word = self.words[at]
        if "\ue000" <= word <= "\uf8ff":
            return self.dates[ord(word) - _FIRST_MARK]
        bare = word if word in WEEKDAYS else word.removeprefix("و")
        known_ = bare in WEEKDAYS and len(bare) > _ABBREVIATED
        return FoundDate(0, 0, weekday=WEEKDAYS[bare]) if known_ else None

    def _strange(self, at: int) -> bool:
        """Whether a word no list knows may be a name; English writes those with a capital."""
        word = self.words[at]
        verb = _PAST.fullmatch(word)
        return not (known(word) or verb) and (at == 0 or not word.isascii())

    def _definite(self, at: int) -> bool:
        before = self.words[at - 1] if at else ""
        word = self.words[at]
        if before == "the":
            return True
        bound = before == "علي" and word in ("الاقل", "الاكثر")  # at least, at most
        return bool(_DEFINITE.match(word)) and not (bound or _VERB_IN_AL.fullmatch(word))

    def _says(self, at: int) -> bool:
        word = self.words[at]
        if word == "بعد" and self.words[max(0, at - 1)] == "علي":  # a distance
            return False
        if (
            word in _CALENDAR
            and "\ue000" <= self.words[min(at + 1, len(self.words) - 1)] <= "\uf8ff"
        ):
            return False
        if word in ("يد", "ايدي") and self.words[max(0, at - 1)] == "علي":  # by
            return False
        if self._month(at):
            return True
        return (
            word not in _FUNCTION
            and word.removeprefix("و") not in _FUNCTION
            and word not in NEGATORS
            and not quantities([word])
            and (len(word) > 1 or not word.isascii() or "\ue000" <= word <= "\uf8ff")
        )

    def _keys(self, at: int) -> frozenset[str]:
        word = self.words[at]
        return frozenset({f"%{MONTHS[word]}"}) if self._month(at) else keys(word)

    def _month(self, at: int) -> bool:
        """Whether the word at *at* is May or March, not may or march."""
        return self.words[at] in ("may", "march") and self.words[at] in self._capitals

    def _marker(self, at: int) -> str:
        before = self.words[at - 1] if at else ""
        if before in _MARKERS and self.clauses[at - 1] == self.clauses[at]:
            return before
        word = self.words[at].removeprefix("و")
        if found := _CLITIC_MARKER.match(word):
            return found[1] or found[2]
        attached = word[:1] in "بلك" and nation(word) is not None and nation(word[1:]) is not None
        return word[0] if attached else ""

    @cached_property
    def _capitals(self) -> frozenset[str]:
        inside = {word for found in _CAPITAL.findall(self.text) for word in folded(found)}
        first = _FIRST_NAME.match(self.text)  # "Foreign Policy reported": no other word would be
        return frozenset({*inside, *folded(first[0])} - _FUNCTION if first else inside)

    @cached_property
    def quantities(self) -> dict[int, str]:
        return quantities(self.words)

    @cached_property
    def negated(self) -> bool:
        """Whether anything in it is denied."""
        return bool(negators(self.words)) or any(map(is_denial, self.words))

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Who acts in words joined by a hyphen: "rebel-held", "US-led"."""
        return frozenset(word for one in _COMPOUND.findall(self.text) for word in folded(one))

    @cached_property
    def attributes(self) -> bool:
        """Whether it says who says so."""
        relays = not _THAT.isdisjoint(self.words)
        return any(t.reports or (relays and t.keys & _RELAYS) for t in self.terms) or any(
            word.removeprefix("و") in ACCORDING for word in self.words
        )

    @cached_property
    def nations(self) -> frozenset[str]:
        return frozenset(filter(None, (term.nation for term in self.terms)))

    @cached_property
    def follows_on(self) -> bool:
        """Whether it has no subject of its own and speaks of the sentence before."""
        if _PRONOUNS & set(self.words[:2]):
            return True
        first = self.terms[0] if self.terms else None
        after = self.words[first.at + 1 : first.at + 2] if first else []
        return bool(first and first.reports and after and after[0] in _THAT | _MARKERS)

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Key -> numbers of the terms that have it."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            for key in term.keys:
                found.setdefault(key, []).append(number)
        return found

    @cached_property
    def heard(self) -> dict[str, list[int]]:
        """The same by sound."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            for key in term.sounds:
                found.setdefault(key, []).append(number)
        return found


_THAT = frozenset(
    map(fold, ("أن", "إن", "بأن", "بأنه", "بأنها", "أنه", "إنه", "أنها", "إنها", "أنهم", "إنهم"))
)
