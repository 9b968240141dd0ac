"""
How much of a thing a sentence speaks of: all, most, some, only, the largest; pure.

These words are small and decide what is claimed: «قُتل بعض الجنود» is not «قُتل الجنود كلهم».
"""

from collections.abc import Sequence

from retrieval.language.arabic import words as folded

_CLASSES = {
    word: name
    for name, text in {
        "all": """كل كافة جميع سائر كلها كلهم كله جميعها جميعهم جميعا بأكمله بأكملها كليا دائما
            all every each entire entirely whole everyone everybody always""",
        "most": """معظم أغلب أغلبية غالبية أغلبهم أغلبها معظمهم معظمها
            most majority mostly largely""",
        "some": "بعض بعضهم بعضها جزئيا some partly partially",
        "several": "عدد عدة several",
        "many": """كثير كثيرة كثيرون كثيرين عديد عديدة متعددة
            many numerous multiple various countless""",
        "few": "قليل قليلة قلة قلائل بضعة بضع few",
        "half": "نصف half",
        "third": "ثلث ثلثا ثلثي third thirds",
        "quarter": "ربع quarter",
        "only": """إلا سوى فقط وحده وحدها وحدهم حصرا فحسب الوحيد الوحيدة
            only solely alone exclusively merely just sole""",
        "even": "even حتى",
        "never": "أبدا قط إطلاقا مطلقا بتاتا never",
        "double": "ضعف ضعفي double twice",
    }.items()
    for word in folded(text)
}
_KEPT = frozenset(
    {"most", "some", "few", "half", "third", "quarter"}
)  # leaving these out claims more
_ADDED = frozenset(_CLASSES.values()) - {"even", "some", "several"}


def quantities(words: Sequence[str]) -> dict[int, str]:
    """
    The positions of words of quantity and what they say.

    >>> quantities("قتل بعض الجنود فقط".split())
    {1: 'some', 3: 'only'}
    """
    found = {}
    for at, word in enumerate(words):
        name = _CLASSES.get(word)
        if name is None:
            for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"):
                bare = word.removeprefix(prefix)
                if bare != word and bare in _CLASSES and len(bare) >= 2:
                    name = _CLASSES[bare]
                    break
        if name is not None and not _is_other(words, at):
            found[at] = name
    return found


def _is_other(words: Sequence[str], at: int) -> bool:
    """«at all», «more than half» and «حتى» before a time are no such words."""
    word = words[at]
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return (
        word == "حتي"
        or (word == "third" and before not in ("a", "one"))
        or (word == "الا" and after.startswith("ان"))
        or (word == "all" and before in ("at", "after"))
        or (word == "some" and after[:1].isdigit())
        or (word == "just" and after in ("before", "after"))
        or (word.endswith("عدد") and after != "من")
        or (
            word == "most"
            and (before in ("at", "the") or not (after == "of" or after.endswith("s")))
        )
    )


def must_be_kept(name: str) -> bool:
    """Whether leaving the word out would claim more than was said."""
    return name in _KEPT


def claims_more(name: str) -> bool:
    """Whether adding the word claims something of its own."""
    return name in _ADDED
