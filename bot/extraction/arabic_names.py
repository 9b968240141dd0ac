"""Where a name with its title begins and ends in an Arabic sentence, and who is spoken to. Pure."""

import re
from dataclasses import dataclass

from bot.extraction.media import is_outlet, is_world_agency
from bot.verification.function_words import group, holds
from retrieval.language.arabic import fold, words

_TOKEN = re.compile(r"[^\W_][\w\u064b-\u0652\u0670]*(?:['’.-]\w+)*")
_LONGEST = 11  # words of a name with its title
_GLUE = re.compile(r"\s*")
_QUOTE = re.compile(r"[\"“”«»]")
STOPS = frozenset(
    words(
        """أن إن ان بأن وأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها إلى في على عن من خلال يوم أمس اليوم مساء صباح فجر
        ظهر ليل أمام بعد قبل عقب إثر حول بشأن ضمن عبر لدى عند حين أثناء منذ حتى مع أيضا كذلك قوله قولها قولهم تأكيده
        تأكيدها وهو وهي وهم الذي التي الذين لم لن لا قد فقد فإن فإنه فإنها تم رفض رفضت طلب طلبت فضل فضلت اشترط
        للصحفيين للصحافيين للإعلاميين وجود كل ضد بسبب رغم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة
        الماضي الجاري ما هل لكن كما ضرورة أهمية عدم أي بينما فيما عما عشية تعليقا ردا بدوره بدورها
        هذا هذه ذلك تلك نقلا بحسب حسب وفق وفقا طبقا كيف لماذا متى أين سقوط هبوب وصول حدوث دخول خروج ظهور نزول مقتل"""
    )
)
# «عدد من السكان», «مصدر أمني للإذاعة»: what «من» and «لل» go on from, and who speaks without a name.
_SOME = frozenset(words("عدد مجموعة كل واحد أحد إحدى فريق وفد عديد كثير جمع"))
_UNNAMED = frozenset(words("مصدر مصادر مسؤول مسؤولون شاهد شهود"))
# Heads of titles, as grammar has them: nouns of office and of trade before another noun.
TITLE = re.compile(
    r"(?:رئيس|مدير|وزير|امين|عضو|نائب|قائد|ممثل|مستشار|كاتب|عميد|نقيب|محافظ|والي|سفير|مبعوث|خبير|باحث|استاذ|مسوول|مساعد|وكيل"
    r"|منسق|متحدث|ناطق|مؤسس|موسس|صاحب|شقيق|والد|ابن|زوج|عمده|قاضي)ه?"
)
# Nouns for somebody of somewhere, whose place belongs to the name: «عضو في اللجنة».
_OF_PLACE = _UNNAMED | frozenset(
    words(
        """مسؤولة مسؤولين عضو أعضاء أستاذ أستاذة خبير خبيرة باحث باحثة ضابط ضباط طبيب طبيبة موظف موظفة ناشط ناشطون ناشطة
        دبلوماسي دبلوماسيون محلل قيادي سكان مهندس مهندسة متحدث متحدثة ناطق ناطقة نازح نازحون لاجئ لاجئون مزارع عامل أحد"""
    )
)
_EVENTS = frozenset(
    words(
        """تصريح تصريحات حديث مقابلة حوار لقاء اتصال مداخلة بيان مؤتمر كلمة رسالة تغريدة منشور جلسة خطاب تقرير وقت ختام
        هذا إطار سياق حين اجتماع مستهل رد تعليق هامش خلفية"""
    )
)
COMPLEMENT = frozenset(words("أن إن بأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها"))
# «أفاد النادي باعتقال», «أعلنت الوزارة تسجيل»: a noun of action is what the verb is about, no name.
_ACTION = r"(?!ال|اسامه)(?:ان\w\wا[^ن]|ا\wت\wا\w|است\w{2,3}ا\w|اعلان|ا\w\wا[^ن]|ا\wا\wه|ت\w\wي[^قر]|م\wا\w\wه)"
_OBJECT = re.compile(_ACTION)
_WITH_BA = re.compile(rf"ب(?:{_ACTION}|\w{{4,}}ه)")
_PRESS = frozenset(words("للصحفيين للصحافيين للإعلاميين للصحافة"))
_PLACES = frozenset(words("مراسل مراسلة برنامج أنباء الأنباء إذاعة"))
_MEDIA = re.compile(
    r"ل(?:ل?(?=تلفز|اذاع|وكال|صحيف|قنا|موقع|فضائ)|)(?:تلفزه|فضائيه|صحيفه|قناه|وكاله|موقع|مجله|اذاعه|شبكه|جريده|تلفزيون|راديو|برنامج|مراسل|مراسله|منصه)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in tokens, each as written and folded."""

    text: str
    tokens: tuple[re.Match[str], ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Sentence":
        tokens = tuple(_TOKEN.finditer(text))
        return cls(text, tokens, tuple(fold(token.group()) for token in tokens))

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
        end, quoted = at, bool(_QUOTE.search(self.gap(at)))
        while end < len(self.tokens) and end - at < _LONGEST:
            if end > at:
                opens = bool(_QUOTE.search(self.gap(end)))
                if not self.adjoins(end) or (opens and (quoted or not self._titled(end - 1))):
                    break
                quoted = quoted or opens
            goes_on = end > at and (
                (self.word(end) == "من" and self.word(end - 1) in _SOME)
                or (
                    self.word(end) in ("في", "من", "علي", "عن")
                    and self.word(at) in _OF_PLACE
                    and self.word(end + 1) not in _EVENTS | STOPS
                )
            )
            if not (quoted or goes_on) and (
                self.word(end) in STOPS or (end > at and self._over(at, end, ba))
            ):
                break
            end += 1
        if end == at or end - at >= _LONGEST:
            return "", at
        found = self.text[self.tokens[at].start() + cut : self.tokens[end - 1].end()]
        return " ".join(_QUOTE.sub("", found).split()), end

    def _titled(self, at: int) -> bool:
        """Whether a title in quotation marks may follow."""
        near = (self.word(at), self.word(at - 1))
        return any(
            word.removeprefix("ل") in _PLACES or word.endswith(tuple(group("outlet")))
            for word in near
        )

    def _over(self, first: int, at: int, ba: bool) -> bool:
        """Whether the name is over: the verb goes on, or somebody is spoken to."""
        word, before = self.word(at), self.word(at - 1)
        whole = before.startswith(("ال", "لل", "وال", "بال")) or at - first > 1
        return (
            (ba and bool(_WITH_BA.fullmatch(word)))
            or (word in group("reporting") and word.endswith(("ا", "ه")))
            or (
                at - first > 1
                and not TITLE.fullmatch(self.word(first))
                and bool(TITLE.fullmatch(word))
            )
            or (whole and bool(_OBJECT.fullmatch(word)))
            or (holds(word, "saying") and (len(word) > 3 or self.word(at + 1) in COMPLEMENT))
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
        if _MEDIA.fullmatch(word) or (word == "لوسايل" or word == "لوسائل"):
            name, end = self.name(at, cut=1 + word.startswith("لل"))
            return f"ال{name}" if word.startswith("لل") else name, end
        if word.startswith("لل"):
            unnamed = _UNNAMED & {self.word(at - 1), self.word(at - 2)}
            name, end = self.name(at, cut=2)
            return (f"ال{name}", end) if unnamed and name else None
        name, end = self.name(at, cut=1)
        if name and is_outlet(name):
            return name, end
        over = self.word(at + 1) in COMPLEMENT or re.match(r"\s*[،,:.]", self.gap(at + 1))
        return (alone, at + 1) if over else None
