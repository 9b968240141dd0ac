"""Where a name with its title begins and ends in an Arabic sentence, and who is spoken to. Pure."""

import re
from dataclasses import dataclass

from bot.extraction.media import is_outlet, is_world_agency
from bot.verification.function_words import group, holds
from retrieval.language.arabic import fold, words

_TOKEN = re.compile(r"(?:\bو )?[^\W_][\w\u064b-\u0652\u0670]*(?:['’.-]\w+)*")
_LONGEST = 14  # words of a name with its title
_TITLE = 4  # words of an outlet's name in quotation marks
_ASIDE = 8  # words from a title to the comma before its name: «النائب عن الحزب، سامر الحداد»
_GLUE = re.compile(r"\s*")
_QUOTE = re.compile(r"[\"“”«»]")
_OPENING = re.compile(r"[\"“«]$")  # one that ends a word has a space behind it
COMPLEMENT = frozenset(words("أن إن بأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها"))
# No name goes on with these: words of grammar, of time and of place.
STOPS = (
    group("stop", "pronoun", "pointing", "spoken", "reporting", "by")
    | group("yesterday", "tomorrow", "morning", "evening")
    | COMPLEMENT
    | group("no_name")
) - frozenset(words("أم مصدر مصادر تصريح تصريحات مزاعم ادعاء ادعاءات"))
# «عدد من السكان», «مصدر أمني للإذاعة»: what «من» and «لل» go on from, and who speaks without a name.
_SOME = frozenset(words("عدد مجموعة كل واحد أحد إحدى فريق وفد عديد كثير جمع"))
_UNNAMED = frozenset(words("مصدر مصادر مسؤول مسؤولون شاهد شهود"))
# Heads of titles, as grammar has them: nouns of office and of trade before another noun.
_TITLES = group("office", "trade")
# Nouns for somebody of somewhere, whose place belongs to the name: «عضو في اللجنة».
_OF_PLACE = _UNNAMED | group("somebody", "trade")
# «مطلع على المحادثات», «المشرفة على المشروع»: adjectives that a preposition completes.
_COMPLETED = re.compile(r"(?:ال)?(مطلع|مشرف|قايم|مسوول|مقرب|قريب)(?:ه|ان|ين|ون)?")
_COMPLETES = {"مسوول": "عن", "مقرب": "من", "قريب": "من"}
_EVENTS = group("occasion")
# «أفاد النادي باعتقال», «أعلنت الوزارة تسجيل»: a noun of action is what the verb is about, no name.
_ACTION = (
    r"(?!ال|اسامه|اتحاد|ايتلاف|اداره|امانه|اذاعه|محافظه|مقاطعه)(?:ان\w\wا[^ن]|ا\wت\wا\w|است\w{2,3}ا\w|اعلان"
    r"|ا\w\wا[^ن]|ا\wا\wه|ت\w\wي[^قره]|م\wا\w\wه)"
)
_OBJECT = re.compile(_ACTION)
_OWNED = re.compile(r"(?!ال)\w{4,}(?:ها|هما?)")  # «التزامها»: what is somebody's is no name
_WITH_BA = re.compile(rf"ب(?:{_ACTION}|ال\w+|\w{{4,}}ه)")
# What stands behind a definite noun and is its adjective: «الدولي», «المركزية», and the commonest others.
_ADJECTIVE = re.compile(
    r"ال\w+(?:ي|يه|يون|يين|يات)|ال(?:عام|اعلي|اول|ثاني|سابق|اسبق|حالي|جديد|قديم|مساعد|موقت|مكلف|راحل|خاص|متحد|مسلح|احمر|كبير|منتخب|مشترك|وطني)ه?"
)
_PRESS = frozenset(words("للصحفيين للصحافيين للإعلاميين للصحافة"))
_PLACES = frozenset(words("مراسل مراسلة موفد موفدة برنامج أنباء الأنباء إذاعة"))
_MEDIA = re.compile(
    r"ل(?:ل?(?=تلفز|اذاع|وكال|صحيف|قنا|موقع|فضاي)|)(?:تلفزه|فضاييه|صحيفه|قناه|وكاله|موقع|مجله|اذاعه|شبكه|جريده|تلفزيون|راديو|برنامج|مراسل|مراسله|منصه)"
)


def is_title(word: str) -> bool:
    """Whether a folded *word* is the head of a title, of either gender, with the article or without."""
    bare = word.removeprefix("ال")
    return bool(_TITLES & {word, bare, bare.removesuffix("ه")})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in tokens, each as written and folded; a lone «و» is its word's."""

    text: str
    tokens: tuple[re.Match[str], ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Sentence":
        tokens = tuple(_TOKEN.finditer(text))
        return cls(text, tokens, tuple(fold(token.group().replace(" ", "")) for token in tokens))

    def word(self, at: int) -> str:
        """The folded word at *at*, empty beyond the ends."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def gap(self, at: int) -> str:
        """What stands before the token *at*."""
        start = self.tokens[at - 1].end() if at else 0
        end = self.tokens[at].start() if at < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def adjoins(self, at: int) -> bool:
        """Whether nothing but space and quotation marks stands before the token *at*."""
        return bool(_GLUE.fullmatch(_QUOTE.sub("", self.gap(at))))

    def name(self, at: int, *, ba: bool = False, cut: int = 0) -> tuple[str, int]:
        """
        The name that begins at the token *at*, *cut* letters of it apart, and where it ends.

        Empty if none does, or none that ends soon. ba: the verb takes «بـ».
        """
        if ba and _WITH_BA.fullmatch(self.word(at)):
            return "", at
        end, quoted = at, bool(_OPENING.search(self.gap(at)))
        while end < len(self.tokens) and end - at < _LONGEST:
            if end > at:
                opens = bool(_OPENING.search(self.gap(end)))
                title = opens and self._short(end) and (cut or self._titled(at, end))
                if not self.adjoins(end) or (opens and not title):
                    break
                closes = quoted and bool(_QUOTE.search(self.gap(end)))
                if closes and not (opens or _ADJECTIVE.fullmatch(self.word(end))):
                    break
                quoted = opens or (quoted and not closes)
            goes_on = end > at and (
                (
                    self.word(end) == "من"
                    and self.word(end - 1).removeprefix("و") in _SOME | _UNNAMED
                )
                or (
                    (
                        (self._of_place(at) and self.word(end) in ("في", "من"))
                        or self._completed(end)
                    )
                    and self.word(end + 1) not in _EVENTS | STOPS
                )
                or (self.word(at).removeprefix("ل") in group("outlet") and end == at + 1)
            )
            if not (quoted or goes_on) and (
                self.word(end) in STOPS
                or (
                    self.word(end).lstrip("بلو")[:1].isdigit()
                    and self.word(at) not in group("outlet")
                )
                or (end > at and self._over(at, end, ba))
            ):
                break
            end += 1
        if end - 1 > at and self.word(end - 1) in ("في", "من"):
            end -= 1
        if end == at or end - at >= _LONGEST:
            return "", at
        return self.upto(at, end, cut=cut)

    def _of_place(self, at: int) -> bool:
        """Whether the token *at* is somebody of somewhere: a trade, of any gender and number."""
        word = self.word(at).removeprefix("ال")
        return bool({word, re.sub(r"(?:ه|ان|ين|ون)$", "", word)} & _OF_PLACE)

    def _completed(self, at: int) -> bool:
        """Whether the preposition at *at* completes the adjective before it."""
        found = _COMPLETED.fullmatch(self.word(at - 1))
        return found is not None and self.word(at) == _COMPLETES.get(found[1], "علي")

    def upto(self, at: int, end: int, *, cut: int = 0) -> tuple[str, int]:
        """The words from *at* to *end* without quotation marks, and *end*."""
        found = self.text[self.tokens[at].start() + cut : self.tokens[end - 1].end()]
        return " ".join(_QUOTE.sub("", found).split()), end

    def subject(self, at: int, end: int) -> int:
        """
        Where the subject ends in the run of words from *at* to *end*, which may hold the verb's object.

        A name follows a person's title once, «النائب مروان الحلبي | قرار الحكومة»; behind what else is
        definite nothing indefinite goes on, «البنك المركزي | رفع», and nothing definite that is no
        adjective, «رئيس البلدية | السكان».
        """
        first = self.word(at)
        # A trade, «المزارعة أم رامي», and no surname by itself, «الكاظمي | قصف المعسكرات».
        alone = first.startswith("ال") and first[-1] != "ي" and not self._definite(at + 1)
        person = alone or is_title(first) or self._of_place(at)
        for n in range(at + 1, end):
            word = self.word(n)
            person = person or is_title(word)
            if not self._definite(n - 1) or is_title(word) or word.startswith(("ب", "ل", "و")):
                continue
            if self._definite(n):
                agrees = word.endswith("ه") and self.word(n - 1).endswith("ه")
                if not (agrees or _ADJECTIVE.fullmatch(word)):
                    return n
            elif not person or n == end - 1 or (word.endswith("ه") and not first.endswith("ه")):
                return n  # nor is a given name printed alone, nor of another gender than its title
            else:
                person = False
        return end

    def _definite(self, at: int) -> bool:
        return self.word(at).startswith(("ال", "لل", "بال", "وال"))

    def apart(self, title: int, at: int) -> tuple[str, int]:
        """
        The name behind a comma after the *title* that ends at *at*, and where it ends; else empty.

        «وزير النقل، سامر الحداد، إن»; a title behind a name is none.
        """
        for start in range(at, min(at + _ASIDE, len(self.tokens))):
            told = self.spoken_to(start) is not None
            if told or not is_title(self.word(title)) or self.word(start) in COMPLEMENT:
                break
            if re.fullmatch(r"\s*[،,]\s*", self.gap(start)):
                end = self._own_name(start)
                return self.upto(start, end) if end > start else ("", at)
            if not self.adjoins(start):
                break
        return "", at

    def _own_name(self, at: int) -> int:
        """Where the name of somebody that begins at *at* ends, or *at*: of a length and an end that are sure."""
        first, article = self.word(at), self.word(at).startswith("ال")
        rank = is_title(first) and not self.word(at + 1).startswith("ال")
        end = self.name(at)[1]
        sure = self.word(end) in COMPLEMENT or not self.adjoins(end)
        if not rank and self.word(end) not in COMPLEMENT:
            end = self.subject(at, end)
        if rank or not article:
            sure = sure or self.closed(end) or self.spoken_to(end) is not None
        longest = 5 if rank else 2 if article else 4
        if sure and rank == is_title(first) and 2 <= end - at <= longest:
            return end
        # «عبد الكريم الهادي»: a given name, and the definite one behind it that ends it.
        end = at + 2 + (first == "عبد")
        own = not (article or is_title(first) or first in STOPS)
        return end if own and self.word(end - 1).startswith("ال") and self.adjoins(end - 1) else at

    def behind_l(self, at: int) -> tuple[str, int]:
        """The name behind the «لـ» or «للـ» of the token *at*, and where it ends."""
        cut = 1 + self.word(at).startswith("لل")
        name, end = self.name(at, cut=cut)
        return "ال" * (cut - 1) + name if name else "", end

    def closed(self, at: int) -> bool:
        """Whether nothing of a name can stand at *at*: the end, a mark, or a word of grammar."""
        return at >= len(self.tokens) or self.word(at) in STOPS or not self.adjoins(at)

    def _short(self, at: int) -> bool:
        """Whether the quotation that opens before *at* is short enough for a title."""
        ends = range(at + 1, min(at + _TITLE, len(self.tokens)) + 1)
        return any(_QUOTE.search(self.gap(n)) for n in ends)

    def _titled(self, first: int, end: int) -> bool:
        """Whether a title in quotation marks may follow the words from *first* to *end*."""
        outlets, last = tuple(group("outlet")), self.word(end - 1)
        return (
            last in ("في", "من")
            or (last.endswith("ه") and not last.startswith("ال"))
            or any(
                word.removeprefix("ل") in _PLACES or word.endswith(outlets)
                for word in self.folded[first:end]
            )
        )

    def _over(self, first: int, at: int, ba: bool) -> bool:
        """Whether the name is over: the verb goes on, or somebody is spoken to."""
        word, before = self.word(at), self.word(at - 1)
        whole = before.startswith(("ال", "لل", "وال", "بال")) or (
            at - first > 1 and not before.startswith("ل")
        )
        return (
            (ba and bool(_WITH_BA.fullmatch(word)))
            or bool(_OWNED.fullmatch(word))
            or (at - first > 1 and not is_title(self.word(first)) and is_title(word))
            or (whole and not is_title(before) and bool(_OBJECT.fullmatch(word)))
            or word in group("publishing")
            or (holds(word, "saying") and (len(word) > 3 or self.word(at + 1) in COMPLEMENT))
            or (  # an unnamed source is indefinite, and so is its adjective
                at - first == 2
                and self.word(first) in _UNNAMED
                and before.endswith(("ي", "يه"))
                and before != "في"
                and not before.startswith("ال")
                and word.startswith("ال")
            )
            or (word.startswith("مراسل") and not is_title(before))
            or self.spoken_to(at) is not None
        )

    def spoken_to(self, at: int) -> tuple[str, int] | None:
        """Whom «لـ» at the token *at* addresses, told by form or by what follows, and where it ends."""
        word = self.word(at)
        if word == "ل":
            return self.name(at + 1)
        if word in _PRESS:
            return f"ال{self.tokens[at].group()[2:]}", at + 1
        if not word.startswith("ل") or len(word) < 4:
            return None
        alone = self.tokens[at].group()[1:]
        if is_world_agency(alone):
            return alone, at + 1
        if _MEDIA.fullmatch(word) or word == "لوسايل":
            return self.behind_l(at)
        unnamed = bool(_UNNAMED & {*self.folded[max(0, at - 2) : at]})
        if word.startswith("لل"):
            unnamed = unnamed or bool(_SOME & {*self.folded[max(0, at - 4) : at]})
            name, end = self.behind_l(at)
            return (name, end) if unnamed and name else None
        name, end = self.behind_l(at)
        if name and (unnamed or is_outlet(name)):
            return name, end
        over = self.word(at + 1) in COMPLEMENT or re.match(r"\s*[،,:.]", self.gap(at + 1))
        return (alone, at + 1) if over else None
