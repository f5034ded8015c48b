"""The drop folder for bank statements: `<folder>/<tenant>/`, with `taken/` and `refused/` beside the files."""

import time
from dataclasses import dataclass
from pathlib import Path

from billing.adapters.statement_files import LARGEST_FILE

_STILL_WRITTEN = 20
"""Seconds for which a file must have been left alone, so that none is taken half written."""
_ENDINGS = (".xml", ".zip")


@dataclass(frozen=True)
class StatementFolder:
    """The folder that an operator has named, or none."""

    folder: Path | None

    def waiting(self, tenant: str) -> list[tuple[str, bytes]]:
        """Return the files that lie there whole, by name; of one that is too large only enough to refuse it."""
        if self.folder is None or not (self.folder / tenant).is_dir():
            return []
        settled = time.time() - _STILL_WRITTEN
        files = [
            file
            for file in sorted((self.folder / tenant).iterdir())
            if file.is_file() and file.suffix.lower() in _ENDINGS and file.stat().st_mtime < settled
        ]
        return [(file.name, _read(file)) for file in files]

    def put_away(self, tenant: str, name: str, why: str = "") -> None:
        """Move a file to `taken/`, or to `refused/` with the reason in `<name>.txt`."""
        if self.folder is None:
            return
        place = self.folder / tenant / ("refused" if why else "taken")
        place.mkdir(exist_ok=True)
        if why:
            (place / f"{name}.txt").write_text(f"{why}\n", encoding="utf-8")
        (self.folder / tenant / name).replace(place / name)


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(LARGEST_FILE + 1)
