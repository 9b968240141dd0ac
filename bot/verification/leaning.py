"""Which sentences can only be understood after the one before them. Pure."""

from bot.verification.function_words import group, holds
from bot.verification.windows import tokens
from retrieval.language.arabic import words

# Stand before a verb or a pronoun and change nothing about who is meant.
_BEFORE = frozenset(
    words("و ثم كما كذلك أيضا لقد وقد كان وكان كانت وكانت also and but meanwhile then")
)


def leans(text: str) -> bool:
    """
    Whether *text* opens with somebody or something it does not name.

    >>> leans("وأضاف أن العمل مستمر."), leans("وأضاف الوزير أن العمل مستمر.")
    (True, False)
    >>> leans("وقالا إنهما سيعودان."), leans("That is half of them."), leans("The mayor left.")
    (True, True, False)
    """
    found = [token.word for token in tokens(text)]
    while len(found) > 1 and found[0] in _BEFORE:
        found = found[1:]
    first, second = (*found, "", "")[:2]
    if holds(first, "pronoun"):
        return True
    speaks = holds(first, "reporting", "saying", "speaking") and not first.isascii()
    return speaks and (not second or second in group("complement"))
