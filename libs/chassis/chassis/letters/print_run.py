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
    """Return the list, then every letter, as one PDF."""
    cover = _cover(run, town, fonts, [page_count(letter.content) for letter in run.letters])
    return joined([cover, *(letter.content for letter in run.letters)])


def joined(parts: Sequence[bytes]) -> bytes:
    """Return PDFs as one; printed on both sides, none begins on another's back."""
    import pikepdf

    with pikepdf.new() as whole:
        for content in parts:
            part = pikepdf.open(io.BytesIO(content))
            whole.pages.extend(part.pages)
            if len(part.pages) % 2:
                whole.add_blank_page(page_size=_size(part))
        written = io.BytesIO()
        whole.save(written, deterministic_id=True)
    return written.getvalue()


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def sheets_of(pages: int) -> int:
    """Return how many sheets so many pages take, printed on both sides."""
    return (pages + 1) // 2


def _cover(run: PrintRun, town: Tenant, fonts: str, pages: Sequence[int]) -> bytes:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    rows = list(zip(run.letters, pages, strict=True))
    page = templates.get_template("print_run.html").render(
        run=run, rows=rows, town=town, sheets=sum(map(sheets_of, pages)), fonts=Path(fonts).as_uri()
    )
    return bytes(HTML(string=page).write_pdf(font_config=FontConfiguration()))


def _size(document: object) -> tuple[float, float]:
    """Return the size of a document's first page, in points."""
    left, bottom, right, top = (float(edge) for edge in document.pages[0].mediabox)  # type: ignore[attr-defined]
    return right - left, top - bottom
