"""
Which sentences of a draft may be shown as written, which wait for a judge, and what stands in for
the rest. Never rewrites a sentence: what is shown is the model's words or the source's.

How it is written is looked at before any source is, whatever it says: in the reader's language, as
plain prose. An article that talks a model into another language, a link or a table gets nothing through.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal

from bot.verification.extract_rule import extracted
from bot.verification.framing import unframed
from bot.verification.judge import Case, Choice
from bot.verification.leaning import leans
from bot.verification.locate import Belonging, Locator, Nearness, evidence
from bot.verification.ruling import Ruling, Sentence, Span, Waiting, Why, dropped, spans_of
from bot.verification.vetoes import lacks
from bot.verification.windows import LONGEST, Line, Window, tokens
from retrieval.language.arabic import arabic_share, words
from retrieval.types import Language, Passage, Source

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_LINK = re.compile(
    r"\b\w+://|\bwww\.|(?<![\w.-])[\w.-]+@[\w-]+\.\w|(?<![\w-])[\w-]+\.(?:com|net|org|info|io|me|ly|co)\b",
    re.I,
)
_MARKUP = re.compile(r"[<>{}|`\\^~=\[\]]|\*\*|__|\]\(|^\s*#|&\w+;|%[0-9A-F]{2}")
_MOSTLY = 0.5  # of its letters, quotations left out


def fault_of_manner(
    text: str, language: Language
) -> tuple[Literal["form", "language"], str] | None:
    """
    What is wrong with the way *text* is written, if anything is, and the words that show it.

    >>> fault_of_manner("The talks began on Monday.", "ar")
    ('language', 'ar')
    >>> fault_of_manner("للمزيد زوروا example.com الآن.", "ar")
    ('form', 'example.com')
    >>> fault_of_manner("قال “We will not leave” في بيان.", "ar") is None
    True
    """
    if found := _LINK.search(text) or _MARKUP.search(text):
        return "form", found.group()
    prose = _QUOTED.sub(" ", text)
    arabic = arabic_share(prose) >= _MOSTLY
    if any(letter.isalpha() for letter in prose) and arabic != (language == "ar"):
        return "language", language
    return None


_MOST_SPANS = 3


class Gate:
    """
    One question's draft; reads each passage once.

    passages: in the order the model was given them.
    belonging: for each passage that is known, how near each sentence is to its article.
    nearness: as a Locator has it.
    """

    def __init__(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        language: Language = "ar",
        belonging: Belonging | None = None,
        nearness: Nearness | None = None,
    ) -> None:
        self._question = words(question)
        self._passages = passages
        self._language = language
        self._lines = evidence(passages, belonging or {})
        self._locator = Locator(self._lines, nearness)

    def rule(self, sentence: Sentence, before: Ruling | Waiting | None = None) -> Ruling | Waiting:
        """
        Kept or dropped at once, or waiting; the same sentence after the same one always alike.

        before: what became of the sentence in front of it, or is to become, if there was one.
        """
        if fault := fault_of_manner(sentence.text, self._language):
            return dropped(sentence, *fault)
        if "؟" in sentence.text or "?" in sentence.text or words(sentence.text) == self._question:
            return dropped(sentence, "echo")
        located = self._locator.locate(sentence.text, sentence.marks)
        leaning = leans(sentence.text)
        kept = self._extracts(sentence, located.windows)
        if kept and not (leaning and not _follows(kept[0], before, self._lines)):
            return Ruling(sentence, "kept", sentence.text, spans_of(kept[:_MOST_SPANS]), "extract")
        windows = kept[:1] or (located.windows if located.near else ())
        if leaning:  # what it speaks of may stand there
            windows += tuple(one for one in self._borne_by(before) if one not in windows)
        if not windows:
            return dropped(sentence, "nothing_near")
        return Waiting(sentence, windows, leaning)

    def _borne_by(self, before: Ruling | Waiting | None) -> tuple[Window, ...]:
        """What the sentence before rests on, or is likeliest to."""
        if before is None or isinstance(before, Waiting):
            return before.windows[:1] if before else ()
        own = (Span(line.source, line.start, line.end) for line in self._lines)
        rests = [any(span.covers(one) for span in before.spans[:1]) for one in own]
        lines = tuple(line for line, is_there in zip(self._lines, rests, strict=True) if is_there)
        return (Window(lines),) if lines else ()

    def _extracts(self, sentence: Sentence, likely: Sequence[Window]) -> tuple[Window, ...]:
        """Windows that *sentence* is an extract of: of its marked passages, or the likeliest one."""
        needed = {token.word for token in tokens(sentence.text)}
        found: dict[int, Window] = {}
        for source in [*sentence.marks, *(window.source for window in likely)]:
            if source in found or not 1 <= source <= len(self._passages):
                continue
            if window := self._extract(sentence.text, source, needed):
                found[source] = window
        cited = tuple(found[mark] for mark in sentence.marks if mark in found)
        return cited or tuple(found.values())[:1]

    def _extract(self, text: str, source: int, needed: Collection[str]) -> Window | None:
        said = tokens(unframed(text, self._passages[source - 1].source))
        own = [line for line in self._lines if line.source == source]
        for length in range(1, LONGEST + 1):
            for at in range(len(own) - length + 1):
                run = own[at : at + length]
                if (
                    run[-1].at - run[0].at == length - 1
                    and _hopeful(needed, run)
                    and extracted(said, run)
                ):
                    return Window(tuple(run))
        return None

    def case(self, waiting: Waiting, before: str = "") -> Case:
        """What a judge is asked about *waiting*; *before* is the sentence in front of it."""
        texts = tuple(window.text for window in waiting.windows)
        sources = [self._passages[window.source - 1].source for window in waiting.windows]
        return Case(waiting.sentence.text, texts, before, tuple(map(_named, sources)))

    def judged(
        self, waiting: Waiting, choice: Choice, before: Ruling | None
    ) -> Ruling | tuple[Why, str]:
        """The sentence as written if *choice* bears it and no veto falls; else why not, and what shows it."""
        if not choice.windows:
            return "judge_no", ""
        named = tuple(waiting.windows[number - 1] for number in choice.windows)
        if waiting.leans and not (before and before.worded):
            return "leaning", ""
        sources = [self._passages[window.source - 1].source for window in named]
        if lack := lacks(waiting.sentence.text, named, sources, waiting.windows):
            return lack
        return Ruling(waiting.sentence, "judged", waiting.sentence.text, spans_of(named), "judge")

    def quoted(
        self, waiting: Waiting, why: Why, shown: Collection[Span], detail: str = ""
    ) -> Ruling:
        """The source's words in its place, unless they are *shown* already."""
        return quoted(waiting, why, self._lines, shown, detail)


def _named(source: Source) -> str:
    """Title, outlet and date of *source*, as far as it has them."""
    return " · ".join(filter(None, (source.title, source.credit, source.date.iso)))


def _hopeful(needed: Collection[str], run: Sequence[Line]) -> bool:
    """Whether *run* holds most words of a sentence; only saves the closer look."""
    here = frozenset().union(*(line.words for line in run))
    return 3 * len(here.intersection(needed)) >= len(needed)


def _follows(window: Window, before: Ruling | Waiting | None, lines: Sequence[Line]) -> bool:
    """Whether what *window* leans on is what the sentence before it, in its own words, rests on."""
    if not isinstance(before, Ruling) or not before.worded:
        return False
    first = window.lines[0]
    ahead = next(
        (one for one in lines if one.source == first.source and one.at == first.at - 1), first
    )
    span = Span(first.source, ahead.start, first.end)
    return any(span.meets(one) for one in before.spans)


_BEFORE = 2  # sentences that may say who «he» is


def quoted(
    waiting: Waiting, why: Why, lines: Sequence[Line], shown: Collection[Span], detail: str = ""
) -> Ruling:
    """
    The words of its best window that are not *shown* yet, or a dropped sentence if all are.

    lines: every sentence that may be quoted, in order.
    """
    stretches: list[list[Line]] = []
    for line in _standing(waiting.windows[0].lines, lines):
        if any(
            one.source == line.source and one.start <= line.start and line.end <= one.end
            for one in shown
        ):
            continue
        before = stretches[-1][-1] if stretches else None
        if before is not None and before.source == line.source and line.at == before.at + 1:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    if not stretches:
        return dropped(waiting.sentence, "shown", detail)
    spans = tuple(Span(one[0].source, one[0].start, one[-1].end) for one in stretches)
    return Ruling(waiting.sentence, "quoted", "", spans, why, detail)


def _standing(chosen: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """*chosen*, each that leans with what stands before it, until one stands by itself."""
    known = {(line.source, line.at): line for line in lines}
    found: dict[tuple[int, int], Line] = {}
    for line in chosen:
        behind = [line]
        while len(behind) <= _BEFORE and leans(behind[-1].text):
            before = known.get((behind[-1].source, behind[-1].at - 1))
            if before is None:
                break
            behind.append(before)
        found |= {(one.source, one.at): one for one in reversed(behind)}
    return [found[place] for place in sorted(found)]
