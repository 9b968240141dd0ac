"""
What a message asks for: one question or two, or besides a fact the latest, a summary, a source, help. Pure.

A form must be all of the message, so a question that merely holds such a word stays a question:
«ما آخر أخبار حلب؟» asks for the latest, «ما آخر مباراة لعبها الفريق؟» does not. «كم عدد القتلى ومتى وقع
الهجوم؟» asks twice: it is cut where «و» or "and" stands before a word that asks, in a message that
begins by asking.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from bot.conversation.forms import Kind, forms, piece
from retrieval.language.arabic import fold
from retrieval.types import Language

_EDGES = "؟?!.,،؛;:…()[]{}\"'«»“”‘’-–—*_#🌹🙏👍👋😊"
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_STOPS = "؟?!.,،؛;:… "
_TOPIC = 12  # words at most, unless quoted
# A stretch that asks is no topic, and news «that» did something is one certain piece of it.
_ASKING = re.compile(
    r"\b[وف]?(?:متي|اين|وين|كم|كيف|لماذا|ليش|ماذا|بماذا|هل|شو|شنو|ايش|who|when|where|why|how|which|whom|whose)\b"
)
_RELATIVE = re.compile(r"\b(?:الذي|التي|الذين|اللي|that|which)\b")
_WHO_IS = re.compile(
    r"\bwho\b.* (?:the|an?) $"
)  # «the seller» is no name: who that is, a report tells
_BARE = re.compile(r"(?:ال)?(?:اخبار|خبر|قصه|موضوع|news|story|هذا|هذه|ذلك|this|that|it|them|لي|me)")
_THE_STORY = re.compile(r" (?:story|news|affair|article|report)$", re.IGNORECASE)
_BREAK = re.compile(r"[،,.!؛:\n]\s*|(?<!\s)\s+")
_SENTENCE = re.compile(
    r"[؟?!.،,](?=\s)|(?<!\s)\s+(?:and\s+|و(?=(?:ما|من|مين|منو|شو|شنو|ايش|وش|كيف|ماذا|كم|هل)\s))"
)
# What is said to several courtesies at once: to the first of these kinds among them.
_REPLIES: tuple[Kind, ...] = (
    *(
        "archive",
        "help",
        "about",
        "complaint",
        "pastime",
        "wellbeing",
        "greeting",
        "thanks",
        "goodbye",
    ),
)
_BEFORE = frozenset(("greeting", "wellbeing", "thanks", "complaint", "pastime"))
_LONGEST = 300  # characters of a message that can have a form
_FIRST = 6  # places where a greeting can end


@dataclass(frozen=True, slots=True)
class Intent:
    """
    What is asked for.

    topic: about what, as the reader wrote it; empty: about everything, or about the last answer.
    when: the days it is limited to, as the reader wrote them.
    language: the one to answer in.
    known: whether that is one Rawi speaks.
    """

    kind: Kind
    topic: str = ""
    when: str = ""
    language: Language | None = None
    known: bool = True


def intent(text: str) -> Intent | None:
    """
    What *text* asks for; None where it is a question, a statement or nothing that is known.

    >>> intent("شو صار بالمرفأ؟").topic
    'المرفأ'
    >>> intent("شو في جديد عن حلب؟").kind, intent("شو في جديد عن حلب؟").topic
    ('latest', 'حلب')
    >>> intent("Summarise the news about the new port, please").topic
    'the new port'
    >>> intent("من لخص التقرير؟") is None, intent("ما آخر مباراة لعبها الفريق؟") is None
    (True, True)
    """
    tokens = [(word, bare) for word in text.split() if (bare := _bare(word))]
    folded = " ".join(bare for _, bare in tokens)
    if len(folded) > _LONGEST:
        return None
    for kind, form in forms():
        found = form.fullmatch(folded)
        if found is not None and (taken := _taken(kind, found, tokens)):
            return taken
    return _several([one for one in _SENTENCE.split(text) if one.strip()])


def _several(sentences: Sequence[str]) -> Intent | None:
    """What all of two or more sentences ask for; of courtesies, what most is to be said to."""
    found = {intent(one) for one in sentences} if len(sentences) > 1 else {None}
    kinds = {one.kind for one in found if one is not None}
    if len(found) == 1:
        return found.pop()
    if None in found or not kinds <= {*_REPLIES}:
        return None
    return Intent(next(kind for kind in _REPLIES if kind in kinds))


def plainly(text: str) -> str:
    """
    *text* without the greeting, thanks or scolding before its question.

    >>> plainly("مرحباً، كم دولة في التحالف؟"), plainly("السلام عليكم متى عُقد الاجتماع؟")
    ('كم دولة في التحالف؟', 'متى عُقد الاجتماع؟')
    >>> plainly("سلام فياض: متى استقال؟"), plainly("مرحباً!")
    ('سلام فياض: متى استقال؟', 'مرحباً!')
    >>> plainly("hey there what's the latest")
    "what's the latest"
    """
    for at in reversed([*islice(_BREAK.finditer(text), _FIRST)]):
        question = text[at.end() :].strip()
        marked = not at[0].isspace()
        if not question or not (marked or asks(question.split()[0]) or intent(question)):
            continue
        before = intent(text[: at.start()])
        if before is not None and before.kind in _BEFORE:
            return plainly(question)
    return text


def _bare(word: str) -> str:
    """A word folded, without marks around it or letters drawn out («شكرااا»)."""
    return _DRAWN_OUT.sub(r"\1", fold(word).replace("’", "'").strip(_EDGES))


def _taken(kind: Kind, found: re.Match[str], tokens: list[tuple[str, str]]) -> Intent | None:
    """The intent of a message that has the form of *kind*; None if what it is about asks."""
    groups = found.groupdict()
    if kind == "language":
        return _spoken(groups)
    name = next((n for n in ("topic", "quoted") if groups.get(n)), None)
    given = groups.get("when") or ""
    if name is None:
        return Intent(kind, when=given)
    first = found.string[: found.start(name)].count(" ")
    last = first + found[name].count(" ") + 1
    topic, when = _timed(kind, tokens[first:last])
    when = when or given
    topic = _THE_STORY.sub("", topic) if kind != "profile" else topic
    joined = found.string[: found.start(name)][-1:]  # «شو صار بالمرفأ»
    topic = topic.removeprefix(joined.strip())
    bare = " ".join(fold(topic).split()).strip(_EDGES)
    quoted = topic[:1] in '«“"' and topic[-1:] in '»”"' and len(topic) > 1
    if not bare:
        return Intent(kind, when=when)
    if not quoted and (
        name == "quoted"
        or last - first > _TOPIC
        or _ASKING.search(bare)
        or (kind in ("latest", "profile") and _RELATIVE.search(bare))
        or (
            kind == "profile"
            and _WHO_IS.search(found.string[: found.start(name)])
            and topic.islower()
        )
    ):
        return None
    if _BARE.fullmatch(bare):
        return Intent(kind, when=when) if kind != "profile" else None
    return Intent(kind, topic.strip('«»“”" ') if quoted else topic, when)


def _timed(kind: Kind, tokens: list[tuple[str, str]]) -> tuple[str, str]:
    """What is asked about, and the time at its end where the latest is asked for."""
    words = [word for word, _ in tokens]
    folded = " ".join(bare for _, bare in tokens)
    cut = len(words)
    if kind == "latest" and (found := _later().search(folded)):
        cut = folded[: found.start()].count(" ") + 1 if found.start() else 0
    return " ".join(words[:cut]).strip(_STOPS), " ".join(words[cut:]).strip(_STOPS)


@cache
def _later() -> re.Pattern[str]:
    return re.compile(f"(?:^| ){piece('when').pattern}$")


def _spoken(groups: dict[str, str | None]) -> Intent:
    if groups.get("other"):
        return Intent("language", known=False)
    said = groups.get("language")
    if said is None:
        return Intent("language")
    return Intent("language", language="ar" if piece("arabic").fullmatch(said) else "en")


_ASKS = "متي اين وين فين كم بكم كيف لماذا ليش ماذا بماذا هل من مين ما ايش شو اي لمن when where who whom why how what which"
_INTERROGATIVES = frozenset(_ASKS.split())
_WHETHER = frozenset(("did", "do", "does", "is", "are", "was", "were", "has", "have", "will"))
# «ومن» and «وما» join as often as they ask: they ask before one of these.
_AMBIGUOUS = frozenset(("من", "ما"))
_AFTER = re.compile(
    r"(?:هو|هي|هم|هما|الذي|التي|الذين|سبب|اسباب|عدد|اسم|نتيجه|نتائج|موعد|تاريخ|مكان|قيمه|كلفه|حجم|موقف|مصير|راي|ي\w{3,})"
)
_PREPOSITIONS = frozenset(("ضد", "مع"))
_SELDOM = frozenset(("لم", "لا", "زال", "زالت", "يزال", "تزال", "اذا", "بعد", "بعدها"))
_MOST = 3
_MARKS = "؟?!.,،؛: "


def parts(question: str) -> list[str]:
    """
    The questions that *question* asks, each with its own word that asks; itself alone if one.

    >>> parts("كم عدد القتلى ومتى وقع الهجوم؟")
    ['كم عدد القتلى؟', 'متى وقع الهجوم؟']
    >>> parts("When and where was it signed?")
    ['When was it signed?', 'where was it signed?']
    >>> parts("من أعلن الهدنة في بغداد ومن البصرة؟")
    ['من أعلن الهدنة في بغداد ومن البصرة؟']
    """
    if not asks(question):
        return [question]
    tokens = question.split()
    folded = [fold(token).strip(_MARKS) for token in tokens]
    cuts = [at for at in range(1, len(tokens)) if _begins(folded, at)]
    if not cuts or len(cuts) >= _MOST:
        return [question]
    mark = "؟" if "؟" in question or not question.isascii() else "?"
    bounds = [0, *cuts, len(tokens)]
    pieces = [_piece(tokens[start:end]) for start, end in pairwise(bounds)]
    return [f"{piece}{mark}" for piece in _shared(pieces)]


def asks(text: str) -> bool:
    """
    Whether *text* begins by asking.

    >>> asks("ما كلفة الجسر؟"), asks("Did the bridge open?"), asks("جسر المدينة")
    (True, True, False)
    """
    first = [fold(token).strip(_MARKS) for token in text.split()[:2]]
    return not _INTERROGATIVES.isdisjoint(first) or not _WHETHER.isdisjoint(first[:1])


def _begins(folded: Sequence[str], at: int) -> bool:
    """Whether a further question begins with the word *at*."""
    word, after = folded[at], folded[at + 1] if at + 1 < len(folded) else ""
    if word == "and":
        return after in _INTERROGATIVES and (folded[at - 1] not in _INTERROGATIVES or at == 1)
    if word.startswith("و") and word[1:] in _PREPOSITIONS:  # «وضد من فاز؟»
        return after in _INTERROGATIVES
    if not word.startswith("و") or word[1:] not in _INTERROGATIVES:
        return False
    asking = word[1:]
    if asking not in _AMBIGUOUS:
        return True
    if not after or after in _SELDOM:
        return asking == "من" and not after
    # «من بغداد ومن البصرة»: the second «من» is the preposition that the first one was.
    preposition = asking == "من" and (after.startswith("ال") or asking in folded[1:at])
    return bool(_AFTER.fullmatch(after)) or not preposition


def _piece(tokens: Sequence[str]) -> str:
    """A question without the «و» or "and" before it and the mark after it."""
    first = tokens[0]
    if fold(first).strip(_MARKS) == "and":
        tokens = tokens[1:]
    elif first[:1] == "و" and fold(first[1:]).strip(_MARKS) in _INTERROGATIVES | _PREPOSITIONS:
        tokens = [first[1:], *tokens[1:]]
    return " ".join(tokens).strip(_MARKS)


def _shared(pieces: Sequence[str]) -> list[str]:
    """«متى وأين وقع الهجوم»: a word that asks and nothing more asks of what the next one does."""
    found = list(pieces)
    for at in range(len(found) - 2, -1, -1):
        if len(found[at].split()) == 1:
            _, _, rest = found[at + 1].partition(" ")
            found[at] = f"{found[at]} {rest}".strip()
    return found
