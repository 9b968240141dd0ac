"""The nouns of a conversation."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from retrieval.types import Filters, Hit, Language, Passage, Source

Status = Literal["answered", "nearest", "refused", "failed"]
Mode = Literal["extractive", "generated", "quoted", "fallback", "reply"]
Verdict = Literal["supported", "contradicted", "unclear", "absent"]
Unheard = Literal["judge_unheard", "judge_over_budget"]
Outcome = Literal["kept", "judged", "quoted", "extract"]
Reason = Literal[
    "no_match", "not_answered", "out_of_range", "ambiguous", "service_unavailable", "bad_question"
]


@dataclass(frozen=True, slots=True)
class Question:
    """
    What a reader asked.

    chat: whose conversation it belongs to; None stands alone.
    after: the id of an earlier answer that it goes on from; the reader must have seen it.
    """

    text: str
    chat: str | None = None
    filters: Filters = field(default_factory=Filters)
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """
    What is being done, while nothing can be shown yet.

    writing: claims come one by one from here on, each as soon as it is vouched for.
    """

    stage: Literal["searching", "writing"]


Role = Literal["speaker", "addressee", "agency", "outlet"]


@dataclass(frozen=True, slots=True)
class Link:
    """One through whom a report came, as the article names them; two who speak together are one."""

    role: Role
    name: str

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


@dataclass(frozen=True, slots=True)
class Citation:
    """
    The evidence behind a claim. ``article.text[start:end] == quote``, always.

    number: what the text shows, 1 for ``[1]``.
    start, end: code points into the article's text.
    answer: where in ``quote`` the short answer stands, if it could be found reliably.
    chain: through whom it came, from who spoke to who published it, as far as the article says.
    """

    number: int
    passage: Passage
    quote: str
    start: int
    answer: tuple[int, int] | None = None
    chain: tuple[Link, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One sentence of an answer.

    citations: numbers of the citations it rests on.
    support: always 1.0; kept for one more version, for programs that read it.
    lead: the line above it that introduces it and those after it, if it has one.
    outcome: why it may be shown. A model's sentence is ``kept`` (an extract of its source) or
        ``judged`` (vouched for by the judge); ``quoted`` stands in for one in the source's words;
        ``extract`` was never a model's.
    """

    text: str
    citations: tuple[int, ...]
    support: float = 1.0
    lead: str = ""
    outcome: Outcome = "extract"


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says where outlets disagree."""

    says: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """
    A sentence a model wrote, and what became of it.

    marks: the numbers it gave for its sources. outcome: as a Claim's, or ``dropped``.
    why: what decided, as a Ruling has it; detail: the words that did.
    """

    text: str
    marks: tuple[int, ...]
    outcome: str
    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that models read and wrote for one answer, as their servers counted them."""

    input: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Claims with their citations, the nearest sentences, or a typed refusal.

    Where the status is ``nearest`` the claims are verbatim sentences that come near the question
    and are not called an answer to it.
    A ``reply`` (the mode) is what Rawi says of itself, to a greeting or a call for help: it is no news
    and claims nothing.

    standalone: the question as it was searched, follow-ups resolved.
    text: what the reader sees above the list of sources.
    accounts: two or more when outlets disagree on the point asked; else empty.
    as_of: the newest date among the cited articles, ISO.
    independent_sources: cited stories; wire copies of one story count once.
    nearest: the closest articles, offered with a refusal.
    considered: the passages it was chosen from, best first.
    rulings: what became of each sentence a model wrote, in order.
    confidence: that what is shown answers the question, 0 to 1; None where nothing was judged.
    usage: tokens spent on it.
    ms: milliseconds for ``search``, until the ``first`` claim, in ``total``.
    listing: whether each claim is a story of its own, the newest first.
    lacking: a word of the question that no report mentions.
    """

    id: str
    question: str
    standalone: str
    language: Literal["ar", "en"]
    status: Status
    reason: Reason | None
    mode: Mode
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    accounts: tuple[Account, ...] = ()
    as_of: str | None = None
    independent_sources: int = 0
    nearest: tuple[Source, ...] = ()
    considered: tuple[Hit, ...] = ()
    rulings: tuple[Written, ...] = ()
    confidence: float | None = None
    usage: Usage = Usage()
    ms: dict[str, float] = field(default_factory=dict)
    listing: bool = False
    lacking: str | None = None

    @property
    def dropped(self) -> tuple[Written, ...]:
        """The sentences a model wrote that were not shown."""
        return tuple(one for one in self.rulings if one.outcome == "dropped")


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence of somebody else's text, and the quotes for or against it."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """
    Somebody else's text, checked sentence by sentence.

    language: what most of the text is written in.
    unheard: why the judge, who was to be asked, gave no answer; as the catalogues name it.
    """

    text: str
    language: Language
    sentences: tuple[Checked, ...] = ()
    unheard: Unheard | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every quote once, by its number."""
        every = {one.number: one for sentence in self.sentences for one in sentence.citations}
        return tuple(every[number] for number in sorted(every))


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A question and what came of it, as a follow-up needs it.

    topics: titles of the cited articles, best first.
    articles: their ids.
    """

    question: str
    standalone: str
    answer: str
    topics: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


async def final_answer(events: AsyncIterator[object]) -> Answer:
    """The Answer an ask ends with. Claims before it are the same sentences, sooner."""
    *_, answer = [event async for event in events if isinstance(event, Answer)]
    return answer


class Meter:
    """
    Adds up what several *requests* cost. A server that counts nothing costs nothing.

    >>> meter = Meter()
    >>> meter.read({"input_tokens": 10, "output_tokens": 1})
    >>> meter.read({"input_tokens": 10, "output_tokens": 5})  # counted anew, not added
    >>> meter.begin()
    >>> meter.read({"input_tokens": 7, "output_tokens": 2})
    >>> meter.usage
    Usage(input=17, output=7)
    """

    def __init__(self) -> None:
        self.requests = 0
        self.usage = Usage()
        self._before = Usage()  # this request

    def begin(self) -> None:
        """Another request."""
        self.requests += 1
        self._before = self.usage

    def read(self, counted: Mapping[str, Any] | None) -> None:
        """
        What one piece of a reply says of it, as LangChain words it.

        Most servers count once, or what is new since the last time; those that count from the start
        with every piece are known by the input they repeat.
        """
        if not counted:
            return
        read, written = int(counted["input_tokens"] or 0), int(counted["output_tokens"] or 0)
        since = self.usage
        if since.input > self._before.input and read >= since.input - self._before.input:
            since = self._before
            written = max(written, self.usage.output - since.output)
        self.usage = Usage(since.input + read, since.output + written)
