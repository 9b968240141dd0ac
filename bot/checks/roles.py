"""
Who did it to whom: two things of a sentence must not have changed places; pure.

«قصفت روسيا تركيا» and «قصفت تركيا روسيا» have the same words. There is no grammar here: the
sentence is read as a walk over its source, and two things have changed places if the walk were
much shorter, or every preposition in its place, with the two exchanged.
"""

import re
from functools import cache
from itertools import combinations, pairwise

from bot.checks.alignment import Alignment
from bot.checks.speakers import those_quoted
from bot.lacks.offices import ROLES
from bot.wording.terms import Reading, Term
from bot.wording.thesaurus import keys, name, past
from retrieval.arabic import stem
from retrieval.arabic import words as folded

_ADJECTIVE = re.compile(r"(?:ي|يه|يين|يون|يتين)$")
_VERB = re.compile(r"[وف]?(?:[يت][\u0621-\u064a]{3,}|[\u0621-\u064a]{3,}ت|[\u0621-\u064a]{3})")
_OWN = re.compile(r"[\u0621-\u064a]{3,}(?:ه|ها|هم)")  # «جيشه», his army
_TITLE = 4  # terms between a title and the name it belongs to
_FAR = 8  # terms; a longer step of the walk costs no more
_PHRASE = 2  # terms of a noun and its adjectives
_SHORTER = 5  # terms by which the walk must shorten
_SHARE = 0.62  # and to which share of its length

_ACTORS = folded(
    """قوات جيش جندي مسلح مقاتل متمرد معارضة فصيل ميليشيا جماعة تنظيم هيئة حركة حزب منظمة حكومة وزارة رئاسة مجلس
    برلمان لجنة محكمة شرطة سلطات نقابة اتحاد تحالف ائتلاف شركة مؤسسة جامعة نادي فريق منتخب لاعب مدرب حكم رئيس وزير
    قائد زعيم سفير متحدث مسؤول خبير طبيب معلم تلميذ عامل مواطن سكان شعب رجل امرأة طفل زوج أب أم ابن ابنة شاهد
    محتج مهاجم ضحية ملك كنيسة قاض محام صحافي كاتب وفد طرف دولة مدينة مهاجر لاجئ سائق تاجر فلاح طائرة صاروخ سفينة"""
)
_PERSONS = folded("شخص شخصان رجل امرأة مسنة جنود مسلحون عنصر أعوان مواطن طفل تلميذ")
_LEFT_OUT = 3  # terms of a title or a first name that a shorter name leaves out
_TIMES = frozenset(folded("عام سنة شهر يوم أسبوع ساعة year month week day hour"))

# What two do together, whoever is named first.
_MUTUAL = frozenset(
    folded("التقى لتقى لتق اجتمع جتمع قابل اتفق تفق تبادل تباحث تفاوض تحادث meet agree negotiate")
) | frozenset(map(stem, folded("التقى اجتمع اتفق تبادل تباحث تفاوض")))

_PRONOUN = -1  # who acts is a pronoun, which is no term
_WHO = frozenset(folded("التي الذي الذين اللذين اللتين"))
_THAT = frozenset(folded("أن إن بأن لأن"))
_AUXILIARY = frozenset(folded("have has had also still then later already will would not never"))
_PRONOUNS = frozenset(folded("he she they it we"))
# Verbs in the present that are no nouns.
_DOES = frozenset(
    folded(
        """want wants backs supports lists says accuses urges seeks denies threatens opposes leads trains helps governs
        rules fights kills holds owns controls uses sends gives tells asks calls"""
    )
)
_COUNTRY = frozenset(folded("بلاده بلادها بلادهم وبلاده"))  # «قوات بلاده»
_WITH = frozenset(("", "مع", "ب", "with"))

# First and last term of the window, first and last term of the sentence.
Run = tuple[int, int, int, int]


def swapped(found: Alignment) -> str | None:
    """Two things that stand in each other's place, or None."""
    if strange := _belongs_elsewhere(found):
        return strange
    if strange := _subject_made_object(found) or _other_agent(found):
        return strange
    turned = [n for n in sorted(found.pairs) if not found.foreign and _turned(found, n)]
    if turned:  # told passively here, actively there, or the other way round
        return next((wrong for n in turned if (wrong := _acted_on(found, n))), None)
    quoted = those_quoted(found.sentence)
    things = [n for n in sorted(found.pairs) if n not in quoted and _somebody(found, n)]
    for one, other in combinations(things, 2):
        if not found.foreign and _exchanged(found, one, other):
            return _shown(found, one, other)
    return _walked(found, shortened=False) or _walked(found, shortened=True)


def _subject_made_object(found: Alignment) -> str | None:
    """Another acts here, and whoever acts in the source comes after: by the places of the verb."""
    rests = {theirs: mine for mine, theirs in found.pairs.items()}
    for mine, theirs in found.pairs.items():
        here, there = _actor(found.sentence, mine), _actor_of_source(found, theirs)
        if here is None or there is None or here not in found.pairs:
            continue
        reading, rested = found.window.place(found.pairs[here])
        if there == _PRONOUN and _by(reading.words, rested.at):
            return _shown(found, here, mine)
        acted_on = rests.get(there, _entitled_actor(found, rests, there, found.pairs[here]))
        if acted_on is None:
            continue
        reading, verb = found.window.place(theirs)
        object_there = reading.words[max(0, verb.at - 1)] in _WHO
        apart = abs(found.pairs[here] - theirs) > 1 or object_there or there < theirs
        after = acted_on > max(mine, here) and apart
        if not after or (found.sentence.arabic and _agent(found.sentence, acted_on)):
            continue
        rests_on = found.pairs[here]
        if abs(rests_on - found.pairs[acted_on]) <= 1 or _entitled(
            found, rests_on, found.pairs[acted_on]
        ):
            continue  # of one name
        if found.window.terms[rests_on].marker and found.foreign:
            continue  # told passively there: «قُتل فلان في الغارة»
        by_place = found.sentence.arabic and not found.foreign
        if by_place or (_names_one(found, here) and _names_one(found, acted_on)):
            return _shown(found, here, acted_on)
    return None


def _entitled_actor(found: Alignment, rests: dict[int, int], there: int, end: int) -> int | None:
    """The name of whoever acts in the source under a title that the sentence leaves out."""
    if there < 0 or stem(found.window.terms[there].word) not in ROLES:
        return None
    named = (n for n in range(there + 1, min(there + 2 * _TITLE, end)) if n in rests)
    return next((rests[n] for n in named if found.window.terms[n].named), None)


def _agent(reading: Reading, number: int) -> bool:
    """Whether a term, or the noun it belongs to, is said to have acted: «على يد قوات المعارضة»."""
    return any(_by(reading.words, reading.terms[n].at) for n in (number, max(0, number - 1)))


def _names_one(found: Alignment, mine: int) -> bool:
    """Whether a term or the one before it, of which it is the noun, is a thing."""
    return any(n in found.pairs and _thing(found, n) for n in (mine, mine - 1))


def _actor(reading: Reading, verb: int) -> int | None:
    """
    The number of the term that acts at the term *verb*, by its place; None where places do not say.

    «قتلت القوات …», «أن القوات قتلت …», "the army attacked". ``_PRONOUN`` for "they attacked".
    """
    term = reading.terms[verb]
    if term.marker or term.definite or term.capital or term.number or term.date or term.named:
        return None
    return _arabic_actor(reading, verb) if reading.arabic else _english_actor(reading, verb)


def _arabic_actor(reading: Reading, verb: int) -> int | None:
    term, terms = reading.terms[verb], reading.terms
    after = terms[verb + 1] if verb + 1 < len(terms) else None
    follows = after and after.at == term.at + 1 and after.clause == term.clause
    if term.at == 0 and follows and after and not after.marker:
        return verb + 1
    if reading.words[max(0, term.at - 1)] in _WHO and verb:
        return verb - 1
    said = [at for at in range(max(0, term.at - _TITLE), term.at) if reading.words[at] in _THAT]
    first = next((n for n, one in enumerate(terms) if said and one.at == said[-1] + 1), None)
    if first is None or first >= verb or any(one.marker for one in terms[first:verb]):
        return None
    return first


def _english_actor(reading: Reading, verb: int) -> int | None:
    term, words = reading.terms[verb], reading.words
    if "by" in words[term.at + 1 : term.at + 3] or not (past(term.word) or term.word in _DOES):
        return None
    at = term.at - 1
    while at >= 0 and words[at] in _AUXILIARY:
        at -= 1
    if at >= 0 and words[at] in _PRONOUNS and reading.clauses[at] == term.clause:
        return _PRONOUN
    before = reading.terms[verb - 1] if verb else None
    return verb - 1 if before and before.at == at and before.clause == term.clause else None


def _actor_of_source(found: Alignment, verb: int) -> int | None:
    """The same in the window, by its terms."""
    reading, term = found.window.place(verb)
    offset = found.window.border if reading is not found.window.readings[0] else 0
    there = _actor(reading, verb - offset)
    if there is None and reading.arabic and verb > offset:
        before = found.window.terms[verb - 1]
        beside = before.at == term.at - 1 and before.clause == term.clause and not before.marker
        feminine = term.word.endswith("ت") and not (term.marker or term.definite or term.named)
        there = verb - 1 - offset if beside and feminine and _is_thing(before) else None
    return there if there in (None, _PRONOUN) else there + offset


def _other_agent(found: Alignment) -> str | None:
    """Both are told passively, of one verb, and by different agents: "backed by"."""
    for mine, theirs in found.pairs.items():
        agent, agent_there = mine + 1, theirs + 1
        if found.foreign or agent not in found.pairs or agent_there >= len(found.window.terms):
            continue
        sides = found.sentence.terms[agent], found.window.terms[agent_there]
        elsewhere = abs(found.pairs[agent] - agent_there) > _PHRASE or found.pairs[agent] < theirs
        if elsewhere and all(side.marker == "by" for side in sides):
            return _shown(found, mine, agent)
    return None


def _belongs_elsewhere(found: Alignment) -> str | None:
    """A nationality that the source gives to another noun: «طائرات تركية»."""
    for mine, theirs in found.pairs.items():
        term = found.sentence.terms[mine]
        noun = mine - 1 if found.sentence.arabic else mine + 1
        if found.foreign or not term.nation or term.marker or noun not in found.pairs:
            continue
        other = found.sentence.terms[noun]
        beside = abs(other.at - term.at) == 1 and other.clause == term.clause
        adjective = _ADJECTIVE.search(term.word) if found.sentence.arabic else not other.capital
        plain = not (other.number or other.date or other.nation or other.reports)
        if beside and adjective and plain and _is_strange_to(found, found.pairs[noun], theirs):
            return _shown(found, noun, mine)
    return None


def _is_strange_to(found: Alignment, noun: int, nation: int) -> bool:
    """Whether the source gives *nation* to another than *noun*: «وسائل إعلام في إيران … قوات»."""
    terms = found.window.terms
    if not _COUNTRY.isdisjoint(found.window.words):
        return False
    if abs(noun - nation) > _TITLE:
        return True
    own = terms[noun].word.endswith(("ها", "هم", "ه"))  # «واشنطن … قواتها»
    return bool(found.sentence.arabic and terms[nation].marker and noun > nation and not own)


def _shown(found: Alignment, one: int, other: int) -> str:
    return f"{found.sentence.terms[one].word} / {found.sentence.terms[other].word}"


def _thing(found: Alignment, mine: int) -> bool:
    """Whether a term is a somebody or something, not a verb, a number or a date."""
    here, there = found.sentence.terms[mine], found.window.terms[found.pairs[mine]]
    return here.word not in _TIMES and (_is_thing(here) or _is_thing(there))


def _somebody(found: Alignment, mine: int) -> bool:
    """Whether a term is a thing, or people of whom nothing else is known: «شخصين»."""
    return _thing(found, mine) or not found.sentence.terms[mine].keys.isdisjoint(_persons())


def _is_thing(term: Term) -> bool:
    if term.number or term.date:
        return False
    if term.word.isascii():
        return term.capital or term.nation is not None or term.definite
    return (
        term.definite
        or term.nation is not None
        or ((term.named and term.word[0] not in "يتس") or name(term.word))
    )


def _exchanged(found: Alignment, one: int, other: int) -> bool:
    """Whether two things of different prepositions have each other's, or each other's neighbour."""
    here = found.sentence.terms[one], found.sentence.terms[other]
    low, high = found.pairs[one], found.pairs[other]
    there = found.window.terms[low], found.window.terms[high]
    if low == high or here[0].keys & here[1].keys or _of_one_deed(found, one, other):
        return False
    if there[0].marker != there[1].marker:
        return (here[0].marker, here[1].marker) == (there[1].marker, there[0].marker)
    if low < high or _coordinated(found, low, high) or _entitled(found, low, high):
        return False
    told = [run for run in _runs(found) if _told(found, run)]
    if all(any(run[2] <= n <= run[3] for run in told) for n in (one, other)):
        return False
    return _took_place(found, one, high) or _took_place(found, other, low)


def _took_place(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether *mine* stands after the word that *theirs* stands after in the source."""
    left = found.pairs.get(mine - 1) if mine else -1
    return left is not None and left == theirs - 1


def _coordinated(found: Alignment, one: int, other: int) -> bool:
    """Whether two terms of the window are joined by «و», in whichever order they come."""
    low, high = sorted((one, other))
    first, last = found.window.place(low), found.window.place(high)
    if first[0] is not last[0] or high - low > _PHRASE:
        return False
    between = first[0].words[first[1].at + 1 : last[1].at + 1]
    return any(word in ("and", "or", "او") or word.startswith("و") for word in between)


def _entitled(found: Alignment, one: int, other: int) -> bool:
    """A title and its name may stand in either order."""
    low, high = sorted((one, other))
    near = found.window.terms[max(0, low - 1) : high + 1]
    return high - low <= _TITLE and any(stem(term.word) in ROLES for term in near)


def _walked(found: Alignment, *, shortened: bool) -> str | None:
    """Two things without which the walk over the source is far, and near with them exchanged."""
    runs = _runs(found, shortened=shortened)
    length = _length(runs)
    if length < _SHORTER:
        return None
    for one, other in combinations(range(len(runs)), 2):
        if not _may_change(found, runs[one], runs[other]) or _verb_first(found, runs, one, other):
            continue
        exchanged = list(runs)
        exchanged[one], exchanged[other] = runs[other], runs[one]
        shorter = _length(exchanged)
        if length - shorter >= _SHORTER and shorter <= _SHARE * length:
            return _shown(found, runs[one][2], runs[other][2])
    return None


def _verb_first(found: Alignment, runs: list[Run], one: int, other: int) -> bool:
    """«بدأ التحالف الهجوم» for «التحالف بدأ الهجوم»: the actor only came between verb and object."""
    if not found.sentence.arabic or found.foreign or one == 0 or other != one + 1:
        return False
    verb, actor, object_ = runs[one - 1 : other + 1]
    marked = found.window.terms[verb[1]].marker
    return not marked and verb[1] + 1 == object_[0] and actor[1] < verb[0]


def _may_change(found: Alignment, one: Run, other: Run) -> bool:
    """Whether the places of two runs say who does what: not so for a title and its name."""
    if not (_acts(found, one) and _acts(found, other)) or _one(found, one, other):
        return False
    if _told(found, one) and _told(found, other):
        return False
    if _is_clause(found, one) or _is_clause(found, other):
        return False
    if any(_of_one_deed(found, a, b) for a in _things(found, one) for b in _things(found, other)):
        return False
    if _coordinated(found, one[0], other[0]) or _travels(found, one) or _travels(found, other):
        return False
    low, high = sorted((one, other))
    apart = high[0] - low[1]
    if found.foreign and high[0] - low[0] <= _PHRASE:
        return False  # an adjective, which two languages put on two sides of its noun
    near = found.window.terms[low[0] : high[1] + 1]
    return apart > 1 or not any(stem(term.word) in ROLES for term in near)


def _is_clause(found: Alignment, run: Run) -> bool:
    """Whether an Arabic run takes its own verb along: «فقصفت مواقع الفصائل»."""
    term = found.sentence.terms[run[2]]
    noun = _thing(found, run[2]) or not term.keys.isdisjoint(_actors())
    return run[3] > run[2] and not (noun or term.marker) and bool(_VERB.fullmatch(term.word))


def _of_one_deed(found: Alignment, one: int, other: int) -> bool:
    """
    Whether two things may stand in either order.

    So it is when they do together what takes two (to meet, to agree), when one is the other's ("the
    coalition's mission"), and when one acts in a compound word: "rebel-held".
    """
    terms, words = found.sentence.terms, found.sentence.words
    first, last = terms[one].at, terms[other].at
    if "s" in words[first + 1 : last] and last - first <= 2 * _PHRASE:
        return True
    own = _OWN.fullmatch(terms[other].word) and not terms[other].definite
    if own and terms[one].nation and other - one <= _PHRASE:
        return True
    low, high = sorted((found.pairs[one], found.pairs[other]))
    reading, there = found.window.place(low)
    after = found.window.place(high)[1].at
    if "s" in reading.words[there.at + 1 : after] and 0 < after - there.at <= 2 * _PHRASE:
        return True
    pair = ((terms[n].word, found.window.terms[found.pairs[n]].word) for n in (one, other))
    compounds = found.sentence.compounds | reading.compounds
    if any(not compounds.isdisjoint(words_) for words_ in pair):
        return True
    return found.window.terms[high].marker in _WITH and any(
        terms[n].keys & _MUTUAL and not terms[n].definite and high - found.pairs[n] <= _TITLE + 1
        for n in range(max(0, one - _PHRASE), other)
        if n in found.pairs
    )


def _travels(found: Alignment, run: Run) -> bool:
    """Whether a run brought its preposition with it."""
    here, there = found.sentence.terms[run[2]].marker, found.window.terms[run[0]].marker
    led = found.foreign and _leads(found, run[3])
    return led or (bool(here and there) and (here == there or found.foreign))


def _leads(found: Alignment, mine: int) -> bool:
    """Whether a term is the agent of a word joined to it: "US-led"."""
    terms, text = found.sentence.terms, found.sentence.text.lower()
    return any(f"-{term.word}" in text for term in terms[mine : mine + 2] if past(term.word))


def _names(found: Alignment, run: Run) -> bool:
    """Whether a run holds a thing, in either language."""
    return bool(_things(found, run))


def _acts(found: Alignment, run: Run) -> bool:
    """Whether a run names somebody who can act."""
    terms, there = found.sentence.terms, found.window.terms
    return any(
        terms[n].named or there[found.pairs[n]].capital or not terms[n].keys.isdisjoint(_actors())
        for n in _things(found, run)
    )


@cache
def _persons() -> frozenset[str]:
    """Keys of words for people, who are somebody even where nobody in particular."""
    return frozenset(key for word in _PERSONS for key in keys(word) if key[0] == "=")


@cache
def _actors() -> frozenset[str]:
    """Keys of words for people and bodies that act."""
    return frozenset(key for word in _ACTORS for key in keys(word) if key[0] in "=@") | ROLES


def _things(found: Alignment, run: Run) -> list[int]:
    return [n for n in range(run[2], run[3] + 1) if n in found.pairs and _thing(found, n)]


def _told(found: Alignment, run: Run) -> bool:
    """Whether a run says itself who does what to whom: a word between two things."""
    things = _things(found, run)
    return len(things) > 1 and things[-1] - things[0] >= len(things)


def _one(found: Alignment, one: Run, other: Run) -> bool:
    """Whether the first things of two runs have the same name."""
    first, second = (found.sentence.terms[_things(found, run)[0]] for run in (one, other))
    return bool(first.keys & second.keys)


def _runs(found: Alignment, *, shortened: bool = False) -> list[Run]:
    """
    Stretches of the sentence that are stretches of the source; times and numbers left out.

    shortened: the source may have a longer name: «قوات الأسد» for «قوات الرئيس بشار الأسد».
    """
    runs: list[Run] = []
    last = -2
    for mine, theirs in sorted(found.pairs.items()):
        term = found.sentence.terms[mine]
        if term.number or term.date:
            continue
        run = (theirs, theirs, mine, mine)
        if runs and mine == last + 1:
            first, end, begun, _ = runs[-1]
            if theirs == end + 1 or (shortened and _shorter_name(found, mine, end)):
                run = (first, theirs, begun, mine)
            elif theirs == first - 1 and _phrase(found, mine):
                run = (theirs, end, begun, mine)  # noun and adjective, the other way round
        if runs and run[2] == runs[-1][2]:
            runs.pop()
        runs.append(run)
        last = mine
    return runs


def _shorter_name(found: Alignment, mine: int, end: int) -> bool:
    """Whether the term *mine* ends the Arabic name that the one before it, on *end*, begins."""
    theirs = found.pairs[mine]
    before, term = found.sentence.terms[mine - 1], found.sentence.terms[mine]
    begun, ended = found.window.terms[end], found.window.terms[theirs]
    return (
        found.sentence.arabic
        and 0 < theirs - end - 1 <= _LEFT_OUT
        and term.at == before.at + 1
        and begun.clause == ended.clause
        and not (term.marker or ended.marker)
        and _thing(found, mine)
    )


def _phrase(found: Alignment, mine: int) -> bool:
    """Whether a term and the one before it are a noun and its adjective in two languages."""
    side = found.sentence.terms if found.sentence.arabic else found.window.terms
    last = mine if found.sentence.arabic else found.pairs[mine - 1]
    return found.foreign and _ADJECTIVE.search(side[last].word) is not None


def _length(runs: list[Run]) -> int:
    return sum(min(_FAR, abs(after[0] - before[1] - 1)) for before, after in pairwise(runs))


def _turned(found: Alignment, mine: int) -> bool:
    """Whether a thing acts with "by" in one of the two and without it in the other."""
    reading, term = found.window.place(found.pairs[mine])
    here = _by(found.sentence.words, found.sentence.terms[mine].at)
    return here != _by(reading.words, term.at)


def _acted_on(found: Alignment, mine: int) -> str | None:
    """One who acts here and is acted on there: whoever stands before the agent in both."""
    before = [n for n in sorted(found.pairs) if n < mine and _thing(found, n)]
    same = before and found.pairs[before[-1]] < found.pairs[mine]
    return _shown(found, before[-1], mine) if same else None


def _by(words: list[str], at: int) -> bool:
    """Whether the word at *at* is said to have acted in a sentence told passively."""
    before = " ".join(words[max(0, at - 3) : at])
    return before.endswith((" by", " by the", " by a", "من قبل", "علي يد", "علي ايدي", "من جانب"))
