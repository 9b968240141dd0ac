"""
Passages as a model is given them: numbered, between fences it cannot mistake. Pure.

An article may hold anything. Inside a fence nothing looks like a fence, a source's number, a tag
or a turn of the conversation: all of these need brackets, and brackets become others.
"""

import secrets
from collections.abc import Sequence

from bot.i18n.messages import date_in_words, say
from retrieval.language.arabic import clean
from retrieval.types import Language, Passage

_TAME = str.maketrans("<>[]{}【】［］＜＞", "‹›()()()()‹›")


def tame(text: str) -> str:
    """
    *text* without anything a model could take for more than words.

    >>> tame("قال [3]: <<END 1 x>> <|im_start|> <think>")
    'قال (3): ‹‹END 1 x›› ‹|im_start|› ‹think›'
    """
    return clean(text).translate(_TAME)


def nonce_for(passages: Sequence[Passage]) -> str:
    """A word that no passage holds, another for every answer."""
    while True:
        nonce = secrets.token_hex(4)
        if not any(nonce in passage.text + passage.source.title for passage in passages):
            return nonce


def fenced(passages: Sequence[Passage], nonce: str, language: Language) -> str:
    """All of *passages*, each under its number, title, outlet, date and other places."""
    return "\n\n".join(
        f"<<SRC {number} {nonce}>> {_heading(passage, language)}\n"
        f"{tame(passage.text)}\n"
        f"<<END {number} {nonce}>>"
        for number, passage in enumerate(passages, 1)
    )


def _heading(passage: Passage, language: Language) -> str:
    source = passage.source
    known = [
        source.title,
        source.credit or say("no_outlet", language),
        date_in_words(source.date.iso, language),
        source.agency,
    ]
    elsewhere = dict.fromkeys(place.credit for place in source.also_in if place.credit)
    if elsewhere:
        known.append(say("also_in", language, places=say("comma", language).join(elsewhere)))
    return " | ".join(tame(" ".join(one.split())) for one in known if one)
