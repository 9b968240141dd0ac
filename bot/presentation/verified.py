"""A checked text, for people and for programs. Pure."""

from collections.abc import Iterator

from bot.i18n.messages import quoted, say
from bot.presentation.as_json import Json, citation_json, fields
from bot.presentation.as_text import headline, in_context
from bot.types import Checked, Verification
from retrieval.types import Language

VERDICTS = ("supported", "contradicted", "unclear", "absent")


def verification_json(verification: Verification) -> Json:
    return {
        "text": verification.text,
        "sentences": [
            {**fields(one, "text verdict"), "citations": [*map(citation_json, one.citations)]}
            for one in verification.sentences
        ],
    }


def verification_text(verification: Verification) -> str:
    """Each sentence under its verdict, with its quotes; then their sources, and how many of each."""
    language = verification.language
    lines = [line for one in verification.sentences for line in _checked(one, language)]
    if verification.citations:
        lines += ["", say("sources", language)]
        for citation in verification.citations:
            lines.append(f"[{citation.number}] {headline(citation.passage.source, language)}")
    return "\n".join([*lines, "", _tally(verification)]).strip()


def _checked(sentence: Checked, language: Language) -> Iterator[str]:
    text = " ".join(sentence.text.split())
    yield say("checked", language, verdict=say(f"verdict_{sentence.verdict}", language), text=text)
    for citation in sentence.citations:
        yield f"    {quoted(in_context(citation), language)} [{citation.number}]"


def _tally(verification: Verification) -> str:
    language = verification.language
    verdicts = [one.verdict for one in verification.sentences]
    counts = (
        say("count", language, name=say(f"verdict_{name}", language), count=verdicts.count(name))
        for name in VERDICTS
        if name in verdicts
    )
    return say("semicolon", language).join(counts)
