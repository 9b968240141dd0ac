"""Which language the system speaks; pure."""

import re
from collections.abc import Mapping

from bot.i18n.catalogue import Language, languages

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
