"""What tests look for in documents: their seal, their pictures, their text."""

import subprocess
from pathlib import Path
from typing import Any

from chassis.documents.seal_check import is_sealed
from chassis.service import Running


def trusted_root(running: Running[Any]) -> str:
    """Return the certificate of the authority behind the region's seal."""
    chain = running.settings.secrets.read("region", "seal_certificate")
    return "-----BEGIN" + chain.split("-----BEGIN")[-1]


def breaks_with_any_byte(document: bytes, root: str) -> bool:
    """Tell whether the seal holds, and holds no more when one byte anywhere is another.

    What is left out is the padding behind the signature itself, which says nothing.
    """
    if not is_sealed(document, root):
        return False
    begin, end = document.index(b"/Contents <30") + 200, document.index(b"00>", document.index(b"/Contents <30"))
    step = len(document) // 12
    for place in [0, 9, *range(step // 2, begin, step), begin, end + 3, len(document) - 20]:
        changed = bytearray(document)
        changed[place] ^= 1
        if is_sealed(bytes(changed), root):
            return False
    return True


def codes_on(document: Path) -> list[str]:
    """Return the lines of what a camera reads from the first page, printed at 200 dpi."""
    picture = document.with_suffix("")
    subprocess.run(["/usr/bin/pdftoppm", "-r", "200", "-f", "1", "-singlefile", "-png", document, picture], check=True)
    read = ["/usr/bin/zbarimg", "-q", "--raw", f"{picture}.png"]
    return subprocess.run(read, capture_output=True, text=True, check=True).stdout.splitlines()
