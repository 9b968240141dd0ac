"""
What words may stand for one another, and which turn a sentence round; pure.

A word is reduced to keys: two words mean the same if they share one and are no opposites. Besides
two hand-written lists, two Arabic words meet in an English one that the lexicon gives for both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from bot.extraction.nations import nation
from retrieval.language.arabic import STOPWORDS, cut, fold, stem
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.months import MONTHS
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons

_CLITICS = "وفبلك"
_SHORT = 4  # letters; the light stem takes no clitic from so short a word
_VERB_PREFIX = re.compile(r"^[يتنا](?=\w{3})")
_FUTURE = re.compile(r"^[وف]?ل?س([يتنا])(?=\w{3})")
_DERIVED = re.compile(r"^(?:[يتنام]?ست|مت|ان|[منتا])(?=\w{3})")
_TAFIL = re.compile(r"ت(\w\w)ي(\w)")  # «تلويث» of «لوث»
_WEAK = re.compile("[اويء]|ه$")
_IRREGULAR = {
    form: line.split()[0]
    for line in """
        say said|tell told|strike struck stricken|begin began begun|meet met|take took taken|give gave given
        leave left|fall fell fallen|rise rose risen|win won|lose lost|hold held|lead led|send sent|bring brought
        build built|become became|come came|go went gone|get got gotten|make made|know knew known|see saw seen
        find found|fight fought|speak spoke spoken|write wrote written|drive drove driven|break broke broken
        choose chose chosen|keep kept|buy bought|sell sold|pay paid|shoot shot|grow grew grown|throw threw thrown
        draw drew drawn|withdraw withdrew withdrawn|teach taught|think thought|catch caught|stand stood
        understand understood|run ran|sink sank sunk|spend spent|flee fled|seek sought|steal stole stolen
        show shown|beat beaten|do did done|man men|woman women|child children|person people|die dying
        overrun overran|overthrow overthrew overthrown|undergo underwent undergone|hide hid hidden|wear wore worn
        """.strip()
    .replace("\n", "|")
    .split("|")
    for form in line.split()[1:]
}
# A month or weekday whose short name is an English word is that word.
_AMBIGUOUS = frozenset({"may", "mar", "march", "sat", "sun", "mon", "dec", "jan", "ماي", "اب"})

_DEMONYM = re.compile(r"(?<=\w{4})(?:ians?|ines?|s)$")
_NEGATIVE = re.compile(r"(?:un|in|im|ir|il|non|dis)(?=[a-z]{5})")
_EXACT = {"قبل": "@before", "بعد": "@after", "before": "@before", "after": "@after"}

_PARTY = re.compile(r"[وف]?(?:ب|ك)?(?:ال|لل)معارض(?:ه|ين|ون)|opposition")

REPORT = "=0"  # the key of the first group of synonyms: verbs of saying
Pole = tuple[int, int]  # line of the list of opposites, side


@lru_cache(maxsize=100_000)
def forms(word: str) -> frozenset[str]:
    """
    What a folded *word* may be without its inflexion.

    >>> bool(forms("المسلحون") & forms("مسلحين")), bool(forms("ستنسحب") & forms("انسحبت"))
    (True, True)
    >>> bool(forms("struck") & forms("strikes"))
    True
    """
    if word.isascii():
        base = _IRREGULAR.get(word)
        found = {lemma for lemma in lemmas(word) if len(lemma) > 2 or lemma == word}
        return frozenset(found | ({base} if base else set()))
    bases = {base for one in (word, *_verbs(word)) for base in _bases(one)}
    bases |= {"".join(root.groups()) for base in bases if (root := _TAFIL.fullmatch(base))}
    bases |= {base[:-1] for base in bases if base[-1:] in "تها" and len(base) >= 4}
    return frozenset(bases | {f"~{core}" for core in map(_consonants, bases) if len(core) >= 3})


def _verbs(word: str) -> set[str]:
    """What a verb may be without its prefix: «وسينسحب» is «ينسحب», «نسحب» and «انسحب»."""
    plain = {word, re.sub(r"^[وف](?=\w{3})", "", word)}
    plain |= {_FUTURE.sub(r"\1", one) for one in plain}
    bare = {_VERB_PREFIX.sub("", one) for one in plain}
    return plain | bare | {f"ا{one[1:]}" for one in plain if one[0] in "يتنم" and len(one) >= 5}


def _bases(word: str) -> set[str]:
    """The stems of an Arabic word, its first letter taken for a clitic or not: «فصائل», «لسحب»."""
    if word[:1] not in _CLITICS:
        return {stem(word)}
    short = {stem(word[1:])} if len(word) == _SHORT and word[1:] not in STOPWORDS else set()
    return {stem(word), stem(f"ال{word}")} | short


def _consonants(base: str) -> str:
    """The consonants that a verb, its noun and its broken plural share."""
    return _WEAK.sub("", _DERIVED.sub("", base))


@cache
def _groups() -> dict[str, frozenset[str]]:
    """For each form, the groups of synonyms it is in, as keys."""
    return {form: frozenset(f"={n}" for n in lines) for form, lines in _listed("synonyms").items()}


@cache
def _sides() -> dict[str, frozenset[Pole]]:
    """For each form, the sides it takes."""
    found: dict[str, set[Pole]] = defaultdict(set)
    for number, line in enumerate(_lines("opposites")):
        for side, half in enumerate(line.split("|")):
            for word in cut(half):
                found[_plain(word)].add((number, side))
    return {form: frozenset(poles) for form, poles in found.items()}


def _listed(name: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lines(name)):
        for word in cut(line):
            found[_plain(word)].add(number)
    return found


def _lines(name: str) -> Iterator[str]:
    text = fold(files("bot.wording").joinpath(f"data/{name}.txt").read_text("utf-8"))
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _plain(word: str) -> str:
    """The form under which a listed word is kept; its first letter is never a clitic: «لقوا»."""
    return stem(f"ال{word}" if word[:1] in _CLITICS else word)


@cache
def _english() -> dict[str, frozenset[str]]:
    """For each Arabic stem, the English words the lexicon gives it to, as keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for head, equivalents in entries().items():
        for one in equivalents.split("|"):
            if " " not in one.strip() and " " not in head:
                for word in cut(one):
                    found[_plain(word)].add(f"@{head}")
    return {form: frozenset(heads) for form, heads in found.items()}


@cache
def _arabic() -> dict[str, frozenset[str]]:
    """English names that are a phrase in Arabic, with its stems: Hezbollah."""
    return {
        head: frozenset(_plain(w) for w in cut(equivalents) if w not in STOPWORDS)
        for head, equivalents in entries().items()
        if " " not in head and "|" not in equivalents and len(cut(equivalents)) == 2
    }


@cache
def _phrases() -> dict[str, dict[tuple[str, ...], frozenset[str]]]:
    """English phrases by their first word, each with the stems of what it is in Arabic, as keys."""
    found: dict[str, dict[tuple[str, ...], frozenset[str]]] = defaultdict(dict)
    for head, equivalents in entries().items():
        phrase = tuple(cut(head))
        if len(phrase) > 1:
            found[phrase[0]][phrase] = frozenset(
                _plain(w) for one in equivalents.split("|") for w in cut(one)
            )
    return found


def phrased(text: Sequence[str]) -> dict[int, frozenset[str]]:
    """
    For each position of folded *text* inside an English phrase of the lexicon: the phrase's keys.

    >>> sorted(phrased("the prime minister".split()))
    [1, 2]
    """
    found: dict[int, frozenset[str]] = {}
    for at, word in enumerate(text):
        for phrase, stems in _phrases().get(word, {}).items():
            if tuple(text[at : at + len(phrase)]) == phrase:
                for inside in range(at, at + len(phrase)):
                    found[inside] = found.get(inside, frozenset()) | stems
    return found


@lru_cache(maxsize=100_000)
def keys(word: str) -> frozenset[str]:
    """
    All by which a folded *word* is known; two words that share a key may mean the same.

    >>> bool(keys("استعاده") & keys("استرجاع")), bool(keys("قوات") & keys("troops"))
    (True, True)
    >>> bool(keys("وزير") & keys("سفير"))
    False
    """
    if word.removeprefix("و") in _EXACT:  # no verb of the same letters
        return frozenset({_EXACT[word.removeprefix("و")]})
    bare = forms(word)
    found = set(bare) | _arabic().get(word, frozenset())
    for form in bare:
        found |= _groups().get(form, frozenset())
        found |= {f"@{form}"} if form.isascii() else _english().get(form, frozenset())
    if country := nation(word):
        found.add(f"#{country}")
    if word not in _AMBIGUOUS:
        found |= {f"%{MONTHS[word]}"} if word in MONTHS else set()
    return frozenset(found)


@lru_cache(maxsize=50_000)
def sounds(word: str, *, shortest: int = 3) -> frozenset[str]:
    """The consonants of a name in either alphabet, as keys; at least *shortest* of them."""
    if not word.isascii():
        return frozenset(f"${one}" for one in arabic_skeletons(word, shortest=shortest))
    spelt = {word, _DEMONYM.sub("", word)}  # Huguenots, Normans
    return frozenset(
        f"${one}" for name in spelt for one in latin_skeletons(name, shortest=shortest)
    )


@lru_cache(maxsize=100_000)
def poles(word: str) -> frozenset[Pole]:
    """The sides a folded *word* takes in the list of opposites; «المعارضة», a party, takes none."""
    if _PARTY.fullmatch(word):
        return frozenset()
    bare = forms(word)
    return frozenset().union(*(_sides().get(form, frozenset()) for form in bare))


def opposite(one: frozenset[Pole], other: frozenset[Pole]) -> bool:
    """
    Whether two words with these poles contradict each other.

    >>> opposite(poles("ارتفعت"), poles("انخفاض")), opposite(poles("rose"), poles("تراجع"))
    (True, True)
    """
    return bool(other) and any((n, 1 - side) in other for n, side in one) and one.isdisjoint(other)


def listed(word: str) -> bool:
    """Whether a folded *word* is in the list of synonyms, which has no names."""
    return any(form in _groups() for form in forms(word))


def contrary(word: str) -> str | None:
    """
    The word that an English *word* is the negation of.

    >>> contrary("irresponsible"), contrary("noncombat"), contrary("island")
    ('responsible', 'combat', None)
    """
    found = _NEGATIVE.match(word)
    base = word[found.end() :] if found else ""
    listed = word in entries() or word in _groups()
    return base if base in entries() and not listed else None


def past(word: str) -> bool:
    """Whether an English *word* can be a verb in the past."""
    return word in _IRREGULAR or word.endswith("ed")


@lru_cache(maxsize=50_000)
def name(word: str) -> bool:
    """
    Whether an Arabic *word* is a name though the lexicon has it: it sounds as in English.

    >>> name("حسين"), name("وزير")
    (True, False)
    """
    heads = [head[1:] for form in _bases(word) for head in _english().get(form, ())]
    heard = sounds(word)
    return bool(heads) and all(heard & sounds(head) for head in heads)


def known(word: str) -> bool:
    """Whether a folded *word* is an ordinary one, found in the lexicon or a list; a name rarely is."""
    if word in STOPWORDS or nation(word):
        return True
    if word.isascii():
        return any(form in entries() or form in _groups() for form in forms(word))
    return any(form in _english() or form in _groups() for form in forms(word))
