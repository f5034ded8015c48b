"""Pictures of what people see, kept under `.local/pictures` for whoever looks at them."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from local.home import ROOT

PHONE, TABLET, DESK = (360, 740), (820, 1180), (1366, 900)
Size = tuple[int, int]
Scheme = Literal["light", "dark"]
EVERYWHERE: tuple[tuple[Size, Scheme], ...] = (
    (PHONE, "light"), (TABLET, "light"), (DESK, "light"), (PHONE, "dark"), (DESK, "dark")
)  # fmt: skip
RUNS_OVER = """[...document.querySelectorAll("dt, dd, th")]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"""
"""What is wider than its place, and stands over its neighbour."""


@dataclass(frozen=True)
class Album:
    """The pictures of one story."""

    name: str

    @property
    def folder(self) -> Path:
        """Where they lie."""
        folder = ROOT / ".local" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def take(self, page: Page, step: str, *, everywhere: bool = False) -> None:
        """Keep a picture of a whole page, with `everywhere` as phone, tablet and wide screen show it, by day and night.

        Raises:
            AssertionError: if the page is wider than its window, or words are wider than their place.
        """
        given = page.viewport_size or {"width": PHONE[0], "height": PHONE[1]}
        page.bring_to_front()
        here: tuple[tuple[Size, Scheme], ...] = (((given["width"], given["height"]), "light"),)
        for (width, height), scheme in EVERYWHERE if everywhere else here:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            name = f"{self.name}-{step}-{width}{'-night' if scheme == 'dark' else ''}"
            page.screenshot(path=self.folder / f"{name}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (step, width)
            assert page.evaluate(RUNS_OVER) == [], (step, width)
        page.emulate_media(color_scheme="null")
        page.set_viewport_size({"width": given["width"], "height": given["height"]})

    def keep(self, content: bytes, step: str) -> str:
        """Keep a document and a picture of each of its pages; return what it says."""
        document = self.folder / f"{self.name}-{step}.pdf"
        document.write_bytes(content)
        subprocess.run(["/usr/bin/pdftoppm", "-r", "70", "-png", document, document.with_suffix("")], check=True)
        read = ["/usr/bin/pdftotext", "-layout", str(document), "-"]
        return subprocess.run(read, capture_output=True, text=True, check=True).stdout

    def tell(self, text: str, step: str) -> None:
        """Keep what was written."""
        (self.folder / f"{self.name}-{step}.txt").write_text(text, encoding="utf-8")
