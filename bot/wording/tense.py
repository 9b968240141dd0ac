"""
Whether a sentence tells what happened, what is to come, or what may be; pure.

«ستنسحب» and «انسحبت» share their root. So each word knows its mood, and a word of an answer must
have the mood of the word it rests on.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal

from retrieval.language.arabic import stem
from retrieval.language.arabic import words as folded

Mood = Literal["ahead", "possible", "planned", "wished"]

_WILL = re.compile(r"[وف]?ل?س[يتن]\w{3,}")
# Nouns and names that begin like a verb to come, with no more than a noun's endings.
_NOT_WILL = re.compile(
    r"[وف]?(?:سيار|سياس|سياح|سيد|سيطر|سينم|سيف|سير|سيول|سيل|سياق|سياد|سياج|ستين|ستون|ستار|سنو|سند|سنتيمتر)"
    r"(?:[اهيت]|[اي]ت|ت?ه|ت?ها|ت?هم|ت?نا|[ات]?ا|[اي][نه]|يا|يين|يون|يتين|ت?ان|ات?ه|اتها|اتهم|وا)?"
    r"|[وف]?(?:سيناء?(?!\w)|سيناري|سيدني|ستيني|سينغ|سنغاف|سنجار|سيراليون|سيميا|سيبيري|سيتي|سيلي[كن]|ستوك|ستيف|ستال|سترات|ستاد|ستاي"
    r"|ستوديو|سناتور|سيناتور|سيغ(?:ال|مو|ور))\w*"
)
_AUXILIARIES: dict[str, Mood] = {
    **dict.fromkeys(folded("سوف وسوف فسوف لن ولن فلن will would shall ll wont"), "ahead"),
    **dict.fromkeys(folded("ربما وربما لعل لعله لعلها may might maybe perhaps"), "possible"),
}
_PLANS: dict[str, Mood] = {
    **dict.fromkeys(
        folded(
            """يعتزم تعتزم يعتزمون اعتزم اعتزمت عزم ينوي تنوي ينوون نية يخطط تخطط خطط خططت يستعد تستعد
            يستعدان مقرر مزمع مرتقب متوقع متوقعة ينتظر منتظر يتوقع تتوقع بصدد وشك موشك يتجه تتجه سيتم ستتم
            plan plans planned planning intend intends intended expected expects set due preparing
            prepares scheduled poised going"""
        ),
        "planned",
    ),
    **dict.fromkeys(
        folded(
            """يحتمل محتمل مشتبه يمكن ممكن يرجح مرجح احتمال يبدو يظن تظن يشتبه مفترض يفترض
            possible possibly likely potentially apparently presumably reportedly allegedly alleged
            probably suspected supposedly"""
        ),
        "possible",
    ),
}
_WISHES = frozenset(
    folded(
        """طالب طالبت يطالب تطالب مطالبة دعا دعت يدعو تدعو دعوة أراد أرادت يريد تريد يريدون سعى سعت يسعى تسعى رغب رغبت
        يرغب ترغب راغب راغبون حث حثت يحث ناشد ناشدت هدد هددت يهدد تهدد هدفها يهدف تهدف يرمي ترمي غرض هدف
        طلب طلبت يطلب تطلب request requests requested
        want wants wanted demand demands demanded urge urges urged seek seeks sought try tries tried trying
        aim aims aimed ask asks asked threaten threatens threatened goal purpose"""
    )
)
_CLITICS = re.compile(r"^(?:[وف]?(?:ب?ال|لل|[بل])|[وف])(?=\w{3})")
_TOLD = re.compile(r"[وف]?(?![يتنم])[\u0621-\u064a]{3,}(?<!ا)ت")  # a verb in the past: «انتزعت»
_REACH = 3  # content words after a word of planning that it may govern
_SKIPPED = frozenset(
    folded(
        """أن إن قد كان كانت يكون تكون have has had be been being is are was were not to also soon
        the a an then still"""
    )
)
_PAST = frozenset(folded("كان كانت وكان وكانت كانوا وكانوا لقد ولقد كما"))
# Words that speak of what is to come without putting a verb into the future.
_LATER = frozenset(
    map(
        stem,
        folded(
            "مقبل مقبلة قادم قادمة مستقبل مستقبلا لاحقا غدا وشيك upcoming coming next future tomorrow"
        ),
    )
)


def moods(words: Sequence[str], content: Collection[int]) -> dict[int, Mood]:
    """
    For each of the *content* positions that does not simply tell: its mood.

    >>> moods("ستنسحب القوات".split(), {0, 1}), moods("may withdraw".split(), {1})
    ({0: 'ahead'}, {1: 'possible'})
    """
    found: dict[int, Mood] = {}
    for at, word in enumerate(words):
        bare = _CLITICS.sub("", word)
        if _WILL.fullmatch(word) and not _NOT_WILL.fullmatch(word):
            found[at] = "ahead"
        elif word in _AUXILIARIES and not (word == "may" and _dates(words, at)):
            _mark(found, words, content, at, _AUXILIARIES[word], reach=1)
        elif word in ("قد", "وقد", "فقد") and _may(words, at):
            _mark(found, words, content, at, "possible", reach=1)
        elif plan := _PLANS.get(bare) or _PLANS.get(word) or _PLANS.get(stem(bare)):
            _mark(found, words, content, at, plan, reach=_REACH)
        elif not _WISHES.isdisjoint((word, bare, bare.removesuffix("ا"))):
            _mark(found, words, content, at, "wished", reach=_REACH)
    return found


def _dates(words: Sequence[str], at: int) -> bool:
    """Whether a time is given at *at*: "in May"."""
    return at > 0 and words[at - 1] in (
        "in",
        "of",
        "since",
        "until",
        "last",
        "next",
        "by",
        "early",
        "late",
    )


def speaks_of_later(words: Sequence[str]) -> bool:
    return any(stem(word) in _LATER for word in words)


def _may(words: Sequence[str], at: int) -> bool:
    """«قد يتواصل» is possible; «كان قد تأسس» has happened."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return following[:1] in "يت" and following != "" and not _PAST & set(words[max(0, at - 8) : at])


def _mark(
    found: dict[int, Mood],
    words: Sequence[str],
    content: Collection[int],
    at: int,
    mood: Mood,
    *,
    reach: int,
) -> None:
    governed = (
        next_
        for next_ in range(at + 1, len(words))
        if next_ in content and words[next_] not in _SKIPPED
    )
    for _, next_ in zip(range(reach), governed, strict=False):
        if reach > 1 and _TOLD.fullmatch(words[next_]):
            return
        found.setdefault(next_, mood)
