"""Puts the letters of a run into one PDF for a printer that prints both sides, behind a cover list."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chassis.letters.print_run import Printed, PrintRun, bound, page_count, sheets_of
from chassis.letters.print_runs import SpooledLetter
from chassis.tenancy import Tenant

KINDS = {
    "notice": "Gebührenbescheid",
    "reminder": "Mahnung",
    "cancellation": "Aufhebung",
}


def print_file(
    town: Tenant, name: str, letters: Sequence[SpooledLetter], fonts: Path
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the PDF and its manifest: position, pages and digest of each letter, in the order of printing.

    The letters themselves stay as they were sealed in the spool; what is printed is a copy.
    """
    parts = [Printed(one.reference, one.recipient, one.content, KINDS.get(one.kind, one.kind)) for one in letters]
    run = PrintRun(f"Deckliste, Druckauftrag {name}", date.fromisoformat(name[:10]), tuple(parts))
    manifest = [_entry(position, letter) for position, letter in enumerate(letters, 1)]
    return bound(run, town, str(fonts)), manifest


def _entry(position: int, letter: SpooledLetter) -> dict[str, Any]:
    pages = page_count(letter.content)
    return {
        "position": position,
        "reference": letter.reference,
        "kind": letter.kind,
        "recipient": list(letter.recipient),
        "pages": pages,
        "sheets": sheets_of(pages),
        "sha256": hashlib.sha256(letter.content).hexdigest(),
    }
