"""By what a server tells whether a page is still as it was."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server calls the state of a page: its ``ETag`` and ``Last-Modified``."""

    etag: str | None = None
    modified: str | None = None


ANY = Validators()  # those of no state
