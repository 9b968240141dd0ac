"""How an article begins, and what it says who somebody is."""

from bot.extraction.introductions import introductions
from bot.extraction.leads import Telling, leads, sentences
from tests.fakes.archives import article


def _told(some):
    return [one.text for one in some]


LEVY = article(
    "levy",
    title="City council raises the harbour levy",
    language="en",
    text="The move comes as traders complain of empty berths. The city council has raised the harbour "
    "levy to nine crowns.The vote, held on Friday, was close. Workers rest on the quay, Friday, "
    "May 2, 2031. A levy is not a tax on sailors. The dock board sets the price of berths. "
    "It is the levy that pays for dredging.",
)


def test_what_stands_for_an_article_is_told_first():
    """
    One of the first sentences in any case; sentences without a space between are two; what is written
    below a picture is none.
    """
    every = [*sentences(Telling(LEVY, "s"))]
    central = {one.start: 0.9 for one in every if "raised" in one.text or "nine" in one.text}
    first = _told(leads(Telling(LEVY, "s", central), most=2))

    assert _told(leads(Telling(LEVY, "s", central), most=1)) == [
        "The city council has raised the harbour levy to nine crowns."
    ]
    assert first == [
        "The city council has raised the harbour levy to nine crowns.",
        "The move comes as traders complain of empty berths.",
    ]
    assert not any("Workers" in one for one in _told(leads(Telling(LEVY, "s"), most=20)))


def test_what_a_thing_is_not_does_not_say_what_it_is():
    """
    What leans on the sentence before it brings that along.
    """
    told = article(
        "dock",
        title="Questions about the dock board",
        language="en",
        text="Many ask who runs the quays. The dock board is not elected. Nine captains meet in "
        "secret. They make up the dock board.",
    )

    assert _told(introductions("dock board", Telling(told, "s")))[0] == (
        "Nine captains meet in secret. They make up the dock board."
    )
    assert introductions("harbour guild", Telling(told, "s")) == []
