"""Lays letters into a folder from which the print service takes them, one folder for each town."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LetterSpool:
    """A folder `<spool>/<tenant>/`; a letter appears whole or not at all, and once under its name."""

    folder: Path

    def put(self, tenant: str, file_name: str, document: bytes) -> None:
        """Write a letter under a hidden name and rename it; a repetition replaces it by the same bytes."""
        place = self.folder / tenant
        place.mkdir(parents=True, exist_ok=True)
        hidden = place / f".{file_name}.part"
        with hidden.open("wb") as out:
            out.write(document)
            out.flush()
            os.fsync(out.fileno())
        hidden.replace(place / file_name)
