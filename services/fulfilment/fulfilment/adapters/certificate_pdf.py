"""Sets a certificate as a sealed PDF/A-3a and PDF/UA-1 (ISO 19005-3, ISO 14289-1); runs in a process of its own."""

from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.documents.repair import repaired
from chassis.documents.seal import SealKey, sealed
from chassis.jobs.isolated import isolated
from chassis.settings import Secrets
from chassis.tenancy import Tenant
from fulfilment.domain.certificate import CertificateText, readable
from fulfilment.use_cases.outside import Addressee

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path("@kern-ux/native/dist/fonts/fira-sans")
_render_apart = isolated("fulfilment.adapters.certificate_pdf:render")


class IsolatedPress:
    """Presses certificates in a process of its own, since setting text holds the CPU for a while."""

    def __init__(self, assets: Path, secrets: Secrets) -> None:
        self._fonts = assets.resolve() / _FONTS
        self._secrets = secrets

    def __call__(self, text: CertificateText, town: Tenant, addressee: Addressee | None) -> bytes:
        """Return the PDF."""
        return bytes(_render_apart(text, town, addressee, str(self._fonts), SealKey.of_region(self._secrets)))


def render(text: CertificateText, town: Tenant, addressee: Addressee | None, fonts: str, seal: SealKey) -> bytes:
    """Return the PDF of a certificate; a letter has its address in the window of DIN 5008, form B."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from fulfilment.adapters.page_pictures import pictures

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
        pages=[picture for file in text.enclosures for picture in pictures(file)],
        # The QR code as a drawing: sharp in print, and nothing to load.
        qr=segno.make(address, error="m").svg_data_uri(scale=3, border=0, omitsize=True, xmldecl=False, nl=False),
        fonts=Path(fonts).as_uri(),
    )
    document = HTML(string=page, base_url=str(_TEMPLATES))
    written = bytes(document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, font_config=FontConfiguration()))
    return sealed(repaired(written), seal, reason=f"{text.title} {text.number}", place=town.address.city)
