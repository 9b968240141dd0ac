"""The assignments in a ``.env`` file."""

import re
from pathlib import Path

from retrieval.errors import UsageError
from retrieval.reasons import of_system

_ASSIGNMENT = re.compile(
    r"""\s*(?:export\s+)?(?P<name>\w+)\s*=\s*
    (?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<bare>.*?))\s*(?:(?<=\s)\#.*)?""",
    re.VERBOSE,
)


class UnreadableSettings(UsageError):
    ar = "تعذّرت قراءة ملف الإعدادات {path} ({why}). تحقّق من صلاحياته."
    en = "The settings file {path} could not be read ({why}). Check its permissions."


def assignments(folder: Path) -> dict[str, str]:
    """
    What ``.env`` in *folder* assigns: ``NAME=value``, quoted or not, ``export`` and comments allowed.

    Other lines say nothing to Rawi; the file may serve other programs too. Empty without such a
    file. Raises UnreadableSettings.
    """
    path = folder / ".env"
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UnreadableSettings(path=path, why=of_system(error)) from error
    found = filter(None, map(_ASSIGNMENT.fullmatch, text.splitlines()))
    return {
        match["name"]: match["single"] or match["double"] or match["bare"] or "" for match in found
    }
