"""Who said an English sentence, to whom, and which agency handed it on, by where the words stand. Pure."""

import re
from collections.abc import Iterator

from bot.extraction.media import is_outlet
from bot.types import Link
from bot.verification.function_words import group

_SHORTENED = re.compile(
    r"\b(Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Col|Capt|Lt|Sgt|Rev|St|[A-Z])\.(?= [A-Z])"
)
_LONGEST, _SHORT = 9, 4  # words of a name with its title, and of one without a capital
VERBS = "|".join(
    sorted((word for word in group("saying") if word.isascii()), key=len, reverse=True)
)
_JUDGES = r"(?:called|described|dismissed|condemned|praised|criticised|criticized)"
# What judges only says where words are quoted: «called the plan "sloppy"».
_VERB = re.compile(rf'\b(?:{VERBS}|quoted|cited|{_JUDGES}(?=[^"“.]{{1,80}}["“]))\b')
# «an estimated 300», «declined to say»
_NO_VERB = re.compile(
    r"\b(?:a|an|the|his|her|its|their|of|to|for|not|be|unless|as|than)$", re.IGNORECASE
)
# Verbs that are nouns, or do other things than say, unless what was said stands beside them.
_BARE = frozenset(
    (
        "reports",
        "claims",
        "claim",
        "estimates",
        "notes",
        "added",
        "adds",
        "wrote",
        "writes",
        "admitted",
        "recalled",
    )
)
_OF_SPEECH = re.compile(r"\s*(?:[,:.\"“”]|that\b|in\b|on\b|to\b|$)")
_WITHIN = re.compile(
    r"\b(?:that|which|what|whom|where|if|after|as|when|because|since|until|before|while|though|although|than)\b ?"
)
_STATEMENT = (
    r"(?:(?:a|an|the|its|his|her|their) )?(?:\w+ ){0,2}?"
    r"(?:statement|report|study|survey|document|letter|figures|data|estimates|records)"
)
_STOP = (
    r"that|which|who|whose|on|in|during|after|before|at|to|as|(?<!familiar )with|from|when|while|where|if|whether|how|by|and said"
    r"|outside|inside|near|it|its|he|she|they|his|her|their|there|this|these|is|was|were|are|had|has|have|would|will|could|not|late|early"
    r"|earlier|later|last|next|yesterday|today|tomorrow|because|citing|but|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day"
)
_NAME = rf"(?:(?!(?:{_STOP})\b)[\w’'.&-]*[\w](?:\.(?= [A-Z]))?(?: |(?=[^\w ]|$))){{1,{_LONGEST}}}"
_RELAYED = r"(?:quoted|reported|cited|carried|published|relayed|broadcast|aired)"
_BY = re.compile(
    rf"\b(?:(?i:according to|citing|quoting)|(?P<relayed>{_RELAYED} by)) "
    rf"(?:{_STATEMENT} (?:\w+ )?(?:by|from|of) )?(?P<name>{_NAME})"
)
_TALK = re.compile(
    rf"\b(?:interview|conversation|comments|remarks|statement|call|message|speaking)(?: \w+)? (?:with|to) (?P<name>{_NAME})",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"\s+(?P<name>{_NAME})")
_HEARD = re.compile(rf"\s+to (?P<name>{_NAME})")  # «confirmed to the Delta Herald»
# «told the Delta Herald | the road was closed»
_CLAUSE = re.compile(r"(?<! of)(?<! for)(?<=\w) (?=(?:the|a|an|some|no|we|i|you|[a-z]+s? of)\b)")
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|being) (?:\w+ly )?$")
_ASIDE = re.compile(
    r"^(?:his|her|their|its|my|our|the|a|an|one|another|some|several|many|most|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_NO_ADVERB = "family|assembly|ally|rally|supply|monopoly"
_TRAILS = re.compile(
    r"(?: (?:has|have|had|also|later|earlier|then|once|himself|herself|immediately|repeatedly|again|would|on \w+day"
    rf"|(?!(?:{_NO_ADVERB})\b)[a-z]+ly))+$"
)
_LEADS = re.compile(
    r"^(?:(?:on|by) \w+day(?: (?:morning|afternoon|evening|night))? "
    r"|(?:and|but|while|as|yet|however|meanwhile|still|though|for|because|when|that|so)\b,? ?)+",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ("he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "there", "and")
)
_KIND = re.compile(r" (?:newspaper|website|channel|magazine|broadcaster)$")


def english_links(sentence: str) -> Iterator[Link]:
    """The links that *sentence* names, in no order; one role may come twice."""
    sentence = _SHORTENED.sub(r"\1", sentence)
    for found in _BY.finditer(sentence):
        outlet = not found[0].startswith("published") or is_outlet(found["name"], relaying=True)
        if found["relayed"] and outlet and re.search("[A-Z]", found["name"]):
            yield Link("agency", _plain(found["name"]))
        else:
            yield from _by_form(found["name"])
    for found in _TALK.finditer(sentence):
        yield from _addressee(found["name"])
    for verb in _VERB.finditer(sentence):
        if _quoted(sentence[: verb.start()]):
            continue
        links = list(_at(sentence, verb))
        yield from links
        if any(link.role == "speaker" for link in links):
            return


def _quoted(before: str) -> bool:
    """Whether what comes after *before* stands in quotation marks."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _at(sentence: str, verb: re.Match[str]) -> Iterator[Link]:
    """What the verb of saying links: its subject, before it or behind it, and whom it was told."""
    before, after = sentence[: verb.start()].rstrip(), sentence[verb.end() :]
    word = verb.group()
    if not before or _NO_VERB.search(before) or (word in _BARE and not _OF_SPEECH.match(after)):
        return
    if _PASSIVE.search(before + " "):
        by = re.match(rf"(?: as saying)?(?: on \w+day)? by (?P<name>{_NAME})", after)
        if word in ("quoted", "cited", "reported") or by is None:
            subject = _PASSIVE.sub("", before + " ")
            if word in ("quoted", "cited"):
                yield from _speaker(_subject(subject))
                if by:
                    yield Link("agency", _plain(by["name"]))
        else:
            yield from _speaker(by["name"])
        return
    if word in ("quoted", "cited"):  # «The daily quoted Ann Lee as saying»
        name = _TOLD.match(after)
        if name and after[name.end() :].lstrip().startswith("as saying"):
            if outlet := _subject(before):
                yield Link("agency", _plain(outlet))
            yield from _speaker(name["name"])
        return
    if before[-1] in "”\"’'»":
        name = _TOLD.match(after)
        if name:
            yield from _said(name["name"])
        return
    subject = _subject(before)
    if not subject and before[-1] == ",":
        name = _TOLD.match(after)
        subject = name["name"] if name and word in ("said", "says") else ""
    yield from _said(subject, relaying=word in ("reported", "reports"))
    if word in ("told", "tells") and (told := _TOLD.match(after)):
        yield from _addressee(_CLAUSE.split(told["name"])[0])
    elif (told := _HEARD.match(after)) and is_outlet(told["name"].strip()):
        yield from _addressee(told["name"])


def _subject(before: str) -> str:
    """The name that ends where *before* does: the last stretch between commas, or what it stands beside."""
    pieces = re.split(r"[,;:–—]\s+|[,;:]$|[.!?]\s+(?=[A-Z\"“])|[\"“”]\s*", before)
    pieces = [piece for piece in pieces if not piece.strip().isdigit()] or [
        ""
    ]  # «Ann Lee, 34, said»
    last = _clean(_WITHIN.split(pieces[-1])[-1])
    if (
        not last and len(pieces) > 2
    ):  # «His agent, Marco Tessarin, told», «Ann Lee, the mayor, said»
        apart, first = _clean(pieces[-2]), _clean(pieces[-3])
        named = apart[:1].isupper() and (_ASIDE.match(first) or not first[:1].isupper())
        last = apart if named and not _ASIDE.match(apart) else first
    words = last.split()
    if not words or len(words) > _LONGEST or words[0].lower() in _NOBODY:
        return ""
    named = len(words) <= _SHORT or _ASIDE.match(last) or any(word[0].isupper() for word in words)
    return last if named else ""


def _clean(piece: str) -> str:
    return _TRAILS.sub("", _LEADS.sub("", piece.strip())).strip()


def _said(name: str, *, relaying: bool = False) -> Iterator[Link]:
    if is_outlet(name.strip(), relaying=relaying):
        yield Link("agency", _plain(name))
    else:
        yield from _speaker(name)


def _speaker(name: str) -> Iterator[Link]:
    name = name.strip()
    if (
        name
        and name.split()[0].lower() not in _NOBODY
        and not re.fullmatch(
            rf"{_STATEMENT}(?: (?:published|released|issued|seen))?", name, re.IGNORECASE
        )
    ):
        yield Link("speaker", name)


def _by_form(name: str) -> Iterator[Link]:
    if is_outlet(name.strip(), relaying=True):
        yield Link("agency", _plain(name))
    else:
        yield from _speaker(_plain(name))


def _addressee(name: str) -> Iterator[Link]:
    """Somebody by name, or the press, or a house that hears reports."""
    if re.search(r"[A-Z]|^(?:reporters|journalists|lawmakers|parliament)\b", name):
        yield Link("addressee", _plain(name))


def _plain(name: str) -> str:
    """«the Valley Herald newspaper» by its own name alone."""
    own = _KIND.sub("", name.strip())
    return own if re.search("[A-Z]", own.removeprefix("The ")) else name.strip()
