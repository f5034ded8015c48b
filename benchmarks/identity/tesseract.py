"""Tesseract with its English model on the same frames: what towns would have without a recogniser of their own."""

import shutil
import subprocess
import time
from pathlib import Path

from PIL import Image

from identity.domain.mrz import CHECKED, shape_of

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
SETTINGS = ("-c", f"tessedit_char_whitelist={CHARACTERS}", "-c", "load_system_dawg=0", "-c", "load_freq_dawg=0")


def at_hand() -> bool:
    """Say whether Tesseract is installed (Debian: tesseract-ocr, tesseract-ocr-eng)."""
    return shutil.which("tesseract") is not None


def read(grey: Image.Image, folder: Path) -> tuple[tuple[str, ...] | None, float]:
    """Return the lines whose check digits agree, or None, and the milliseconds."""
    file = folder / "frame.png"
    grey.save(file)
    begin = time.perf_counter()
    told = subprocess.run(
        ["/usr/bin/env", "OMP_THREAD_LIMIT=1", "tesseract", file, "-", "-l", "eng", "--psm", "6", *SETTINGS],
        capture_output=True,
        text=True,
        check=True,
    )
    took = (time.perf_counter() - begin) * 1000
    rows = [row.replace(" ", "") for row in told.stdout.splitlines() if row.strip()]
    for count in (3, 2):
        for first in range(len(rows) - count + 1):
            typed = "\n".join(rows[first : first + count])
            _, zone = shape_of(typed)
            if zone and zone.layout.rows == count and all(zone.digit_agrees(name) is not False for name in CHECKED):
                return zone.lines, took
    return None, took
