"""Sets the receipt of a confirmed request as a sealed PDF/A-3a and PDF/UA-1; runs in a process of its own."""

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.documents.repair import repaired
from chassis.documents.seal import SealKey, sealed
from chassis.jobs.isolated import isolated
from chassis.settings import Secrets
from chassis.tenancy import Tenant
from fulfilment.domain.case import Case
from fulfilment.domain.signature import Signature

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path("@kern-ux/native/dist/fonts/fira-sans")
_render_apart = isolated("fulfilment.adapters.receipt_pdf:render")


class IsolatedReceipts:
    """Makes receipts in a process of its own; the same case gives the same words each time."""

    def __init__(self, assets: Path, secrets: Secrets) -> None:
        self._fonts = assets.resolve() / _FONTS
        self._secrets = secrets

    def __call__(self, case: Case, town: Tenant, signature: Signature | None) -> bytes:
        """Return the PDF of a case that its citizen has confirmed."""
        return bytes(_render_apart(case, town, signature, str(self._fonts), SealKey.of_region(self._secrets)))


def render(case: Case, town: Tenant, signature: Signature | None, fonts: str, seal: SealKey) -> bytes:
    """Return the PDF."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    page = templates.get_template("receipt.html").render(
        case=case, town=town, signature=signature, drawing=_drawing(signature), fonts=Path(fonts).as_uri()
    )
    written = HTML(string=page, base_url=str(_TEMPLATES)).write_pdf(
        pdf_variant="pdf/a-3a", pdf_tags=True, font_config=FontConfiguration()
    )
    reason = f"Eingangsbestätigung {case.number}"
    return sealed(repaired(bytes(written)), seal, reason=reason, place=town.address.city)


def _drawing(signature: Signature | None) -> str:
    """Return the address of the drawn signature, which is the picture itself."""
    if signature is None or signature.image is None:
        return ""
    return f"data:image/png;base64,{base64.b64encode(signature.image).decode()}"
