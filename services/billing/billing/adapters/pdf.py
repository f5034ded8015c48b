"""Renders a fee notice as a tagged PDF; runs in a process of its own (`chassis.jobs.isolated`).

WeasyPrint writes PDF/A-3a with PDF/UA tags from HTML and CSS; the letter follows DIN 5008 form B. The same notice is
attached as data (ZUGFeRD), and the whole is sealed.
"""

from decimal import Decimal
from pathlib import Path

import segno.helpers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from billing.adapters.factur_x import FACTUR_X, data_of
from billing.use_cases.outside import NoticeContent
from chassis.documents.repair import repaired
from chassis.documents.seal import SealKey, sealed

FOLDER = Path(__file__).parent / "documents"


def render(content: NoticeContent, fonts: Path, seal: SealKey) -> bytes:
    """Return the sealed PDF of a notice; `fonts` is the folder of the Fira Sans files."""
    template = _environment().get_template("notice.html")
    html = template.render(notice=content, fonts=fonts.as_uri(), qr=giro_code(content))
    document = HTML(string=html, base_url=FOLDER.as_uri(), url_fetcher=URLFetcher(allowed_protocols=("file", "data")))
    written = document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, custom_metadata=True)
    if written is None:
        raise RuntimeError("WeasyPrint returned no document")
    mended = repaired(bytes(written), data_of(content), (FACTUR_X,))
    return sealed(mended, seal, reason=f"Gebührenbescheid {content.number}", place=content.place)


def giro_code(content: NoticeContent) -> str:
    """Return the GiroCode (EPC069-12, version 002) as a data URI, with the RF reference as structured purpose."""
    code = segno.helpers.make_epc_qr(
        name=content.bank_holder,
        iban=content.iban,
        amount=Decimal(content.amount_decimal),
        reference=content.rf.replace(" ", ""),
        bic=content.bic,
    )
    return str(code.svg_data_uri(border=0, scale=4, dark="#000", xmldecl=False, nl=False))


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=True)
