"""The folder in which letters wait for the print shop: one PDF and one manifest a letter."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from fulfilment.use_cases.ports import Addressee


class SpooledLetters:
    """Lays letters down atomically under names that follow from the case, so that each exists once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, tenant: str, name: str, content: bytes, addressee: Addressee) -> None:
        """Write the manifest, then the PDF; a letter is complete as soon as its PDF is there."""
        folder = self._folder / tenant / "fulfilment"
        folder.mkdir(parents=True, exist_ok=True)
        manifest = {
            "name": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "addressee": addressee.name,
            "street": addressee.address.street,
            "postal_code": addressee.address.postal_code,
            "city": addressee.address.city,
        }
        write_once(folder / f"{name}.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        write_once(folder / f"{name}.pdf", content)


def write_once(target: Path, content: bytes) -> None:
    """Make the file appear whole or not at all; one that is there already stays as it is."""
    if target.exists():
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # `link` fails where the name is taken, which `rename` would overwrite.
    with suppress(FileExistsError):
        os.link(draft, target)
    draft.unlink()
