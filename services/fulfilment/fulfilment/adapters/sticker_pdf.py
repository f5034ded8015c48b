"""Sets the letters that stickers go with, all of a day in one process of its own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.jobs.isolated import isolated
from chassis.tenancy import Tenant
from fulfilment.domain.sticker import StickerLetter

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path("@kern-ux/native/dist/fonts/fira-sans")
_render_apart = isolated("fulfilment.adapters.sticker_pdf:render")


class IsolatedStickers:
    """Sets the letters in a process of its own."""

    def __init__(self, assets: Path) -> None:
        self._fonts = assets.resolve() / _FONTS

    def __call__(self, letters: Sequence[StickerLetter], town: Tenant, day: date) -> list[bytes]:
        """Return a PDF for each letter."""
        return list(_render_apart(tuple(letters), town, day, str(self._fonts)))


def render(letters: Sequence[StickerLetter], town: Tenant, day: date, fonts: str) -> list[bytes]:
    """Return the PDFs; each has its address in the window of DIN 5008, form B, and a place for the sticker."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    template, known = templates.get_template("sticker.html"), FontConfiguration()
    pages = (template.render(letter=letter, town=town, day=day, fonts=Path(fonts).as_uri()) for letter in letters)
    return [bytes(HTML(string=page, base_url=str(_TEMPLATES)).write_pdf(font_config=known)) for page in pages]
