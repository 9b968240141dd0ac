"""Catalogues as they lie beside this module, and which of them the system speaks. The only module of polib."""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import bidirectional

import polib

FOLDER: Final = Path(__file__).parent
Language = str  # the code of a language there is a catalogue for, such as ``ar``
SOURCE: Language = "en"  # which is translated, and stands where a translation is wanting


@dataclass(frozen=True, slots=True)
class Catalogue:
    """
    One language's sentences.

    locale: what CLDR calls the language where its dates are written (``ar``, ``en_GB``).
    sentences: by key, with braces for what varies.
    plurals: by key, a sentence for each form; ``form`` says which one a count takes.
    translations: of sentences that are English in the code (argparse's own), by the English.
    """

    locale: str
    sentences: dict[str, str]
    plurals: dict[str, tuple[str, ...]]
    form: Callable[[int], int]
    translations: dict[str, str]

    @property
    def name(self) -> str:
        """The language, in its own words."""
        return self.sentences["language_name"]

    @property
    def rtl(self) -> bool:
        """Whether the language is written from the right."""
        return bidirectional(self.name[0]) in ("R", "AL")


@cache
def languages() -> tuple[Language, ...]:
    """
    The codes of the languages there is a catalogue for.

    >>> {"ar", "en"} <= {*languages()}
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of a language among ``languages()``; sentences not translated yet are English."""
    file = polib.pofile(str(FOLDER / f"{language}.po"))
    plural = re.search(r"plural=([^;]+)", file.metadata["Plural-Forms"])
    assert plural is not None
    entries = [entry for entry in file if entry.translated()]
    english = {} if language == SOURCE else catalogue(SOURCE).sentences
    return Catalogue(
        locale=file.metadata["Language"],
        sentences=english
        | {e.msgid: e.msgstr for e in entries if not (e.msgctxt or e.msgid_plural)},
        plurals={
            e.msgid: tuple(e.msgstr_plural[form] for form in sorted(e.msgstr_plural))
            for e in entries
            if e.msgid_plural
        },
        form=gettext.c2py(plural[1]),
        translations={e.msgid: e.msgstr for e in entries if e.msgctxt},
    )


DEFAULT: Language = "ar"  # where nobody and nothing says another
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set says it, as POSIX has it


def of_locale(environ: Mapping[str, str]) -> Language | None:
    """
    The language of the system's messages, where Rawi speaks it.

    >>> of_locale({"LANG": "en_US.UTF-8"}), of_locale({"LANG": "en_US", "LC_ALL": "ar_SY.UTF-8"})
    ('en', 'ar')
    >>> of_locale({"LANG": "C.UTF-8"})
    """
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    language = re.split(r"[_.@-]", locale)[0].lower()
    return language if language in languages() else None
