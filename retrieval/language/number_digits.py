"""
What a run of digits is worth, however its thousands and decimals are set apart; pure.

«2،500», «٢٬٥٠٠», "2'500" and "2 500" are 2500, "1.234,5" is 1234.5, «9ر3» is 3.9 (agencies set the
fraction first, so that it stands right on paper). A list («3،5،7») is not one number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from retrieval.language import number_words as table
from retrieval.language.number_tokens import Token, gap

_SPACES = frozenset(" \u00a0\u2007\u2008\u2009\u200a\u202f")
_COMMAS = frozenset(",،٬")
_APOSTROPHES = frozenset("'’‘`´")
_POINTS = frozenset(".٫")
_MOST_GROUPS = 7
_LONGEST = 18  # digits; more is no quantity


@dataclass(frozen=True, slots=True)
class Digits:
    """
    A number in digits. end: the token after it. plain: one ungrouped run, as a year is.

    code: no quantity: «007», an account number.
    """

    value: Fraction
    end: int
    plain: bool
    code: bool = False


def digits(text: str, tokens: Sequence[Token], at: int) -> Digits:
    """The number whose digits begin at token *at*."""
    groups, marks, places = _run(text, tokens, at)
    if marks and _in_list(text, tokens, at, marks[0]):
        groups, marks, places = groups[:1], [], places[:1]
    if len(groups) > 1 and marks[0] == "ر":
        fraction, whole = (groups[1], groups[0]) if groups[0] == "0" else (groups[0], groups[1])
        return Digits(_decimal(whole, fraction), places[1] + 1, False)
    count = _grouped(groups, marks)
    whole = "".join(groups[: count + 1])
    decided = _decimal_dot(text, tokens, groups, marks, places) if count == 1 else None
    if decided is not None:
        return decided
    if _has_decimals(groups, marks, count):
        return Digits(_decimal(whole, groups[count + 1]), places[count + 1] + 1, False)
    code = count == 0 and ((len(whole) > 1 and whole[0] == "0") or len(whole) > _LONGEST)
    value = Fraction(int(whole) if len(whole) <= _LONGEST else 0)
    return Digits(value, places[count] + 1, count == 0, code)


def _decimal(whole: str, fraction: str) -> Fraction:
    if len(whole) + len(fraction) > 2 * _LONGEST:
        return Fraction(0)
    return Fraction(int(whole + fraction), 10 ** len(fraction))


def _run(text: str, tokens: Sequence[Token], at: int) -> tuple[list[str], list[str], list[int]]:
    """Digit groups with one mark or space between them, those marks, and their tokens."""
    groups, marks, places = [tokens[at].raw], [], [at]
    while len(groups) <= _MOST_GROUPS:
        last, following = places[-1], tokens[places[-1] + 1 : places[-1] + 3]
        if not following:
            break
        between = gap(text, tokens[last], following[0])
        if following[0].digits and between in _SPACES:
            mark, place = " ", last + 1
        elif len(following) == 2 and following[1].digits and _sets_apart(text, tokens, last):
            mark, place = following[0].raw, last + 2
        else:
            break
        groups.append(tokens[place].raw)
        marks.append("'" if mark in _APOSTROPHES else "," if mark in _COMMAS else mark)
        places.append(place)
    return groups, marks, places


def _sets_apart(text: str, tokens: Sequence[Token], last: int) -> bool:
    """Whether the token after *last* is a mark between digits, with no space around it."""
    mark = tokens[last + 1]
    if mark.raw not in _COMMAS | _APOSTROPHES | _POINTS | {"ر"}:
        return False
    return not gap(text, tokens[last], mark) and not gap(text, mark, tokens[last + 2])


def _in_list(text: str, tokens: Sequence[Token], at: int, mark: str) -> bool:
    """Whether the same mark joins token *at* to digits before it that did not take it in: "3,5,7"."""
    if mark == " " or at < 2 or not tokens[at - 2].digits or not _sets_apart(text, tokens, at - 2):
        return False
    return mark == ("," if tokens[at - 1].raw in _COMMAS else tokens[at - 1].raw)


def _grouped(groups: Sequence[str], marks: Sequence[str]) -> int:
    """How many groups of three continue the first: 1 for "2,500"."""
    if not marks or len(groups[0]) > 3 or groups[0][0] in "0٠۰" or marks[0] == "٫":
        return 0
    count = 0
    while count < len(marks) and marks[count] == marks[0] and len(groups[count + 1]) == 3:
        count += 1
    goes_on = count < len(marks) and marks[count] == marks[0] and marks[0] != " "
    return 0 if goes_on and marks[0] == "." else count


def _has_decimals(groups: Sequence[str], marks: Sequence[str], count: int) -> bool:
    """Whether the group after the first *count* + 1 is a fraction."""
    if count >= len(marks) or marks[count] not in {".", "٫", ","}:
        return False
    mark, after = marks[count], marks[count + 1 : count + 2]
    if count and mark == marks[0]:
        return False
    if after == [mark]:  # "3,5,7", "12.11.2020"
        return False
    whole = groups[0] if not count else ""
    return mark != "," or len(groups[count + 1]) <= 2 or whole in {"0", "٠", "۰"}


def _decimal_dot(
    text: str,
    tokens: Sequence[Token],
    groups: Sequence[str],
    marks: Sequence[str],
    places: Sequence[int],
) -> Digits | None:
    """
    "1.125 percent" and "1.234 billion" are decimals; «866.646 شخصاً» is not.

    One point before three digits says either; what follows decides.
    """
    if marks[0] != "." or (len(marks) > 1 and marks[1] == ","):
        return None
    after = places[1] + 1
    following = tokens[after] if after < len(tokens) else None
    if following is None or "\n" in gap(text, tokens[places[1]], following):
        return None
    scale = following.piece is not None and following.piece.category in ("scale", "alif")
    measured = following.word.isascii() and following.word in table.MEASURES
    percent = following.raw in table.PERCENT_SIGNS or following.word in table.PERCENT | {"per"}
    if following.word == "في" and after + 1 < len(tokens):
        percent = tokens[after + 1].word in table.HUNDRED_AFTER_IN
    if scale or measured or percent:
        return Digits(_decimal(groups[0], groups[1]), places[1] + 1, False)
    return None
