"""The folder from which a town's print shop takes letters: `<spool>/<tenant>/<kind>/<reference>.pdf` and `.json`.

The manifest is written first, so a letter is complete as soon as its PDF is there. A print run (`print_runs.py`) takes
all of them into one file a day; a shop that takes single files moves what it has posted to `posted/<day>/`, whose name
is then the posting date.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from chassis.letters.letter import Letter, LetterRefused, Posting, Progress, WaitingLetter

POSTED = "posted"
PRINTED = "print"
POSTED_ON = "posted_on"
"""The file of a print run that holds the day on which it was posted."""


class LetterSpool:
    """Lays letters down whole or not at all, once each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, letter: Letter) -> None:
        """Write the manifest, then the PDF; what is there already stays, and another PDF under its name is refused."""
        with town_locked(self._folder / letter.tenant):
            self._lay_down(letter)

    def _lay_down(self, letter: Letter) -> None:
        if self.follow(letter.tenant, letter.reference).progress in (Progress.PRINTED, Progress.POSTED):
            return
        folder = self._folder / letter.tenant / letter.kind
        folder.mkdir(parents=True, exist_ok=True)
        manifest = {"reference": letter.reference, "kind": letter.kind, "recipient": letter.recipient}
        told = json.dumps(manifest | {"sha256": letter.sha256}, ensure_ascii=False, indent=1)
        write_once(folder / f"{letter.reference}.json", told.encode())
        if not write_once(folder / f"{letter.reference}.pdf", letter.content):
            raise LetterRefused(f"another document lies under {letter.reference}")

    def follow(self, tenant: str, reference: str) -> Posting:
        """Look where the letter lies."""
        town = self._folder / tenant
        if next(town.glob(f"*/{reference}.pdf"), None):
            return Posting(Progress.ACCEPTED)
        for file in town.glob(f"{POSTED}/*/{reference}.pdf"):
            with suppress(ValueError):
                return Posting(Progress.POSTED, date.fromisoformat(file.parent.name))
        for file in town.glob(f"{PRINTED}/*/letters/{reference}.pdf"):
            told = file.parents[1] / POSTED_ON
            return Posting(Progress.POSTED, date.fromisoformat(told.read_text())) if told.is_file() else _PRINTED
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


_PRINTED = Posting(Progress.PRINTED)


@contextmanager
def town_locked(town: Path) -> Iterator[None]:
    """Keep who lays letters down and who takes them apart; the lock goes with the process, also with a killed one."""
    town.mkdir(parents=True, exist_ok=True)
    with (town / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_once(target: Path, content: bytes) -> bool:
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
