"""
An answer as messages with buttons. Pure.

Buttons carry ids, never words: what they ask for is found in the answer that was stored. Under an
answer they carry ``KIND:ANSWER:DETAIL``: ``s`` a citation by its number, ``r`` its article, ``n`` a
nearest headline by its place from 1, ``w`` why, ``f`` feedback, ``+`` or ``-``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.i18n.catalogue import Language
from bot.i18n.messages import date_in_words, say
from bot.presentation.as_text import headline, headlines_lead, in_turn, standing
from bot.telegram.messages.entities import Button, Post
from bot.telegram.messages.posts import Posts, laid, shortened, under
from bot.telegram.messages.texts import MOST, cleaned, parts, units
from bot.telegram.messages.typesetting import set_lines, typeset
from bot.types import Answer, Claim

Rows = tuple[tuple[Button, ...], ...]
_WIDEST = 8  # buttons shown side by side
_MOST_CITED = 12 * _WIDEST  # buttons for citations; a keyboard holds 100
_LONGEST_LABEL = 60  # code points on a button
_MORE = "\n…"  # what follows while an answer is written


def draft_posts(claims: Sequence[Claim], language: Language, *, heading: str = "") -> Posts:
    """
    An answer while it is written: a line for each claim, under its lead if it has one.

    A further claim adds to the end, before the ellipsis, and changes nothing that stands.
    """
    told = (line for claim in claims for line in (claim.lead, claim.text))
    drafts = [*parts(_headed(heading, language) + set_lines(told, language))]
    if drafts and units(drafts[-1].text) + units(_MORE) <= MOST:
        drafts[-1] += Post(_MORE)
    return tuple(drafts)


def answer_posts(answer: Answer, language: Language, *, heading: str = "", link: str = "") -> Posts:
    """
    An answer with what it rests on, or a refusal with the nearest headlines to ask about.

    language: of the buttons; sentences are in the answer's.
    heading: what stands above it. link: opens its question in the bot.
    """
    nearest = answer.status == "nearest"  # where nothing answers, nothing is made strong
    citations = [replace(one, answer=None) if nearest else one for one in answer.citations]
    body = typeset(cleaned(in_turn(answer)), answer.language, citations=citations)
    if below := [*_below(answer)]:
        body += Post("\n\n") + set_lines(below, answer.language)
    numbers = [one.number for one in citations]
    rows = [*_headlines(answer), *citation_rows(answer.id, numbers, language)]
    whole = parts(_headed(heading, answer.language) + body)
    return under(whole, [*rows, _verdicts(answer, language, link)])


def latest_posts(answer: Answer, language: Language, *, link: str = "") -> Posts:
    """The newest stories, a line each: headline, outlet and date; below them a button to read each."""
    lead = answer.text.partition(answer.claims[0].text)[0]
    lines = [
        f"[{one.number}] {headline(one.passage.source, answer.language)}"
        for one in answer.citations
    ]
    body = set_lines([lead, *lines], answer.language, citations=answer.citations)
    read = [
        Button(say("read_number", language, number=one.number), f"r:{answer.id}:{one.number}")
        for one in answer.citations[:_WIDEST]
    ]
    return under(parts(body), [laid(read, language), _verdicts(answer, language, link)])


def _headed(heading: str, language: Language) -> Post:
    return set_lines([heading], language) + Post("\n\n") if heading else Post()


def _below(answer: Answer) -> Iterator[str]:
    """How fresh it is and on how much it rests, unless the one quotation above says so itself."""
    if answer.citations:
        date = date_in_words(answer.as_of, answer.language)
        if len(answer.citations) > 1 or date not in answer.text:
            yield from standing(answer)
    elif answer.nearest:
        yield headlines_lead(answer)  # they are the buttons


def _headlines(answer: Answer) -> Iterator[tuple[Button, ...]]:
    """What is nearest to a refused question, first in its own language."""
    nearest = [*enumerate(() if answer.citations else answer.nearest, 1)]
    nearest.sort(key=lambda one: one[1].language != answer.language)
    for number, source in nearest:
        label = shortened(source.title, _LONGEST_LABEL)
        yield (Button(label, f"n:{answer.id}:{number}"),)


def _verdicts(answer: Answer, language: Language, link: str) -> tuple[Button, ...]:
    row = [
        Button("👍", f"f:{answer.id}:+"),
        Button("👎", f"f:{answer.id}:-"),
        Button(say("why_button", language), f"w:{answer.id}:"),
    ]
    return laid([*row, *([Button("🔗", copy=link)] if link else [])], language)


def citation_rows(answer: str, numbers: Sequence[int], language: Language) -> Rows:
    """A button for each citation of the stored *answer*."""
    cited = [Button(f"[{n}]", f"s:{answer}:{n}") for n in numbers[:_MOST_CITED]]
    rows = (cited[first : first + _WIDEST] for first in range(0, len(cited), _WIDEST))
    return tuple(laid(row, language) for row in rows)
