"""
The word of a question that no report mentions; pure.

Of a word that is asked about it is told that no report mentions it only where that is certain: no
passage of the archive has a word of that stem, and nothing near the question means it, sounds like it
or is a letter away from it. A question in another language than the reports shares no words with them,
so of its words nothing is certain.
"""

import re
from functools import lru_cache
from itertools import pairwise

from bot.extraction.matching import alike
from bot.extraction.questions import Asked
from retrieval.language.arabic import arabic_share, fold, terms, words
from retrieval.language.lexicon import arabic_skeletons
from retrieval.types import Evidence

_UNSEEN = 0.999  # rarity of a word that no passage holds
_TELLING = 3  # letters by which words are told apart
# After these a verb is likelier than a name.
_BEFORE_VERBS = frozenset(
    words("ما ماذا متى أين هل كيف لماذا من مين بماذا بم الذي التي الذين اللي قد لم لن لا أن")
)
_PROCLITICS = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بلك])?(?=\w{3})")


def unmentioned(question: Asked, evidence: Evidence) -> str | None:
    """
    The folded word of *question* that is mentioned nowhere; None where nothing is sure.

    Names stand behind what is asked of them, so the last such word is the one to be told of.
    """
    if not evidence.hits or not _one_language(question, evidence):
        return None
    texts = [f"{hit.passage.source.title} {hit.passage.text}" for hit in evidence.hits]
    found = [word for text in texts for word in words(text)]
    near = {*found, *(one + other for one, other in pairwise(found))}
    unseen = [
        word
        for word in terms(question.text)
        if evidence.rarity.get(word, 0.0) >= _UNSEEN
        and not any(_same(word, one) or alike(word, one) for one in near)
    ]
    return next((word for word in reversed(unseen) if _names(word, question)), None)


def _one_language(question: Asked, evidence: Evidence) -> bool:
    arabic = arabic_share(evidence.hits[0].passage.text) >= 0.5
    return arabic == (question.language == "ar")


def _names(word: str, question: Asked) -> bool:
    """Whether *word* may be a thing's name: in English a capital says so, in Arabic its place."""
    if word.isascii():
        given = question.text.split(maxsplit=1)[-1]  # the first word has a capital in any case
        return any(fold(one) == word for one in _capitalised(given)) or word.isdigit()
    if word.startswith("ال"):
        return True
    found = words(question.text)
    at = found.index(word) if word in found else 0
    verb = word.startswith(("ي", "ت")) or word.endswith(("ها", "هم"))
    return (
        at > 0 and not verb and (question.kind == "how_many" or found[at - 1] not in _BEFORE_VERBS)
    )


def _capitalised(text: str) -> list[str]:
    return [
        one.strip("?.,!:;'\"()“”").removesuffix("'s") for one in text.split() if one[:1].isupper()
    ]


@lru_cache(maxsize=50_000)
def _same(word: str, other: str) -> bool:
    """
    Whether two folded words may be one, spelt by ear or mistyped.

    >>> _same("مكنزي", "وماكينزي"), _same("الفيضان", "الفيصان")
    (True, True)
    >>> _same("طالبان", "طلب"), _same("السويديه", "الاسد")
    (False, False)
    """
    if word[-1:].isdigit():
        return word == other
    one, two = _PROCLITICS.sub("", word), _PROCLITICS.sub("", other)
    if one == two:
        return True
    heard = arabic_skeletons(one) & arabic_skeletons(two)
    if any(len(sound) > _TELLING or len(one) == len(two) for sound in heard):
        return True
    short, long = sorted((one, two), key=len)
    return len(short) > _TELLING and len(long) - len(short) <= 1 and _a_letter_away(short, long)


def _a_letter_away(short: str, long: str) -> bool:
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
