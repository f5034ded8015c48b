"""Takes the letters that lie in a town's folder into print runs: `<spool>/<tenant>/print/<run>/`, each into one.

A run holds `letters/`, then `manifest.json`, then `print.pdf`; with the last it is closed and takes no more. Whoever is
killed before leaves it open, and the next one goes on with it.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chassis.letters.spool import POSTED_ON, PRINTED, town_locked, write_once

FILE, MANIFEST = "print.pdf", "manifest.json"


@dataclass(frozen=True, kw_only=True)
class SpooledLetter:
    """One letter of a run."""

    reference: str
    kind: str
    recipient: tuple[str, ...]
    content: bytes


@dataclass(frozen=True, kw_only=True)
class PrintRun:
    """A closed run as people see it; `letters` are the manifest's entries in the order of printing."""

    name: str
    letters: tuple[dict[str, Any], ...]
    posted_on: date | None


class PrintRuns:
    """The runs of all towns below one folder, of the kinds of letters that one service sends."""

    def __init__(self, folder: Path, kinds: Collection[str]) -> None:
        self._folder = folder
        self._kinds = kinds

    def claim(self, tenant: str, day: date) -> tuple[str, tuple[SpooledLetter, ...]] | None:
        """Return the run that is open, or a new one of this day, with its letters; None if nothing lies there."""
        town = self._folder / tenant
        with town_locked(town):
            run = self._open_run(town) or self._new_run(town, day)
            if run is None:
                return None
            for letter in self._waiting(town):
                manifest = letter.with_suffix(".json")
                # The PDF moves last: until then it is where `follow` finds it, and this run takes it again.
                if manifest.is_file():
                    manifest.rename(run / "letters" / manifest.name)
                letter.rename(run / "letters" / letter.name)
        return run.name, tuple(_read(file) for file in sorted((run / "letters").glob("*.pdf")))

    def close(self, tenant: str, name: str, manifest: list[dict[str, Any]], printed: bytes) -> bool:
        """Keep what is printed; False if the run has other letters meanwhile, or somebody else has closed it."""
        run = self._folder / tenant / PRINTED / name
        with town_locked(self._folder / tenant):
            there = sorted(file.stem for file in (run / "letters").glob("*.pdf"))
            if (run / FILE).exists() or there != sorted(one["reference"] for one in manifest):
                return False
            (run / MANIFEST).unlink(missing_ok=True)
            write_once(run / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            return write_once(run / FILE, printed)

    def runs(self, tenant: str, limit: int) -> list[PrintRun]:
        """Return the newest closed runs first."""
        closed = sorted((file.parent for file in (self._folder / tenant / PRINTED).glob(f"*/{FILE}")), reverse=True)
        return [
            PrintRun(
                name=run.name,
                letters=tuple(json.loads((run / MANIFEST).read_text(encoding="utf-8"))),
                posted_on=date.fromisoformat(told.read_text()) if (told := run / POSTED_ON).is_file() else None,
            )
            for run in closed[:limit]
        ]

    def waiting(self, tenant: str) -> int:
        """Return how many letters are in no run yet."""
        return len(self._waiting(self._folder / tenant))

    def file(self, tenant: str, name: str) -> bytes | None:
        """Return what is to be printed of a closed run."""
        found = self._run(tenant, name)
        return (found / FILE).read_bytes() if found else None

    def post(self, tenant: str, name: str, day: date) -> tuple[str, ...] | None:
        """Note the day on which a run was posted, for every letter in it; the first day stays.

        Returns the references of its letters; None if there is no such run.
        """
        found = self._run(tenant, name)
        if found is None:
            return None
        write_once(found / POSTED_ON, day.isoformat().encode())
        return tuple(sorted(file.stem for file in (found / "letters").glob("*.pdf")))

    def _run(self, tenant: str, name: str) -> Path | None:
        # The name comes from an address: it is compared with what is there, never joined to a path.
        closed = (file.parent for file in (self._folder / tenant / PRINTED).glob(f"*/{FILE}"))
        return next((run for run in closed if run.name == name), None)

    def _open_run(self, town: Path) -> Path | None:
        runs = sorted((town / PRINTED).glob("*/letters"))
        return next((letters.parent for letters in runs if not (letters.parent / FILE).exists()), None)

    def _new_run(self, town: Path, day: date) -> Path | None:
        if not self._waiting(town):
            return None
        known = len(list((town / PRINTED).glob(f"{day}-*")))
        run = town / PRINTED / f"{day}-{known + 1:02d}"
        (run / "letters").mkdir(parents=True)
        return run

    def _waiting(self, town: Path) -> list[Path]:
        return sorted(file for kind in self._kinds for file in (town / kind).glob("*.pdf"))


def _read(file: Path) -> SpooledLetter:
    told = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return SpooledLetter(
        reference=told["reference"],
        kind=told["kind"],
        recipient=tuple(told["recipient"]),
        content=file.read_bytes(),
    )
