"""One file to be read, on disk or out of a bundle. The only module that opens what is to be archived."""

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

from retrieval.errors import TooLarge
from retrieval.places import file_origin
from retrieval.sources.decoding import decoded
from retrieval.sources.records import Spot

LIMIT = 20_000_000  # bytes of a file held in memory, characters of a line


@dataclass(frozen=True, slots=True)
class File:
    """
    What a reader gets.

    path: names it in errors; of a member of a bundle, the bundle's path and its own below it.
    held: the bytes of a member; None on disk.
    """

    path: Path
    held: bytes | None = None

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    def open(self) -> BinaryIO:
        return self.path.open("rb") if self.held is None else BytesIO(self.held)

    def raw(self) -> bytes:
        """All its bytes. Raises TooLarge."""
        size = self.path.stat().st_size if self.held is None else len(self.held)
        if size > LIMIT:
            megabytes, limit = -(-size // 1_000_000), LIMIT // 1_000_000
            raise TooLarge(path=self.path, megabytes=megabytes, limit=limit)
        return self.path.read_bytes() if self.held is None else self.held

    def text(self) -> str:
        return decoded(self.raw(), self.path)

    def spot(self, number: int | None = None) -> Spot:
        """The *number*th record in it, or the only one; of names that no text can be none is another's."""
        name = os.fsencode(self.path).decode("utf-8", "backslashreplace").replace("\n", "\\n")
        stem = self.path.stem if number is None else f"{self.path.stem}-{number}"
        origin = file_origin(PurePath(name))
        return Spot(name, f"{name}#{number or 1}", stem, path=name, origin=origin)
