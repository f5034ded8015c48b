"""Puts the letters of a run into one PDF for a printer that prints both sides, behind a cover list."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from billing.adapters.pdf import written
from chassis.letters.print_runs import SpooledLetter

KINDS = {
    "notice": "Gebührenbescheid",
    "reminder": "Mahnung",
    "cancellation": "Aufhebung",
}
_A4 = (595, 842)


def print_file(
    authority: str, colour: str, name: str, letters: Sequence[SpooledLetter], fonts: Path
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the PDF and its manifest: position, pages and digest of each letter, in the order of printing.

    Each letter begins on a front page; the cover list does not count. The letters themselves stay as they were sealed
    in the spool; what is printed is a copy.
    """
    parts = [pikepdf.open(io.BytesIO(letter.content)) for letter in letters]
    rows: list[dict[str, Any]] = []
    for position, (letter, part) in enumerate(zip(letters, parts, strict=True), 1):
        pages = len(part.pages)
        rows.append(
            {
                "position": position,
                "reference": letter.reference,
                "kind": letter.kind,
                "recipient": list(letter.recipient),
                "pages": pages,
                "sheets": (pages + 1) // 2,
                "sha256": hashlib.sha256(letter.content).hexdigest(),
            }
        )
    told = {"authority": authority, "colour": colour, "name": name, "rows": rows, "kinds": KINDS}
    sheets = sum(row["sheets"] for row in rows)
    cover = written("cover_list.html", told | {"sheets": sheets, "fonts": fonts.as_uri()})
    return _behind_each_other([pikepdf.open(io.BytesIO(cover)), *parts]), rows


def join(parts: Sequence[bytes]) -> bytes:
    """Return PDFs as one to be printed, each beginning on a front page."""
    return _behind_each_other([pikepdf.open(io.BytesIO(part)) for part in parts])


def _behind_each_other(parts: Sequence[pikepdf.Pdf]) -> bytes:
    whole = pikepdf.new()
    for part in parts:
        whole.pages.extend(part.pages)
        if len(part.pages) % 2:
            whole.add_blank_page(page_size=_A4)
    out = io.BytesIO()
    whole.save(out, deterministic_id=True)
    return out.getvalue()
