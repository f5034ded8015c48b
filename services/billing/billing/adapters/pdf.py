"""Renders fee notices, reminders and cancellations as tagged PDFs, in a process of its own.

WeasyPrint writes PDF/A-3a with PDF/UA tags from HTML and CSS; the letter follows DIN 5008 form B. The same notice is
attached as data (ZUGFeRD), and the whole is sealed.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import segno.helpers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from billing.adapters.factur_x import FACTUR_X, data_of
from billing.use_cases.document_content import LetterContent, NoticeContent
from chassis.documents.repair import repaired
from chassis.documents.seal import SealKey, sealed

FOLDER = Path(__file__).parent / "documents"


def render(content: NoticeContent, fonts: Path, seal: SealKey) -> bytes:
    """Return the sealed PDF of a notice; `fonts` is the folder of the Fira Sans files."""
    mended = repaired(laid_out("notice.html", content, fonts), data_of(content), (FACTUR_X,))
    return sealed(mended, seal, reason=f"{content.title} {content.number}", place=content.place)


def render_letter(content: LetterContent, fonts: Path, seal: SealKey) -> bytes:
    """Return the sealed PDF of a reminder or a cancellation."""
    mended = repaired(laid_out("letter.html", content, fonts))
    return sealed(mended, seal, reason=f"{content.title} {content.number}", place=content.place)


def laid_out(template: str, content: NoticeContent | LetterContent, fonts: Path) -> bytes:
    """Return what WeasyPrint makes of a document, before anything is mended, attached or sealed."""
    pay = content.payment
    code = giro_code(pay.holder, pay.iban, pay.bic, pay.amount_decimal, pay.rf) if pay else ""
    return written(template, {"paper": content, "pay": pay, "qr": code, "fonts": fonts.as_uri()})


def written(template: str, told: Mapping[str, object]) -> bytes:
    """Return the tagged PDF of a filled template."""
    html = _environment().get_template(template).render(**told)
    document = HTML(string=html, base_url=FOLDER.as_uri(), url_fetcher=URLFetcher(allowed_protocols=("file", "data")))
    made = document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, custom_metadata=True)
    if made is None:
        raise RuntimeError("WeasyPrint returned no document")
    return bytes(made)


def giro_code(holder: str, iban: str, bic: str, amount: str, rf: str) -> str:
    """Return the GiroCode (EPC069-12, version 002) as a data URI, with the RF reference as structured purpose."""
    code = segno.helpers.make_epc_qr(
        name=holder, iban=iban, amount=Decimal(amount), reference=rf.replace(" ", ""), bic=bic
    )
    return str(code.svg_data_uri(border=0, scale=4, dark="#000", xmldecl=False, nl=False))


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=True)
