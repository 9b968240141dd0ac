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


def test_what_was_said_is_not_told_again():
    """
    Of two that stand for an article as well, the one with new words comes; what somebody said, last.
    """
    text = (
        "The ferry line will close at the end of May. The line of ferries is to close for good in May. "
        '"We will miss the boats and the people aboard," a sailor told us. '
        "Nine captains lose their posts over it."
    )
    told = article("ferry", title="Ferry line to close", language="en", text=text)
    central = {one.start: 0.5 for one in sentences(Telling(told, "s"))}

    assert _told(leads(Telling(told, "s", central), most=2)) == [
        "The ferry line will close at the end of May.",
        "Nine captains lose their posts over it.",
    ]


def test_what_only_announces_stands_for_nothing():
    """
    A sentence that ends with a colon says that something follows.
    """
    text = (
        "اتفق مجلسا المدينتين مساء أمس على الخطوات التالية :\nيبدأ العمل في الجسر القديم يوم السبت."
    )
    told = article("bridge", title="اتفاق على الجسر", text=text)

    assert _told(leads(Telling(told, "s"), most=1)) == ["يبدأ العمل في الجسر القديم يوم السبت."]


def test_what_is_signed_or_linked_is_no_report():
    """
    Nor a headline in capitals that was glued to a sentence, which stays.
    """
    told = article(
        "quay",
        title="Repairs of the quay",
        language="en",
        text="Masons at work at noon.(Mo Hart/Example)The quay gets nine new stones this year."
        "MORE STONES FOR OLD QUAYSMasons came from three towns for it.Mo Hart/Agency Related article "
        "Boats leave The mayor is glad of them.",
    )

    assert _told(sentences(Telling(told, "s"))) == [
        "The quay gets nine new stones this year.",
        "Masons came from three towns for it.",
    ]


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

    found = sorted(introductions("dock board", Telling(told, "s"), {}), key=lambda one: -one[0])

    assert found[0][1].text == "Nine captains meet in secret. They make up the dock board."
    assert not any("elected" in one.text for _, one in found)
