"""Another speaker than the one asked about; pure."""

from collections.abc import Sequence

from bot.extraction.nations import nation
from bot.extraction.questions import Asked
from bot.lacks.names import same_name, stands
from bot.lacks.offices import ROLES
from bot.lacks.scene import Scene
from retrieval.language.arabic import stem, words

_PROCLITICS = "لبك"
_WORDS_OF = frozenset(words("وفق وفقا طبقا خلافا بيان تصريح تصريحات كلمة قول"))
_REACH = 10  # words between a speaker and the verb
_REPORTING = frozenset(
    map(
        stem,
        words(
            """قال قالت يقول تقول أضاف أضافت أعلن أعلنت صرح صرحت أكد أكدت ذكر ذكرت كتب كتبت وصف وصفت
            أشار أشارت أوضح أوضحت نفى نفت رأى رأت يرى ترى رد ردت اعتبر اعتبرت دعا دعت طالب طالبت حذر حذرت ندد نددت أدان
            أدانت أفاد أفادت تابع شدد شددت انتقد اتهم اتهمت جدد نشر نقل نقلت بحسب وفق وفقا كشف كشفت عدّ
            ختم أعرب أعربت شكر
            حيّا مؤكدا مضيفا موضحا مشيرا معتبرا اعترف تعترف علق علقت عدها بيان بيانات تصريح كلمة
            said says told wrote called announced denied described condemned added
            warned reported according stated urged""",
        ),
    )
)


def missing_speaker(question: Asked, scene: Scene) -> str | None:
    """Who is asked about must be the one who speaks, here or just before."""
    who = question.speaker
    names = [word for word in who if stem(word) not in ROLES | {"prime"}]
    if names and not any(stands(name, scene.around, scene.rarity.get(name, 1.0)) for name in names):
        return names[-1]
    if not who or _foreign(question, scene):
        return None
    carried_on = bool(scene.here.words) and stem(scene.here.words[0]) in _REPORTING
    if _speaks(who, scene.here.words) or (carried_on and _speaks(who, scene.before.words)):
        return None
    return who[0]


def _foreign(question: Asked, scene: Scene) -> bool:
    """Whether the question and the sentence are in two languages."""
    return (question.language == "ar") != scene.arabic


def _speaks(who: Sequence[str], words_: Sequence[str]) -> bool:
    """Whether one of *who* stands near a verb of saying."""
    spoken = [at for at, word in enumerate(words_) if stem(word) in _REPORTING]
    named = [
        at
        for at, word in enumerate(words_)
        if any(same_name(word, one) for one in who) and not _governed(words_, at)
    ]
    # An English subject stands before its verb; an Arabic one on either side.
    first = 1 if named and words_[named[0]].isascii() else -_REACH
    return any(first <= verb - name <= _REACH for verb in spoken for name in named)


def _governed(words_: Sequence[str], at: int) -> bool:
    """Whether a country is what something belongs to, «تابعة لإيران», not who says so: «وفقاً لإيران»."""
    word, before = words_[at], words_[at - 1] if at else ""
    return word[0] in _PROCLITICS and nation(word[1:]) is not None and before not in _WORDS_OF
