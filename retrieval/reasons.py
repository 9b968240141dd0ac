"""Why something could not be done: a few words inside an error's sentence."""

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """*facts* fill the braces of what it says, in English or any translation of that."""

    en: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The words; *translate* knows those of another language."""
        words = translate(self.en)
        return words.format(**self.facts) if self.facts else words


READ_ONLY: Final = Reason("it is read-only")
NO_SPACE: Final = Reason("no space is left on the disk")
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # nothing more can be written
SPENT: Final = (*FULL, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)


def of_system(error: OSError) -> Reason:
    """What the operating system says, without the path it says it of."""
    return Reason(error.strerror or type(error).__name__)
