"""
What a sentence denies: which of its words stand under a negation or a denial; pure.

«لم توافق» and «وافقت» share every stem. So each word knows whether it is denied, and a word of an
answer must be denied exactly when the word it rests on is.
"""

from collections.abc import Collection, Sequence

from bot.wording.thesaurus import forms
from retrieval.language.arabic import words as folded

NEGATORS = frozenset(
    folded(
        """لا لم لن ليس ليست ليسوا ليسا لسنا لست غير عدم بعدم لعدم وعدم العدم دون بدون ودون وبدون دونما بلا ولا ولم ولن
        وليس وليست فلم فلن فلا ألم انعدام
        لايزال not no never neither nor non without none nobody nothing cannot hardly"""
    )
)
_STILL = frozenset(folded("يزال تزال يزالون زال زالت يزل تزل"))  # «لا يزال» affirms
_DENIALS = frozenset(
    folded("نفى نفت نفوا ينفي تنفي نافيا نافية أنكر أنكرت فند دحض deny refute dispute")
)
# Where somebody who denied one thing says another.
_SAYS_ON = frozenset(
    folded("وقال وقالت ويقول وتقول وأكد وأكدت وأضاف وأضافت says said adds added insists insisted")
)
# «نفى أنه قصف بلا تمييز» does not say that he discriminated.
_WITHOUT = frozenset(folded("بلا دون بدون ودون وبدون دونما غير without non"))
_THAT = frozenset(folded("أن أنه أنها أنهم that"))
_EXCEPT = frozenset(folded("إلا سوى"))  # «لا يملك إلا»: he has only
_EXCEPTED = 7  # words between a negation and its exception
_BRIDGES = frozenset(
    folded(
        """يعد تعد يعتبر تعتبر يشكل تشكل يمثل تمثل يأت يأتي تأت تأتي يأتوا وقوع حدوث تسجيل وجود حصول إيقاع
        كان كانت يكن تكن يكون تكون يكونوا أن إن تتم يتم قد أي أحد هناك من أبدا قط
        have has had be been being is are was were do does did any a an the to longer yet ever only it there
        he she they will would could can may"""
    )
)
_REACH = 4  # words between a negation and what it denies


def negators(words: Sequence[str]) -> list[int]:
    """Where the negations among folded *words* stand; «لا يزال», «لا… إلا», «غير أن» are none."""
    return [
        at
        for at, word in enumerate(words)
        if word in NEGATORS
        and not _STILL & set(words[at + 1 : at + 2])
        and not _EXCEPT & set(words[at + 1 : at + _EXCEPTED])
        and not (word == "غير" and words[at + 1 : at + 2] == ["ان"])
    ]


def denied(words: Sequence[str], clauses: Sequence[int], content: Collection[int]) -> set[int]:
    """
    The positions of the *content* words that are denied.

    clauses: for each word, the clause it is in. A negation denies the next content word of its
    clause; a verb of denial everything after it, until somebody says another thing; two undo each other.

    >>> denied("لم توافق الحكومه علي الطلب".split(), [0] * 5, {1, 2, 4})
    {1}
    """
    found: set[int] = set()
    without: set[int] = set()
    for at in negators(words):
        head = _head(words, clauses, content, at)
        if head is not None and words[at] in _WITHOUT:
            without.add(head)
        elif head is not None:
            found ^= {head}
    for at, word in enumerate(words):
        if is_denial(word):
            end = next((n for n in range(at + 2, len(words)) if words[n] in _SAYS_ON), len(words))
            found ^= {one for one in content if _denied_from(words, at) <= one < end}
    return found | without


def _denied_from(words: Sequence[str], at: int) -> int:
    """Where what is denied begins: after «أن», or after whoever denies it."""
    for next_ in range(at + 1, min(at + _EXCEPTED, len(words))):
        if words[next_] in _THAT:
            return next_ + 1
    start = at + 1 if words[at].isascii() else at + 2
    while start < len(words) - 1 and words[start].startswith("ال"):
        start += 1
    return min(start, len(words) - 1)


def is_denial(word: str) -> bool:
    return not (word.startswith("ال") or forms(word).isdisjoint(_DENIAL_FORMS))


def _head(
    words: Sequence[str], clauses: Sequence[int], content: Collection[int], at: int
) -> int | None:
    for next_ in range(at + 1, min(at + 1 + _REACH, len(words))):
        if clauses[next_] != clauses[at]:
            return None
        if next_ in content and words[next_] not in _BRIDGES:
            return next_
    return None


_DENIAL_FORMS = frozenset(
    form
    for word in _DENIALS
    for form in ({word} if word.isascii() else forms(word))
    if not form.startswith("~")  # the root alone is also that of «استنكر»
)
