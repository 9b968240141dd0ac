"""What is known, as text for people. Pure; in logical order, ``bot.presentation.bidi`` fits it to a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.i18n.catalogue import Language
from bot.i18n.messages import date_in_words, explain, quoted, say
from bot.presentation.as_json import STATUSES
from bot.presentation.bidi import PLAIN, STRONG
from bot.types import Answer, Citation, Claim, Link
from retrieval.errors import UnknownKind
from retrieval.types import Article, Dated, Evidence, Source, Version

if TYPE_CHECKING:
    from retrieval.index.ingest import Outcome

_MANY = 20  # duplicates a report lists one by one
_ENDS = ".!?؟…:؛»\n"


def answer_text(answer: Answer) -> str:
    """The answer, then its sources; of a refusal, the nearest headlines."""
    return "\n".join([_marked(answer), *_below(answer)])


def rest_text(answer: Answer, shown: str) -> str:
    """What is left of it when the lines of *shown* have been seen."""
    left = answer.text.removeprefix(shown).lstrip("\n")
    return "\n".join([*([left] if left else []), *_below(answer)])


def claim_text(claim: Claim) -> str:
    """A claim on a line of its own, under its lead."""
    return "\n".join(line for line in (claim.lead, claim.text) if line)


def _marked(answer: Answer) -> str:
    """The answer's text, the short answer inside each quotation made strong."""
    text = in_turn(answer)
    for start, end in sorted(short_answers(text, answer.citations), reverse=True):
        text = f"{text[:start]}{STRONG}{text[start:end]}{PLAIN}{text[end:]}"
    return text


def in_turn(answer: Answer) -> str:
    """Its text; of extracts that follow each other from one report, the first alone names the outlet."""
    text, before = answer.text, ""
    for claim in answer.claims if answer.mode == "extractive" else ():
        quotes = (one.quote for one in answer.citations if one.number in claim.citations)
        frame = claim.text[: max(0, claim.text.find(next(quotes, "")) - 1)]
        if frame and frame == before and not claim.lead:
            text = text.replace(claim.text, claim.text.removeprefix(frame), 1)
        before = frame
    return text


def short_answers(text: str, citations: Iterable[Citation]) -> set[tuple[int, int]]:
    """Where in *text* the short answers of the *citations* it quotes stand."""
    return {
        (at + citation.answer[0], at + citation.answer[1])
        for citation in citations
        if citation.answer is not None and (at := text.find(citation.quote)) >= 0
    }


def _below(answer: Answer) -> Iterator[str]:
    language = answer.language
    if answer.citations:
        yield ""
        yield say("sources", language)
        yield from _source_lines(answer)
        if answer.status == "answered":
            yield ""
            yield from standing(answer)
    elif answer.nearest:
        yield ""
        yield headlines_lead(answer)
        yield from (f"• {headline(source, language)}" for source in answer.nearest)


def headlines_lead(answer: Answer) -> str:
    """What stands above the headlines of a refusal: they are near only where something matched."""
    return say("some_headlines" if answer.reason == "no_match" else "nearest", answer.language)


def _source_lines(answer: Answer) -> Iterator[str]:
    """A line an article, behind the numbers of all its citations; below it what was not quoted yet."""
    language = answer.language
    cited: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.passage.source.id, []).append(citation)
    for some in cited.values():
        source = some[0].passage.source
        numbers = "".join(f"[{citation.number}]" for citation in some)
        yield f"{numbers} {headline(source, language)}"
        chains = dict.fromkeys(chain_text(citation.chain, language) for citation in some)
        yield from (f"    {chain}" for chain in chains if chain)
        for citation in some:
            if citation.quote not in answer.text:
                yield "    " + quoted(in_context(citation), language)
        if elsewhere := also_in(source, language):
            yield f"    {elsewhere}"


def standing(answer: Answer) -> Iterator[str]:
    """How fresh an answer is and how many sources stand behind it; nothing of what is only near."""
    if answer.status != "answered":
        return
    language = answer.language
    count = say("independent", language, count=answer.independent_sources)
    if answer.as_of is None:
        yield count
    else:
        date = date_in_words(answer.as_of, language)
        yield f"{say('as_of', language, date=date)} {count}"


def in_context(citation: Citation) -> str:
    """The quote on one line, with ``…`` where it begins or ends inside a sentence."""
    text, at = citation.passage.text, citation.start - citation.passage.start
    before = text[:at].rstrip(" ")
    after = text[at + len(citation.quote) :].strip(" ")
    quote = " ".join(citation.quote.split())
    cut_before = bool(before) and before[-1] not in _ENDS
    cut_after = bool(after) and after[0] not in _ENDS and quote[-1:] not in _ENDS
    return f"{'… ' if cut_before else ''}{quote}{' …' if cut_after else ''}"


def headline(source: Source, language: Language) -> str:
    """Title, outlet and date on one line."""
    return headline_of(source.title, source.credit, dated(source.date, language), language)


def headline_of(title: str, outlet: str | None, date: str, language: Language) -> str:
    """What is known of an article on one line; *date* in words."""
    outlet = outlet or say("no_outlet", language)
    return say("headline", language, title=quoted(title, language), outlet=outlet, date=date)


def dated(date: Dated, language: Language) -> str:
    """
    A date in words, as precise as it is known, saying so if it was inferred.

    >>> dated(Dated("2021-06", "month", "inferred"), "en")
    'June 2021 (inferred)'
    """
    words = date_in_words(date.iso, language)
    return say("inferred", language, date=words) if date.origin == "inferred" else words


def also_in(source: Source, language: Language) -> str:
    """Every other place the text was seen, each named once; empty if none reads otherwise than its own."""
    _, *places = dict.fromkeys(
        headline_of(title, outlet, date_in_words(published, language), language)
        for title, outlet, published in (
            (source.title, source.credit, source.date.iso),
            *((place.title, place.credit, place.published) for place in source.also_in),
        )
    )
    named = say("semicolon", language).join(places)
    return say("also_in", language, places=named) if places else ""


def full_sources(answer: Answer, language: Language) -> str:
    """The sources of an answer with everything known about them."""
    return "\n\n".join("\n".join(_in_full(one, language)) for one in answer.citations)


def _in_full(citation: Citation, language: Language) -> Iterator[str]:
    yield f"[{citation.number}] {citation.passage.source.title}"
    yield from about(citation.passage.source, language)
    if chain := chain_text(citation.chain, language):
        yield chain
    yield quoted(in_context(citation), language)


def article_text(article: Article, language: Language) -> str:
    return "\n".join([article.source.title, *about(article.source, language), "", article.text])


def versions_text(versions: Sequence[Version], language: Language) -> str:
    """What an article was before its updates, the newest first."""
    told = ("\n".join(_version(one, language)) for one in reversed(versions))
    return "\n\n".join(told) if versions else say("no_versions", language)


def _version(one: Version, language: Language) -> Iterator[str]:
    until = date_in_words(f"{datetime.fromtimestamp(one.replaced, UTC):%Y-%m-%d}", language)
    yield say("version", language, number=one.number, until=until)
    outlet = one.credit or say("no_outlet", language)
    yield f"{one.title} · {outlet} · {dated(one.date, language)}"
    yield ""
    yield one.text


def about(source: Source, language: Language) -> Iterator[str]:
    """One line for each thing known about an article, besides its title."""
    shown = {"outlet": source.credit, "published": dated(source.date, language)}
    for name in ("id", "outlet", "author", "published", "agency", "dateline", "url", "path"):
        if value := shown[name] if name in shown else getattr(source, name):
            yield say(name, language, value=value)
    if elsewhere := also_in(source, language):
        yield elsewhere


def sources_text(sources: Iterable[Source], language: Language) -> str:
    lines = []
    for source in sources:
        lines.append(f"{source.id} · {headline(source, language)}")
        lines += [f"    {one}" for one in filter(None, [also_in(source, language)])]
    return "\n".join(lines) or say("empty_archive", language)


def hits_text(evidence: Evidence, language: Language) -> str:
    if not evidence.hits:
        return say("no_hits", language)
    return "\n\n".join(
        f"{rank}. {headline(hit.passage.source, language)}\n"
        f"    {' '.join(hit.passage.text.split())}\n"
        f"    {hit.passage.id} · {hit.score:.3f}"
        for rank, hit in enumerate(evidence.hits, 1)
    )


def report_text(outcomes: "Iterable[Outcome]", language: Language) -> str:
    """
    A line for each status, then the first duplicates and every rejection with its reason.

    Of files of unknown kinds, which folders are full of, only the first are named.
    """
    by: dict[str, list[Outcome]] = {status: [] for status in (*STATUSES, "noted")}
    for one in outcomes:
        by[one.status].append(one)
    lines = [
        say("count", language, name=say(status, language), count=len(by[status]))
        for status in STATUSES
    ]
    copies = [(one.source.id, one.same_as) for one in by["duplicate"] if one.source]
    lines += [say("copy", language, id=id_, same_as=same) for id_, same in copies[:_MANY]]
    if len(copies) > _MANY:
        lines.append(say("and_more", language, count=len(copies) - _MANY))
    lines += [explain(one.error, language) for one in by["noted"] if one.error]
    errors = [one.error for one in by["rejected"] if one.error]
    unnamed = {*[error for error in errors if isinstance(error, UnknownKind)][_MANY:]}
    lines += [
        say("refused", language, reason=explain(error, language))
        for error in errors
        if error not in unnamed
    ]
    if unnamed:
        lines.append(say("more_strange", language, count=len(unnamed)))
    return "\n".join(lines)


def chain_text(chain: Iterable[Link], language: Language) -> str:
    """
    Who said it, to whom, through whom, and who published it; empty where only the last is known.

    >>> mckenzie = [Link("speaker", "ماكنزي"), Link("addressee", "أسوشيتد برس"), Link("outlet", "بال بلس")]
    >>> chain_text(mckenzie, "ar"), chain_text(mckenzie, "en")
    ('ماكنزي، لأسوشيتد برس، كما نقل بال بلس', 'ماكنزي, to أسوشيتد برس, as reported by بال بلس')
    """
    links = list(chain)
    if all(link.role == "outlet" for link in links):
        return ""
    ar = language == "ar"
    said = (
        say(f"chain_{role}", language, name=_to(name) if role == "addressee" and ar else name)
        for role, name in ((link.role, link.name) for link in links)
    )
    return say("comma", language).join(said)


def _to(name: str) -> str:
    """«لـ» joined to *name* as Arabic is written: «للوكالة», «لرويترز», «لـAP»."""
    if name.startswith("ال"):
        return f"لل{name[2:]}"
    return f"ل{name}" if "\u0621" <= name[:1] <= "\u064a" else f"لـ{name}"
