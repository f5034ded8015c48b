"""A browser whose camera films a drawn identity card, held quite still."""

from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.conftest import CHROMIUM
from tests.e2e.documents import Card
from training.frames import EASY, photograph
from training.zones import Drawn


def film(card: Card, folder: Path) -> Path:
    """Keep a film of a card and return where it lies."""
    picture = photograph(Drawn("TD1", tuple(card.lines.splitlines())), "e2e", EASY).grey
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=92)
    film = folder / "card.mjpeg"
    film.write_bytes(file.getvalue() * 2)
    return film


def filming(chromium: Browser, film: Path, *flags: str) -> Browser:
    """Return a browser of its own whose camera sees that film; whoever opens it closes it."""
    seen = f"--use-file-for-fake-video-capture={film}"
    return chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM, seen, *flags])
