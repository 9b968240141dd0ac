"""A chain of report as one line for people. Pure."""

from collections.abc import Iterable

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.types import Link


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
