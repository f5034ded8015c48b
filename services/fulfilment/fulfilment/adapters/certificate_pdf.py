"""Sets a certificate as a tagged PDF/A (ISO 19005-3, level A); runs in a process of its own."""

from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chassis.jobs.isolated import isolated
from chassis.tenancy import Tenant
from fulfilment.domain.certificate import CertificateText, readable
from fulfilment.use_cases.ports import Addressee

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path("@kern-ux/native/dist/fonts/fira-sans")
_render_apart = isolated("fulfilment.adapters.certificate_pdf:render")


class IsolatedPress:
    """Presses certificates in a process of its own, since setting text holds the CPU for a while."""

    def __init__(self, assets: Path) -> None:
        self._fonts = assets / _FONTS

    def __call__(self, text: CertificateText, town: Tenant, addressee: Addressee | None) -> bytes:
        """Return the PDF."""
        return bytes(_render_apart(text, town, addressee, str(self._fonts)))


def render(text: CertificateText, town: Tenant, addressee: Addressee | None, fonts: str) -> bytes:
    """Return the PDF of a certificate; a letter has its address in the window of DIN 5008, form B."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    environment.filters["readable"] = readable
    address = town.url(f"/pruefen/{text.code}")
    page = environment.get_template("certificate.html").render(
        text=text,
        town=town,
        addressee=addressee,
        address=address,
        # The QR code as a drawing: sharp in print, and nothing to load.
        qr=Markup(segno.make(address, error="m").svg_inline(scale=3, border=0, omitsize=True)),  # noqa: S704 - our own
        fonts=Path(fonts).as_uri(),
    )
    document = HTML(string=page, base_url=str(_TEMPLATES))
    return bytes(document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, font_config=FontConfiguration()))
