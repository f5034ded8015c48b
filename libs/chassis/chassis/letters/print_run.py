"""The post of a day as one PDF: a list of what is in it, then every letter, each on a sheet of its own."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.jobs.isolated import isolated
from chassis.tenancy import Tenant

_FONTS = Path("@kern-ux/native/dist/fonts/fira-sans")
_bound_apart = isolated("chassis.letters.print_run:bound")


@dataclass(frozen=True)
class Printed:
    """One letter of the run; `what` tells whoever puts it into its envelope what else belongs in there."""

    reference: str
    recipient: tuple[str, ...]
    content: bytes
    what: str = ""


@dataclass(frozen=True)
class PrintRun:
    """The letters of one kind that leave together."""

    title: str
    day: date
    letters: tuple[Printed, ...]


class Printer:
    """Binds runs in a process of its own."""

    def __init__(self, assets: Path) -> None:
        self._fonts = assets.resolve() / _FONTS

    def __call__(self, run: PrintRun, town: Tenant) -> bytes:
        """Return the PDF."""
        return bytes(_bound_apart(run, town, str(self._fonts)))


def bound(run: PrintRun, town: Tenant, fonts: str) -> bytes:
    """Return the list and the letters as one PDF; printed on both sides, no letter begins on another's back."""
    import pikepdf

    letters = [pikepdf.open(io.BytesIO(letter.content)) for letter in run.letters]
    cover = pikepdf.open(io.BytesIO(_cover(run, town, fonts, [len(letter.pages) for letter in letters])))
    with pikepdf.new() as whole:
        for part in (cover, *letters):
            whole.pages.extend(part.pages)
            if len(part.pages) % 2:
                whole.add_blank_page(page_size=_size(part))
        written = io.BytesIO()
        whole.save(written)
    return written.getvalue()


def _cover(run: PrintRun, town: Tenant, fonts: str, pages: Sequence[int]) -> bytes:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    rows = list(zip(run.letters, pages, strict=True))
    page = templates.get_template("print_run.html").render(
        run=run, rows=rows, town=town, sheets=sum((count + 1) // 2 for count in pages), fonts=Path(fonts).as_uri()
    )
    return bytes(HTML(string=page).write_pdf(font_config=FontConfiguration()))


def _size(document: object) -> tuple[float, float]:
    """Return the size of a document's first page, in points."""
    left, bottom, right, top = (float(edge) for edge in document.pages[0].mediabox)  # type: ignore[attr-defined]
    return right - left, top - bottom
