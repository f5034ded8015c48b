"""The folder from which a town's print shop takes letters: `<spool>/<tenant>/<kind>/<reference>.pdf` and `.json`.

The manifest is written first, so a letter is complete as soon as its PDF is there. The shop moves what it has posted
to `posted/<day>/`, whose name is then the posting date.
"""

import json
import os
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path

from chassis.letters.letter import Letter, LetterRefused, Posting, Progress, WaitingLetter

POSTED = "posted"


class LetterSpool:
    """Lays letters down whole or not at all, once each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, letter: Letter) -> None:
        """Write the manifest, then the PDF; what is there already stays, and another PDF under its name is refused."""
        if self.follow(letter.tenant, letter.reference).progress is Progress.POSTED:
            return
        folder = self._folder / letter.tenant / letter.kind
        folder.mkdir(parents=True, exist_ok=True)
        manifest = {"reference": letter.reference, "kind": letter.kind, "recipient": letter.recipient}
        told = json.dumps(manifest | {"sha256": letter.sha256}, ensure_ascii=False, indent=1)
        _write_once(folder / f"{letter.reference}.json", told.encode())
        if not _write_once(folder / f"{letter.reference}.pdf", letter.content):
            raise LetterRefused(f"another document lies under {letter.reference}")

    def follow(self, tenant: str, reference: str) -> Posting:
        """Look where the letter lies."""
        town = self._folder / tenant
        if next(town.glob(f"*/{reference}.pdf"), None):
            return Posting(Progress.ACCEPTED)
        for file in town.glob(f"{POSTED}/*/{reference}.pdf"):
            with suppress(ValueError):
                return Posting(Progress.POSTED, date.fromisoformat(file.parent.name))
        return Posting(Progress.UNKNOWN)

    def waiting(self, tenant: str, kind: str) -> tuple[WaitingLetter, ...]:
        """Return the letters that lie complete in the folder."""
        folder = self._folder / tenant / kind
        found = (file for file in sorted(folder.glob("*.pdf")) if file.with_suffix(".json").exists())
        return tuple(_letter_of(file.with_suffix(".json")) for file in found)

    def content(self, tenant: str, kind: str, reference: str) -> bytes:
        """Return the PDF."""
        return (self._folder / tenant / kind / f"{reference}.pdf").read_bytes()

    def mark_posted(self, tenant: str, kind: str, references: Collection[str], day: date) -> tuple[str, ...]:
        """Move them to the folder of the day, the PDF last, since a letter is where its PDF is."""
        gone = self._folder / tenant / POSTED / day.isoformat()
        gone.mkdir(parents=True, exist_ok=True)
        there = {letter.reference for letter in self.waiting(tenant, kind)}
        posted = sorted(there.intersection(references))
        for reference in posted:
            for ending in ("json", "pdf"):
                with suppress(FileNotFoundError):  # somebody else has just moved it
                    name = f"{reference}.{ending}"
                    (self._folder / tenant / kind / name).rename(gone / name)
        return tuple(posted)


def _letter_of(manifest: Path) -> WaitingLetter:
    told = json.loads(manifest.read_text(encoding="utf-8"))
    return WaitingLetter(str(told["reference"]), tuple(told["recipient"]))


def _write_once(target: Path, content: bytes) -> bool:
    """Make a file appear whole or not at all; False if another one is there, which stays."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        # `link` fails where the name is taken, which `rename` would overwrite.
        os.link(draft, target)
    except FileExistsError:
        return target.read_bytes() == content
    finally:
        draft.unlink()
    return True
