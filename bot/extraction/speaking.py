"""Who says what a sentence tells, by the verb of saying before or after the name. Pure."""

import re

from retrieval.language.arabic import fold

_LONGEST = 7  # words of a name with its title
_SAYS = (
    r"(?:قال|قالت|اضاف|اضافت|اكد|اكدت|صرح|صرحت|اعلن|اعلنت|اوضح|اوضحت|ذكر|ذكرت|اشار|اشارت|افاد|افادت|شدد|شددت"
    r"|لفت|لفتت|بين|بينت|كشف|كشفت|حذر|حذرت|راي|رات|اعتبر|اعتبرت|نفي|نفت|طالب|طالبت|تابع|تابعت)"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VERB = re.compile(rf"[وف]?{_SAYS}")
_ENDS = re.compile(
    r"(?:[بلو]?ان|انه|انها|انهم|ان|الي|في|خلال|علي|عن|يوم|امس|اليوم|مساء|صباح|للصحفيين|امام|بان|بعد|قبل|من جهته)"
)
_ENGLISH = re.compile(
    r"(?<![\w.'’-])(?P<before>[A-Z][\w.'’-]*(?: (?:of|the|and|for|[A-Z][\w.'’-]*)){0,8}),?"
    r" (?:said|says|told|added|announced|warned|denied)\b"
    r"|\b(?:said|says|according to) (?P<after>(?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)"
)
_NOBODY = frozenset(("he", "she", "they", "it", "but", "and"))


def speaker(text: str) -> str:
    """
    The name, with its title, of whoever speaks in *text*; empty if nobody does by name.

    >>> speaker("وقالت مديرة الهيئة ليلى النجار إن التأجيل سببه نقص العربات.")
    'مديرة الهيئة ليلى النجار'
    >>> speaker("وأضاف أن العمل مستمر."), speaker("Mayor Dana Whitlock said it is open.")
    ('', 'Mayor Dana Whitlock')
    """
    tokens = [*_WORD.finditer(text)]
    folded = [fold(token.group()) for token in tokens]
    for at, word in enumerate(folded):
        if not _VERB.fullmatch(word):
            continue
        end = at + 1
        while end < len(tokens) and end - at <= _LONGEST and not _over(text, tokens, folded, end):
            end += 1
        if 1 < end - at <= _LONGEST + 1:
            return text[tokens[at + 1].start() : tokens[end - 1].end()]
    found = _ENGLISH.search(text)
    name = (found["before"] or found["after"] or "") if found else ""
    return "" if name.lower() in _NOBODY else name


def _over(text: str, tokens: list[re.Match[str]], folded: list[str], at: int) -> bool:
    """Whether a name that began before the token *at* ends there: a mark, or what is said."""
    between = text[tokens[at - 1].end() : tokens[at].start()]
    return bool(between.strip(" ")) or _ENDS.fullmatch(folded[at]) is not None
