"""Whose an article is said to be: a claim stands with its host, wherever an outlet is named."""

from dataclasses import replace

import pytest

from bot.conversation.composing import _on_its_day
from bot.extraction.chains import framed
from bot.generation.context import fenced
from bot.presentation.as_json import citation_json, read_source, source_json
from bot.presentation.as_text import about, also_in, headline, versions_text
from bot.telegram.handlers.commands import coverage
from bot.types import Citation
from retrieval.types import UNDATED, Passage, Place, Source, Version, credited

CLAIM = "Herald (evil.example)"
PLACE = Place("b", "t", "Herald", None, None, None, "evil.example")
SOURCE = Source("a", "Title", "Herald", language="en", host="evil.example")
CITATION = Citation(1, Passage(SOURCE, 0, "Words.", ((0, 6),)), "Words.", 0)


@pytest.mark.parametrize(
    "outlet, host",
    [
        ("Herald", "herald.com"),
        ("Herald", "www.herald.com"),
        ("The Daily Herald", "thedailyherald.co.uk"),
        ("Al-Herald", "en.al-herald.org"),
        ("herald.example", "www.herald.example"),
    ],
)
def test_an_outlet_on_its_own_host_is_named_alone(outlet, host):
    assert credited(outlet, host) == outlet


@pytest.mark.parametrize(
    "outlet, host",
    [
        ("Herald", "her-ald.com"),
        ("Herald", "herald.top"),
        ("Herald", "herald.tk"),
        ("Herald", "herald.com.xyz"),
        ("Herald", "herald.co.evil"),
        ("Herald", "herald.uk.com"),
        ("Herald", "herald.evil.com"),
        ("Daily Herald", "daily-herald.com"),
        ("H\u0435rald", "h\u0435rald.com"),
        ("Herald", "com"),
        ("النهر", "nahr.com"),
    ],
)
def test_any_other_claim_stands_with_its_host(outlet, host):
    assert credited(outlet, host) == f"{outlet} ({host})"


@pytest.mark.parametrize(
    "shown",
    [
        headline(SOURCE, "en"),
        "\n".join(about(SOURCE, "en")),
        also_in(replace(SOURCE, host=None, also_in=(PLACE,)), "en"),
        versions_text([Version(1, 0.0, "t", "Herald", UNDATED, None, "x", "evil.example")], "en"),
        framed(CITATION, "en"),
        _on_its_day(CITATION, "2024-01-25", "en"),
        fenced([CITATION.passage], "f", "en"),
        coverage([SOURCE], "en"),
    ],
)
def test_wherever_an_outlet_is_named(shown):
    assert CLAIM in shown


def test_a_kept_answer_keeps_the_hosts():
    """
    Of a citation's article, and of the places it was also seen.
    """
    whole = replace(SOURCE, also_in=(PLACE,))
    citation = replace(CITATION, passage=replace(CITATION.passage, source=whole))
    assert read_source(citation_json(citation)["article"]).credit == CLAIM
    assert read_source(source_json(whole)).also_in[0].credit == CLAIM
